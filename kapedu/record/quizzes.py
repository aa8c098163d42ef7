"""Which quizzes are there for this learner: open, begun or handed in, as the files on this computer tell."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kapedu.course import Quiz
from kapedu.quiz.answer_sheet import FILE_NAME, MAXIMUM_BYTES, SheetError, read_sheet

QuizState = Literal["not released", "preparing", "open", "begun", "changed", "handed in"]


@dataclass(frozen=True)
class QuizStanding:
    """How far one quiz is.

    Attributes:
        quiz: Which.
        state: ``changed`` stands for answers that were changed after they were handed in, ``preparing`` for a quiz
            that is being got ready now.
        answered: How many questions have an answer.
        handed_in: When it was last handed in, ISO 8601; empty when it was not.
    """

    quiz: Quiz
    state: QuizState
    answered: int = 0
    handed_in: str = ""

    @property
    def is_due(self) -> bool:
        """Whether it waits for the learner."""
        return self.state in {"open", "begun", "changed"}


def quiz_standings(
    quizzes: Iterable[Quiz], root: Path, exchange: Path, *, preparing: bool = False
) -> tuple[QuizStanding, ...]:
    """How far each quiz is.

    A quiz is there when it was fetched into ``my-work``, or when its course has released it to the exchange.

    Args:
        quizzes: Which, in order.
        root: The folder of the course, with ``my-work``.
        exchange: nbgrader's exchange; it need not exist.
        preparing: Whether quizzes are being got ready now: one that is not there yet will be in a moment.

    Raises:
        OSError: A folder is there and cannot be read.
    """
    released = _released(exchange)
    found: list[QuizStanding] = []
    for quiz in quizzes:
        missing: QuizState = "open" if quiz.name in released else "not released"
        found.append(_standing(quiz, root, "preparing" if preparing else missing))
    return tuple(found)


def _released(exchange: Path) -> set[str]:
    return {path.name for path in exchange.glob("*/outbound/*")} if exchange.is_dir() else set()


def _standing(quiz: Quiz, root: Path, missing: QuizState) -> QuizStanding:
    notebook = root / quiz.path
    if not notebook.is_file():
        return QuizStanding(quiz, missing)
    sheet_file = notebook.with_name(FILE_NAME)
    if not os.path.lexists(sheet_file):
        return QuizStanding(quiz, "open")
    try:
        with sheet_file.open("rb") as file:
            sheet = read_sheet(file.read(MAXIMUM_BYTES + 1))
    except SheetError:  # the quiz itself tells about it when it is opened
        return QuizStanding(quiz, "begun")
    answered = len(sheet.answers)
    if not sheet.handed_in:
        return QuizStanding(quiz, "begun" if answered else "open", answered)
    last = sheet.handed_in[-1]
    same = last.receipt == sheet.fingerprint
    return QuizStanding(quiz, "handed in" if same else "changed", answered, last.at)
