"""Grades as CSV that a spreadsheet opens as text and numbers, never as formulas."""

import csv
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.plugins import ExportPlugin

COLUMNS = (
    "assignment",
    "duedate",
    "timestamp",
    "student_id",
    "last_name",
    "first_name",
    "email",
    "raw_score",
    "late_submission_penalty",
    "score",
    "max_score",
    "waits_for_instructor",
)
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


class SafeCsvExporter(ExportPlugin):
    """``nbgrader export --exporter kapedu.grading.export.SafeCsvExporter --to grades.csv``.

    The columns of nbgrader's own export and one more, whether a free text still waits to be scored. Commas,
    quotes and line breaks are quoted; a text that a spreadsheet would run as a formula gets an apostrophe. The file
    begins with the mark of UTF-8, without which Excel takes letters such as ü and Ш for others.
    """

    def export(self, gradebook: Gradebook) -> None:
        """Write one line per assignment and student to ``self.to`` (default ``grades.csv``)."""
        target = Path(self.to or "grades.csv")
        self.log.info("Exporting grades to %s", target)
        wanted_students = {str(student) for student in self.student}
        wanted_assignments = {str(assignment) for assignment in self.assignment}
        with target.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            for assignment in gradebook.assignments:
                if wanted_assignments and assignment.name not in wanted_assignments:
                    continue
                for student in gradebook.students:
                    if not wanted_students or student.id in wanted_students:
                        writer.writerow([harmless(value) for value in _row(gradebook, assignment, student)])


def harmless(value: Any) -> str | float:
    """A value that a spreadsheet takes as it is: numbers stay, a text never starts a formula.

    Example:
        >>> harmless("=1+1"), harmless("Miller, Ann"), harmless(-2.5), harmless(None)
        ("'=1+1", 'Miller, Ann', -2.5, '')
    """
    if value is None:
        return ""
    if isinstance(value, int | float):
        return value
    text = str(value)
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA_STARTS) else text


def _row(gradebook: Gradebook, assignment: Any, student: Any) -> list[Any]:
    try:
        submission = gradebook.find_submission(assignment.name, student.id)
    except MissingEntry:
        submission = None
    person = [student.id, student.last_name, student.first_name, student.email]
    if submission is None:
        return [assignment.name, assignment.duedate, "", *person, 0.0, 0.0, 0.0, assignment.max_score, "no"]
    penalty = submission.late_submission_penalty or 0.0
    return [
        assignment.name,
        assignment.duedate,
        submission.timestamp,
        *person,
        submission.score,
        penalty,
        max(0.0, submission.score - penalty),
        assignment.max_score,
        "yes" if submission.needs_manual_grade else "no",
    ]
