"""Published rises in blood pressure during ketamine, each with what its number is an average of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from kapedu.figures.bioavailability import people_text
from kapedu.figures.dot_rows import UNVERIFIED, DotRow, dot_rows, number
from kapedu.knowledge import fact, sheet

if TYPE_CHECKING:
    from kapedu.figures.figure import Figure

Pressure = Literal["systolic", "diastolic"]
_GROUP = "blood_pressure"


def pressure_reports(pressure: Pressure = "systolic", *, spreads: bool = True) -> tuple[DotRow, ...]:
    """The cohorts, in order of their average rise.

    Args:
        pressure: Which of the two pressures.
        spreads: Whether to include the spread, where one is published.

    Returns:
        Rows in mmHg; the label of each says what was averaged.
    """
    page = sheet("dose_to_mood")
    rows = []
    for name in page.members(_GROUP):
        path = f"{_GROUP}.{name}"
        rise = fact(str(page.descriptions[f"{path}.{pressure}"]))
        deviation = page.facts.get(f"{path}.{pressure}_sd")
        interval = page.facts.get(f"{path}.{pressure}_ci")
        low = high = None
        meaning = ""
        if spreads and deviation is not None:
            low, high = float(rise) - float(deviation), float(rise) + float(deviation)
            meaning = "one standard deviation either side"
        elif spreads and interval is not None and isinstance(interval.value, tuple):
            low, high = interval.value
            meaning = "95 % confidence interval"
        people = page.facts.get(f"{path}.people") or page.facts[f"{path}.infusions"]
        rows.append(
            DotRow(
                label=f"mmHg, {page.descriptions[f'{path}.label']}",
                value=float(rise),
                status=str(rise.status),
                source=rise.source,
                low=low,
                high=high,
                spread_means=meaning,
                people=people_text(people),
            ),
        )
    return tuple(sorted(rows, key=lambda row: row.value))


def pressure_statistics() -> tuple[tuple[str, str], ...]:
    """Each cohort's name with what its number is an average of."""
    texts = sheet("dose_to_mood").descriptions
    return tuple(
        (str(texts[path.replace(".statistic", ".label")]), str(text))
        for path, text in texts.items()
        if path.startswith(f"{_GROUP}.") and path.endswith(".statistic")
    )


def pressure_rises(
    pressure: Pressure = "systolic", *, spreads: bool = True, guess_mmhg: float | None = None
) -> Figure:
    """Dots for the published rises.

    Args:
        pressure: Which of the two pressures.
        spreads: Whether to draw the published spreads.
        guess_mmhg: The rise that the trainee planned for, mmHg.

    Returns:
        The figure; unverified cohorts are hollow.
    """
    rows = pressure_reports(pressure, spreads=spreads)
    checked = [row for row in rows if row.status != UNVERIFIED]
    widest = max(checked, key=lambda row: (row.high or row.value) - (row.low or row.value))
    tail = (
        f" The widest spread, in {widest.label.removeprefix('mmHg, ')}, runs from {number(widest.low)} to"
        f" {number(widest.high)} mmHg ({widest.spread_means})."
        if widest.low is not None and widest.high is not None
        else ""
    )
    guess = "" if guess_mmhg is None else f" You planned for {number(guess_mmhg)} mmHg."
    return dot_rows(
        rows,
        f"Rise in {pressure} pressure (mmHg)",
        f"Average {pressure} rises run from {number(checked[0].value)} to {number(checked[-1].value)} mmHg "
        f"in the checked reports.{tail}{guess}",
        caption=f"Published rises in {pressure} blood pressure around ketamine",
        x_range=(0, 40),
        guess=guess_mmhg,
        guess_label="Your plan",
    )
