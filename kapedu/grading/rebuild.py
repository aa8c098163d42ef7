"""Restoring a lost gradebook from the ledger, and keeping copies of both."""

import shutil
import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry

from kapedu.grading.by_hand import scores_by_hand
from kapedu.grading.course_setup import CourseSetupError, load_course_config, nbgrader_api
from kapedu.grading.ledger import BY_HAND, FILE_NAME, Ledger, LedgerError, ledger_beside

_SQLITE = "sqlite:///"


@dataclass(frozen=True)
class Books:
    """Where a course's gradebook and ledger are."""

    assessments: Path
    db_url: str
    course_id: str
    ledger: Ledger

    @property
    def gradebook_file(self) -> Path | None:
        """The SQLite file; None for a database server."""
        return Path(self.db_url.removeprefix(_SQLITE)) if self.db_url.startswith(_SQLITE) else None

    def open(self) -> Any:
        return Gradebook(self.db_url, self.course_id)


def books_of(assessments: Path) -> Books:
    """The gradebook and the ledger of a course folder, as its settings say."""
    config = load_course_config(assessments).CourseDirectory
    db_url = config.get("db_url") or f"{_SQLITE}{assessments / 'gradebook.db'}"
    return Books(assessments, str(db_url), str(config.course_id), ledger_beside(str(db_url), assessments))


@dataclass(frozen=True)
class Restored:
    """What a rebuilt gradebook holds."""

    submissions: int
    scores: int
    by_hand: int
    left_out: tuple[str, ...]


def rebuild(books: Books) -> Restored:
    """Make the gradebook anew: assignments from the source notebooks, marks from the ledger.

    Args:
        books: The course's books; the gradebook must not exist.

    Returns:
        How much was restored, and a sentence on each mark for an item that the source no longer has.

    Raises:
        LedgerError: There is a gradebook with assignments, or no ledger.
        CourseSetupError: An assignment cannot be generated.
    """
    file = books.gradebook_file
    if file is not None and file.exists():
        raise LedgerError(f"{file} exists; move it away first, nothing is written over")
    if file is None:
        with books.open() as gradebook:
            if gradebook.assignments:
                raise LedgerError(
                    f"the database on the server holds assignments; empty it first, nothing is written over:"
                    f" {_without_word(books.db_url)}"
                )
    newest = books.ledger.latest()
    if not newest:
        raise LedgerError(f"{books.ledger.path}: there is no mark in this ledger")
    api = nbgrader_api(books.assessments)
    for assignment in dict.fromkeys(str(entry["assignment"]) for entry in newest.values()):
        result = api.generate_assignment(assignment, force=True)
        if not result["success"]:
            raise CourseSetupError(f"The quiz {assignment!r} could not be generated: {result.get('error')}")
    scores, left_out = 0, []
    with books.open() as gradebook:
        for entry in sorted(
            newest.values(), key=lambda entry: str(entry.get("at"))
        ):  # the newest deadline holds
            gradebook.update_or_create_assignment(entry["assignment"], **_moment("duedate", entry.get("due")))
        for entry in newest.values():
            restored, missing = _restore_marks(gradebook, entry)
            scores += restored
            left_out += missing
        by_hand = sum(
            _restore_by_hand(gradebook, entry) for entry in books.ledger.latest(event=BY_HAND).values()
        )
        gradebook.db.commit()
    return Restored(len(newest), scores, by_hand, tuple(left_out))


def _without_word(db_url: str) -> str:
    """The address of a database as it may be shown."""
    before, at, after = db_url.rpartition("@")
    return f"{before.partition('://')[0]}://…@{after}" if at else db_url


def _restore_marks(gradebook: Any, entry: dict[str, Any]) -> tuple[int, list[str]]:
    assignment, student = entry["assignment"], entry["student"]
    gradebook.update_or_create_student(student)
    late = {"extension": timedelta(seconds=entry["extension_s"])} if entry.get("extension_s") else {}
    submitted = _moment("timestamp", entry.get("submitted"))
    gradebook.update_or_create_submission(assignment, student, **submitted, **late)
    notebook = gradebook.find_submission_notebook(entry["notebook"], assignment, student)
    notebook.late_submission_penalty = entry.get("late_penalty")
    grades = {grade.cell.name: grade for grade in notebook.grades}
    missing = []
    restored = 0
    for item in entry["items"]:
        grade = grades.get(item["id"])
        if grade is None:
            missing.append(f"{student}, {assignment}: the source has no item {item['id']!r} any more")
            continue
        waits = item["fraction"] is None
        grade.auto_score = None if waits else round(item["fraction"] * item["points"], 4)
        grade.needs_manual_grade = waits
        restored += 1
    return restored, missing


