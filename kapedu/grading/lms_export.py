"""Grades in the forms that Canvas and Moodle take in, as nbgrader export plugins."""

import csv
from abc import abstractmethod
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.plugins import ExportPlugin

from kapedu.grading.export import harmless


class _TableExporter(ExportPlugin):
    """One line per student, one column per assignment."""

    file_name = ""

    def export(self, gradebook: Gradebook) -> None:
        """Write the table to ``self.to``."""
        target = Path(self.to or self.file_name)
        self.log.info("Exporting grades to %s", target)
        wanted = {str(name) for name in self.assignment}
        assignments = [each for each in gradebook.assignments if not wanted or each.name in wanted]
        chosen = {str(name) for name in self.student}
        students = [each for each in gradebook.students if not chosen or each.id in chosen]
        with target.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            for row in self.rows(gradebook, assignments, students):
                writer.writerow([harmless(value) for value in row])

    @abstractmethod
    def rows(self, gradebook: Gradebook, assignments: list[Any], students: list[Any]) -> Iterator[list[Any]]:
        """The lines of the table, its heading first."""


class CanvasExporter(_TableExporter):
    """``nbgrader export --exporter kapedu.grading.lms_export.CanvasExporter --to canvas.csv``.

    The form of Canvas's own gradebook file. Canvas knows people by its ID or login: the course's student ids
    stand in ``SIS Login ID``, and in ``ID`` what the gradebook has as a student's ``lms_user_id``. A submission that waits for its instructor is left empty, so that it is not a 0.
    """

    file_name = "canvas.csv"

    def rows(self, gradebook: Gradebook, assignments: list[Any], students: list[Any]) -> Iterator[list[Any]]:
        fixed = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
        yield [*fixed, *(assignment.name for assignment in assignments)]
        yield ["    Points Possible", "", "", "", "", *(assignment.max_score for assignment in assignments)]
        for student in students:
            name = ", ".join(filter(None, [student.last_name, student.first_name])) or student.id
            scores = [_score(gradebook, assignment, student) for assignment in assignments]
            yield [name, student.lms_user_id, "", student.id, "", *scores]


class MoodleExporter(_TableExporter):
    """``nbgrader export --exporter kapedu.grading.lms_export.MoodleExporter --to moodle.csv``.

    For Moodle's *Import grades from CSV*: match ``Username`` (or ``Email address``), then map each column.
    """

    file_name = "moodle.csv"

    def rows(self, gradebook: Gradebook, assignments: list[Any], students: list[Any]) -> Iterator[list[Any]]:
        yield ["Username", "Email address", *(f"{each.name} ({each.max_score:g})" for each in assignments)]
        for student in students:
            scores = [_score(gradebook, assignment, student) for assignment in assignments]
            yield [student.id, student.email, *scores]


def _score(gradebook: Gradebook, assignment: Any, student: Any) -> float | None:
    """The score with the late penalty taken off; None without a submission or while it waits for a person."""
    try:
        submission = gradebook.find_submission(assignment.name, student.id)
    except MissingEntry:
        return None
    if submission.needs_manual_grade:
        return None
    return max(0.0, float(submission.score) - float(submission.late_submission_penalty or 0.0))
