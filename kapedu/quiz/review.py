"""What a careful reader finds wrong with a set of questions before anybody answers them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kapedu.knowledge import KnowledgeError, Status, fact, reference
from kapedu.quiz.kind import Kind
from kapedu.quiz.question_file import Question
from kapedu.quiz.response import same_phrase

_HABIT_TERMS = 4  # fewer items show no habit
PANEL_TERMS = 10
_LONGEST_SHOWN = 60


class Weight(StrEnum):
    """How bad a finding is: an error must be mended before a quiz is given, a warning looked at, a note known."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True)
class Finding:
    """One thing to mend: where, which item (empty for a whole file), how bad, and what to do."""

    place: str
    item_id: str
    weight: Weight
    text: str


@dataclass(frozen=True)
class Entry:
    """A question, the file it stands in, and whether it counts for a grade."""

    question: Question
    place: str
    graded: bool


def review(entries: Iterable[Entry]) -> list[Finding]:
    """Everything to mend in a set of questions, file by file.

    Looks for sources that do not resolve, keys that rest on unverified facts, missing statements of what an
    item is for, small panels, the same stem twice, and right options that stand out by their length.
    """
    entries = list(entries)
    found = [finding for entry in entries for finding in _review_one(entry)]
    found += [finding for entry in entries for finding in _unfit_lines(entry)]
    found += _twins(entries)
    for place in dict.fromkeys(entry.place for entry in entries):
        found += _habits(place, [entry.question for entry in entries if entry.place == place])
    return sorted(found, key=lambda finding: (finding.place, finding.weight, finding.item_id))


def _review_one(entry: Entry) -> list[Finding]:
    item, key = entry.question.item, entry.question.key
    errors: list[str] = []
    warnings: list[str] = []
    for source in key.sources:
        try:
            reference(source)
        except KnowledgeError as error:
            errors.append(f"a source does not resolve: {error}")
    for path in key.facts:
        try:
            status = fact(path).status
        except KnowledgeError as error:
            errors.append(f"a fact does not resolve: {error}")
            continue
        if status is Status.UNVERIFIED:
            told = f"the key rests on {path}, which is unverified"
            (errors if entry.graded else warnings).append(told)
    if entry.graded:
        about = item.about
        wanted = {"objective": about.objective, "competency": about.competency, "level": about.level}
        missing = [name for name, value in wanted.items() if not value]
        if missing:
            warnings.append(f"it does not say its {', '.join(missing)}")
        if not key.facts:
            warnings.append("it names no fact that the key rests on")
    found = [
        Finding(entry.place, item.id, weight, text)
        for weight, texts in ((Weight.ERROR, errors), (Weight.WARNING, warnings))
        for text in texts
    ]
    return found + _review_panel(entry)


def _review_panel(entry: Entry) -> list[Finding]:
    """Whether a script concordance has somebody to be compared with."""
    item, votes = entry.question.item, sum(entry.question.key.panel.values())
    if item.kind is not Kind.CONCORDANCE or votes >= PANEL_TERMS:
        return []
    if votes:
        told = f"its panel has {votes} members; a course rule asks for {PANEL_TERMS}"
        return [Finding(entry.place, item.id, Weight.WARNING, told)]
    told = f"no panel has answered it, so it earns no points; see: kapedu items panel {item.id}"
    return [Finding(entry.place, item.id, Weight.NOTE, told)]


def _unfit_lines(entry: Entry) -> list[Finding]:
    """Lines of a case's checklist that may not give marks: they rest on an unverified dose or threshold."""
    from kapedu.cases import case_named

    item = entry.question.item
    if not (entry.graded and item.kind is Kind.CASE_RUN):  # a patient's file refuses such lines itself
        return []
    case = case_named(item.case)
    grounds = [(line.text, line.ground) for line in case.checks]
    grounds += [(line.text, line.ground) for line in case.orders]
    return [
        Finding(
            entry.place,
            item.id,
            Weight.ERROR,
            f"the case {item.case} gives marks for {text!r}, which rests on something unverified",
        )
        for text, ground in grounds
        if not ground.may_score
    ]


def _twins(entries: Sequence[Entry]) -> list[Finding]:
    """The same stem in two items asks the same thing twice."""
    groups: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        for known, group in groups.items():
            if same_phrase(known, entry.question.item.stem):
                group.append(entry)
                break
        else:
            groups[entry.question.item.stem].append(entry)
    return [
        Finding(
            entry.place,
            entry.question.item.id,
            Weight.ERROR,
            f"its stem stands word for word in {group[0].question.item.id} ({group[0].place}) too: "
            + entry.question.item.stem[:_LONGEST_SHOWN],
        )
        for group in groups.values()
        for entry in group[1:]
    ]


def _habits(place: str, questions: Sequence[Question]) -> list[Finding]:
    """Whether somebody who knows nothing could go by the length of the options."""
    singles = [question for question in questions if question.item.kind is Kind.SINGLE]
    if len(singles) < _HABIT_TERMS:
        return []
    stands_out = {"longest": 0, "shortest": 0}
    for question in singles:
        right = len(question.item.option_text(question.key.correct[0]))
        others = [
            len(option.text) for option in question.item.options if option.id not in question.key.correct
        ]
        stands_out["longest"] += right > max(others)
        stands_out["shortest"] += right < min(others)
    return [
        Finding(
            place,
            "",
            Weight.ERROR if count == len(singles) else Weight.WARNING,
            f"the right option is the {which} one in {count} of {len(singles)} single-choice items;"
            " write some others at that length",
        )
        for which, count in stands_out.items()
        if count > len(singles) / 2
    ]
