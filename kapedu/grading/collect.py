"""Collecting submissions: one without its notebook still comes to be graded."""

from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.exchange.default import ExchangeCollect


class CollectWholeSubmissions(ExchangeCollect):
    """nbgrader's collect; where a submission lacks the quiz notebook, an empty file takes its place.

    nbgrader passes over a submission without notebooks, and its answer sheet would go unmarked. The
    grading reads the empty file as a notebook without cells and puts the instructor's back.
    """

    def copy_files(self) -> None:
        super().copy_files()
        assignment = self.coursedir.assignment_id
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            try:
                names = [notebook.name for notebook in gradebook.find_assignment(assignment).notebooks]
            except MissingEntry:
                return
        for record in self.src_records:
            folder = Path(
                self.coursedir.format_path(self.coursedir.submitted_directory, record["username"], assignment)
            )
            for name in names:
                notebook = folder / f"{name}.ipynb"
                if not notebook.exists():
                    self.log.warning(
                        "%s: %s is missing; it counts as empty", record["username"], notebook.name
                    )
                    notebook.touch()
