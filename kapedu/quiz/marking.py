"""Marking: a pure function of questions, keys and an answer sheet that never fails, whatever the sheet holds.

Scores are fractions of an item's points between 0 and 1. A single choice, a number, a point on a curve and a
short text earn 1 or 0; :mod:`kapedu.quiz.scoring` holds the rules for what can be partly right. A free text
earns nothing by itself: a person reads it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from kapedu.language import N_, _, ngettext
from kapedu.quiz import scoring
from kapedu.quiz.answer_sheet import CONFIDENCE, SheetError, read_data, usable_seconds
from kapedu.quiz.handed_in import Played, PlayedError, Share
from kapedu.quiz.item import Item
from kapedu.quiz.key import Key
from kapedu.quiz.kind import Kind
from kapedu.quiz.played import play_again
from kapedu.quiz.question_file import Question
from kapedu.quiz.response import MAXIMUM_TEXT, clean_text, is_blank, read_number, read_pairs, same_phrase
from kapedu.quiz.treated import treat_again

NOT_COUNTED = N_("Not counted.")
_SHOWN_TEXT = 300
_SEED_TEXT = 100


class Verdict(StrEnum):
    """What became of one answer."""

    RIGHT = "right"
    PARTLY = "partly right"
    WRONG = "not right"
    EMPTY = "no answer"
    UNREADABLE = "not readable"
    FOR_INSTRUCTOR = "read by your instructor"
    UNMARKED = "not marked"


@dataclass(frozen=True)
class Mark:
    """The mark of one item.

    Attributes:
        item_id: Which item.
        fraction: Share of its points, 0 to 1; None when a person has to read the answer.
        verdict: What became of the answer.
        line: One sentence for the trainee; never tells the key.
        given: The answer as understood, plain text, empty if none.
        chosen: Ids of the options chosen.
        confidence: How sure the trainee was, as they said; empty if they did not. Never marked.
        parts: An order or pairs, one part each: option id, and the text of what it was given (empty in an order).
        seconds: How long the question was in front of the trainee; 0 if that is not known. Never marked.
        shares: Of a run: marks and possible marks of each competency.
        critical: Of a run: what failed the station, a sentence each.
        remark: What an instructor has to look at; empty if nothing.
    """

    item_id: str
    fraction: float | None
    verdict: Verdict
    line: str
    given: str = ""
    chosen: tuple[str, ...] = ()
    confidence: str = ""
    parts: tuple[tuple[str, str], ...] = ()
    seconds: int = 0
    shares: tuple[Share, ...] = ()
    critical: tuple[str, ...] = ()
    remark: str = ""


@dataclass(frozen=True)
class Marks:
    """All marks of a sheet, in the order of the questions.

    Attributes:
        marks: One per question.
        remarks: On the sheet as a whole, in sentences.
        seed: What the trainee's own figures follow from; empty if there was no usable sheet.
        started: When the sheet was begun, as it says; empty if there was no usable sheet.
    """

    marks: tuple[Mark, ...]
    remarks: tuple[str, ...]
    seed: str = ""
    started: str = ""

    def __getitem__(self, item_id: str) -> Mark:
        return next(mark for mark in self.marks if mark.item_id == item_id)


def mark_sheet(
    questions: Iterable[Question], data: bytes | None, assignment: str = "", *, fault: str = ""
) -> Marks:
    """Mark an answer sheet as it lies in a file.

    Args:
        questions: The assignment's items with their keys.
        data: The file's bytes, whatever they are; None if there is no file.
        assignment: Name that the sheet should carry; another name is remarked upon.
        fault: Why the file could not even be opened, e.g. "a link"; empty if it could.

    Returns:
        One mark per question; never raises on any ``data``.
    """
    questions = tuple(questions)
    if fault:
        return _without_answers(
            questions,
            Verdict.UNREADABLE,
            f"The answer sheet could not be read: the file was {fault}. Please see your instructor.",
        )
    if data is None:
        return _without_answers(questions, Verdict.EMPTY, "No answer sheet came with this submission.")
    try:
        content = read_data(data)
    except SheetError as error:
        return _without_answers(
            questions,
            Verdict.UNREADABLE,
            f"The answer sheet could not be read: {error}. Please see your instructor.",
        )
    answers: Mapping[str, object] = content["answers"]
    remarks = []
    name = content.get("assignment")
    if assignment and name != assignment:
        told = clean_text(name, 40) if isinstance(name, str) else "nothing"
        remarks.append(f"The answer sheet says that it belongs to {told!r}; it was marked as {assignment!r}.")
    unknown = len(set(answers) - {question.item.id for question in questions})
    if unknown:
        remarks.append(f"Answers in the sheet to questions that do not exist, not counted: {unknown}.")
    seed = content.get("seed")
    seed = clean_text(seed, _SEED_TEXT) if isinstance(seed, str) else ""
    marks = tuple(_mark_entry(question.for_trainee(seed), answers) for question in questions)
    started = content.get("started")
    remarks += [f"{mark.item_id}: {mark.remark}" for mark in marks if mark.remark]
    return Marks(
        marks, tuple(remarks), seed, clean_text(started, _SEED_TEXT) if isinstance(started, str) else ""
    )


def _without_answers(questions: tuple[Question, ...], verdict: Verdict, line: str) -> Marks:
    return Marks(tuple(Mark(question.item.id, 0.0, verdict, line) for question in questions), (line,))


def _mark_entry(question: Question, answers: Mapping[str, object]) -> Mark:
    item = question.item
    if item.id not in answers:
        return mark_answer(item, question.key, None)
    entry = answers[item.id]
    if not isinstance(entry, dict):
        return _unreadable(item, "it does not have the form of an answer")
    mark = mark_answer(item, question.key, entry.get("answer"))
    sure = entry.get("confidence")
    told = sure if item.asks_confidence and isinstance(sure, str) and sure in CONFIDENCE else ""
    return replace(mark, confidence=told, seconds=usable_seconds(entry.get("seconds")))


def mark_answer(item: Item, key: Key, answer: object) -> Mark:  # noqa: PLR0911 - one for each kind
    """Mark one answer of any type; never raises on any ``answer``.

    Example:
        >>> from kapedu.quiz import parse_item
        >>> item = parse_item("{id: dose, kind: numeric, stem: How much, unit: mg}")
        >>> mark_answer(item, Key(value=14.0, tolerance=0.5), "14,2 mg").verdict.value
        'right'
    """
    if is_blank(answer):
        return Mark(item.id, 0.0, Verdict.EMPTY, _("You did not answer this question."))
    match item.kind:
        case Kind.SINGLE | Kind.CONCORDANCE:
            return _mark_option(item, key, answer)
        case Kind.MULTIPLE:
            return _mark_ticks(item, key, answer)
        case Kind.ORDERING:
            return _mark_order(item, key, answer)
        case Kind.MATCHING | Kind.JUDGEMENT:
            return _mark_pairs(item, key, answer)
        case Kind.NUMERIC | Kind.CALCULATION | Kind.POINT:
            return _mark_number(item, key, answer)
        case Kind.CASE_RUN | Kind.COURSE_RUN:
            return _mark_run(item, answer)
        case _:
            return _mark_text(item, key, answer)


def _mark_text(item: Item, key: Key, answer: object) -> Mark:
    if not isinstance(answer, str):
        return _unreadable(item, "it is not a text")
    if item.kind is Kind.TEXT:
        given = clean_text(answer, _SHOWN_TEXT)
        right = any(same_phrase(given, accepted) for accepted in key.accept)
        return _all_or_nothing(item, given, right=right)
    line = _("Your instructor reads and scores this answer.")
    if len(answer) > MAXIMUM_TEXT:
        line += _(" Only the first {count} characters were kept.").format(count=MAXIMUM_TEXT)
    return Mark(item.id, None, Verdict.FOR_INSTRUCTOR, line, clean_text(answer))


_NO_PANEL = N_(
    "Not marked: no panel of clinicians has answered this question yet. Hold your reasons against these."
)
_NO_SUCH_OPTION = "it names an option that this question does not have"


def _mark_option(item: Item, key: Key, answer: object) -> Mark:
    if isinstance(answer, list | tuple):
        return _unreadable(item, "this question takes one option, the sheet holds a list")
    if not isinstance(answer, str) or answer not in item.option_ids:
        return _unreadable(item, _NO_SUCH_OPTION)
    given = item.option_text(answer)
    if item.kind is Kind.CONCORDANCE and not key.panel:
        return Mark(item.id, 0.0, Verdict.UNMARKED, _(_NO_PANEL), given, (answer,))
    if item.kind is Kind.CONCORDANCE:
        fraction = scoring.panel_share(answer, key.panel)
        line = _("Partly right: some members of the panel chose this too.")
        return _graded(item, fraction, line, _("Nobody on the panel chose this."), given, (answer,))
    return _all_or_nothing(item, given, right=answer in key.correct, chosen=(answer,))


def _mark_ticks(item: Item, key: Key, answer: object) -> Mark:
    entries = answer if isinstance(answer, list | tuple) else [answer]
    if not all(isinstance(entry, str) and entry in item.option_ids for entry in entries):
        return _unreadable(item, _NO_SUCH_OPTION)
    chosen = tuple(option for option in item.option_ids if option in entries)
    right = sum(option in key.correct for option in chosen)
    counts = ngettext(
        "of your {count} tick, {right} belong to the answer",
        "of your {count} ticks, {right} belong to the answer",
        len(chosen),
    ).format(count=len(chosen), right=right)
    given = "; ".join(item.option_text(option) for option in chosen)
    fraction = scoring.ticks(chosen, key.correct)
    return _graded(item, fraction, _partly(counts), _nothing(counts), given, chosen)


def _mark_order(item: Item, key: Key, answer: object) -> Mark:
    whole = isinstance(answer, list | tuple) and all(isinstance(entry, str) for entry in answer)
    if not whole or sorted(answer) != sorted(item.option_ids):  # type: ignore[call-overload]
        return _unreadable(item, "it does not hold every step once")
    steps = [str(entry) for entry in answer]  # type: ignore[attr-defined]
    right, total = scoring.pairs_in_order(steps, key.correct)
    counts = _("{right} of {all} pairs of steps stand in the right order").format(right=right, all=total)
    given = "; ".join(f"{place}. {item.option_text(step)}" for place, step in enumerate(steps, start=1))
    fraction = scoring.order(steps, key.correct)
    mark = _graded(item, fraction, _partly(counts), _nothing(counts), given)
    return replace(mark, parts=tuple((step, "") for step in steps))


def _mark_pairs(item: Item, key: Key, answer: object) -> Mark:
    pairs = read_pairs(answer)
    if (
        pairs is None
        or not set(pairs) <= set(item.option_ids)
        or not set(pairs.values()) <= set(item.target_ids)
    ):
        return _unreadable(item, "it names a pair that this question does not have")
    parts = tuple(
        (option.id, item.target_text(pairs[option.id])) for option in item.options if option.id in pairs
    )
    given = "; ".join(f"{item.option_text(option)}: {target}" for option, target in parts)
    right = sum(pairs.get(option) == target for option, target in key.pairs.items())
    if item.kind is Kind.MATCHING:
        fraction, what = scoring.matches(pairs, key.pairs), _("{right} of {all} lines are right")
    else:
        fraction, what = (
            scoring.ratings(pairs, key.pairs, item.target_ids),
            _("{right} of {all} ratings are as in the key"),
        )
    counts = what.format(right=right, all=len(key.pairs))
    mark = _graded(item, fraction, _partly(counts), _nothing(counts), given)
    return replace(mark, parts=parts)


def _mark_run(item: Item, answer: object) -> Mark:
    try:
        played = play_again(item, answer) if item.kind is Kind.CASE_RUN else treat_again(item, answer)
    except PlayedError as error:
        return replace(_unreadable(item, str(error)), remark=f"the run was not counted: {error}.")
    return Mark(
        item.id,
        played.fraction,
        _run_verdict(played),
        played.line,
        played.summary,
        shares=played.shares,
        critical=played.critical,
        remark=played.remark,
    )


def _run_verdict(played: Played) -> Verdict:
    if played.passed:
        return Verdict.RIGHT
    return Verdict.PARTLY if played.fraction > 0.0 else Verdict.WRONG


def _graded(  # noqa: PLR0913, PLR0917 - what a mark says, in the order of the mark
    item: Item, fraction: float, partly: str, nothing: str, given: str, chosen: tuple[str, ...] = ()
) -> Mark:
    if fraction >= 1.0:
        return Mark(item.id, 1.0, Verdict.RIGHT, _("Right."), given, chosen)
    if fraction > 0.0:
        return Mark(item.id, fraction, Verdict.PARTLY, partly, given, chosen)
    return Mark(item.id, 0.0, Verdict.WRONG, nothing, given, chosen)


def _partly(counts: str) -> str:
    return _("Partly right: {counts}.").format(counts=counts)


def _nothing(counts: str) -> str:
    return _("No points: {counts}.").format(counts=counts)


def _mark_number(item: Item, key: Key, answer: object) -> Mark:
    number = read_number(answer, item.unit)
    given = clean_text(answer, 100) if isinstance(answer, str) else ""
    if number.value is None:
        return Mark(item.id, 0.0, Verdict.UNREADABLE, f"{_(NOT_COUNTED)} {number.problem}", given)
    assert key.value is not None
    slack = 1e-9 * max(1.0, abs(key.value))  # so that a tolerance of 0.1 accepts 14.1 for 14
    allowed = max(key.tolerance, key.tolerance_share * abs(key.value))
    right = abs(number.value - key.value) <= allowed + slack
    return _all_or_nothing(item, f"{number.value:.10g} {item.unit}".strip(), right=right)


def _all_or_nothing(item: Item, given: str, *, right: bool, chosen: tuple[str, ...] = ()) -> Mark:
    if right:
        return Mark(item.id, 1.0, Verdict.RIGHT, _("Right."), given, chosen)
    return Mark(item.id, 0.0, Verdict.WRONG, _("Not right."), given, chosen)


def _unreadable(item: Item, reason: str) -> Mark:
    return Mark(item.id, 0.0, Verdict.UNREADABLE, f"Your answer was not counted: {reason}.")
