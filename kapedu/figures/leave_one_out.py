"""Leave one out: how the pooled effect moves when each study in turn is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kapedu.figures.effect_rows import EffectRow, draw_rows
from kapedu.figures.effect_scale import Scale
from kapedu.figures.figure import Figure, Table
from kapedu.figures.forest import POOL, labelled, pooled_row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kapedu.evidence.pool import Pooled


def leave_one_out_plot(
    whole: Pooled,
    without: Mapping[str, Pooled],
    scale: Scale | None = None,
    *,
    sources: tuple[str, ...] = (),
) -> Figure:
    """Draw the pool without each study in turn, and the whole pool below.

    Args:
        whole: The pool of all studies.
        without: What ``kapedu.evidence.subgroups.leave_one_out`` returned.
        scale: How effects are written.
        sources: Reference keys of the studies.

    Returns:
        The figure; the key of a row is the name of the study left out.

    Raises:
        ValueError: Nothing was left out.
    """
    if not without:
        raise ValueError("leaving one out needs two studies or more")
    scale = scale or Scale(whole.measure)
    rows = [
        EffectRow(name, f"Without {name}", pooled.estimate, pooled.ci, (f"I² {pooled.i2:.0f} %",))
        for name, pooled in without.items()
    ]
    rows.append(pooled_row(whole, POOL, "With all studies", (f"I² {whole.i2:.0f} %",)))
    table = Table(
        "The pooled effect without each study",
        ("Left out", scale.title, "Interval"),
        (*labelled(without, scale), ("Nothing", scale.text(whole.estimate), scale.span(whole.ci))),
    )
    return Figure(
        draw_rows(rows, scale, centre=whole.estimate), _summary(whole, without, scale), table, sources
    )


def _summary(whole: Pooled, without: Mapping[str, Pooled], scale: Scale) -> str:
    lowest = min(without, key=lambda name: without[name].estimate)
    highest = max(without, key=lambda name: without[name].estimate)
    parts = [
        (
            f"With all studies {scale.text(whole.estimate)} ({scale.span(whole.ci)}). Leaving one out moves the "
            f"estimate between {scale.text(without[lowest].estimate)} (without {lowest}) and "
            f"{scale.text(without[highest].estimate)} (without {highest})."
        )
    ]
    before = scale.includes_no_effect(whole.ci)
    turned = [name for name, pooled in without.items() if scale.includes_no_effect(pooled.ci) is not before]
    if turned:
        verdict = "excludes" if before else "includes"
        parts.append(f"The interval {verdict} no difference without {_listed(turned)}.")
    else:
        parts.append(f"The interval {'includes' if before else 'excludes'} no difference each time.")
    return " ".join(parts)


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
