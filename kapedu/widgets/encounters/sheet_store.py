"""The run of one question in the answer sheet, in place of a file of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from kapedu.cases import CaseError
from kapedu.cases.run import Run
from kapedu.language import _
from kapedu.quiz.handed_in import read_answer
from kapedu.quiz.response import MAXIMUM_TEXT

if TYPE_CHECKING:
    from kapedu.quiz import Item
    from kapedu.widgets.questions.quiz_in_progress import QuizInProgress

SomeRun = TypeVar("SomeRun", bound=Run)


class SheetStore(Generic[SomeRun]):
    """The run of one question.

    Args:
        quiz: The quiz that it is a question of.
        item: The question, with this trainee's seed.
        kind: What kind of run it holds.
    """

    def __init__(self, quiz: QuizInProgress, item: Item, kind: type[SomeRun]) -> None:
        self._quiz, self._item, self._kind = quiz, item, kind

    def read(self) -> tuple[SomeRun | None, str, str]:
        """What the sheet holds: the run, notes, and what the trainee must be told (empty if nothing)."""
        code, notes = read_answer(self._quiz.sheet.value(self._item.id))
        if not code:
            return None, "", ""
        try:
            run = self._kind.from_code(code)
        except CaseError as error:
            return None, "", _("Your earlier run could not be read ({why}).").format(why=error)
        if (run.subject, run.seed) != (self._item.case, self._item.run_seed):
            return None, "", _("The run in your answer sheet was not begun here; it would not be counted.")
        return run, notes, ""

    def write(self, run: SomeRun, notes: str, unfinished: str) -> str:
        """Keep it in the sheet; a sentence where that fails, else nothing.

        Args:
            run: The run.
            notes: What the trainee wrote beside it.
            unfinished: Why it is not done yet; empty if it is.
        """
        code = run.code()
        if len(code) > MAXIMUM_TEXT:
            return _("Not saved: this run has become too long. Bring it to its end; what was saved counts.")
        written = (notes,) if notes.strip() else ()
        return self._quiz.record_run(self._item, (code, *written), problem=unfinished)
