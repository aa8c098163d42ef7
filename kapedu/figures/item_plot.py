"""The items of a quiz: how much of its points each earned, with its interval, beside how well it tells people apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kapedu.figures.figure import Figure, Table, plain
from kapedu.figures.theme import VENOUS, base_layout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kapedu.grading.item_statistics import ItemStatistics

ROW_PX = 30
EDGE_PX = 90


def item_plot(items: Sequence[ItemStatistics], numbers: Sequence[int]) -> Figure:
    """Draw the share of the points that each item earned, top to bottom in the order of the quiz.

    Args:
        items: Statistics of each item; at least one.
        numbers: The number of each in the quiz.

    Raises:
        ValueError: There are no items.
    """
    if not items:
        raise ValueError("item_plot needs at least one item")
    places = list(range(1, len(items) + 1))
    shares = [100 * item.difficulty for item in items]
    data = [
        {
            "type": "scatter",
            "mode": "markers",
            "name": "Share of its points",
            "x": shares,
            "y": places,
            "marker": {"color": VENOUS, "size": 10},
            "error_x": {
                "type": "data",
                "symmetric": False,
                "array": [
                    100 * item.difficulty_interval[1] - share
                    for item, share in zip(items, shares, strict=True)
                ],
                "arrayminus": [
                    share - 100 * item.difficulty_interval[0]
                    for item, share in zip(items, shares, strict=True)
                ],
                "color": VENOUS,
                "thickness": 1.5,
                "width": 4,
            },
            "customdata": [item.item_id for item in items],
            "hovertemplate": "%{customdata}: %{x:.0f}%<extra></extra>",
            "showlegend": False,
        }
    ]
    layout = base_layout(
        "Share of its points, mean of the class (%)",
        "Question",
        xaxis={"range": [-3, 103], "zeroline": False},
        yaxis={
            "tickvals": places,
            "ticktext": [str(number) for number in numbers],
            "range": [len(items) + 0.6, 0.4],
            "zeroline": False,
        },
        hovermode="closest",
    )
    table = Table(
        "What the answers say about each question",
        ("Question", "Id", "Share of points", "95% interval", "Tells apart", "95% interval of that"),
        tuple(
            (
                number,
                item.item_id,
                f"{item.difficulty:.0%}",
                _span(item.difficulty_interval),
                "–" if item.discrimination is None else f"{item.discrimination:.2f}",
                _span(item.discrimination_interval, scale=1),
            )
            for number, item in zip(numbers, items, strict=True)
        ),
    )
    hardest = min(items, key=lambda item: item.difficulty)
    easiest = max(items, key=lambda item: item.difficulty)
    summary = (
        f"{len(items)} questions, {items[0].answers} trainees. The hardest is {hardest.item_id} "
        f"({hardest.difficulty:.0%} of its points), the easiest {easiest.item_id} ({easiest.difficulty:.0%})."
    )
    return Figure(plain({"data": data, "layout": layout}), summary, table)


def height_px(count: int) -> int:
    """How tall the drawing has to be for so many items."""
    return EDGE_PX + ROW_PX * count


def _span(interval: tuple[float, float] | None, scale: int = 100) -> str:
    if interval is None:
        return "–"
    low, high = interval
    return (
        f"{scale * low:.0f}–{scale * high:.0f}%"
        if scale > 1
        else f"{low:.2f} to {high:.2f}".replace("-", "−")
    )
