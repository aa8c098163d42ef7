"""How many people a trial needs depends on what one believes: power by size for three beliefs."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from kapedu.evidence.design import power_of_means
from kapedu.evidence.veterans_case import case_fact, scenarios
from kapedu.figures.figure import Cell, Figure, Table, plain
from kapedu.figures.theme import DASHES, INK, SECOND, SERIES, base_layout
from kapedu.knowledge.citation import short_citation
from kapedu.knowledge.markup import badge

if TYPE_CHECKING:
    from collections.abc import Sequence

_PERCENT = 100
LARGEST = 500
_DRAWN = (*range(4, 60, 4), *range(60, 200, 10), *range(200, LARGEST + 1, 25))
BELIEFS = {
    "positive": "the one positive trial",
    "pooled": "the pooled effect",
    "corrected": "the pooled effect after correction for publication bias",
}
SHORT = {
    "positive": "One positive trial",
    "pooled": "Pooled effect",
    "corrected": "Corrected for publication bias",
}


@dataclass(frozen=True)
class Simulated:
    """The power that a simulation found, to be drawn on the curves.

    Attributes:
        randomised: People per arm.
        power: 0 to 1.
        error: Monte Carlo standard error.
        truth: What was true in the simulation, in words.
    """

    randomised: int
    power: float
    error: float
    truth: str


def believed(belief: str) -> tuple[float, float]:
    """Difference and SD, in CAPS-5 points, under a belief.

    Raises:
        ValueError: There is no such belief.
    """
    if belief not in BELIEFS:
        raise ValueError(f"belief {belief!r} is not known; choose from {', '.join(BELIEFS)}")
    plan = scenarios()[BELIEFS[belief]]
    return plan.difference, plan.sd


def power_at(belief: str, randomised: int, drop_out: float) -> float:
    """Power by formula with so many people per arm, of whom a share is lost."""
    difference, sd = believed(belief)
    return power_of_means(max(2, int(randomised * (1 - drop_out) + 1e-9)), difference, sd)


def power_drawn(drop_out: float, aim: float, found: Simulated | None = None) -> Figure:
    """Power by the number of people per arm, for each belief.

    Args:
        drop_out: Share lost before the outcome.
        aim: The power aimed at, drawn as a line.
        found: A simulated trial, drawn as a diamond with an error bar.
    """
    data: list[dict[str, Any]] = []
    for place, belief in enumerate(BELIEFS):
        data.append(
            {
                "type": "scatter",
                "mode": "lines",
                "name": SHORT[belief],
                "x": list(_DRAWN),
                "y": [_PERCENT * power_at(belief, n, drop_out) for n in _DRAWN],
                "line": {"color": SERIES[place], "dash": DASHES[place], "width": 2.5},
            }
        )
    if found is not None:
        data.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": "Your simulated trial",
                "x": [found.randomised],
                "y": [_PERCENT * found.power],
                "error_y": {"array": [_PERCENT * 1.96 * found.error], "color": SECOND, "thickness": 2},
                "marker": {"symbol": "diamond", "size": 13, "color": SECOND},
            }
        )
    layout = base_layout(
        "Randomised to each arm (people)",
        "Trials that find it (%)",
        xaxis={"range": [0, LARGEST + 10]},
        yaxis={"range": [0, _PERCENT + 3]},
        shapes=[
            {
                "type": "line",
                "xref": "paper",
                "x0": 0,
                "x1": 1,
                "y0": _PERCENT * aim,
                "y1": _PERCENT * aim,
                "line": {"color": INK, "width": 1, "dash": "dot"},
            }
        ],
    )
    needed = _needed(drop_out, aim)
    told = "; ".join(f"{SHORT[belief].lower()} {size} in each arm" for belief, size in needed.items())
    words = f"To reach a power of {_PERCENT * aim:.0f} % you randomise, by belief: {told}."
    if found is not None:
        words += (
            f" Your simulated trial, {found.randomised} in each arm, came out significant in {_PERCENT * found.power:.0f} of 100 "
            f"runs ({found.truth})."
        )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (n, *(f"{_PERCENT * power_at(belief, n, drop_out):.0f}" for belief in BELIEFS))
        for n in (10, 20, 40, 60, 100, 150, 200, 300, 400, 500)
    )
    return Figure(
        plain({"data": data, "layout": layout}),
        words,
        Table("Trials that find it, of 100, by people per arm", ("People per arm", *SHORT.values()), rows),
        _sources(),
    )


def _needed(drop_out: float, aim: float) -> dict[str, int]:
    plans = scenarios(power=aim, drop_out=drop_out)
    return {belief: plans[name].size.randomised for belief, name in BELIEFS.items()}


def _sources() -> tuple[str, ...]:
    keys: Sequence[str] = [quantity.source for plan in scenarios().values() for quantity in plan.basis]
    return tuple(dict.fromkeys(keys))


def beliefs_html() -> str:
    """What each belief rests on, with source, status and note of every figure."""
    items = ""
    for belief, name in BELIEFS.items():
        difference, sd = believed(belief)
        first = scenarios()[name].basis[0]
        note = f"; {first.note}" if first.note else ""
        items += (
            f"<li><strong>{escape(SHORT[belief])}</strong>: {difference:.1f} points with an SD of {sd:.1f}, from "
            f"{first.number_text} {escape(first.unit)} ({escape(short_citation(first.source))}{escape(note)}) "
            f"{badge(first.status)}</li>"
        )
    error, people = (case_fact(name) for name in ("difference_se", "people_per_arm"))
    return (
        f"<details><summary>What these effects rest on</summary><ul>{items}</ul><p>The SD is worked back from the standard "
        f"error {error.number_text} of the difference with {people.number_text} people in each arm "
        f"({escape(short_citation(error.source))}) {badge(error.status)}. Drop-out and power are planning figures of "
        "the exercise, as are the correlation between endpoints and the luck of the day (course-rule).</p></details>"
    )
