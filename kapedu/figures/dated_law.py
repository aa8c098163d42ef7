"""Law, labels and positions on a line of time: from the text they rest on to the day they must be read again."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from kapedu.figures.figure import Figure, Table
from kapedu.figures.theme import EFFECT, INK, THIRD, base_layout, fade
from kapedu.knowledge.citation import short_citation
from kapedu.knowledge.markup import badge

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from kapedu.practice.regulation import DatedStatement

_ROW_PX, _EDGE_PX = 46, 76


def height_px(count: int) -> int:
    """Room the drawing needs."""
    return _ROW_PX * max(count, 1) + _EDGE_PX


def dated_law(statements: Sequence[DatedStatement], on: date) -> Figure:
    """The statements as bars from text to review date, with a day to read them on.

    Args:
        statements: What to draw, at least one.
        on: The day.

    Raises:
        ValueError: There are no statements.
    """
    if not statements:
        raise ValueError("there are no statements to draw; give at least one")
    groups = {
        "May still be shown": ([one for one in statements if not one.is_due(on)], EFFECT, "solid"),
        "Read the source again first": ([one for one in statements if one.is_due(on)], THIRD, "dot"),
    }
    rows = {one.key: place for place, one in enumerate(statements)}
    data: list[dict[str, Any]] = [
        _bars(name, found, rows, colour, dash) for name, (found, colour, dash) in groups.items() if found
    ]
    day = on.isoformat()
    layout = base_layout(
        "Year",
        "",
        xaxis={"type": "date", "dtick": "M12", "tickformat": "%Y", "range": ["2020-09-01", "2028-12-31"]},
        yaxis={"range": [len(rows) - 0.3, -0.9], "visible": False},
        hovermode="closest",
        margin={"l": 12, "r": 12, "t": 8, "b": 46},
        shapes=[
            {
                "type": "line",
                "x0": day,
                "x1": day,
                "yref": "paper",
                "y0": 0,
                "y1": 1,
                "line": {"color": INK, "width": 2, "dash": "dash"},
            }
        ],
        annotations=[
            {
                "xref": "x domain",
                "x": 0,
                "y": rows[one.key] - 0.42,
                "xanchor": "left",
                "showarrow": False,
                "text": escape(one.name),
            }
            for one in statements
        ],
    )
    return Figure(
        {"data": data, "layout": layout},
        law_words(statements, on),
        _table(statements, on),
        tuple(dict.fromkeys(one.statement.source for one in statements)),
    )


def law_words(statements: Sequence[DatedStatement], on: date) -> str:
    """How many still hold on a day, and which are due."""
    due = [one for one in statements if one.is_due(on)]
    told = f"On {on.day} {on:%B %Y}, {len(due)} of {len(statements)} must be read again before they are shown"
    named = "; ".join(one.name for one in due)
    return f"{told}: {named}." if due else f"{told}."


def law_list_html(statements: Sequence[DatedStatement], on: date) -> str:
    """The statements in full, each with its date, its standing and when it must be read again."""
    items = "".join(
        f"<li><strong>{escape(one.name)}</strong> ({escape(one.place)}, {escape(one.topic)}). {escape(str(one.statement.value))} "
        f'<span class="kapedu-source">As of {escape(one.as_of_text)}; {escape(short_citation(one.statement.source))}; '
        f"{badge(one.statement.status)}; {_review(one, on)}{_note(one)}</span></li>"
        for one in statements
    )
    return f"<ul>{items}</ul>"


def _note(one: DatedStatement) -> str:
    return f". {escape(one.statement.note)}" if one.statement.note else ""


def _review(one: DatedStatement, on: date) -> str:
    by = f"{one.review_by.day} {one.review_by:%B %Y}"
    return f"<strong>was to be read again by {by}</strong>" if one.is_due(on) else f"read again by {by}"


def _bars(
    name: str, found: Sequence[DatedStatement], rows: dict[str, int], colour: str, dash: str
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": name,
        "x": [value for one in found for value in (one.since.isoformat(), one.review_by.isoformat(), None)],
        "y": [value for one in found for value in (rows[one.key], rows[one.key], None)],
        "line": {"color": fade(colour, 0.75), "width": 6, "dash": dash},
        "marker": {"color": colour, "size": 10, "symbol": "circle" if dash == "solid" else "x"},
        "hovertemplate": "%{x|%d %b %Y}<extra></extra>",
    }


def _table(statements: Sequence[DatedStatement], on: date) -> Table:
    rows = tuple(
        (
            f"{one.place}, {one.topic}",
            str(one.statement.value),
            one.as_of_text,
            one.review_by.isoformat(),
            "read again first" if one.is_due(on) else "may be shown",
            str(one.statement.status),
        )
        for one in statements
    )
    return Table(
        "Dated statements", ("Where and what", "Statement", "As of", "Read again by", "Then", "Status"), rows
    )
