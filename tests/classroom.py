"""A made-up class: a gradebook and a ledger as grading leaves them, written without grading anything.

Everybody's ability and every answer come from one seed. Tests and pictures of the instructor's page use it.
"""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from kapedu.grading.item_bank import read_bank
from kapedu.grading.ledger import MARKED
from kapedu.grading.rebuild import books_of
from kapedu.quiz import Item, Kind

REPO = Path(__file__).resolve().parents[1]
QUIZZES = ("module-1", "pre-test")
START = datetime(2026, 11, 2, 9, tzinfo=UTC)
REMARK = "The submitted notebook file could not be read; it was replaced by the original."


def copy_assessments(root: Path, quizzes: tuple[str, ...] = QUIZZES) -> Path:
    """The settings and some quizzes of the course; the folder that holds them."""
    for name in quizzes:
        shutil.copytree(
            REPO / "assessments" / "source" / name,
            root / "assessments" / "source" / name,
            ignore=shutil.ignore_patterns(".ipynb_checkpoints"),
        )
    for name in ("nbgrader_config.py", "certificate.yaml"):
        shutil.copy(REPO / "assessments" / name, root / "assessments")
    return root


def make_class(
    root: Path, students: int = 14, quizzes: tuple[str, ...] = QUIZZES, *, read: bool = False, seed: int = 7
) -> Path:
    """A course with a class that has taken its quizzes.

    The last trainee has handed in nothing of the first quiz; the first one's submission has a remark.

    Args:
        root: An empty folder; it becomes the course's.
        students: How many there are.
        quizzes: Which quizzes they took, the later ones with more knowledge.
        read: Whether the free texts have been read, or wait.
        seed: Of everything that is random.
    """
    copy_assessments(root, quizzes)
    rng = np.random.default_rng(seed)
    ability = rng.normal(0.6, 1.0, students)
    entries, _ = read_bank(root)
    books = books_of(root / "assessments")
    ledger = books.ledger
    with books.open() as gradebook:
        names = [f"trainee{number:02}" for number in range(1, students + 1)]
        for name in names:
            gradebook.add_student(name)
        for place, quiz in enumerate(quizzes):
            items = [e.question.item for e in entries if e.place.split("/")[-2] == quiz]
            _add_quiz(gradebook, quiz, items)
            difficulty = rng.normal(0, 1.2, len(items))
            for who, name in enumerate(names):
                if who == students - 1 and place == 0:
                    continue
                when = START + timedelta(days=7 * place, hours=who)
                sheet = [
                    _answer(item, rng, ability[who] - hard)
                    for item, hard in zip(items, difficulty, strict=True)
                ]
                _add_submission(gradebook, quiz, name, when, sheet, read=read)
                ledger.append(_entry(quiz, name, when, sheet, remark=REMARK if who == place == 0 else ""))
        gradebook.db.commit()
    return root


def _add_quiz(gradebook: Any, quiz: str, items: list[Item]) -> None:
    gradebook.add_assignment(quiz)
    gradebook.add_notebook(quiz, quiz)
    for item in items:
        free = item.kind is Kind.FREE_TEXT
        kind = "markdown" if free else "code"
        gradebook.add_grade_cell(item.id, quiz, quiz, max_score=item.points, cell_type=kind)
        if free:
            gradebook.add_solution_cell(item.id, quiz, quiz)


def _answer(item: Item, rng: np.random.Generator, advantage: float) -> dict[str, Any]:
    share: float | None = float(rng.random() < 1 / (1 + np.exp(-advantage)))
    if item.kind in {Kind.MATCHING, Kind.MULTIPLE, Kind.JUDGEMENT, Kind.ORDERING} and rng.random() < 1 / 3:
        share = 0.5
    if item.kind is Kind.FREE_TEXT:
        share = None
    seconds = round(float(rng.lognormal(4, 0.6)))
    data = {
        "id": item.id,
        "version": item.about.version,
        "kind": str(item.kind),
        "points": item.points,
        "fraction": share,
        "seconds": seconds,
    }
    if item.kind is Kind.SINGLE:
        data["chosen"] = [item.option_ids[0 if share else int(rng.integers(1, len(item.options)))]]
    return data


def _add_submission(  # the parts of a submission, in their order
    gradebook: Any, quiz: str, name: str, when: datetime, sheet: list[dict[str, Any]], *, read: bool
) -> None:
    submission = gradebook.add_submission(quiz, name, timestamp=when.replace(tzinfo=None))
    scores = {each["id"]: each for each in sheet}
    for notebook in submission.notebooks:
        for grade in notebook.grades:
            answer = scores[grade.cell.name]
            waits = answer["fraction"] is None
            grade.auto_score = None if waits else answer["fraction"] * answer["points"]
            grade.needs_manual_grade = waits and not read
            if waits and read:
                grade.manual_score = 0.75 * answer["points"]


def _entry(
    quiz: str, name: str, when: datetime, sheet: list[dict[str, Any]], *, remark: str
) -> dict[str, Any]:
    return {
        "event": MARKED,
        "at": (when + timedelta(days=1)).isoformat(),
        "assignment": quiz,
        "notebook": quiz,
        "student": name,
        "submitted": when.replace(tzinfo=None).isoformat(),
        "sheet_sha256": f"{abs(hash((quiz, name))):064x}"[:64],
        "origin": f"{quiz}-{name}",
        "items": sheet,
        "score": sum((each["fraction"] or 0.0) * each["points"] for each in sheet),
        "max_score": sum(each["points"] for each in sheet),
        "remarks": [remark] if remark else [],
    }
