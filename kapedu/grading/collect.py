"""Collecting submissions: nothing that a trainee put into the exchange stops it or leads out of it."""

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from typing import Any

from nbgrader.api import Gradebook, MissingEntry
from nbgrader.exchange.default import ExchangeCollect

from kapedu.grading.submitted_files import SECRET_NAME, TIMESTAMP_NAME, copy_submission

_SECRET_BYTES = 32
_UNUSABLE = ""
_BEFORE_ALL = datetime(1970, 1, 1)  # noqa: DTZ001 - nbgrader's times are UTC without saying so


class CollectWholeSubmissions(ExchangeCollect):
    """nbgrader's collect, for an exchange that everybody can write to.

    Of each submission it copies the notebook, the answer sheet and the time, never a link, a pipe, a
    folder or a file of unreasonable size. The time is the one in the name that the exchange gave. Where a
    submission lacks the quiz notebook, an empty file takes its place (nbgrader passes over a submission
    without notebooks, and its answer sheet would go unmarked).
    """

    src_records: list[dict[str, Any]]

    def _path_to_record(self, path: str) -> dict[str, Any]:
        folder = Path(path)
        record = {"username": _UNUSABLE, "filename": folder.name, "timestamp": _BEFORE_ALL}
        if folder.is_dir() and not folder.is_symlink() and folder.name.isprintable():
            with suppress(ValueError, OverflowError, TypeError):  # the name does not hold a time
                record = super()._path_to_record(path)
        if record["username"] == _UNUSABLE:
            self.log.warning("Passed over in the exchange, not a submission: %r", folder.name)
        return record

    def init_src(self) -> None:
        super().init_src()
        self.src_records = [record for record in self.src_records if record["username"] != _UNUSABLE]

    def do_copy(self, src: str, dest: str, log: Any = None) -> None:  # noqa: ARG002
        """Copy what grading reads, and say what was left behind."""
        record = next(each for each in self.src_records if each["filename"] == Path(src).name)
        left = copy_submission(Path(src), Path(dest), self.coursedir.assignment_id)
        for name, reason in left.items():
            self.log.warning("%s: %r is left behind: %s", record["username"], name, reason)
        moment = record["timestamp"].replace(tzinfo=UTC)
        text = moment.strftime("%Y-%m-%d %H:%M:%S.%f UTC")
        (Path(dest) / TIMESTAMP_NAME).write_text(text, encoding="utf-8")
        secret = Path(dest) / SECRET_NAME
        if not secret.exists():  # nbgrader's release_feedback would end at it, for the whole class
            secret.write_text(token_hex(_SECRET_BYTES), encoding="utf-8")
            self.log.warning(
                "%s: no code for feedback came with it; its feedback stays here", record["username"]
            )

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
