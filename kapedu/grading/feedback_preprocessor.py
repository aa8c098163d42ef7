"""Feedback: the key stays out of it until the deadline has passed."""

import re
from datetime import UTC, datetime
from typing import Any

import nbformat
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Enum

from kapedu.grading.by_hand import scores_by_hand
from kapedu.grading.feedback_style import feedback_style
from kapedu.grading.feedback_text import key_html
from kapedu.grading.ledger import ledger_beside
from kapedu.grading.quiz_cells import grade_id, question_in
from kapedu.quiz import Question

_OWN_HEADING = re.compile(r"^<p><b>Question \d+</b></p>")


class QuizFeedback(NbGraderPreprocessor):
    """Adds the key to each graded cell when trainees may see it, and says when that is if they may not yet.

    An answer that still waits for the instructor is marked as waiting, so that it is not taken for a zero.

    Use it after ``GetGrades`` and before ``ClearHiddenTests``.
    """

    show_key = Enum(
        ("after_deadline", "always", "never"),
        "after_deadline",
        help="When feedback shows the key. An assignment without a due date counts as not over.",
    ).tag(config=True)

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        ids = resources["nbgrader"]
        with Gradebook(ids["db_url"]) as gradebook:
            due = gradebook.find_assignment(ids["assignment"]).duedate
            stored = {
                cell.name: cell.source
                for cell in gradebook.find_notebook(ids["notebook"], ids["assignment"]).source_cells
            }
            self._note_by_hand(gradebook, ids)
            waiting = _waiting(gradebook, ids)
        for cell in nb.cells:
            if cell.cell_type == "markdown":
                cell.source = _OWN_HEADING.sub("", cell.source)  # the page numbers the questions itself
            if grade_id(cell) in waiting:
                cell.metadata.nbgrader["waits"] = True
        resources["nbgrader"]["waiting_points"] = sum(waiting.values())
        shown = self.show_key == "always" or (
            self.show_key == "after_deadline"
            and due is not None
            and datetime.now(UTC).replace(tzinfo=None) > due
        )
        resources["nbgrader"]["style"] = feedback_style()
        resources["nbgrader"]["key_note"] = self._note(due, shown=shown)
        if shown:
            for cell in nb.cells:
                source = stored.get(grade_id(cell))
                question = question_in(source, grade_id(cell)) if source else None
                if question is not None:
                    _add_key(cell, question.for_trainee(nb.metadata.get("kapedu", {}).get("seed", "")))
        return nb, resources

    def _note_by_hand(self, gradebook: Any, ids: dict[str, str]) -> None:
        """Feedback is given when scoring by hand is done: what was given goes into the ledger."""
        place = (ids["notebook"], ids["assignment"], ids["student"])
        submitted = gradebook.find_submission_notebook(*place)
        coursedir = getattr(getattr(self.parent, "parent", None), "coursedir", None)
        ledger = ledger_beside(ids["db_url"], coursedir.root if coursedir else ".")
        moment = datetime.now(UTC).isoformat(timespec="seconds")
        for entry in scores_by_hand(submitted, ids["assignment"], ids["student"]):
            ledger.note_by_hand(entry, moment)

    def _note(self, due: datetime | None, *, shown: bool) -> str:
        if shown:
            return "The right answers are shown."
        if self.show_key == "never":
            return "The right answers are discussed with your instructor."
        if due is None:
            return "The right answers are shown once your instructor has set a deadline and it has passed."
        return (
            f"The right answers are shown in feedback made after the deadline ({due:%-d %B %Y, %H:%M} UTC)."
        )


def _waiting(gradebook: Any, ids: dict[str, str]) -> dict[str, float]:
    """Points of the answers that nobody has scored yet, by cell."""
    submitted = gradebook.find_submission_notebook(ids["notebook"], ids["assignment"], ids["student"])
    return {grade.name: float(grade.max_score) for grade in submitted.grades if grade.needs_manual_grade}


def _add_key(cell: Any, question: Question) -> None:
    html = key_html(question)
    if cell.cell_type == "markdown":
        cell.source += "\n\n" + html.replace("\n", " ")
    else:
        cell.outputs.insert(1, nbformat.v4.new_output("display_data", {"text/html": html}))
