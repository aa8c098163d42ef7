"""A course of treatment that is a question of a quiz: its run is kept in the answer sheet, reasons come with the feedback."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kapedu.cases import CaseError
from kapedu.quiz.played import read_answer
from kapedu.quiz.response import MAXIMUM_TEXT
from kapedu.treatment import CourseRun, patient_named
from kapedu.widgets.encounters.treatment_course import TreatmentCourse
from kapedu.widgets.parts.layout import stack

if TYPE_CHECKING:
    import ipywidgets

    from kapedu.quiz import Item
    from kapedu.widgets.questions.question_view import QuestionView
    from kapedu.widgets.questions.quiz_in_progress import QuizInProgress

_OPEN_RUN = "The treatment has not come to its end yet."


class SheetStore:
    """The run of one question in the answer sheet, in place of a file of its own."""

    def __init__(self, quiz: QuizInProgress, item: Item) -> None:
        self._quiz, self._item = quiz, item

    def load(self) -> tuple[CourseRun | None, str]:
        """What the sheet holds, and what the trainee must be told (empty if nothing)."""
        code, _ = read_answer(self._quiz.sheet.value(self._item.id))
        if not code:
            return None, ""
        try:
            run = CourseRun.from_code(code)
        except CaseError as error:
            return None, f"Your earlier run could not be read ({error})."
        if (run.subject, run.seed) != (self._item.case, self._item.run_seed):
            return None, "The run in your answer sheet was not begun here; it would not be counted."
        return run, ""

    def save(self, run: CourseRun) -> str:
        """Keep it in the sheet; a sentence where that fails, else nothing."""
        code = run.code()
        if len(code) > MAXIMUM_TEXT:
            return "Not saved: this run has become too long. Close the treatment; what was saved counts."
        return self._quiz.record_run(self._item, (code,), problem=self.unfinished(run))

    def unfinished(self, run: CourseRun) -> str:
        """Why the run is not done yet; empty if it is or was not begun."""
        ended = not run.actions or run.replay(patient_named(run.subject)).ended
        return "" if ended else _OPEN_RUN


def graded_treatment(quiz: QuizInProgress, item: Item, view: QuestionView) -> ipywidgets.Widget:
    """A question and its patient below it, ready to show."""
    store = SheetStore(quiz, item)
    one = TreatmentCourse(item.case, item.run_seed, store=store, graded=True)
    quiz.note_problem(item, store.unfinished(one.run))
    box = stack(view, one.box)
    box.course = one  # the box keeps its parts alive
    return box
