"""Published estimates side by side: one row each, a dot for the estimate, a bar for its spread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kapedu.figures.figure import Figure, Table, plain, round_significant
from kapedu.figures.theme import GROUND, INK, SECOND, VENOUS, base_layout, fade

if TYPE_CHECKING:
    from collections.abc import Sequence

UNVERIFIED = "unverified"


@dataclass(frozen=True)
class DotRow:
    """One published estimate.

    Attributes:
        label: What was measured and in whom, a few words.
        value: The estimate; for a pair without an estimate of its own, its middle.
        low: Lower end of the spread, if there is one.
        high: Upper end of the spread, if there is one.
        spread_means: What the bar stands for, for example ``"95 % confidence interval"``.
        people: How many people stand behind it, as words; empty when that is not known.
        status: How far the figure was checked.
        source: Reference key.
        is_pair: The bar joins two figures of equal standing, so no dot is drawn between them.
    """

    label: str
    value: float
    status: str
    source: str
    low: float | None = None
    high: float | None = None
    spread_means: str = ""
    people: str = ""
    is_pair: bool = False

    @property
    def text(self) -> str:
        """The estimate as words: ``29`` or ``11 to 17``."""
        if self.is_pair and self.low is not None and self.high is not None:
            return f"{number(self.low)} to {number(self.high)}"
        return number(self.value)


def number(value: float) -> str:
    """A number for reading, with a true minus sign.

    Examples:
        >>> number(-3.280001), number(16.0)
        ('−3.28', '16')
    """
    text = str(round_significant(value, 4))
    return text.replace("-", "−", 1) if text.startswith("-") else text


def dot_rows(  # noqa: PLR0913 - each is a separate piece of the drawing, most by keyword
    rows: Sequence[DotRow],
    x_title: str,
    summary: str,
    *,
    caption: str,
    x_range: tuple[float, float],
    guess: float | None = None,
    guess_label: str = "Your guess",
) -> Figure:
    """Draw estimates as dots in rows, each under its own label so that it also fits a phone.

    Args:
        rows: Top to bottom.
        x_title: What the dots measure, unit last and in brackets.
        summary: One paragraph that says what the drawing shows.
        caption: Caption of the table.
        x_range: Ends of the horizontal axis.
        guess: Where the trainee's guess is drawn as a line, if there is one.
        guess_label: Name of that line.

    Returns:
        The figure; unverified estimates are hollow.

    Raises:
        ValueError: There are no rows.
    """
    if not rows:
        raise ValueError("dot_rows needs at least one row; there is nothing to draw")
    places = [len(rows) - 1 - place for place in range(len(rows))]
    left, right = x_range
    data: list[dict[str, Any]] = [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [row.low, row.high],
            "y": [place, place],
            "line": {"color": VENOUS, "width": 3, "dash": "dot" if row.status == UNVERIFIED else "solid"},
            "hoverinfo": "skip",
            "showlegend": False,
        }
        for row, place in zip(rows, places, strict=True)
        if row.low is not None and row.high is not None
    ]
    ends = [
        (at, place)
        for row, place in zip(rows, places, strict=True)
        if row.is_pair
        for at in (row.low, row.high)
    ]
    dots = [(row.value, place, row) for row, place in zip(rows, places, strict=True) if not row.is_pair]
    for hollow in (False, True):
        chosen = [dot for dot in dots if (dot[2].status == UNVERIFIED) is hollow]
        if chosen:
            data.append(
                {
                    "type": "scatter",
                    "mode": "markers",
                    "name": UNVERIFIED if hollow else "published",
                    "x": [dot[0] for dot in chosen],
                    "y": [dot[1] for dot in chosen],
                    "marker": {"color": VENOUS, "size": 11, "symbol": "circle-open" if hollow else "circle"},
                    "text": [_hover(dot[2]) for dot in chosen],
                    "hovertemplate": "%{text}<extra></extra>",
                    "showlegend": False,
                },
            )
    if ends:
        data.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": "pair",
                "x": [at for at, _ in ends],
                "y": [place for _, place in ends],
                "marker": {"color": VENOUS, "size": 11, "symbol": "diamond"},
                "hovertemplate": "%{x}<extra></extra>",
                "showlegend": False,
            },
        )
    shapes: list[dict[str, Any]] = [
        {
            "type": "line",
            "x0": left,
            "x1": right,
            "y0": place,
            "y1": place,
            "line": {"color": fade(INK, 0.35), "width": 1},
            "layer": "below",
        }
        for place in places
    ]
    annotations = [
        {
            "x": left,
            "y": place,
            "xanchor": "left",
            "yanchor": "bottom",
            "yshift": 8,
            "showarrow": False,
            "align": "left",
            "text": _label(row),
            "font": {"size": 12},
            "name": GROUND,
        }
        for row, place in zip(rows, places, strict=True)
    ]
    if guess is not None:
        shapes.append(
            {
                "type": "line",
                "x0": guess,
                "x1": guess,
                "yref": "paper",
                "y0": 0,
                "y1": 1,
                "line": {"color": SECOND, "width": 2, "dash": "dash"},
            },
        )
        annotations.append(
            {
                "x": guess,
                "yref": "paper",
                "y": 1,
                "yanchor": "bottom",
                "xanchor": "left" if guess < (left + right) / 2 else "right",
                "showarrow": False,
                "text": f"{guess_label}: {number(guess)}",
                "font": {"color": SECOND, "size": 12},
            },
        )
    layout = base_layout(
        x_title,
        "",
        xaxis={"range": list(x_range), "zeroline": True},
        yaxis={"visible": False, "range": [-0.4, len(rows) - 0.2]},
        margin={"l": 16, "t": 28},
        hovermode="closest",
        shapes=shapes,
        annotations=annotations,
    )
    return Figure(
        plain({"data": data, "layout": layout}),
        summary,
        _table(rows, caption, x_title),
        tuple(dict.fromkeys(row.source for row in rows)),
    )


def _label(row: DotRow) -> str:
    facts = " · ".join(part for part in (row.people, row.status) if part)
    return f"<b>{row.text}</b>  {row.label}<br><i>{facts}</i>"


def _hover(row: DotRow) -> str:
    spread = ""
    if row.low is not None and row.high is not None:
        spread = f"<br>{row.spread_means}: {number(row.low)} to {number(row.high)}"
    return f"{row.label}: {row.text}{spread}<br>{row.status}"


def _table(rows: Sequence[DotRow], caption: str, x_title: str) -> Table:
    return Table(
        caption,
        ("Report", x_title, "Spread", "People", "Status", "Source"),
        tuple(
            (
                row.label,
                row.text,
                f"{number(row.low)} to {number(row.high)} ({row.spread_means})"
                if row.low is not None and row.high is not None and row.spread_means
                else "not reported",
                row.people or "not given",
                row.status,
                row.source,
            )
            for row in rows
        ),
    )
