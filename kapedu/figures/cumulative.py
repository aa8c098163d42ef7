"""Cumulative meta-analysis: what was known after each study."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kapedu.figures.effect_rows import EffectRow, draw_rows
from kapedu.figures.effect_scale import Scale
from kapedu.figures.figure import Figure, Table
from kapedu.figures.forest import counted, labelled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kapedu.evidence.pool import Pooled


def cumulative_plot(
    steps: Mapping[str, Pooled],
    scale: Scale | None = None,
    *,
    years: Mapping[str, str] | None = None,
    sources: tuple[str, ...] = (),
) -> Figure:
    """Draw the pool after each study was added.

    Args:
        steps: What ``kapedu.evidence.subgroups.cumulative`` returned: the name of the study added
            and the pool so far, oldest first.
        scale: How effects are written.
        years: When each study appeared, by its name; written where known.
        sources: Reference keys of the studies.

    Returns:
        The figure; the key of a row is the name of the study added.

    Raises:
        ValueError: There are no steps.
    """
    if not steps:
        raise ValueError("a cumulative plot needs one study or more")
    last = list(steps)[-1]
    scale = scale or Scale(steps[last].measure)
    known = years or {}
    rows = [
        EffectRow(
            name,
            _step(name, known.get(name, ""), is_first=not place),
            pooled.estimate,
            pooled.ci,
            (counted(pooled.k),),
            kind="pool" if name == last else "study",
        )
        for place, (name, pooled) in enumerate(steps.items())
    ]
    table = Table(
        "The pooled effect after each study",
        ("Study added", scale.title, "Interval", "Studies"),
        tuple((*row, float(steps[row[0]].k)) for row in labelled(steps, scale)),
    )
    return Figure(draw_rows(rows, scale, centre=steps[last].estimate), _summary(steps, scale), table, sources)


def _step(name: str, year: str, *, is_first: bool) -> str:
    return " ".join(part for part in (f"{year}:" if year else "", "" if is_first else "+", name) if part)


def _summary(steps: Mapping[str, Pooled], scale: Scale) -> str:
    names = list(steps)
    first, last = steps[names[0]], steps[names[-1]]
    parts = [
        (
            f"After the first study ({names[0]}) {scale.text(first.estimate)} ({scale.span(first.ci)}); after "
            f"{counted(last.k)} {scale.text(last.estimate)} ({scale.span(last.ci)})."
        )
    ]
    clear = [name for name in names if not scale.includes_no_effect(steps[name].ci)]
    if not clear:
        parts.append("At every step the interval includes no difference.")
    elif len(clear) == len(names):
        parts.append("At every step the interval excludes no difference.")
    else:
        parts.append(
            f"The interval excludes no difference after adding {', '.join(clear)}, and not otherwise."
        )
    return " ".join(parts)
