"""One pool, several intervals: Wald, Hartung-Knapp with and without a floor, and the prediction interval."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kapedu.evidence.interval import CI_METHODS
from kapedu.evidence.pool import pool
from kapedu.figures.effect_rows import EffectRow, draw_rows
from kapedu.figures.figure import Figure, Table
from kapedu.figures.forest import counted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kapedu.evidence.heterogeneity import Method
    from kapedu.evidence.interval import CiMethod
    from kapedu.evidence.pool import Pooled
    from kapedu.evidence.study import Study
    from kapedu.figures.effect_scale import Scale

LABELS = {"wald": "Wald", "hksj": "Hartung-Knapp", "hksj-floor": "Hartung-Knapp with a floor"}
ROWS = len(CI_METHODS) + 1


def interval_plot(
    studies: Sequence[Study], method: Method, scale: Scale, *, sources: tuple[str, ...] = ()
) -> Figure:
    """Draw the intervals that different methods put around the same pooled effect.

    Args:
        studies: What is pooled; two or more.
        method: A random-effects estimator, or ``FE``.
        scale: How effects are written.
        sources: Reference keys of the studies.

    Returns:
        The figure.
    """
    pools = {ci: pool(studies, method, ci, quiet=True) for ci in CI_METHODS}
    rows = [
        EffectRow(ci, LABELS[ci], pooled.estimate, pooled.ci, (_verdict(pooled, scale),), kind="pool")
        for ci, pooled in pools.items()
    ]
    predicted = pools["hksj-floor"].prediction_interval
    label = "Prediction: the next similar study"
    if predicted is not None:
        rows.append(
            EffectRow("prediction", label, None, predicted, (_says(predicted, scale),), kind="prediction")
        )
    table = Table(
        f"Intervals around one pooled effect of {counted(len(studies))}",
        ("Interval", scale.title, "From and to", "No difference"),
        tuple((row.label, _estimate(row, scale), scale.span(row.ci), row.about[0]) for row in rows),
    )
    return Figure(draw_rows(rows, scale), _summary(pools, scale, predicted), table, sources)


def _estimate(row: EffectRow, scale: Scale) -> str:
    return "–" if row.estimate is None else scale.text(row.estimate)


def _says(ends: tuple[float, float], scale: Scale) -> str:
    return "includes no difference" if scale.includes_no_effect(ends) else "excludes no difference"


def _verdict(pooled: Pooled, scale: Scale) -> str:
    return _says(pooled.ci, scale)


def _summary(pools: Mapping[CiMethod, Pooled], scale: Scale, predicted: tuple[float, float] | None) -> str:
    wald, knapp, floor = (pools[ci] for ci in CI_METHODS)
    parts = [f"{counted(wald.k).capitalize()}, pooled {scale.text(wald.estimate)}; I² {wald.i2:.0f} %."]
    parts += [
        f"{LABELS[ci]}: {scale.span(pooled.ci)}, {_verdict(pooled, scale)}." for ci, pooled in pools.items()
    ]
    if scale.span(knapp.ci) == scale.span(floor.ci):
        parts.append("The floor changes nothing here.")
    elif knapp.analysis.factor < 1:
        parts.append(
            "The studies agree with one another better than chance alone would make them, so Hartung-Knapp "
            "without a floor shrinks the standard error."
        )
    if predicted is not None:
        parts.append(f"Prediction interval {scale.span(predicted)}.")
    return " ".join(parts)
