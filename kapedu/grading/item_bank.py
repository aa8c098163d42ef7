"""Every question of the course: those of the quizzes, with keys, and the self-checks of the lessons."""

from collections.abc import Iterator
from pathlib import Path

import nbformat

from kapedu.grading.quiz_cells import question_in
from kapedu.quiz import QuizError, read_question_file
from kapedu.quiz.review import Entry, Finding, Weight, review


def course_root(start: Path) -> Path:
    """The course's folder: the one given or the nearest above it that holds ``assessments/source``.

    Raises:
        QuizError: There is none.
    """
    start = start.absolute()
    for folder in (start, *start.parents):
        if (folder / "assessments" / "source").is_dir():
            return folder
    raise QuizError(
        f"{start}: no course here or above; go to the folder that holds 'assessments' and 'modules'"
    )


def read_bank(root: Path) -> tuple[list[Entry], list[Finding]]:
    """Every question that can be read, and what is wrong with the others."""
    entries: list[Entry] = []
    broken: list[Finding] = []
    for path in sorted((root / "assessments" / "source").glob("*/*.ipynb")):
        for found in _quiz(path, _place(path, root)):
            (entries if isinstance(found, Entry) else broken).append(found)  # type: ignore[arg-type]
    for path in sorted((root / "modules").glob("*/checks.yaml")):
        place = _place(path, root)
        try:
            entries += [Entry(asked, place, graded=False) for asked in read_question_file(path).values()]
        except QuizError as error:
            broken.append(Finding(place, "", Weight.ERROR, str(error)))
    return entries, broken


def check_bank(root: Path) -> list[Finding]:
    """Everything to mend in the course's questions."""
    entries, broken = read_bank(root)
    return broken + review(entries)


def _quiz(path: Path, place: str) -> Iterator[Entry | Finding]:
    try:
        cells = nbformat.read(path, as_version=4).cells
    except Exception as error:  # noqa: BLE001 - whatever is wrong with the file, it is told and the rest is read
        yield Finding(place, "", Weight.ERROR, f"the notebook cannot be read: {error}")
        return
    seen: set[str] = set()
    for number, cell in enumerate(cells, start=1):
        if cell.cell_type != "code":
            continue
        try:
            question = question_in(cell.source, f"cell {number}")
        except QuizError as error:
            yield Finding(place, "", Weight.ERROR, str(error))
            continue
        if question is None:
            continue
        if question.item.id in seen:
            yield Finding(place, question.item.id, Weight.ERROR, "this id is used twice; write another")
        seen.add(question.item.id)
        yield Entry(question, place, graded=True)


def _place(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()
