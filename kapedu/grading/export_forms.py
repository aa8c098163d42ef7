"""The forms in which grades can be taken away, each made by the exporter that ``nbgrader export`` uses too."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from kapedu.grading.export import SafeCsvExporter
from kapedu.grading.lms_export import CanvasExporter, MoodleExporter
from kapedu.grading.rebuild import Books
from kapedu.grading.xapi_export import XapiExporter
from kapedu.language import N_


@dataclass(frozen=True)
class ExportForm:
    """One form: what it is called, its file, its media type, what makes it, and how it treats what waits for a person."""

    label: str
    file_name: str
    media_type: str
    make: Callable[[], Any]
    waiting: str


_EMPTY = N_("A submission that waits for you is left empty.")

FORMS = {
    "csv": ExportForm(
        N_("Spreadsheet (CSV)"),
        "grades.csv",
        "text/csv",
        SafeCsvExporter,
        N_("A submission that waits for you has “yes” in its last column."),
    ),
    "canvas": ExportForm("Canvas", "canvas.csv", "text/csv", CanvasExporter, _EMPTY),
    "moodle": ExportForm("Moodle", "moodle.csv", "text/csv", MoodleExporter, _EMPTY),
    "xapi": ExportForm(
        N_("Learning record store (xAPI)"),
        "results.jsonl",
        "application/jsonl",
        XapiExporter,
        N_("A submission that waits for you is left out."),
    ),
}


def issued_certificates(books: Books) -> bytes:
    """The certificates issued so far, signed files and sheets, as one ZIP file; empty if there are none."""
    files = sorted(path for path in (books.assessments / "certificates").glob("*") if path.is_file())
    if not files:
        return b""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for path in files:
            archive.write(path, path.name)
    return packed.getvalue()


def exported(books: Books, form: str) -> bytes:
    """The grades of a course in one form.

    Args:
        books: The course's books.
        form: A key of :data:`FORMS`.
    """
    chosen = FORMS[form]
    with tempfile.TemporaryDirectory(prefix="kapedu-export-") as folder, books.open() as gradebook:
        exporter = chosen.make()
        exporter.to = str(Path(folder) / chosen.file_name)
        exporter.export(gradebook)
        return Path(exporter.to).read_bytes()
