"""What an effect is measured in, and the scale it is pooled on."""

from enum import StrEnum
from math import exp, isfinite, log

from kapedu.evidence.errors import EvidenceError


class Measure(StrEnum):
    """An effect measure; group 1 is the treated one."""

    MD = "MD"
    SMD = "SMD"
    RR = "RR"
    OR = "OR"
    RD = "RD"
    HR = "HR"

    @property
    def label(self) -> str:
        """Its name in words."""
        return _LABELS[self]

    @property
    def is_ratio(self) -> bool:
        """Whether it is pooled as a logarithm and shown as a ratio."""
        return self in (Measure.RR, Measure.OR, Measure.HR)

    @property
    def no_effect(self) -> float:
        """The value that means no difference, on the measure's own scale."""
        return 1 if self.is_ratio else 0

    def shown(self, value: float) -> float:
        """From the analysis scale to the measure's own scale.

        >>> Measure.RR.shown(0.0), Measure.MD.shown(-2.5)
        (1.0, -2.5)
        """
        return exp(value) if self.is_ratio else value

    def analysed(self, value: float) -> float:
        """From the measure's own scale to the analysis scale.

        Raises:
            EvidenceError: A ratio that is not above zero.
        """
        if not isfinite(value):
            raise EvidenceError(f"{self.label} {value!r} is not a finite number")
        if self.is_ratio and value <= 0:
            raise EvidenceError(f"{self.label} {value:g}: a ratio is above 0")
        return log(value) if self.is_ratio else value


_LABELS = {
    Measure.MD: "mean difference",
    Measure.SMD: "standardised mean difference (Hedges g)",
    Measure.RR: "risk ratio",
    Measure.OR: "odds ratio",
    Measure.RD: "risk difference",
    Measure.HR: "hazard ratio",
}


def measure_named(name: "str | Measure") -> Measure:
    """A measure by its short name.

    Raises:
        EvidenceError: No such measure; names those there are.

    >>> measure_named("RR").label
    'risk ratio'
    """
    try:
        return Measure(name)
    except ValueError:
        raise EvidenceError(f"measure {str(name)!r} is not one of {', '.join(Measure)}") from None
