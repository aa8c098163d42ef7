"""The published contrasts between ketamine, therapy and both: one panel for each unit, never pooled."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Any

from kapedu.figures.figure import Figure, Table
from kapedu.figures.statements import Statement, described, members, origin_html, stated
from kapedu.figures.theme import ARTERIAL, EFFECT, INK, VENOUS
from kapedu.knowledge import Quantity, fact
from kapedu.knowledge.citation import short_citation

QUESTIONS = {
    "therapy_added": "Therapy added to ketamine",
    "ketamine_added": "Ketamine added to therapy",
    "both": "Both at once against neither",
}
_COLOUR = {"therapy_added": EFFECT, "ketamine_added": VENOUS, "both": ARTERIAL}
_SYMBOL = {"therapy_added": "circle", "ketamine_added": "square", "both": "diamond"}
_ROW_PX = 84
_PANEL_PX = 104
_FOOT_PX = 98


@dataclass(frozen=True)
class Contrast:
    """One published difference between two arms.

    Attributes:
        id: Name in the sheet.
        question: One of :data:`QUESTIONS`.
        label: Arms, outcome and study.
        scale: Short name of the unit; only contrasts of one scale may share an axis.
        estimate: The figure as published, with its origin.
        low: Lower end of the 95% interval.
        high: Upper end of the 95% interval.
        null: Where no difference lies on this scale.
    """

    id: str
    question: str
    label: str
    scale: str
    estimate: Quantity
    point: float
    low: float
    high: float
    null: float

    @property
    def crosses_null(self) -> bool:
        """Whether the interval leaves no difference possible."""
        return self.low <= self.null <= self.high

    @property
    def figures(self) -> str:
        """Estimate and interval in words."""
        return f"{self.point:g} ({self.low:g} to {self.high:g})".replace("-", "\N{MINUS SIGN}")


@cache
def contrasts() -> tuple[Contrast, ...]:
    """All contrasts, in the order of the sheet.

    Raises:
        ValueError: The sheet names a question that does not exist.

    Examples:
        >>> [item.id for item in contrasts() if item.scale == "hr"]
        ['cocaine_relapse']
    """
    found = []
    for name in members("synergy", "contrasts"):
        path = f"contrasts.{name}"
        question = described("synergy", f"{path}.question")
        if question not in QUESTIONS:
            raise ValueError(
                f"synergy.json: {path}.question is {question!r}; allowed are {', '.join(QUESTIONS)}"
            )
        estimate = fact(f"synergy.{path}.estimate")
        cells: Any = estimate.value
        found.append(
            Contrast(
                name,
                question,
                described("synergy", f"{path}.label"),
                described("synergy", f"{path}.scale"),
                estimate,
                float(cells["estimate"]),
                float(cells["low"]),
                float(cells["high"]),
                float(fact(f"synergy.{path}.null")),
            )
        )
    return tuple(found)


def chosen(question: str) -> tuple[Contrast, ...]:
    """The contrasts that answer one question."""
    return tuple(item for item in contrasts() if item.question == question)


def without_interval(question: str) -> tuple[Statement, ...]:
    """Findings on a question that were published, as far as is known here, without an interval to draw.

    Examples:
        >>> [item.source for item in without_interval("therapy_added")]
        ['moore2025', 'sakopoulos2025']
    """
    return tuple(
        stated("synergy", f"without_interval.{name}.finding")
        for name in members("synergy", "without_interval")
        if described("synergy", f"without_interval.{name}.question") == question
    )


def beside_html(question: str) -> str:
    """What to read beside the drawing: findings that have no interval, with their origins."""
    found = without_interval(question)
    if not found:
        return ""
    items = "".join(f"<li>{escape(item.text)}{origin_html(item)}</li>" for item in found)
    return f"<p><strong>Also published, without an interval to draw:</strong></p><ul>{items}</ul>"


def height_px(question: str) -> int:
    """Room the drawing needs."""
    shown = chosen(question)
    return _ROW_PX * len(shown) + _PANEL_PX * (len({item.scale for item in shown}) - 1) + _FOOT_PX


def contrast_figure(question: str) -> Figure:
    """Estimates and intervals that answer one question.

    Args:
        question: One of :data:`QUESTIONS`.

    Returns:
        One panel for each unit, with its own axis; the summary says which intervals leave no
        difference possible.
    """
    shown = chosen(question)
    scales = list(dict.fromkeys(item.scale for item in shown))
    layout: dict[str, Any] = {
        "margin": {"l": 12, "r": 12, "t": 8, "b": 90},
        "hovermode": "closest",
        "dragmode": False,
        "showlegend": False,
        "annotations": [],
        "shapes": [],
    }
    data: list[dict[str, Any]] = []
    total = height_px(question) - _FOOT_PX
    top = 1.0
    for number, scale in enumerate(scales, start=1):
        rows = [item for item in shown if item.scale == scale]
        share = (_ROW_PX * len(rows)) / total
        gap = _PANEL_PX / total
        suffix = "" if number == 1 else str(number)
        domain = [max(top - share, 0.0), top]
        top -= share + gap
        edge = (
            [
                min(*(item.low for item in rows), rows[0].null),
                max(*(item.high for item in rows), rows[0].null),
            ]
            if len(rows) > 1
            else [min(rows[0].low, rows[0].null), max(rows[0].high, rows[0].null)]
        )
        room = (edge[1] - edge[0]) * 0.08
        layout[f"xaxis{suffix}"] = {
            "title": {
                "text": _wrapped(described("synergy", f"scales.{scale}")),
                "standoff": 6,
                "font": {"size": 13},
            },
            "range": [edge[0] - room, edge[1] + room],
            "anchor": f"y{suffix}",
            "fixedrange": True,
            "zeroline": False,
        }
        layout[f"yaxis{suffix}"] = {
            "domain": domain,
            "range": [-0.35, len(rows) - 0.25],
            "visible": False,
            "fixedrange": True,
            "anchor": f"x{suffix}",
        }
        for place, item in enumerate(reversed(rows)):
            data.append(_trace(item, place, suffix))
            layout["shapes"].append(_no_difference(item, place, suffix))
            layout["annotations"].append(
                {
                    "xref": f"x{suffix} domain",
                    "yref": f"y{suffix}",
                    "x": 0,
                    "y": place + 0.5,
                    "xanchor": "left",
                    "yanchor": "middle",
                    "align": "left",
                    "showarrow": False,
                    "text": _wrapped(item.label),
                }
            )
    return Figure({"data": data, "layout": layout}, _summary(question, shown), _table(shown), _sources(shown))


def _no_difference(item: Contrast, place: int, suffix: str) -> dict[str, Any]:
    return {
        "type": "line",
        "xref": f"x{suffix}",
        "yref": f"y{suffix}",
        "x0": item.null,
        "x1": item.null,
        "y0": place - 0.3,
        "y1": place + 0.22,
        "line": {"color": INK, "width": 3},
    }


def _trace(item: Contrast, place: int, suffix: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "showlegend": False,
        "x": [item.point],
        "y": [place],
        "xaxis": f"x{suffix}",
        "yaxis": f"y{suffix}",
        "name": item.label,
        "marker": {"color": _COLOUR[item.question], "symbol": _SYMBOL[item.question], "size": 12},
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [item.high - item.point],
            "arrayminus": [item.point - item.low],
            "color": _COLOUR[item.question],
            "thickness": 2.5,
        },
        "hovertemplate": f"{item.figures}<extra></extra>",
    }


def _wrapped(label: str, width: int = 40) -> str:
    lines = [""]
    for word in label.split():
        if lines[-1] and len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "<br>".join(lines)


def _summary(question: str, shown: tuple[Contrast, ...]) -> str:
    open_ones = [item for item in shown if item.crosses_null]
    said = "; ".join(f"{item.label}: {item.figures}" for item in shown)
    units = len({item.scale for item in shown})
    apart = (
        f" The panels have {units} different units: read each by itself; they cannot be pooled."
        if units > 1
        else ""
    )
    crossing = (
        f"{len(open_ones)} of {len(shown)} intervals {'includes' if len(open_ones) == 1 else 'include'}"
    )
    return f"{QUESTIONS[question]}. {said}. {crossing} no difference.{apart}"


def _table(shown: tuple[Contrast, ...]) -> Table:
    return Table(
        "Published contrasts with 95% intervals",
        ("Contrast", "Unit", "Estimate", "Low", "High", "Source and status"),
        tuple(
            (
                item.label,
                described("synergy", f"scales.{item.scale}"),
                item.point,
                item.low,
                item.high,
                _origin(item.estimate),
            )
            for item in shown
        ),
    )


def _origin(quantity: Quantity) -> str:
    through = f" via {short_citation(quantity.via)}" if quantity.via else ""
    return f"{short_citation(quantity.source)}{through}; {quantity.status}"


def _sources(shown: tuple[Contrast, ...]) -> tuple[str, ...]:
    keys = [key for item in shown for key in (item.estimate.source, item.estimate.via) if key]
    return tuple(dict.fromkeys(keys))
