"""How effects of one measure are written and where they stand on an axis."""

from __future__ import annotations

from dataclasses import dataclass
from math import log10
from typing import Any

from kapedu.evidence.measure import Measure
from kapedu.evidence.summary import number

_PERCENT = 100
_TICKS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100)
_FINE_TICKS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)
_FEWEST_TICKS = 4


@dataclass(frozen=True)
class Scale:
    """How effects of one measure are written and drawn.

    Attributes:
        measure: What the numbers are.
        unit: Unit of a difference, such as ``"points"``; empty where there is none.
        left: Whom results left of no effect favour, a few words.
        right: Whom results right of it favour.
    """

    measure: Measure
    unit: str = ""
    left: str = ""
    right: str = ""

    @property
    def factor(self) -> float:
        """What a result is multiplied by before it is shown: risk differences are shown in percentage points."""
        return _PERCENT if self.measure is Measure.RD else 1

    @property
    def title(self) -> str:
        """Title of the axis, unit last."""
        words = self.measure.label[0].upper() + self.measure.label[1:]
        unit = "percentage points" if self.measure is Measure.RD else self.unit
        return f"{words} ({unit})" if unit and self.measure is not Measure.SMD else words

    @property
    def no_effect(self) -> float:
        """Where no difference stands on the axis."""
        return self.measure.no_effect

    def at(self, value: float) -> float:
        """The place of a result on the axis."""
        return value * self.factor

    def text(self, value: float) -> str:
        """A result in figures, with a true minus sign.

        Examples:
            >>> Scale(Measure.MD).text(-4.086), Scale(Measure.RD).text(0.142)
            ('−4.09', '14.20')
        """
        return number(value * self.factor).replace("-", "−")

    def span(self, ends: tuple[float, float] | None) -> str:
        """An interval in figures.

        Examples:
            >>> Scale(Measure.MD).span((-6.07, -0.62)), Scale(Measure.MD).span(None)
            ('−6.07 to −0.62', 'cannot be computed')
        """
        return "cannot be computed" if ends is None else f"{self.text(ends[0])} to {self.text(ends[1])}"

    def includes_no_effect(self, ends: tuple[float, float]) -> bool:
        """Whether an interval includes no difference."""
        return ends[0] <= self.no_effect <= ends[1]

    def axis(self, ends: tuple[float, float]) -> dict[str, Any]:
        """A plotly axis from one place to another, logarithmic for ratios.

        Examples:
            >>> Scale(Measure.MD).axis((-5, 1))["range"], Scale(Measure.RR).axis((0.1, 10))["range"]
            ([-5, 1], [-1.0, 1.0])
        """
        if not self.measure.is_ratio:
            return {"range": list(ends), "zeroline": False}
        ticks = ratio_ticks(ends)
        return {
            "type": "log",
            "range": [log10(end) for end in ends],
            "tickvals": ticks,
            "ticktext": [f"{tick:g}" for tick in ticks],
            "zeroline": False,
        }


def ratio_ticks(ends: tuple[float, float]) -> list[float]:
    """Round numbers between two ratios; finer ones where there would be few.

    Examples:
        >>> ratio_ticks((0.18, 6.5)), ratio_ticks((0.85, 1.75))
        ([0.2, 0.5, 1, 2, 5], [0.9, 1, 1.2, 1.5])
    """
    coarse, fine = ([tick for tick in ticks if ends[0] <= tick <= ends[1]] for ticks in (_TICKS, _FINE_TICKS))
    return coarse if len(coarse) >= _FEWEST_TICKS else fine
