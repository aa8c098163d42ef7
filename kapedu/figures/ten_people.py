"""The same rule for everybody: each person's level in a row of their own, lightest at the top."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kapedu.figures.course_axis import show
from kapedu.figures.figure import Figure, Table, plain
from kapedu.figures.theme import ARTERIAL, INK, SECOND, base_layout, fade

if TYPE_CHECKING:
    from collections.abc import Sequence

_SOURCES = ("kamp2020", "simons2022_pk", "otto2021")


@dataclass(frozen=True)
class DosedPerson:
    """One person under a rule.

    Attributes:
        name: What to call them.
        weight_kg: Body weight.
        dose_mg: What the rule gives them.
        level_ng_ml: Level when the pump stops.
        clearance: Clearance relative to the typical person of that weight.
        volume: The room the drug spreads into, likewise.
    """

    name: str
    weight_kg: float
    dose_mg: float
    level_ng_ml: float
    clearance: float
    volume: float


def fold(people: Sequence[DosedPerson]) -> float:
    """How many times the lowest level the highest one is."""
    levels = [person.level_ng_ml for person in people]
    return max(levels) / min(levels)


def ten_people(people: Sequence[DosedPerson], rule: str, guess: str | None = None) -> Figure:
    """Draw one dot for each person.

    Args:
        people: Lightest first.
        rule: The rule in words.
        guess: Name of the person who was expected to be highest.

    Returns:
        The figure; the highest is a filled diamond, the guess has a ring around it.

    Raises:
        ValueError: There are no people.
    """
    if not people:
        raise ValueError("there are no people to draw; give at least one")
    highest = max(people, key=lambda person: person.level_ng_ml)
    lowest = min(people, key=lambda person: person.level_ng_ml)
    rows = list(range(len(people) - 1, -1, -1))
    data: list[dict[str, Any]] = [
        {
            "type": "scatter",
            "mode": "markers",
            "name": "Level when the pump stops",
            "x": [person.level_ng_ml for person in people],
            "y": rows,
            "marker": {
                "size": [15 if person is highest else 11 for person in people],
                "symbol": ["diamond" if person is highest else "circle" for person in people],
                "color": [ARTERIAL if person is highest else fade(ARTERIAL, 0.65) for person in people],
            },
            "hovertemplate": "%{x:.0f} ng/mL<extra></extra>",
            "showlegend": False,
        }
    ]
    data += [
        {
            "type": "scatter",
            "mode": "markers",
            "name": "Your prediction",
            "x": [person.level_ng_ml],
            "y": [row],
            "marker": {"size": 24, "symbol": "circle-open", "color": SECOND, "line": {"width": 3}},
            "hoverinfo": "skip",
            "showlegend": False,
        }
        for person, row in zip(people, rows, strict=True)
        if person.name == guess
    ]
    layout = base_layout(
        "Level when the pump stops (ng/mL)",
        "",
        xaxis={"rangemode": "tozero"},
        yaxis={
            "tickvals": rows,
            "ticktext": [f"{person.name}, {show(person.weight_kg)} kg" for person in people],
            "range": [-0.6, len(people) - 0.4],
        },
        margin={"l": 92},
        hovermode="closest",
        shapes=[
            {
                "type": "line",
                "x0": 0,
                "x1": person.level_ng_ml,
                "y0": row,
                "y1": row,
                "line": {"color": fade(INK, 0.35), "width": 1},
                "layer": "below",
            }
            for person, row in zip(people, rows, strict=True)
        ],
    )
    ringed = f" The ring marks {guess}, your prediction." if guess else ""
    return Figure(
        plain({"data": data, "layout": layout}),
        f"With {rule}, {highest.name} ({show(highest.weight_kg)} kg) is highest with "
        f"{show(highest.level_ng_ml)} ng/mL and {lowest.name} ({show(lowest.weight_kg)} kg) lowest with "
        f"{show(lowest.level_ng_ml)} ng/mL: {fold(people):.1f} times.{ringed}",
        Table(
            f"Ten people, {rule}",
            (
                "Person",
                "Weight (kg)",
                "Dose (mg)",
                "Level (ng/mL)",
                "Clearance (times typical)",
                "Room (times typical)",
            ),
            tuple(
                (
                    person.name,
                    float(show(person.weight_kg)),
                    float(show(person.dose_mg)),
                    float(show(person.level_ng_ml)),
                    f"{person.clearance:.2f}",
                    f"{person.volume:.2f}",
                )
                for person in people
            ),
        ),
        _SOURCES,
    )
