"""Marking in nbgrader's autograde: stands where nbgrader would run the notebook, and runs nothing."""

import hashlib
from html import escape
from pathlib import Path
from typing import Any

import nbformat
from nbgrader import utils
from nbgrader.preprocessors import NbGraderPreprocessor

from kapedu.grading.feedback_text import free_text_markdown, instructor_source, mark_html, mark_plain
from kapedu.grading.ledger import ledger_beside
from kapedu.grading.quiz_cells import grader_data, question_in
from kapedu.grading.save_marks import RESOURCE, MarkedSheet, sheet_origin
from kapedu.grading.submitted_files import read_plain_file
from kapedu.quiz import Kind, Mark, Question, mark_sheet
from kapedu.quiz.answer_sheet import FILE_NAME, MAXIMUM_BYTES


class MarkAnswerSheet(NbGraderPreprocessor):
    """Marks the answer sheet beside the notebook and writes an explicit score into every graded cell.

    nbgrader gives full marks to a graded cell that shows nothing, so each one gets a score that is a
    number, also when there is no sheet. A free text becomes a cell that waits for a person; an empty one
    scores 0 at once. Code cells that are not graded (imports, the hand-in button) are left out: there is
    nothing in them to read.
    """

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        ids = resources["nbgrader"]
        questions = {}
        for number, cell in enumerate(nb.cells, start=1):
            question = question_in(cell.source, f"cell {number}") if cell.cell_type == "code" else None
            if question is not None:
                questions[number - 1] = question
        told = nb.metadata.get("kapedu", {})
        data = read_plain_file(Path(resources["metadata"]["path"]) / FILE_NAME, MAXIMUM_BYTES + 1)
        result = mark_sheet(questions.values(), data, ids["assignment"], fault=told.get("sheet_fault", ""))
        for place, (index, question) in enumerate(questions.items(), start=1):
            asked = question.for_trainee(result.seed)
            nb.cells[index] = _marked_cell(nb.cells[index], asked, result[asked.item.id], place)
        for index, cell in enumerate(nb.cells):
            if index not in questions and utils.is_grade(cell):
                self.log.error("Cell %s holds no question: it scores 0 until somebody scores it.", index + 1)
                nb.cells[index] = _without_question(cell)
        nb.cells = [cell for cell in nb.cells if cell.cell_type != "code" or utils.is_grade(cell)]
        nb.metadata["kapedu"] = {**told, "seed": result.seed}
        origin = sheet_origin(result)
        mine = [*result.remarks, *self._same_origin(ids, origin)]
        remarks = [*told.get("remarks", []), *mine]
        resources[RESOURCE] = MarkedSheet(
            questions=tuple(question.for_trainee(result.seed) for question in questions.values()),
            marks=result,
            remarks=tuple(remarks),
            sheet_sha256="" if data is None else hashlib.sha256(data).hexdigest(),
            origin=origin,
        )
        for remark in mine:
            self.log.warning("%s, %s: %s", ids["student"], ids["assignment"], remark)
        if remarks:
            nb.cells.insert(0, _remarks_cell(remarks))
        return nb, resources

    def _same_origin(self, ids: Any, origin: str) -> list[str]:
        """A remark where the sheet was started as somebody else's; who that is stands in the log alone."""
        if not origin:
            return []
        coursedir = getattr(getattr(self.parent, "parent", None), "coursedir", None)
        ledger = ledger_beside(ids["db_url"], coursedir.root if coursedir else ".")
        others = ledger.others_with_origin(ids["assignment"], origin, ids["student"])
        if not others:
            return []
        self.log.warning(
            "%s: sheet of the same origin as that of %s", ids["student"], ", ".join(sorted(others))
        )
        return [
            "This answer sheet was begun as the same one as another submission. Your instructor looks at it."
        ]


def _marked_cell(cell: Any, question: Question, mark: Mark, number: int) -> Any:
    if question.item.kind is Kind.FREE_TEXT:
        return _free_text_cell(cell, question, mark, number)
    points = float(grader_data(cell)["points"])
    score = round(min(max((mark.fraction or 0.0) * points, 0.0), points), 4)
    cell.source = instructor_source(question, number)
    cell.execution_count = None
    cell.outputs = _shown(
        {"text/html": mark_html(question, mark, points), "text/plain": mark_plain(mark)}, score
    )
    return cell


def _shown(data: dict[str, str], score: float) -> list[Any]:
    """What a marked cell shows, and its score as the value of its last line, where nbgrader looks for it.

    Written out, since nbformat's own makers validate each output by itself, which costs more than marking.
    """
    shown = {"output_type": "display_data", "data": data, "metadata": {}}
    value = {"output_type": "execute_result", "data": {"text/plain": repr(score)}, "metadata": {}}
    return [nbformat.from_dict(shown), nbformat.from_dict(value | {"execution_count": None})]


def _free_text_cell(cell: Any, question: Question, mark: Mark, number: int) -> Any:
    """The free text as nbgrader's manually graded answer: no answer has the original's checksum, so scores 0."""
    made = nbformat.v4.new_markdown_cell(free_text_markdown(question, mark, number), id=cell.get("id"))
    made.metadata = cell.metadata
    made.metadata.nbgrader.update({"cell_type": "markdown", "solution": True, "grade": True, "locked": False})
    made.metadata.nbgrader.pop("checksum", None)
    if mark.fraction == 0.0:
        made.metadata.nbgrader["checksum"] = utils.compute_checksum(made)
    return made


def _without_question(cell: Any) -> Any:
    if cell.cell_type == "code" and not utils.is_solution(cell):
        line = "This cell is not run. Your instructor scores it by hand."
        cell.outputs = _shown({"text/plain": line}, 0.0)
    return cell


def _remarks_cell(remarks: list[str]) -> Any:
    lines = "".join(f"<li>{escape(remark)}</li>" for remark in remarks)
    return nbformat.v4.new_markdown_cell(
        f"<div><b>About this submission</b><ul>{lines}</ul></div>", id="kapedu-remarks"
    )
