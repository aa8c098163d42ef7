"""Which of the course's trial results may be pooled, and why the others may not."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from kapedu.evidence.arm import Counts, Means
from kapedu.evidence.effect_size import FROM_COUNTS, FROM_MEANS, Effect, from_interval, from_standard_error
from kapedu.evidence.measure import Measure, measure_named
from kapedu.evidence.study import Study
from kapedu.knowledge import Status
from kapedu.knowledge.trials import Trial

Figures = Literal["raw", "published"]
_PERCENT = 100
_PUBLISHED = {
    "MD_model": Measure.MD,
    "d": Measure.SMD,
    "OR": Measure.OR,
    "HR": Measure.HR,
    "RD_pp": Measure.RD,
}
_LABELS = ("outcome", "population", "control_type", "therapy_question", "design", "blinding", "route")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that does not enter the pool."""

    row: Trial
    reason: str


@dataclass(frozen=True, slots=True)
class Selection:
    """Rows that enter a pool, and rows that do not, each with the reason."""

    studies: tuple[Study, ...]
    rows: tuple[Trial, ...]
    """In the order of ``studies``."""
    left_out: tuple[LeftOut, ...]


def select(
    rows: Iterable[Trial],
    measure: str | Measure,
    figures: Figures = "raw",
    alternatives: Collection[str] = (),
) -> Selection:
    """Turn trial rows into studies; what cannot be used is listed with the reason.

    Args:
        rows: Any rows of the register, such as all with one outcome.
        measure: What to pool.
        figures: ``raw`` (computed here from means or counts) or ``published`` (the reported
            effect with its interval, such as a model difference). The two are never mixed: a raw
            difference worked out for the register is no published one.
        alternatives: Row ids with ``poolable`` ``alt`` that are wanted all the same.

    >>> from kapedu.knowledge.trials import all_trials
    >>> chosen = select([row for row in all_trials() if row.row_id in ("04a", "07a")], "MD")
    >>> [study.name for study in chosen.studies], [left.row.row_id for left in chosen.left_out]
    (['TRANSFORM-2 (Popova 2019)'], ['07a'])
    """
    kind = measure_named(measure)
    studies, taken, left_out = [], [], []
    for row in rows:
        reason = _reason(row, kind, figures, alternatives)
        if reason:
            left_out.append(LeftOut(row, reason))
        else:
            taken.append(row)
            studies.append(_study(row, kind, figures))
    return Selection(tuple(studies), tuple(taken), tuple(left_out))


def _reason(row: Trial, measure: Measure, figures: Figures, alternatives: Collection[str]) -> str:
    """Why a row cannot enter; empty where it can."""
    if row.status is Status.UNVERIFIED:
        return "its figures are not yet checked against a source (unverified)"
    if row.poolable == "no":
        return f"not marked as poolable; {row.note}" if row.note else "not marked as poolable"
    if row.poolable == "alt" and row.row_id not in alternatives:
        return "its control group serves other rows of the same trial too; use one of them"
    missing = _missing(row, measure, figures)
    if missing:
        return f"no {missing}"
    if figures == "raw" and row.status_n is Status.UNVERIFIED:
        return "its numbers of people are not yet checked against a source (unverified)"
    return ""


def _missing(row: Trial, measure: Measure, figures: Figures) -> str:
    """What a row lacks to give this measure; empty where it lacks nothing."""
    if figures == "published":
        there = row.has_estimate and _PUBLISHED.get(row.measure) is measure
        return "" if there else f"published {measure} with an interval or standard error"
    if measure is Measure.HR:
        return "raw figures for a hazard ratio; ask for the published one"
    if measure in FROM_MEANS:
        return "" if row.has_means else "means, SDs and numbers of both arms"
    return "" if row.has_counts else "events and numbers of both arms"


def _study(row: Trial, measure: Measure, figures: Figures) -> Study:
    labels = {name: str(getattr(row, name)) for name in _LABELS}
    labels["timepoint_days"] = "" if row.timepoint_days is None else f"{row.timepoint_days:g}"
    labels["year"] = "" if row.year is None else str(row.year)
    labels["row_id"], labels["status"] = row.row_id, str(row.status)
    spread: tuple[float, ...] = ()
    if figures == "published":
        effect = _published(row, measure)
    elif measure in FROM_MEANS:
        treated = Means(_there(row.exp_mean), _there(row.exp_sd), int(_there(row.exp_n)))
        control = Means(_there(row.ctl_mean), _there(row.ctl_sd), int(_there(row.ctl_n)))
        effect = FROM_MEANS[measure](treated, control)
        spread = (treated.sd, control.sd)
    else:
        effect = FROM_COUNTS[measure](
            Counts(int(_there(row.exp_events)), int(_there(row.exp_n))),
            Counts(int(_there(row.ctl_events)), int(_there(row.ctl_n))),
        )
    return Study(row.trial, effect, MappingProxyType(labels), f"control arm of {row.trial}", spread)


def _published(row: Trial, measure: Measure) -> Effect:
    scale = _PERCENT if row.measure == "RD_pp" else 1
    estimate = _there(row.effect) / scale
    if row.se is not None:
        return from_standard_error(measure, estimate, row.se / scale)
    return from_interval(measure, estimate, _there(row.ci_low) / scale, _there(row.ci_high) / scale)


def _there(number: float | None) -> float:
    assert number is not None, "checked in _reason"
    return number
