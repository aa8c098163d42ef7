"""A summary-of-findings line: the answer, what it means among a thousand people, how sure one can be."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from kapedu.evidence.absolute import absolute
from kapedu.evidence.errors import EvidenceError
from kapedu.evidence.grade import Down
from kapedu.figures.forest import counted
from kapedu.knowledge.citation import short_citation
from kapedu.knowledge.markup import badge
from kapedu.knowledge.quantity import Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kapedu.evidence.grade import Grade
    from kapedu.evidence.pool import Pooled
    from kapedu.figures.effect_scale import Scale
    from kapedu.knowledge.questions import Judgement

_STEPS = ("no step", "one step", "two steps")
_ROUNDS = {0: "○○○○", 1: "●○○○", 2: "●●○○", 3: "●●●○", 4: "●●●●"}


def certainty_table(
    pooled: Pooled,
    scale: Scale,
    certainty: Grade,
    counts: tuple[int | None, float | None],
    *,
    still_open: int = 0,
) -> str:
    """The line as an HTML table.

    Args:
        pooled: The answer.
        scale: How it is written.
        certainty: How sure one can be, by GRADE.
        counts: Everybody analysed, where the register says; and the risk in the control groups,
            for outcomes that are events.
        still_open: Domains that nobody has judged yet; until all are, no certainty is given.
    """
    people, baseline = counts
    cells = (
        ("Who", counted(pooled.k) if people is None else f"{people} people in {counted(pooled.k)}"),
        ("Effect", f"{scale.text(pooled.estimate)} ({scale.span(pooled.ci)}), {pooled.measure.label}"),
        ("Among 1,000 people", _absolute(pooled, baseline)),
        ("Certainty (GRADE)", _overall(certainty, still_open)),
    )
    rows = "".join(
        f'<tr><th scope="row">{name}</th><td>{text}</td></tr>'
        for name, text in (
            *((name, escape(text)) for name, text in cells if text),
            ("Why", _why(certainty, still_open)),
            ("Look again", escape(_odd(pooled, scale, certainty, still_open))),
        )
        if text
    )
    return (
        f'<div class="kapedu-scroll" role="region" tabindex="0" aria-label="Certainty table">'
        f'<table class="kapedu-table kapedu-certainty"><caption>{escape(certainty.outcome)}</caption>'
        f"<tbody>{rows}</tbody></table></div>"
    )


def judgement_list(judged: Sequence[Judgement]) -> str:
    """What the course says about this certainty, with sources; it may be disputed."""
    if not judged:
        return (
            "<p>The course has not rated this answer. Judge each domain yourself; the certainty appears when all "
            "are judged.</p>"
        )
    items = "".join(
        f"<li><b>{escape(one.domain)}</b>, {_STEPS[one.levels]}: {escape(one.reason)} "
        f"({escape('; '.join(map(short_citation, one.source_keys)))})</li>"
        for one in judged
    )
    return (
        f"<p>What this course proposes {badge(Status.COURSE_RULE)}: a judgement, so others may judge differently. "
        f"Change it and see.</p><ul>{items}</ul>"
    )


def _overall(certainty: Grade, still_open: int) -> str:
    if still_open:
        return f"not rated: {still_open} of the {len(Down)} domains still to be judged"
    return f"{_ROUNDS[certainty.overall + 1]} {certainty.overall.label}: {certainty.overall.meaning}"


def _odd(pooled: Pooled, scale: Scale, certainty: Grade, still_open: int) -> str:
    """What does not go together: an interval that settles nothing, and no step down for it."""
    is_down = any(step.domain is Down.IMPRECISION for step in certainty.steps)
    if still_open or is_down or not scale.includes_no_effect(pooled.ci):
        return ""
    told = "The interval includes no difference, and imprecision is not rated down. Is that meant?"
    if pooled.k == 2 and pooled.analysis.df is not None:
        told += " With two studies Hartung-Knapp is nearly always this wide; compare each study, and Wald."
    return told


def _absolute(pooled: Pooled, baseline: float | None) -> str:
    if baseline is None:
        return ""
    try:
        return f"{absolute(pooled, baseline).sentence()}; the risk in these control groups taken as given"
    except EvidenceError:  # a mean has no events; an interval wider than all risks has no meaning per 1,000
        return ""


def _why(certainty: Grade, still_open: int) -> str:
    if not certainty.steps:
        return "" if still_open else "randomised trials, nothing rated down"
    items = "".join(
        f"<li>{_STEPS[step.levels]} down for <b>{escape(step.domain)}</b>: {escape(step.reason)}</li>"
        for step in certainty.steps
    )
    return f"<ul>{items}</ul>"
