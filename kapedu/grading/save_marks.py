"""Writing marks where nbgrader expects them, in one transaction for each submission, and then into the ledger."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from nbgrader import utils
from nbgrader.api import BaseCell, Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor

from kapedu.grading.ledger import MARKED, Ledger, ledger_beside
from kapedu.grading.quiz_cells import grade_id
from kapedu.quiz import Marks, Question

RESOURCE = "kapedu_marks"
_ORIGIN_DIGITS = 16


@dataclass(frozen=True)
class MarkedSheet:
    """What marking hands on: the questions, their marks, and the sheet's fingerprint and origin."""

    questions: tuple[Question, ...]
    marks: Marks
    remarks: tuple[str, ...]
    sheet_sha256: str
    origin: str


def sheet_origin(marks: Marks) -> str:
    """A code for where a sheet was started: a copied sheet keeps it, whatever is changed in it.

    It is the seed's alone: who copies a run must copy the seed that the run was played with.
    """
    return hashlib.sha256(marks.seed.encode()).hexdigest()[:_ORIGIN_DIGITS] if marks.seed else ""


class SaveMarks(NbGraderPreprocessor):
    """nbgrader's SaveAutoGrades, with all of a submission's scores in one transaction.

    Either every score of a submission is in the gradebook or none is, also when the power fails.
    """

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        ids = resources["nbgrader"]
        cells = {grade_id(cell): cell for cell in nb.cells}
        with Gradebook(ids["db_url"]) as gradebook:
            notebook = gradebook.find_submission_notebook(ids["notebook"], ids["assignment"], ids["student"])
            known = gradebook.db.query(BaseCell).filter(BaseCell.notebook_id == notebook.notebook_id).all()
            self.log.debug("%d cells are asked for at once instead of one by one", len(known))
            for grade in notebook.grades:
                if grade.cell.name in cells:
                    _save_score(grade, cells[grade.cell.name], self.log)
            for comment in notebook.comments:
                cell = cells.get(comment.cell.name)
                empty = cell is not None and cell.metadata.nbgrader.get("checksum") == utils.compute_checksum(
                    cell
                )
                comment.auto_comment = "No response." if empty else None
            gradebook.db.commit()
        return nb, resources


class NoteMarks(NbGraderPreprocessor):
    """Writes a line into the ledger: marks, deadline and late penalty. Comes last, when all of them are known."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        ids, marked = resources["nbgrader"], resources.get(RESOURCE)
        if marked is None:
            return nb, resources
        with Gradebook(ids["db_url"]) as gradebook:
            notebook = gradebook.find_submission_notebook(ids["notebook"], ids["assignment"], ids["student"])
            submission = notebook.assignment
            late = {
                "submitted": _iso(submission.timestamp),
                "due": _iso(submission.assignment.duedate),
                "extension_s": submission.extension.total_seconds() if submission.extension else None,
                "late_penalty": notebook.late_submission_penalty,
            }
        coursedir = getattr(getattr(self.parent, "parent", None), "coursedir", None)
        ledger = ledger_beside(ids["db_url"], coursedir.root if coursedir else ".")
        _note(ledger, ids, marked, late)
        return nb, resources


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _save_score(grade: Any, cell: Any, log: Any) -> None:
    """As nbgrader does it: a score given by hand stays and is looked at again."""
    grade.auto_score, _ = utils.determine_grade(cell, log)
    grade.needs_manual_grade = grade.manual_score is not None or grade.auto_score is None


def _note(ledger: Ledger, ids: dict[str, Any], marked: MarkedSheet, late: dict[str, Any]) -> None:
    points = {question.item.id: question.item for question in marked.questions}
    items = [
        {
            "id": mark.item_id,
            "version": points[mark.item_id].about.version,
            "kind": str(points[mark.item_id].kind),
            "points": points[mark.item_id].points,
            "fraction": mark.fraction,
            "verdict": mark.verdict.name.lower(),
            **({"chosen": list(mark.chosen)} if mark.chosen else {}),
            **({"confidence": mark.confidence} if mark.confidence else {}),
            **({"seconds": mark.seconds} if mark.seconds else {}),
        }
        for mark in marked.marks.marks
    ]
    ledger.append(
        {
            "event": MARKED,
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "assignment": ids["assignment"],
            "notebook": ids["notebook"],
            "student": ids["student"],
            **late,
            "sheet_sha256": marked.sheet_sha256,
            "origin": marked.origin,
            "items": items,
            "score": round(
                sum((m.fraction or 0.0) * points[m.item_id].points for m in marked.marks.marks), 4
            ),
            "max_score": sum(question.item.points for question in marked.questions),
            "remarks": list(marked.remarks),
        }
    )
