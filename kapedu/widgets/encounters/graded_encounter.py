"""An encounter that is a question of a quiz: its run is kept in the answer sheet, and reasons come with the feedback."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kapedu.cases import CaseError, EncounterRun
from kapedu.language import N_, _
from kapedu.quiz.played import read_answer
from kapedu.widgets.encounters.encounter import Encounter
from kapedu.widgets.encounters.encounter_store import Kept, RunStore
from kapedu.widgets.parts.controls import Html
from kapedu.widgets.parts.layout import stack

if TYPE_CHECKING:
    import ipywidgets

    from kapedu.quiz import Item
    from kapedu.widgets.questions.question_view import QuestionView
    from kapedu.widgets.questions.quiz_in_progress import QuizInProgress

_OPEN_RUN = N_("The encounter has not come to its end yet.")
_OVER = N_("The encounter is over")


class SheetStore:
    """The run of one question in the answer sheet, in place of a file of its own."""

    def __init__(self, quiz: QuizInProgress, item: Item, encounter: GradedEncounter) -> None:
        self._quiz, self._item, self._encounter = quiz, item, encounter

    def load(self) -> tuple[Kept | None, str]:
        """What the sheet holds, and what the trainee must be told (empty if nothing)."""
        code, notes = read_answer(self._quiz.sheet.value(self._item.id))
        if not code:
            return None, ""
        try:
            run = EncounterRun.from_code(code)
        except CaseError as error:
            return None, _("Your earlier run could not be read ({why}).").format(why=error)
        if (run.case_id, run.seed) != (self._item.case, self._item.run_seed):
            return None, _("The run in your answer sheet was not begun here; it would not be counted.")
        return Kept(run, notes, begun=True), ""

    def save(self, kept: Kept) -> str:
        """Keep it in the sheet; a sentence where that fails, else nothing."""
        notes = (kept.notes,) if kept.notes.strip() else ()
        return self._quiz.record_run(
            self._item, (kept.run.code(), *notes), problem=self._encounter.unfinished
        )


class GradedEncounter(Encounter):
    """An encounter without reasons, without a debrief and without a second go.

    Args:
        quiz: The quiz that it is a question of.
        item: The question, with this trainee's seed.
    """

    def __init__(self, quiz: QuizInProgress, item: Item) -> None:
        self._quiz, self._item = quiz, item
        super().__init__(item.case, item.run_seed)
        self.view.case = {**self.view.case, "graded": True, "over": _(_OVER)}

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

    def restart(self) -> None:
        """There is one go, as in an examination."""
        self._tell(_("There is one go; your run stays as it is."), "info")
        self._show()

    def _open_store(self, _reader: str) -> RunStore:
        return SheetStore(self._quiz, self._item, self)

    def _looks_back(self) -> tuple[ipywidgets.Widget, ...]:
        text = _(
            "Your run is complete and saved. Marks, reasons and sources come with the feedback, "
            "after you have handed in."
        )
        return (Html(f"<p>{text}</p>", live=True),)

    def _lines(self) -> list[dict[str, str]]:
        return [{**line, "why": ""} for line in super()._lines()]


def graded_encounter(quiz: QuizInProgress, item: Item, view: QuestionView) -> ipywidgets.Widget:
    """A question and its encounter below it, ready to show."""
    one = GradedEncounter(quiz, item)
    box = stack(view, one.box)
    box.encounter = one  # the box keeps its parts alive
    return box
