"""The funnel plot: effect against precision, and how little it says with few studies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kapedu.evidence.conventions import is_few
from kapedu.evidence.distributions import normal_quantile
from kapedu.evidence.errors import EvidenceError
from kapedu.evidence.small_study import Egger, TrimAndFill, egger
from kapedu.evidence.subgroups import distinct_names
from kapedu.evidence.summary import p_text
from kapedu.figures.effect_scale import Scale
from kapedu.figures.figure import Figure, Table, plain
from kapedu.figures.forest import Provenance, counted
from kapedu.figures.theme import ARTERIAL, INK, SECOND, VENOUS, base_layout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kapedu.evidence.pool import Pooled
    from kapedu.evidence.study import Study

_HEADROOM = 1.12


def funnel(  # noqa: PLR0913 - each is a separate piece of the drawing, most by keyword
    studies: Sequence[Study],
    pooled: Pooled,
    scale: Scale | None = None,
    provenance: Sequence[Provenance] = (),
    *,
    filled: TrimAndFill | None = None,
    picked: str = "",
) -> Figure:
    """Draw the studies by effect and standard error, the most precise at the top.

    Inside the two sloping lines lie 95 in 100 studies of one common effect, were there nothing
    but chance.

    Args:
        studies: What was pooled.
        pooled: Their pool; its estimate is the middle of the funnel.
        scale: How effects are written.
        provenance: One entry per study, in order, or none at all.
        filled: Mirror images to draw as open circles; an exercise, never the result.
        picked: Key of the study to point out.

    Returns:
        The figure.

    Raises:
        ValueError: No study, or another number of provenance entries than of studies.
    """
    if not studies:
        raise ValueError("a funnel plot needs one study or more")
    if provenance and len(provenance) != len(studies):
        raise ValueError(f"provenance has {len(provenance)} entries for {len(studies)} studies")
    scale = scale or Scale(pooled.measure)
    origins = provenance or (Provenance(),) * len(studies)
    names = distinct_names(studies)
    deepest = _HEADROOM * scale.factor * max(study.effect.se for study in studies)
    data = _guides(pooled, scale, deepest)
    if filled is not None:
        added = filled.filled.studies[len(studies) :]
        data += [_filled(study.estimate, _se_of(study.ci, pooled, scale), scale) for study in added]
    for place, (name, study, origin) in enumerate(zip(names, studies, origins, strict=True)):
        key = origin.key or str(place)
        data.append(_dot(name, study, scale, Provenance(origin.status, key=key), picked))
    layout = base_layout(
        scale.title,
        f"Standard error{' of the logarithm' if scale.measure.is_ratio else ''}",
        xaxis=_across(data, scale),
        yaxis={"range": [deepest, 0], "zeroline": False},
        hovermode="closest",
        margin={"l": 60},
    )
    return Figure(
        plain({"data": data, "layout": layout}),
        _summary(studies, pooled, scale, filled),
        _table(names, studies, scale, origins),
        tuple(dict.fromkeys(origin.source for origin in origins if origin.source)),
    )


def asymmetry(studies: Sequence[Study]) -> Egger | None:
    """Egger's test where it can be computed at all."""
    try:
        return egger(studies, quiet=True)
    except EvidenceError:
        return None


def _dot(name: str, study: Study, scale: Scale, origin: Provenance, picked: str) -> dict[str, Any]:
    is_picked = origin.key == picked
    told = f"{name}: {scale.text(study.effect.shown)}, standard error {scale.text(study.effect.se)}"
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": [scale.at(study.effect.shown)],
        "y": [study.effect.se * scale.factor],
        "marker": {
            "color": SECOND if is_picked else VENOUS,
            "size": 17 if is_picked else 11,
            "symbol": "diamond" if is_picked else "circle",
        },
        "text": [f"{told}<br>{origin.status}" if origin.status else told],
        "customdata": [origin.key],
        "hovertemplate": "%{text}<extra></extra>",
        "showlegend": False,
    }


def _filled(estimate: float, se: float, scale: Scale) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": "mirror image, filled in",
        "x": [scale.at(estimate)],
        "y": [se * scale.factor],
        "marker": {"color": INK, "size": 11, "symbol": "circle-open", "line": {"width": 2}},
        "hovertemplate": "mirror image, filled in; no real study<extra></extra>",
        "showlegend": False,
    }


def _se_of(ci: tuple[float, float], pooled: Pooled, scale: Scale) -> float:
    low, high = (scale.measure.analysed(end) for end in ci)
    return (high - low) / (2 * normal_quantile((1 + pooled.level) / 2))


def _guides(pooled: Pooled, scale: Scale, deepest: float) -> list[dict[str, Any]]:
    """The middle, the two sloping lines, and no effect."""
    centre = pooled.analysis.value
    half = normal_quantile((1 + pooled.level) / 2) * deepest / scale.factor
    shown = scale.measure.shown
    lines: tuple[tuple[list[float], list[float], dict[str, Any]], ...] = (
        ([scale.no_effect] * 2, [0, deepest], {"color": INK, "width": 1.5}),
        ([scale.at(pooled.estimate)] * 2, [0, deepest], {"color": ARTERIAL, "width": 1, "dash": "dash"}),
        *(
            (
                [scale.at(pooled.estimate), scale.at(shown(centre + sign * half))],
                [0, deepest],
                {"color": INK, "width": 1, "dash": "dot"},
            )
            for sign in (-1, 1)
        ),
    )
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "x": x,
            "y": y,
            "line": look,
            "hoverinfo": "skip",
            "showlegend": False,
        }
        for x, y, look in lines
    ]


def _across(data: Sequence[dict[str, Any]], scale: Scale) -> dict[str, Any]:
    to = scale.measure.analysed
    places = [to(x) for trace in data for x in trace["x"]]
    room = (max(places) - min(places)) / 20
    low, high = min(places) - room, max(places) + room
    return scale.axis((scale.measure.shown(low), scale.measure.shown(high)))


def _summary(studies: Sequence[Study], pooled: Pooled, scale: Scale, filled: TrimAndFill | None) -> str:
    half = normal_quantile((1 + pooled.level) / 2)
    outside = [
        study.name
        for study in studies
        if abs(study.effect.value - pooled.analysis.value) > half * study.effect.se
    ]
    where = f"outside the sloping lines: {', '.join(outside)}" if outside else "all inside the sloping lines"
    parts = [f"{counted(len(studies)).capitalize()} around {scale.text(pooled.estimate)}, {where}."]
    test = asymmetry(studies)
    if test is not None:
        parts.append(f"Egger's test: {p_text(test.p)}.")
    if filled is not None:
        parts.append(
            f"Trim and fill adds {filled.missing} on the {filled.side}; "
            f"the pool would be {scale.text(filled.filled.estimate)}."
        )
    if is_few(len(studies)):
        parts.append("With fewer than ten studies neither the eye nor a test can tell asymmetry from chance.")
    return " ".join(parts)


def _table(
    names: Sequence[str], studies: Sequence[Study], scale: Scale, origins: Sequence[Provenance]
) -> Table:
    return Table(
        "Funnel plot: effect and standard error of each study",
        ("Study", scale.title, "Standard error", "Status", "Source"),
        tuple(
            (
                name,
                scale.text(study.effect.shown),
                scale.text(study.effect.se),
                origin.status or "not given",
                origin.source or "not given",
            )
            for name, study, origin in zip(names, studies, origins, strict=True)
        ),
    )
