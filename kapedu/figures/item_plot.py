"""The items of a quiz: how much of its points each earned, with its interval, beside how well it tells people apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kapedu.figures.figure import Figure, Table, plain
from kapedu.figures.theme import VENOUS, base_layout
from kapedu.language import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kapedu.grading.item_statistics import ItemStatistics
    from kapedu.grading.rasch import ItemDifficulty

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
    shares = [100 * item.difficulty for item in items]
    spec = _rows(
        [item.item_id for item in items],
        numbers,
        shares,
        [(100 * item.difficulty_interval[0], 100 * item.difficulty_interval[1]) for item in items],
        _("Share of its points, mean of the class (%)"),
        "%{customdata}: %{x:.0f}%<extra></extra>",
        {"range": [-3, 103], "zeroline": False},
    )
    table = Table(
        _("What the answers say about each question"),
        (
            _("Question"),
            "Id",
            _("Share of points"),
            _("95% interval"),
            _("Tells apart"),
            _("95% interval of that"),
        ),
        tuple(
            (
                number,
                item.item_id,
                f"{item.difficulty:.0%}",
                _span(item.difficulty_interval),
                "–" if item.discrimination is None else f"{item.discrimination:.2f}".replace("-", "−"),
                _span(item.discrimination_interval, scale=1),
            )
            for number, item in zip(numbers, items, strict=True)
        ),
    )
    hardest = min(items, key=lambda item: item.difficulty)
    easiest = max(items, key=lambda item: item.difficulty)
    summary = _(
        "{questions} questions, {trainees} trainees. The hardest is {hardest} ({low} of its points), "
        "the easiest {easiest} ({high})."
    ).format(
        questions=len(items),
        trainees=items[0].answers,
        hardest=hardest.item_id,
        low=f"{hardest.difficulty:.0%}",
        easiest=easiest.item_id,
        high=f"{easiest.difficulty:.0%}",
    )
    return Figure(spec, summary, table)


def rasch_plot(items: Sequence[ItemDifficulty], numbers: Sequence[int]) -> Figure:
    """Draw the difficulties of the Rasch model.

    Args:
        items: Difficulties, at least one.
        numbers: The number of each in the quiz.

    Raises:
        ValueError: There are no items.
    """
    if not items:
        raise ValueError("rasch_plot needs at least one item")
    spec = _rows(
        [item.item_id for item in items],
        numbers,
        [item.difficulty for item in items],
        [item.interval for item in items],
        _("Difficulty, Rasch model (logits)"),
        "%{customdata}: %{x:.2f}<extra></extra>",
        {},
    )
    table = Table(
        _("How hard each question is, by the Rasch model"),
        (_("Question"), "Id", _("Difficulty (logits)"), _("95% interval")),
        tuple(
            (
                number,
                item.item_id,
                _signed(item.difficulty),
                " to ".join(_signed(end) for end in item.interval),
            )
            for number, item in zip(numbers, items, strict=True)
        ),
    )
    hardest = max(items, key=lambda item: item.difficulty)
    easiest = min(items, key=lambda item: item.difficulty)
    summary = _(
        "The hardest of {questions} questions is {hardest} ({high} logits), the easiest {easiest} ({low})."
    ).format(
        questions=len(items),
        hardest=hardest.item_id,
        high=_signed(hardest.difficulty),
        easiest=easiest.item_id,
        low=_signed(easiest.difficulty),
    )
    return Figure(spec, summary, table)


def _rows(  # noqa: PLR0913, PLR0917 - the parts of a drawing, in their order
    ids: Sequence[str],
    numbers: Sequence[int],
    values: Sequence[float],
    intervals: Sequence[tuple[float, float]],
    title: str,
    hover: str,
    across: dict[str, Any],
) -> dict[str, Any]:
    """A dot with its interval for each item, top to bottom."""
    places = list(range(1, len(ids) + 1))
    trace = {
        "type": "scatter",
        "mode": "markers",
        "name": title,
        "x": list(values),
        "y": places,
        "marker": {"color": VENOUS, "size": 10},
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [high - value for value, (_, high) in zip(values, intervals, strict=True)],
            "arrayminus": [value - low for value, (low, _) in zip(values, intervals, strict=True)],
            "color": VENOUS,
            "thickness": 1.5,
            "width": 4,
        },
        "customdata": list(ids),
        "hovertemplate": hover,
        "showlegend": False,
    }
    layout = base_layout(
        title,
        _("Question"),
        xaxis=across,
        yaxis={
            "tickvals": places,
            "ticktext": [str(number) for number in numbers],
            "range": [len(ids) + 0.6, 0.4],
            "zeroline": False,
        },
        hovermode="closest",
    )
    spec: dict[str, Any] = plain({"data": [trace], "layout": layout})
    return spec


def _signed(value: float) -> str:
    return f"{value:+.2f}".replace("-", "−")


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
