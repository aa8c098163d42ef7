"""The forest plot: every study with its interval and weight, and the pooled effect below them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from kapedu.evidence.heterogeneity import METHOD_LABELS
from kapedu.evidence.interval import CI_LABELS
from kapedu.evidence.subgroups import numbered
from kapedu.figures.effect_rows import EffectRow, draw_rows, row_text
from kapedu.figures.effect_scale import Scale
from kapedu.figures.figure import Figure, Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kapedu.evidence.pool import Pooled

Below = Literal["prediction", "pool", "nothing"]
_PERCENT = 100
POOL = "pool"
PREDICTION = "prediction"
_OWN = ("computed", "this course")


@dataclass(frozen=True)
class Provenance:
    """Where a study's figures come from.

    Attributes:
        status: How far they were checked.
        source: Reference key.
        key: What a click on the study hands back; without it, its place from 0.
    """

    status: str = ""
    source: str = ""
    key: str = ""


def forest(
    pooled: Pooled,
    scale: Scale | None = None,
    provenance: Sequence[Provenance] = (),
    *,
    below: Below = "prediction",
    picked: str = "",
) -> Figure:
    """Draw a pooled effect and its studies.

    Args:
        pooled: What ``kapedu.evidence.pool.pool`` returned.
        scale: How effects are written; without it, in the plain words of the measure.
        provenance: One entry per study, in the order of ``pooled.studies``, or none at all.
        below: What stands under the studies: the pool and, where there is one, its prediction
            interval; the pool alone; or nothing, which leaves the studies side by side.
        picked: Key of the row to point out.

    Returns:
        The figure. The key of the pooled row is ``"pool"``, that of the prediction ``"prediction"``.

    Raises:
        ValueError: Another number of provenance entries than of studies.
    """
    scale = scale or Scale(pooled.measure)
    is_pooled = below != "nothing"
    if provenance and len(provenance) != len(pooled.studies):
        raise ValueError(f"provenance has {len(provenance)} entries for {len(pooled.studies)} studies")
    origins = provenance or (Provenance(),) * len(pooled.studies)
    largest = max(study.weight for study in pooled.studies)
    names = numbered([study.name for study in pooled.studies])
    rows = [
        EffectRow(
            origin.key or str(place),
            name,
            study.estimate,
            study.ci,
            (f"weight {study.weight:.0f} %",) if is_pooled else (),
            study.weight / largest,
            status=origin.status,
        )
        for place, (name, study, origin) in enumerate(zip(names, pooled.studies, origins, strict=True))
    ]
    if is_pooled:
        rows.append(pooled_row(pooled))
    if below == "prediction" and pooled.prediction_interval is not None:
        rows.append(
            EffectRow(
                PREDICTION,
                "Prediction: the next similar study",
                None,
                pooled.prediction_interval,
                kind="prediction",
            )
        )
    return Figure(
        draw_rows(rows, scale, centre=pooled.estimate if is_pooled else None, picked=picked),
        pool_in_words(pooled, scale) if is_pooled else _apart_in_words(rows, scale),
        _table(pooled, scale, names, origins, is_pooled=is_pooled),
        tuple(dict.fromkeys(origin.source for origin in origins if origin.source)),
    )


def pooled_row(pooled: Pooled, key: str = POOL, label: str = "", about: tuple[str, ...] = ()) -> EffectRow:
    """The row of a pooled effect: a diamond as wide as its interval."""
    return EffectRow(
        key,
        label or (f"Pooled, {counted(pooled.k)}" if pooled.k > 1 else "The only study so far"),
        pooled.estimate,
        pooled.ci,
        about,
        kind="pool",
    )


def counted(k: int) -> str:
    """So many studies, in words.

    Examples:
        >>> counted(1), counted(4)
        ('1 study', '4 studies')
    """
    return f"{k} stud{'y' if k == 1 else 'ies'}"


def pool_in_words(pooled: Pooled, scale: Scale) -> str:
    """The result in sentences for somebody who does not see the drawing."""
    percent = f"{_PERCENT * pooled.level:g} %"
    verdict = "includes" if scale.includes_no_effect(pooled.ci) else "excludes"
    parts = [
        (
            f"{counted(pooled.k).capitalize()}, {METHOD_LABELS[pooled.method]}. Pooled {pooled.measure.label} "
            f"{scale.text(pooled.estimate)}, {percent} interval {scale.span(pooled.ci)} "
            f"({CI_LABELS[pooled.ci_method]}): it {verdict} no difference."
        )
    ]
    if pooled.method != "FE" and pooled.k > 1:
        if pooled.prediction_interval is None:
            parts.append("Too few studies for a prediction interval.")
        else:
            parts.append(
                f"The true effect of a further similar study is expected between "
                f"{scale.span(pooled.prediction_interval).replace(' to ', ' and ')}."
            )
    if pooled.k > 1:
        parts.append(f"I² {pooled.i2:.0f} %.")
    return " ".join(parts)


def _apart_in_words(rows: Sequence[EffectRow], scale: Scale) -> str:
    return f"Not pooled. {'; '.join(row_text(row, scale) for row in rows)}."


def _table(
    pooled: Pooled, scale: Scale, names: Sequence[str], origins: Sequence[Provenance], *, is_pooled: bool
) -> Table:
    effect = scale.title
    rows = [
        (
            name,
            scale.text(study.estimate),
            scale.span(study.ci),
            f"{study.weight:.1f} %" if is_pooled else "not pooled",
            origin.status or "not given",
            origin.source or "not given",
        )
        for name, study, origin in zip(names, pooled.studies, origins, strict=True)
    ]
    if is_pooled:
        rows.append(("Pooled", scale.text(pooled.estimate), scale.span(pooled.ci), "100 %", *_OWN))
    if is_pooled and pooled.method != "FE":
        rows.append(("Prediction interval", "–", scale.span(pooled.prediction_interval), "–", *_OWN))
    interval = f"{_PERCENT * pooled.level:g} % interval"
    return Table(
        f"Forest plot: {pooled.measure.label}, {counted(pooled.k)}",
        ("Study", effect, interval, "Weight", "Status", "Source"),
        tuple(rows),
    )


def labelled(results: Mapping[str, Pooled], scale: Scale) -> tuple[tuple[str, str, str], ...]:
    """Name, effect and interval of several pools, for a table."""
    return tuple(
        (name, scale.text(pooled.estimate), scale.span(pooled.ci)) for name, pooled in results.items()
    )
