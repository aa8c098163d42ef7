"""Units that the data files may use, and the numbers each of them can carry.

A unit may be followed by a qualification: ``points by day``, ``fraction (total)``. What counts is
the known unit it starts with.
"""

from dataclasses import dataclass
from math import inf

TEXT_UNITS = ("text", "reference")
"""Units of entries whose value is words: a statement, or the path of another entry."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Smallest and largest possible number of a unit."""

    low: float = -inf
    high: float = inf

    def allow(self, number: float) -> bool:
        return self.low <= number <= self.high

    def __str__(self) -> str:
        if self.high == inf:
            return f"{self.low:g} or more" if self.low > -inf else "any number"
        return f"{self.low:g} to {self.high:g}"


_AMOUNT = Limits(low=0)
_SHARE = Limits(0, 1)
_PERCENT = Limits(0, 100)
_CORRELATION = Limits(-1, 1)
_ANY = Limits()

LIMITS: dict[str, Limits] = {
    # volumes, clearances, rates
    **dict.fromkeys(("L", "mL", "L/kg", "L/70 kg"), _AMOUNT),
    **dict.fromkeys(("L/h", "L/min", "L/min/kg", "L/h/70 kg", "mL/min/kg", "mL/kg/min"), _AMOUNT),
    **dict.fromkeys(("1/min", "1/h"), _AMOUNT),
    # times
    **dict.fromkeys(("s", "min", "h", "d", "day", "week", "month", "year"), _AMOUNT),
    # concentrations, exposures, amounts
    **dict.fromkeys(("ng/mL", "ug/mL", "uM", "nM", "nmol/mL", "ng*h/mL", "g/mol", "mg/mL"), _AMOUNT),
    **dict.fromkeys(("mg", "mg/kg", "mg/kg/h", "kg", "kg/m2"), _AMOUNT),
    # shares, probabilities, spread
    **dict.fromkeys(("fraction", "probability"), _SHARE),
    "%": _PERCENT,
    "% change": _ANY,
    "% error": _ANY,
    **dict.fromkeys(("CV %", "variance", "SD"), _AMOUNT),
    "covariance": _ANY,
    # ratios and effects
    **dict.fromkeys(("ratio", "x", "factor", "hazard ratio", "odds ratio", "relative to"), _AMOUNT),
    **dict.fromkeys(("Pearson r", "Spearman r"), _CORRELATION),
    **dict.fromkeys(("Hedges g", "exponent"), _ANY),
    "Emax as change relative to baseline, EC50 in ug/mL": _ANY,
    # bedside
    **dict.fromkeys(("people", "infusions", "sessions"), _AMOUNT),
    **dict.fromkeys(("points", "MADRS points", "cm", "mmHg", "bpm"), _ANY),
    "L/h per year": _ANY,
}


DOSE_OR_THRESHOLD_UNITS = ("mg", "mg/kg", "mg/kg/h", "ng/mL", "ug/mL", "uM", "nmol/mL", "mmHg", "bpm")
"""Units in which somebody could act on a number at the bedside."""


def known_unit(unit: str) -> str | None:
    """The longest known unit that ``unit`` starts with, or None.

    >>> known_unit("% by min")
    '%'
    >>> known_unit("% change"), known_unit("MADRS points at 24 h"), known_unit("furlongs")
    ('% change', 'MADRS points', None)
    """
    best = None
    for candidate in (*LIMITS, *TEXT_UNITS):
        starts = unit == candidate or (unit.startswith(candidate) and unit[len(candidate)] in " ,(")
        if starts and (best is None or len(candidate) > len(best)):
            best = candidate
    return best
