"""What a dosing rule does across body weights: the middle person, and nine in ten around."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kapedu.figures.course_axis import show
from kapedu.figures.figure import Cell, Figure, Table, plain, thin
from kapedu.figures.theme import ARTERIAL, DASHES, SERIES, base_layout, fade

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

_EDGES = 3
_TABLE_ROWS = 10
_SOURCES = ("kamp2020", "simons2022_pk", "otto2021")


def level_by_weight(
    weights_kg: NDArray[Any], levels: Mapping[str, NDArray[Any]], chosen: str, percentiles: tuple[float, ...]
) -> Figure:
    """Draw the middle person of every rule, and the band of the chosen one.

    Args:
        weights_kg: Body weights, kg, shape ``(weights,)``.
        levels: By rule in words, ng/mL, shape ``(3, weights)``: lower edge, middle, upper edge.
        chosen: The rule whose band is drawn.
        percentiles: What the three are.

    Returns:
        The figure.

    Raises:
        ValueError: The chosen rule is not among them, or there are not three percentiles.
    """
    if chosen not in levels:
        raise ValueError(f"rule {chosen!r} is not among {', '.join(levels)}")
    if len(percentiles) != _EDGES:
        raise ValueError(f"percentiles {percentiles}: give three, lower edge, middle and upper edge")
    low, middle, high = levels[chosen]
    inside = f"{percentiles[2] - percentiles[0]:g} of 100 people"
    plain_line = {"type": "scatter", "mode": "lines", "x": weights_kg}
    edge = {"color": fade(ARTERIAL, 0.5), "width": 1}
    data: list[dict[str, Any]] = [
        {**plain_line, "name": "lower edge", "y": low, "line": edge, "showlegend": False},
        {
            **plain_line,
            "name": f"{inside} of one weight, with {chosen}",
            "y": high,
            "line": edge,
            "fill": "tonexty",
            "fillcolor": fade(ARTERIAL, 0.2),
        },
    ]
    for number, (rule, three) in enumerate(levels.items()):
        is_chosen = rule == chosen
        data.append(
            {
                **plain_line,
                "name": rule,
                "y": three[1],
                "line": {
                    "color": ARTERIAL if is_chosen else SERIES[(0, 2, 3)[number]],
                    "width": 3.5 if is_chosen else 1.8,
                    "dash": DASHES[number],
                },
            }
        )
    layout = base_layout(
        "Body weight (kg)",
        "Ketamine in the artery when the pump stops (ng/mL)",
        yaxis={"rangemode": "tozero", "title": {"text": "Ketamine in the artery (ng/mL)"}},
        legend={"orientation": "h", "y": -0.25},
    )
    kept = thin(len(weights_kg), limit=_TABLE_ROWS)
    rows: list[tuple[Cell, ...]] = [
        (
            float(weights_kg[place]),
            *(
                f"{show(three[1][place])} ({show(three[0][place])} to {show(three[2][place])})"
                for three in levels.values()
            ),
        )
        for place in kept
    ]
    return Figure(
        plain({"data": data, "layout": layout}),
        f"With {chosen}, the middle person reaches {show(middle[0])} ng/mL at {show(weights_kg[0])} kg and "
        f"{show(middle[-1])} ng/mL at {show(weights_kg[-1])} kg. At any one weight {inside} spread "
        f"{(high / low).mean():.1f}-fold, which no rule that only knows the weight can take away.",
        Table(
            f"Level when the pump stops: middle person, and {inside}",
            ("Weight (kg)", *(f"{rule} (ng/mL)" for rule in levels)),
            tuple(rows),
        ),
        _SOURCES,
    )
