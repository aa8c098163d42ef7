"""What happens to a quiz before trainees receive it: every question is checked, its key is taken out."""

import re
from typing import Any

from nbgrader.preprocessors import ClearSolutions, NbGraderPreprocessor

from kapedu.grading.quiz_cells import grade_id, grader_data, item_in, question_in
from kapedu.knowledge import KnowledgeError, Status, fact, reference
from kapedu.quiz import Kind, Question, QuizError

_REGION = re.compile(r"^### BEGIN HIDDEN TESTS$.*?^### END HIDDEN TESTS$", re.MULTILINE | re.DOTALL)


class CheckQuestions(NbGraderPreprocessor):
    """Refuses a quiz whose questions could not be marked, naming cell, item and field."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        check_quiz(nb, resources["nbgrader"]["notebook"])
        return nb, resources


def check_quiz(nb: Any, name: str) -> list[Question]:
    """Every question of an instructor's quiz notebook, in order.

    Raises:
        QuizError: A question, its key, its nbgrader metadata, a source or a fact cannot be used.
    """
    questions: list[Question] = []
    for number, cell in enumerate(nb.cells, start=1):
        where = f"{name}.ipynb, cell {number}"
        data = grader_data(cell)
        graded = bool(data.get("grade") or data.get("solution") or data.get("task"))
        question = question_in(cell.source, where) if cell.cell_type == "code" else None
        if question is None and graded:
            raise QuizError(
                f"{where}: a graded cell holds question(...) and its key; this one holds something else"
            )
        if question is None:
            continue
        _check_cell(cell, data, question, where)
        _check_sources(question, where)
        if any(other.item.id == question.item.id for other in questions):
            raise QuizError(f"{where}, item '{question.item.id}': this id is used twice; write another")
        questions.append(question)
    if not questions:
        raise QuizError(f"{name}.ipynb: there is no question in this notebook")
    return questions


def _check_cell(cell: Any, data: dict[str, Any], question: Question, where: str) -> None:
    item = question.item
    wanted = {
        "grade": True,
        "solution": item.kind is Kind.FREE_TEXT,
        "locked": item.kind is not Kind.FREE_TEXT,
        "points": item.points,
        "grade_id": item.id,
    }
    for name, value in wanted.items():
        if data.get(name) != value:
            raise QuizError(
                f"{where}, item '{item.id}', nbgrader's {name}: {data.get(name)!r} cannot be used; write {value!r}"
            )
    if "key(" in _REGION.sub("", cell.source):
        raise QuizError(
            f"{where}, item '{item.id}': the key stands outside the hidden region; trainees would see it"
        )


def _check_sources(question: Question, where: str) -> None:
    item, key = question.item, question.key
    try:
        for source in key.sources:
            reference(source)
        for path in key.facts:
            if fact(path).status is Status.UNVERIFIED:
                raise QuizError(
                    f"{where}, item '{item.id}', field 'facts': {path!r} is unverified; a graded item may rest on"
                    " any other status only"
                )
    except KnowledgeError as error:
        raise QuizError(f"{where}, item '{item.id}': {error}") from error


class ClearSolutionsOutsideQuestions(ClearSolutions):
    """nbgrader's ClearSolutions, except that a question stays: its answer box is not a solution to clear."""

    def preprocess_cell(self, cell: Any, resources: Any, cell_index: int) -> tuple[Any, Any]:
        if cell.cell_type == "code" and item_in(cell.source, grade_id(cell)) is not None:
            return cell, resources
        cleared: tuple[Any, Any] = super().preprocess_cell(cell, resources, cell_index)
        return cleared
