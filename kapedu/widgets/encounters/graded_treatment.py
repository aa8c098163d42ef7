"""A course of treatment that is a question of a quiz: its run is kept in the answer sheet, reasons come with the feedback."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kapedu.treatment import CourseRun, patient_named
from kapedu.widgets.encounters.sheet_store import SheetStore
from kapedu.widgets.encounters.treatment_course import TreatmentCourse
from kapedu.widgets.parts.layout import stack

if TYPE_CHECKING:
    import ipywidgets

    from kapedu.quiz import Item
    from kapedu.widgets.questions.question_view import QuestionView
    from kapedu.widgets.questions.quiz_in_progress import QuizInProgress

_OPEN_RUN = "The treatment has not come to its end yet."


class TreatmentSheet:
    """The run of one question in the answer sheet."""

    def __init__(self, quiz: QuizInProgress, item: Item) -> None:
        self._sheet = SheetStore(quiz, item, CourseRun)

    def load(self) -> tuple[CourseRun | None, str]:
        """What the sheet holds, and what the trainee must be told (empty if nothing)."""
        run, _, problem = self._sheet.read()
        return run, problem

    def save(self, run: CourseRun) -> str:
        """Keep it in the sheet; a sentence where that fails, else nothing."""
        return self._sheet.write(run, "", self.unfinished(run))

    def unfinished(self, run: CourseRun) -> str:
        """Why the run is not done yet; empty if it is or was not begun."""
        ended = not run.actions or run.replay(patient_named(run.subject)).ended
        return "" if ended else _OPEN_RUN


def graded_treatment(quiz: QuizInProgress, item: Item, view: QuestionView) -> ipywidgets.Widget:
    """A question and its patient below it, ready to show."""
    store = TreatmentSheet(quiz, item)
    one = TreatmentCourse(item.case, item.run_seed, store=store, graded=True)
    quiz.note_problem(item, store.unfinished(one.run))
    box = stack(view, one.box)
    box.course = one  # the box keeps its parts alive
    return box
