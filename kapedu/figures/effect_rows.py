"""Effects with their intervals in rows: what forest, leave-one-out and cumulative plots have in common."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import sqrt
from typing import TYPE_CHECKING, Any

from kapedu.figures.figure import plain
from kapedu.figures.theme import ARTERIAL, INK, VENOUS, base_layout, fade, level_band

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kapedu.figures.effect_scale import Scale

_ROOM = 0.6
"""How far the axis reaches beyond the studies, as a share of what they span."""
_LONGEST_LABEL = 42  # characters that fit a phone; the whole name stands in the hover text and the table
_ROW_PX = 60
_FRAME_PX = 96
_BOX_PX = (8.0, 20.0)


@dataclass(frozen=True)
class EffectRow:
    """One row of such a plot.

    Attributes:
        key: What a click on the row hands back.
        label: The row's name.
        estimate: On the measure's own scale; None for a bar without a point.
        ci: Its interval, likewise; None where there is none.
        about: More facts for the second line, such as the weight.
        share: Size of the box, from 0 to 1.
        kind: ``study``, ``pool`` (a diamond) or ``prediction`` (a bar).
        status: How far the figures were checked; ``unverified`` ones are hollow.
    """

    key: str
    label: str
    estimate: float | None
    ci: tuple[float, float] | None
    about: tuple[str, ...] = ()
    share: float = 0.5
    kind: str = "study"
    status: str = ""

    @property
    def is_hollow(self) -> bool:
        """Whether the figures were not checked."""
        return self.status == "unverified"


@dataclass
class _Drawing:
    scale: Scale
    ends: tuple[float, float]
    data: list[dict[str, Any]] = field(default_factory=list)

    def upright(self, x: float, places: Sequence[int], **look: Any) -> None:
        """A line from top to bottom with gaps where the labels stand."""
        across: list[float | None] = [x, x, None] * len(places)
        self.line(across, [end for place in places for end in (place - 0.3, place + 0.2, None)], **look)

    def line(self, x: Sequence[float | None], y: Sequence[float | None], **look: Any) -> None:
        self.data.append(
            {
                "type": "scatter",
                "mode": "lines",
                "x": list(x),
                "y": list(y),
                "line": look,
                "hoverinfo": "skip",
                "showlegend": False,
            }
        )

    def inside(self, value: float) -> float:
        return min(max(value, self.ends[0]), self.ends[1])

    def handle(self, row: EffectRow) -> float:
        """Where a row is read, hovered and clicked: its estimate, or the middle of its bar."""
        if row.estimate is not None:
            return self.inside(self.scale.at(row.estimate))
        to, back = self.scale.measure.analysed, self.scale.measure.shown
        seen = [to(self.inside(self.scale.at(end))) for end in row.ci or (self.scale.no_effect,)]
        return back(sum(seen) / len(seen))

    def bar(self, ci: tuple[float, float], place: float, colour: str, width: float) -> None:
        low, high = (self.scale.at(end) for end in ci)
        self.line([self.inside(low), self.inside(high)], [place, place], color=colour, width=width)
        cut = [
            (end, symbol)
            for end, symbol, is_cut in (
                (self.ends[0], "triangle-left", low < self.ends[0]),
                (self.ends[1], "triangle-right", high > self.ends[1]),
            )
            if is_cut
        ]
        if cut:
            self.data.append(
                {
                    "type": "scatter",
                    "mode": "markers",
                    "x": [end for end, _ in cut],
                    "y": [place] * len(cut),
                    "marker": {"color": colour, "size": 9, "symbol": [symbol for _, symbol in cut]},
                    "hoverinfo": "skip",
                    "showlegend": False,
                }
            )


def height_px(rows: int) -> int:
    """A height at which so many rows are easy to read."""
    return _FRAME_PX + rows * _ROW_PX


def draw_rows(
    rows: Sequence[EffectRow], scale: Scale, *, centre: float | None = None, picked: str = ""
) -> dict[str, Any]:
    """The drawing of rows, top to bottom, each under its own label so that it also fits a phone.

    What reaches beyond the axis ends in an arrowhead; its figures stand in the label.

    Args:
        rows: At least one.
        scale: How they are written.
        centre: A pooled effect, drawn as a dashed line through all rows.
        picked: Key of the row to point out.

    Returns:
        A plotly specification.

    Raises:
        ValueError: There are no rows.
    """
    if not rows:
        raise ValueError("there are no studies to draw; give at least one row")
    places = [len(rows) - 1 - place for place in range(len(rows))]
    drawing = _Drawing(scale, _ends(rows, scale))
    bottom, top = -0.45, len(rows) - 0.1
    drawing.upright(scale.no_effect, places, color=INK, width=1.5)
    if centre is not None:
        drawing.upright(drawing.inside(scale.at(centre)), places, color=ARTERIAL, width=1.5, dash="dot")
    for row, place in zip(rows, places, strict=True):
        if row.kind == "pool" and row.ci is not None and row.estimate is not None:
            _diamond(drawing, row, place)
        elif row.ci is not None:
            drawing.bar(row.ci, place, _colour(row), 3 if row.kind == "prediction" else 2)
    _points(drawing, rows, places)
    layout = base_layout(
        scale.title,
        "",
        xaxis=scale.axis(_widened(drawing.ends, scale, 0.03)),
        yaxis={"visible": False, "range": [bottom, top]},
        margin={"l": 16, "r": 16, "t": 30},
        hovermode="closest",
        shapes=_shades(rows, places, picked),
        annotations=[*_labels(rows, places, scale, picked), *_directions(scale)],
    )
    drawn: dict[str, Any] = plain({"data": drawing.data, "layout": layout})
    return drawn


def _ends(rows: Sequence[EffectRow], scale: Scale) -> tuple[float, float]:
    """Ends of the axis: all studies and no effect, with some room for a pool that is wider."""
    found = [scale.no_effect]
    for row in rows:
        if row.kind == "study":
            found += [scale.at(end) for end in row.ci or ()]
            found += [] if row.estimate is None else [scale.at(row.estimate)]
    if len(found) == 1:
        found += [scale.at(end) for row in rows for end in row.ci or ()]
    to, back = (scale.measure.analysed, scale.measure.shown)
    low, high = to(min(found)), to(max(found))
    wide = [to(scale.at(end)) for row in rows if row.kind != "study" for end in row.ci or ()]
    room = _ROOM * (high - low)
    return back(max(low - room, min([low, *wide]))), back(min(high + room, max([high, *wide])))


def _widened(ends: tuple[float, float], scale: Scale, share: float) -> tuple[float, float]:
    to, back = scale.measure.analysed, scale.measure.shown
    low, high = to(ends[0]), to(ends[1])
    room = share * (high - low)
    return back(low - room), back(high + room)


def _colour(row: EffectRow) -> str:
    return VENOUS if row.kind == "study" else ARTERIAL


def _diamond(drawing: _Drawing, row: EffectRow, place: float) -> None:
    assert row.ci is not None
    assert row.estimate is not None
    low, middle, high = (drawing.inside(drawing.scale.at(x)) for x in (row.ci[0], row.estimate, row.ci[1]))
    drawing.bar(row.ci, place, ARTERIAL, 1)
    drawing.line(
        [low, middle, high, middle, low],
        [place, place + 0.16, place, place - 0.16, place],
        color=ARTERIAL,
        width=1,
    )
    drawing.data[-1] |= {"fill": "toself", "fillcolor": fade(ARTERIAL, 0.55)}


def _points(drawing: _Drawing, rows: Sequence[EffectRow], places: Sequence[int]) -> None:
    """The marks that can be read, hovered and clicked, in one series per look."""
    scale = drawing.scale
    for kind in ("study", "pool", "prediction"):
        for hollow in (False, True):
            chosen = [
                (row, place)
                for row, place in zip(rows, places, strict=True)
                if row.kind == kind and row.is_hollow is hollow
            ]
            if not chosen:
                continue
            shape = {"study": "square", "pool": "diamond", "prediction": "circle"}[kind]
            drawing.data.append(
                {
                    "type": "scatter",
                    "mode": "markers",
                    "name": kind,
                    "x": [drawing.handle(row) for row, _ in chosen],
                    "y": [place for _, place in chosen],
                    "marker": {
                        "color": _colour(chosen[0][0]),
                        "size": [_size(row) for row, _ in chosen],
                        "symbol": f"{shape}-open" if hollow else shape,
                        "line": {"width": 2 if hollow else 0},
                        "opacity": 0 if kind == "prediction" else 1,
                    },
                    "text": [_spoken(row, scale) for row, _ in chosen],
                    "customdata": [row.key for row, _ in chosen],
                    "hovertemplate": "%{text}<extra></extra>",
                    "showlegend": False,
                }
            )


def _size(row: EffectRow) -> float:
    if row.kind != "study":
        return 10
    smallest, largest = _BOX_PX
    return smallest + (largest - smallest) * sqrt(min(max(row.share, 0), 1))


def _figures(row: EffectRow, scale: Scale) -> str:
    parts = [] if row.estimate is None else [scale.text(row.estimate)]
    if row.ci is not None:
        parts.append(f"({scale.span(row.ci)})" if parts else scale.span(row.ci))
    return " ".join(parts)


def _spoken(row: EffectRow, scale: Scale) -> str:
    return "<br>".join(
        part for part in (f"{row.label}: {_figures(row, scale)}", *row.about, row.status) if part
    )


def row_text(row: EffectRow, scale: Scale) -> str:
    """A row in words: name, effect with interval, what else is known."""
    return _spoken(row, scale).replace("<br>", ", ")


def _labels(
    rows: Sequence[EffectRow], places: Sequence[int], scale: Scale, picked: str
) -> list[dict[str, Any]]:
    return [
        {
            "xref": "paper",
            "x": 0,
            "y": place,
            "xanchor": "left",
            "yanchor": "bottom",
            "yshift": 9,
            "showarrow": False,
            "align": "left",
            "text": _label(row, scale, picked),
            "font": {"size": 12},
        }
        for row, place in zip(rows, places, strict=True)
    ]


def _label(row: EffectRow, scale: Scale, picked: str) -> str:
    mark = "▸ " if picked and row.key == picked else ""
    facts = " · ".join(part for part in (_figures(row, scale), *row.about, row.status) if part)
    name = row.label if len(row.label) <= _LONGEST_LABEL else f"{row.label[: _LONGEST_LABEL - 1].rstrip()}…"
    return f"{mark}<b>{name}</b><br>{facts}"


def _shades(rows: Sequence[EffectRow], places: Sequence[int], picked: str) -> list[dict[str, Any]]:
    return [
        level_band(place - 0.35, place + 0.6)
        for row, place in zip(rows, places, strict=True)
        if picked and row.key == picked
    ]


def _directions(scale: Scale) -> list[dict[str, Any]]:
    words = (
        (0, "left", f"← {scale.left}" if scale.left else ""),
        (1, "right", f"{scale.right} →" if scale.right else ""),
    )
    return [
        {
            "xref": "paper",
            "x": x,
            "yref": "paper",
            "y": 1,
            "xanchor": anchor,
            "yanchor": "bottom",
            "yshift": 4,
            "showarrow": False,
            "text": text,
            "font": {"size": 12},
        }
        for x, anchor, text in words
        if text
    ]