def _moment(name: str, text: str | None) -> dict[str, datetime]:
    """A time for the gradebook, under the name that it has there; nothing where there is none."""
    return {name: datetime.fromisoformat(text)} if text else {}


def _restore_by_hand(gradebook: Any, entry: dict[str, Any]) -> bool:
    try:
        grade = gradebook.find_grade(entry["item"], entry["notebook"], entry["assignment"], entry["student"])
    except MissingEntry:
        return False
    grade.manual_score, grade.extra_credit = entry["manual_score"], entry["extra_credit"]
    grade.needs_manual_grade = False
    try:
        place = (entry["item"], entry["notebook"], entry["assignment"], entry["student"])
        gradebook.find_comment(*place).manual_comment = entry["comment"]
    except MissingEntry:
        pass  # an item without a box for comments
    return True


def note_scores_by_hand(books: Books) -> int:
    """Write into the ledger every score and comment given by hand that it does not have yet."""
    moment = datetime.now(UTC).isoformat(timespec="seconds")
    added = 0
    with books.open() as gradebook:
        for assignment in gradebook.assignments:
            for submission in assignment.submissions:
                for notebook in submission.notebooks:
                    for entry in scores_by_hand(notebook, assignment.name, submission.student.id):
                        added += books.ledger.note_by_hand(entry, moment)
    return added


def back_up(books: Books, moment: datetime) -> Path:
    """Copy gradebook and ledger into ``backups/<moment>``, scores given by hand noted first.

    Raises:
        LedgerError: There is no gradebook, or it lies on a database server (use its own tools).
    """
    file = books.gradebook_file
    if file is None:
        raise LedgerError(
            "the gradebook lies on a database server; back it up with that server's tools (pg_dump)"
        )
    if not file.is_file():
        raise LedgerError(f"{file}: there is no gradebook yet")
    note_scores_by_hand(books)
    folder = books.assessments / "backups" / moment.strftime("%Y-%m-%d-%H%M%S")
    folder.mkdir(parents=True)
    source, copy = sqlite3.connect(file), sqlite3.connect(folder / file.name)
    try:
        source.backup(copy)  # a whole copy, also while somebody grades
    finally:
        copy.close()
        source.close()
    if books.ledger.path.is_file():
        shutil.copy(books.ledger.path, folder / FILE_NAME)
    return folder


def verify(books: Books) -> list[str]:
    """Where ledger and gradebook are damaged or disagree, in sentences; empty if all is well.

    Scores given by hand are left aside: they are the instructor's own.
    """
    found = [f"ledger, {problem}" for problem in books.ledger.problems()]
    file = books.gradebook_file
    if file is not None and not file.is_file():
        return [*found, f"{file}: there is no gradebook; kapedu grades rebuild makes it anew"]
    if file is not None:
        found += _sqlite_problems(file)
    with books.open() as gradebook:
        for entry in books.ledger.latest().values():
            place = (entry["notebook"], entry["assignment"], entry["student"])
            who = f"{entry['student']}, {entry['assignment']}"
            try:
                notebook = gradebook.find_submission_notebook(*place)
            except MissingEntry:
                found.append(f"{who}: in the ledger, not in the gradebook")
                continue
            scores = {grade.cell.name: grade.auto_score for grade in notebook.grades}
            for item in entry["items"]:
                wanted = None if item["fraction"] is None else round(item["fraction"] * item["points"], 4)
                if item["id"] in scores and not _same(scores[item["id"]], wanted):
                    found.append(
                        f"{who}, {item['id']}: the gradebook says {scores[item['id']]}, the ledger {wanted}"
                    )
    return found


def _same(one: float | None, other: float | None) -> bool:
    return one == other if one is None or other is None else abs(one - other) < 0.001


def _sqlite_problems(file: Path) -> list[str]:
    try:
        with sqlite3.connect(file) as database:
            told = database.execute("PRAGMA integrity_check").fetchone()[0]
        database.close()
    except sqlite3.DatabaseError as error:
        return [f"{file}: {error}"]
    return [] if told == "ok" else [f"{file}: {told}"]


def needs_a_look(books: Books, assignment: str | None = None) -> list[tuple[str, str, str]]:
    """Submissions with a remark, as assignment, student and remark."""
    return [
        (str(entry["assignment"]), str(entry["student"]), str(remark))
        for entry in books.ledger.latest(assignment).values()
        for remark in entry.get("remarks", [])
    ]
