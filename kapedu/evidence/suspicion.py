"""What to tell the reader of a pool before the result: shared controls, mixtures, odd figures."""

from collections.abc import Iterator, Sequence
from statistics import median

from kapedu.evidence.conventions import convention
from kapedu.evidence.effect_size import LOPSIDED
from kapedu.evidence.errors import (
    Caution,
    MixedPoolWarning,
    OddFigureWarning,
    SharedControlWarning,
    ZeroCellWarning,
)
from kapedu.evidence.study import Study

MUST_AGREE = (
    *("outcome", "outcome_kind", "population", "indication", "diagnosis", "comparator", "control_type"),
    *("therapy_question", "design", "timepoint", "timepoint_days", "time_point", "scale"),
)
"""Columns whose values should be alike in one pool."""
_SHOWN = 4


def suspicions(studies: Sequence[Study]) -> tuple[Caution, ...]:
    """Everything about these studies that a reader of their pool has to know."""
    return (
        *_shared_controls(studies),
        *_repeats(studies),
        *_mixtures(studies),
        *_from_notes(studies),
        *_odd_spreads(studies),
    )


def _shared_controls(studies: Sequence[Study]) -> Iterator[Caution]:
    groups: dict[object, list[Study]] = {}
    for study in studies:
        if study.control is not None:
            groups.setdefault(study.control, []).append(study)
    for control, members in groups.items():
        if len(members) > 1 and (_says_so(control) or _related(members)):
            yield Caution(
                SharedControlWarning,
                f"control group counted more than once: {_names(members)} have the same control group "
                "or the same control figures; combine their treated arms, split the control, "
                "or use one of them",
            )


def _says_so(control: object) -> bool:
    """Whether a name was given, or figures precise enough not to agree by chance."""
    return isinstance(control, str) or (isinstance(control, tuple) and len(control) > 2)


def _related(members: Sequence[Study]) -> bool:
    """Counts alone may agree by chance: they count when there are events, or the trials share a name."""
    events = members[0].control[0] if isinstance(members[0].control, tuple) else 0
    first_words = {study.name.split()[0].strip(",;:()").casefold() for study in members}
    return events > 0 or len(first_words) < len(members)


def _repeats(studies: Sequence[Study]) -> Iterator[Caution]:
    seen: set[tuple[str, float, float]] = set()
    for study in studies:
        same = (study.name, study.effect.value, study.effect.variance)
        if same in seen:
            yield Caution(OddFigureWarning, f"{study.name} stands in the pool twice with the same result")
        seen.add(same)


def _mixtures(studies: Sequence[Study]) -> Iterator[Caution]:
    measures = dict.fromkeys(study.effect.measure for study in studies)
    if len(measures) > 1:
        yield Caution(
            MixedPoolWarning,
            f"different measures in one pool: {', '.join(measures)}; they do not mean the same",
        )
    bases = dict.fromkeys(study.effect.basis for study in studies)
    if len(bases) > 1:
        yield Caution(
            MixedPoolWarning,
            "raw results and reported estimates in one pool: "
            "a model difference and a raw difference are not interchangeable",
        )
    for column in MUST_AGREE:
        values = dict.fromkeys(study.labels[column] for study in studies if column in study.labels)
        if len(values) > 1:
            yield Caution(
                MixedPoolWarning,
                f"the studies differ in {column.replace('_', ' ')}: {_some([repr(value) for value in values])}; "
                "say why they answer one question, or pool them apart",
            )


def _from_notes(studies: Sequence[Study]) -> Iterator[Caution]:
    for study in studies:
        for note in study.effect.notes:
            kind = OddFigureWarning if note.startswith(LOPSIDED) else ZeroCellWarning
            yield Caution(kind, f"{study.name}: {note}")


def _odd_spreads(studies: Sequence[Study]) -> Iterator[Caution]:
    if not studies or studies[0].effect.measure != "MD":
        return
    spreads = [sd for study in studies for sd in study.spread]
    if len(spreads) < 2 * 3:  # fewer than three studies have no usual SD
        return
    usual, limit = median(spreads), convention("odd_spread")
    for study in studies:
        odd = [sd for sd in study.spread if sd * limit < usual or sd > usual * limit]
        if odd:
            yield Caution(
                OddFigureWarning,
                f"{study.name}: SD {odd[0]:g}, where the median SD of these studies is {usual:g}; "
                "another scale, or a standard error entered as an SD?",
            )


def _names(studies: Sequence[Study]) -> str:
    return _some(tuple(study.name for study in studies))


def _some(items: Sequence[str]) -> str:
    rest = len(items) - _SHOWN
    return ", ".join(item or "(nothing)" for item in items[:_SHOWN]) + (
        f" and {rest} more" if rest > 0 else ""
    )
