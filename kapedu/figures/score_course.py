"""Scores of one patient over a course: the severity bands behind them, the reliable change below the start."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kapedu.figures.dot_rows import number
from kapedu.figures.figure import Figure, Table, plain
from kapedu.figures.theme import EFFECT, INK, SECOND, VENOUS, base_layout, level_band
from kapedu.instruments import change
from kapedu.instruments.scoring import band_of

if TYPE_CHECKING:
    from kapedu.instruments import Instrument

_SHORT = {"moderately severe": "mod. severe", "remission or none": "none"}
_SHADES = (0.04, 0.1, 0.16, 0.22, 0.28)


def score_course(
    scale: Instrument, totals: Sequence[int], labels: Sequence[str], x_title: str, *, from_best: bool = False
) -> Figure:
    """Draw the scores so far.

    Args:
        scale: The scale.
        totals: The scores, baseline first.
        labels: What each score is called on the horizontal axis; may name more places than there are scores.
        x_title: Title of the horizontal axis.
        from_best: The first score is the best one, so that a line shows what is reliably worse.

    Returns:
        The figure.

    Raises:
        ValueError: There are no scores, or fewer labels than scores.
    """
    if not totals or len(labels) < len(totals):
        raise ValueError("score_course needs at least one score, and a label for each")
    data: list[dict[str, Any]] = [
        {
            "type": "scatter",
            "mode": "lines+markers+text",
            "name": scale.title,
            "x": list(range(len(totals))),
            "y": list(totals),
            "text": [str(total) for total in totals],
            "textposition": "top center",
            "line": {"color": VENOUS, "width": 2.5},
            "marker": {"size": 10, "color": VENOUS},
            "cliponaxis": False,
            "hovertemplate": "%{y} points<extra></extra>",
        },
    ]
    last_place = len(labels) - 1
    for name, (height, colour, dash) in _lines(scale, totals[0], from_best=from_best).items():
        data.append(
            {
                "type": "scatter",
                "mode": "lines",
                "name": name,
                "x": [0, last_place],
                "y": [height, height],
                "line": {"color": colour, "width": 1.5, "dash": dash},
                "hovertemplate": f"{name}: %{{y}} points<extra></extra>",
            },
        )
    layout = base_layout(
        x_title,
        "Score (points)",
        xaxis={
            "range": [-0.3, _right_end(last_place)],
            "tickvals": list(range(len(labels))),
            "ticktext": list(labels),
            "showgrid": False,
        },
        yaxis={"range": [scale.low, scale.high], "showgrid": False},
        hovermode="closest",
        legend={"orientation": "h", "y": -0.28},
        shapes=_bands(scale),
        annotations=_band_names(scale, last_place),
    )
    return Figure(
        plain({"data": data, "layout": layout}),
        _summary(scale, totals, labels),
        _table(scale, totals, labels),
        _sources(scale),
    )


def _lines(scale: Instrument, baseline: int, *, from_best: bool) -> Mapping[str, tuple[float, str, str]]:
    """Heights below which a score is reliably better, a response, a remission; or above which reliably worse."""
    found: dict[str, tuple[float, str, str]] = {}
    if from_best:
        for threshold in scale.group("reliable_change").values():
            name = f"reliably worse: {threshold.number_text} points above the best"
            found[name] = (baseline + float(threshold), SECOND, "dash")
        return {name: line for name, line in found.items() if line[0] <= scale.high}
    for threshold in scale.group("reliable_change").values():
        name = f"reliably better: {threshold.number_text} points below the start"
        found[name] = (baseline - float(threshold), SECOND, "dash")
    if "response" in scale.facts:
        found["response: half of the start"] = (
            baseline * (1 - float(scale.facts["response"]) / 100),
            INK,
            "dot",
        )
    remissions = change(scale.name, baseline, baseline).remission
    for one in remissions[:1]:
        by = f" ({one.label})" if len(remissions) > 1 else ""
        name = f"remission{by}: {one.threshold.number_text} or below"
        found[name] = (float(one.threshold), EFFECT, "dashdot")
    return {name: line for name, line in found.items() if line[0] >= scale.low}


def _right_end(last_place: int) -> float:
    """Where the horizontal axis ends, with room for the names of the bands."""
    return last_place * 1.35 + 0.25


def _bands(scale: Instrument) -> list[dict[str, Any]]:
    return [
        level_band(low - (0.5 if low else 0), min(high + 0.5, scale.high), opacity=shade)
        for (_, low, high), shade in zip(_band_ends(scale), _SHADES, strict=False)
    ]


def _band_names(scale: Instrument, last_place: int) -> list[dict[str, Any]]:
    return [
        {
            "x": _right_end(last_place),
            "y": (low + high) / 2,
            "xanchor": "right",
            "showarrow": False,
            "text": _SHORT.get(name, name),
            "font": {"size": 12},
        }
        for name, low, high in _band_ends(scale)
    ]


def _band_ends(scale: Instrument) -> list[tuple[str, int, int]]:
    bands = scale.facts.get("bands")
    if bands is None:
        return []
    assert isinstance(bands.value, Mapping)
    return [
        (str(name), int(ends[0]), int(ends[-1]))
        for name, ends in bands.value.items()
        if isinstance(ends, tuple)
    ]


def _summary(scale: Instrument, totals: Sequence[int], labels: Sequence[str]) -> str:
    said = "; ".join(f"{label}: {total}" for label, total in zip(labels, totals, strict=False))
    if len(totals) == 1:
        return f"{scale.title}: {said}."
    words = " ".join(change(scale.name, totals[0], totals[-1]).sentences())
    return f"{scale.title}: {said}. From the first to the last: {words}"


def _table(scale: Instrument, totals: Sequence[int], labels: Sequence[str]) -> Table:
    rows = []
    for label, total in zip(labels, totals, strict=False):
        found = change(scale.name, totals[0], total)
        share = "–" if found.percent is None else f"{number(round(found.percent))} %"
        rows.append((label, total, band_of(scale, total) or "–", found.better, share, found.verdict))
    return Table(
        f"{scale.title} over the course",
        ("When", "Score (points)", "Band", "Better by (points)", "Better by (%)", "Against the first score"),
        tuple(rows),
    )


def _sources(scale: Instrument) -> tuple[str, ...]:
    used = [scale.facts[key] for key in ("bands", "response") if key in scale.facts]
    used += [*scale.group("reliable_change").values(), *scale.group("remission").values()]
    return tuple(dict.fromkeys(one.source for one in used))
