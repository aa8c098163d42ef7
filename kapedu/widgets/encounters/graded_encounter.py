"""An encounter that is a question of a quiz: its run is kept in the answer sheet, and reasons come with the feedback."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kapedu.cases import EncounterRun
from kapedu.language import N_, _
from kapedu.widgets.encounters.encounter_store import Kept
from kapedu.widgets.encounters.exam_encounter import ExamEncounter
from kapedu.widgets.encounters.sheet_store import SheetStore
from kapedu.widgets.parts.layout import stack

if TYPE_CHECKING:
    import ipywidgets

    from kapedu.quiz import Item
    from kapedu.widgets.encounters.run_file import Store
    from kapedu.widgets.questions.question_view import QuestionView
    from kapedu.widgets.questions.quiz_in_progress import QuizInProgress

_OPEN_RUN = N_("The encounter has not come to its end yet.")


class GradedEncounter(ExamEncounter):
    """An encounter that is a question.

    Args:
        quiz: The quiz that it is a question of.
        item: The question, with this trainee's seed.
    """

    afterwards = N_(
        "Your run is complete and saved. Marks, reasons and sources come with the feedback, "
        "after you have handed in."
    )

    def __init__(self, quiz: QuizInProgress, item: Item) -> None:
        self._quiz, self._item = quiz, item
        self._sheet = SheetStore(quiz, item, EncounterRun)
        super().__init__(item.case, item.run_seed)

    @property
    def unfinished(self) -> str:
        """Why the run is not done yet; empty if it is or was not begun."""
        return _(_OPEN_RUN) if self.kept.begun and not self.state.ended else ""

    def hello(self, reader: str = "") -> None:
        """The page is there: bring back the run that the sheet holds."""
        super().hello(reader)
        self._quiz.note_problem(self._item, self.unfinished)

    def write(self, notes: str) -> None:
        """Keep the notes, once there is a run to keep them with."""
        if self.kept.begun:
            super().write(notes)

    def load(self) -> tuple[Kept | None, str]:
        """What the sheet holds, and what the trainee must be told (empty if nothing)."""
        run, notes, problem = self._sheet.read()
        return (None if run is None else Kept(run, notes, begun=True)), problem

    def save(self, kept: Kept) -> str:
        """Keep it in the sheet; a sentence where that fails, else nothing."""
        return self._sheet.write(kept.run, kept.notes, self.unfinished)

    def _open_store(self, _reader: str) -> Store[Kept]:
        return self


def graded_encounter(quiz: QuizInProgress, item: Item, view: QuestionView) -> ipywidgets.Widget:
    """A question and its encounter below it, ready to show."""
    one = GradedEncounter(quiz, item)
    box = stack(view, one.box)
    box.encounter = one  # the box keeps its parts alive
    return box
