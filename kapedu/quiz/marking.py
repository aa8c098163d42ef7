"""Marking: a pure function of questions, keys and an answer sheet that never fails, whatever the sheet holds.

Scores are fractions of an item's points between 0 and 1. A single choice, a number and a short text earn
1 or 0. With ``n`` right options, ``r`` right and ``w`` wrong ticks, a multiple choice earns
``max(0, (r - w) / n)``. A free text earns nothing by itself: a person reads it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from kapedu.quiz.answer_sheet import SheetError, read_data
from kapedu.quiz.item import Item, Kind
from kapedu.quiz.key import Key
from kapedu.quiz.question_file import Question
from kapedu.quiz.response import MAXIMUM_TEXT, clean_text, is_blank, read_number, same_phrase

_SHOWN_TEXT = 300


class Verdict(StrEnum):
    """What became of one answer."""

    RIGHT = "right"
    PARTLY = "partly right"
    WRONG = "not right"
    EMPTY = "no answer"
    UNREADABLE = "not readable"
    FOR_INSTRUCTOR = "read by your instructor"


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
    """

    item_id: str
    fraction: float | None
    verdict: Verdict
    line: str
    given: str = ""
    chosen: tuple[str, ...] = ()


@dataclass(frozen=True)
class Marks:
    """All marks of a sheet, in the order of the questions, and remarks on the sheet as a whole."""

    marks: tuple[Mark, ...]
    remarks: tuple[str, ...]

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
    return Marks(tuple(_mark_entry(question, answers) for question in questions), tuple(remarks))


def _without_answers(questions: tuple[Question, ...], verdict: Verdict, line: str) -> Marks:
    return Marks(tuple(Mark(question.item.id, 0.0, verdict, line) for question in questions), (line,))


def _mark_entry(question: Question, answers: Mapping[str, object]) -> Mark:
    item = question.item
    if item.id not in answers:
        return mark_answer(item, question.key, None)
    entry = answers[item.id]
    if not isinstance(entry, dict):
        return _unreadable(item, "it does not have the form of an answer")
    return mark_answer(item, question.key, entry.get("answer"))


def mark_answer(item: Item, key: Key, answer: object) -> Mark:
    """Mark one answer of any type; never raises on any ``answer``.

    Example:
        >>> from kapedu.quiz import parse_item
        >>> item = parse_item("{id: dose, kind: numeric, stem: How much, unit: mg}")
        >>> mark_answer(item, Key(value=14.0, tolerance=0.5), "14,2 mg").verdict.value
        'right'
    """
    if is_blank(answer):
        return Mark(item.id, 0.0, Verdict.EMPTY, "You did not answer this question.")
    if item.kind.has_options:
        return _mark_options(item, key, answer)
    if item.kind is Kind.NUMERIC:
        return _mark_number(item, key, answer)
    if not isinstance(answer, str):
        return _unreadable(item, "it is not a text")
    if item.kind is Kind.TEXT:
        given = clean_text(answer, _SHOWN_TEXT)
        right = any(same_phrase(given, accepted) for accepted in key.accept)
        return _all_or_nothing(item, given, right=right)
    line = "Your instructor reads and scores this answer."
    if len(answer) > MAXIMUM_TEXT:
        line += f" Only the first {MAXIMUM_TEXT} characters were kept."
    return Mark(item.id, None, Verdict.FOR_INSTRUCTOR, line, clean_text(answer))


def _mark_options(item: Item, key: Key, answer: object) -> Mark:
    many = item.kind is Kind.MULTIPLE
    entries = answer if many and isinstance(answer, list | tuple) else [answer]
    if not many and isinstance(answer, list | tuple):
        return _unreadable(item, "this question takes one option, the sheet holds a list")
    known = set(item.option_ids)
    if not all(isinstance(entry, str) and entry in known for entry in entries):
        return _unreadable(item, "it names an option that this question does not have")
    chosen = tuple(option for option in item.option_ids if option in entries)
    given = "; ".join(item.option_text(option) for option in chosen)
    right = sum(option in key.correct for option in chosen)
    if not many:
        return _all_or_nothing(item, given, right=right == 1, chosen=chosen)
    wrong = len(chosen) - right
    fraction = max(0.0, (right - wrong) / len(key.correct))
    counts = f"of your {_ticks(len(chosen))}, {right} belong to the answer"
    if fraction == 1.0:
        return Mark(item.id, 1.0, Verdict.RIGHT, "Right.", given, chosen)
    if fraction > 0.0:
        return Mark(item.id, fraction, Verdict.PARTLY, f"Partly right: {counts}.", given, chosen)
    return Mark(item.id, 0.0, Verdict.WRONG, f"No points: {counts}.", given, chosen)


def _ticks(number: int) -> str:
    return "1 tick" if number == 1 else f"{number} ticks"


def _mark_number(item: Item, key: Key, answer: object) -> Mark:
    number = read_number(answer, item.unit)
    given = clean_text(answer, 100) if isinstance(answer, str) else ""
    if number.value is None:
        return Mark(item.id, 0.0, Verdict.UNREADABLE, f"Not counted. {number.problem}", given)
    assert key.value is not None
    slack = 1e-9 * max(1.0, abs(key.value))  # so that a tolerance of 0.1 accepts 14.1 for 14
    right = abs(number.value - key.value) <= key.tolerance + slack
    return _all_or_nothing(item, f"{number.value:.10g} {item.unit}".strip(), right=right)


def _all_or_nothing(item: Item, given: str, *, right: bool, chosen: tuple[str, ...] = ()) -> Mark:
    if right:
        return Mark(item.id, 1.0, Verdict.RIGHT, "Right.", given, chosen)
    return Mark(item.id, 0.0, Verdict.WRONG, "Not right.", given, chosen)


def _unreadable(item: Item, reason: str) -> Mark:
    return Mark(item.id, 0.0, Verdict.UNREADABLE, f"Your answer was not counted: {reason}.")
