"""Rebuilding a submitted quiz from the instructor's own cells, whatever was submitted."""

import json
import stat
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbgrader.api import Gradebook
from nbgrader.converters import Autograde
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import rmtree

from kapedu.grading.one_engine import keep_engines
from kapedu.grading.quiz_cells import grade_id
from kapedu.grading.submitted_files import MAXIMUM_NOTEBOOK_BYTES, read_plain_file, what_was_set_aside


class SubmittedNotebookExporter(NotebookExporter):
    """Reads a submitted notebook; one that cannot be read counts as a notebook without cells.

    A quiz notebook holds no answers, so a damaged one costs a trainee nothing. Of a sound one only what can
    be reported is kept: which cells there are and what their text says. The second time nbgrader reads a
    notebook it is the one that this course wrote, and is kept whole.

    nbgrader makes an exporter once, before the first submission: this is where a batch that was cut short
    is tidied up, since nbgrader would take a half-written submission for a graded one.
    """

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.released: dict[tuple[str, str, str], Released] = {}  # read once for a whole batch
        if isinstance(self.parent, Autograde):
            keep_engines()
            _remove_unfinished(self.parent)

    def from_filename(self, filename: str, resources: Any = None, **kw: Any) -> tuple[Any, Any]:
        path = Path(filename)
        resources = self._init_resources(resources)
        if getattr(self.parent, "_sanitizing", True):
            nb, problem = _read_submitted(path)
            told, sheet_fault = what_was_set_aside(path.parent)
            if problem:
                self.log.warning("%s: %s", filename, problem)
            resources["kapedu"] = {"remarks": [*filter(None, [problem]), *told], "sheet_fault": sheet_fault}
        else:
            nb = nbformat.read(path, as_version=4)
        resources["metadata"] |= {"name": path.stem, "path": str(path.parent)}
        converted: tuple[Any, Any] = self.from_notebook_node(nb, resources=resources, **kw)
        return converted


def _remove_unfinished(converter: Any) -> None:
    """Remove what an interrupted batch left: the last step of grading is to set each file's permissions."""
    finished = int(str(converter.permissions), 8)
    for submission in converter.assignments:
        assignment = Path(submission)
        folder = Path(converter._format_dest(assignment.name, assignment.parent.name))  # noqa: SLF001
        if not folder.is_dir():
            continue
        files = [path for path in folder.rglob("*") if path.is_file()]
        if not files or any(stat.S_IMODE(path.stat().st_mode) != finished for path in files):
            converter.log.warning("%s was not finished; it is graded again", folder)
            rmtree(folder)


def _read_submitted(path: Path) -> tuple[Any, str]:
    """The outline of a submitted notebook, and why it could not be read (then it is empty)."""
    again = "it was replaced by the original."
    try:
        data = read_plain_file(path, MAXIMUM_NOTEBOOK_BYTES + 1)
        if data is not None and len(data) > MAXIMUM_NOTEBOOK_BYTES:
            return nbformat.v4.new_notebook(), f"The submitted notebook file is far too big; {again}"
        content = json.loads((data or b"").decode("utf-8"))
        good = content.get("nbformat") == nbformat.current_nbformat and isinstance(content["metadata"], dict)
        cells = [_outline(cell, number) for number, cell in enumerate(content["cells"])] if good else []
    except Exception:  # noqa: BLE001 - whatever a file can hold, the batch goes on
        good = False
    if not good:
        return nbformat.v4.new_notebook(), f"The submitted notebook file could not be read; {again}"
    nb = nbformat.v4.new_notebook()
    nb.cells = cells
    return nb, ""


def _outline(cell: dict[str, Any], number: int) -> Any:
    """A submitted cell reduced to its kind, its nbgrader id and its text."""
    source = cell.get("source", "")
    text = "".join(source) if isinstance(source, list) else source
    outline = nbformat.from_dict(
        {"id": f"cell-{number}", "cell_type": "markdown", "metadata": {}, "source": ""}
    )
    outline.source = text if isinstance(text, str) else ""
    if cell.get("cell_type") == "code":
        outline.update({"cell_type": "code", "outputs": [], "execution_count": None})
    name = grade_id(cell)
    if name:
        outline.metadata["nbgrader"] = {"grade_id": name}
    return outline


@dataclass(frozen=True)
class ReleasedCell:
    """A cell as the gradebook keeps it."""

    source: str
    checksum: str | None
    cell_type: str
    locked: bool


@dataclass(frozen=True)
class Released:
    """A notebook as it was released: its graded and locked cells by name, their points, its kernel."""

    cells: dict[str, ReleasedCell]
    points: dict[str, float]
    kernelspec: dict[str, Any]


def _read_released(db_url: str, assignment: str, name: str) -> Released:
    with Gradebook(db_url) as gradebook:
        notebook = gradebook.find_notebook(name, assignment)
        return Released(
            cells={
                cell.name: ReleasedCell(cell.source, cell.checksum, cell.cell_type, bool(cell.locked))
                for cell in notebook.source_cells
            },
            points={cell.name: cell.max_score for cell in notebook.grade_cells},
            kernelspec=json.loads(notebook.kernelspec) if notebook.kernelspec else {},
        )


class RestoreInstructorCells(NbGraderPreprocessor):
    """Puts the instructor's cells, as released, in place of everything that was submitted.

    Cells that a trainee added, copied, edited or deleted are counted in a remark and have no other effect.
    The text of graded and locked cells comes from the gradebook (with the keys), their order and the other
    cells from the instructor's source notebook.
    """

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        ids = resources["nbgrader"]
        known = getattr(self.parent, "released", {})
        place = (ids["db_url"], ids["assignment"], ids["notebook"])
        if place not in known:
            known[place] = _read_released(*place)
        released = known[place]
        frame = self._source_notebook(ids["assignment"], ids["notebook"])
        cells = [_restored(cell, released) for cell in frame]
        present = {grade_id(cell) for cell in cells}
        cells += [_from_gradebook(released, name) for name in released.points if name not in present]
        told = resources.get("kapedu", {"remarks": [], "sheet_fault": ""})
        changes = [] if told["remarks"] and not nb.cells else _changes(nb, released.cells)
        remarks = [*told["remarks"], *changes]
        restored = nbformat.v4.new_notebook(cells=cells)
        restored.metadata = nbformat.from_dict(
            {
                "kernelspec": released.kernelspec,
                "kapedu": {"remarks": remarks, "sheet_fault": told["sheet_fault"]},
            }
        )
        for remark in remarks:
            self.log.warning("%s, %s: %s", ids["student"], ids["assignment"], remark)
        return restored, resources

    def _source_notebook(self, assignment: str, name: str) -> list[Any]:
        """The cells of the instructor's source notebook; none if the folder is not there."""
        owner = self.parent
        while owner is not None and not hasattr(owner, "coursedir"):
            owner = owner.parent
        if owner is None:
            return []
        directory = owner.coursedir
        path = Path(directory.format_path(directory.source_directory, ".", assignment)) / f"{name}.ipynb"
        if not path.is_file():
            return []
        return _cells_of(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=16)
def _cells_of(path: Path, _changed: int) -> list[Any]:
    """The cells of a notebook, read once for a whole batch; nobody may change them."""
    cells: list[Any] = nbformat.read(path, as_version=4).cells
    return cells


def _changes(submitted: Any, stored: dict[str, ReleasedCell]) -> list[str]:
    """What was changed in the submitted notebook, in sentences."""
    names = Counter(grade_id(cell) for cell in submitted.cells)
    unknown = sum(count for name, count in names.items() if name and name not in stored) + sum(
        1 for cell in submitted.cells if not grade_id(cell) and cell.get("cell_type") == "code"
    )
    told = []
    if unknown:
        told.append(f"Added cells, set aside and not run: {unknown}.")
    copies = sum(count - 1 for name, count in names.items() if name in stored and count > 1)
    if copies:
        told.append(f"Copied cells, set aside: {copies}.")
    missing = sum(1 for name in stored if name not in names)
    if missing:
        told.append(f"Deleted cells, put back: {missing}.")
    firsts = {grade_id(cell): cell for cell in reversed(submitted.cells)}
    edited = sum(1 for cell in firsts.values() if _differs(cell, stored))
    if edited:
        told.append(f"Edited cells, put back as they were: {edited}.")
    return told


def _differs(cell: Any, stored: dict[str, ReleasedCell]) -> bool:
    """Whether a submitted cell says something else than the released one (that is: without the key)."""
    original = stored.get(grade_id(cell))
    if original is None:
        return False
    source = cell.get("source")
    released = original.source.split("### BEGIN HIDDEN TESTS")[0]
    return not isinstance(source, str) or source.strip() != released.strip()


def _restored(cell: Any, released: Released) -> Any:
    name = grade_id(cell)
    original = released.cells.get(name)
    fresh = nbformat.from_dict(cell)
    if fresh.cell_type == "code":
        fresh.outputs, fresh.execution_count = [], None
    if original is not None:
        fresh.source = original.source
        fresh.metadata.nbgrader.update({"checksum": original.checksum, "cell_type": original.cell_type})
        if name in released.points:
            fresh.metadata.nbgrader.points = released.points[name]
    return fresh


def _from_gradebook(released: Released, name: str) -> Any:
    """A graded cell that the source notebook no longer has but the gradebook still counts."""
    original = released.cells[name]
    make = nbformat.v4.new_code_cell if original.cell_type == "code" else nbformat.v4.new_markdown_cell
    cell = make(original.source)
    cell.metadata["nbgrader"] = {
        "grade": True,
        "grade_id": name,
        "locked": original.locked,
        "solution": not original.locked,
        "task": False,
        "points": released.points[name],
        "checksum": original.checksum,
        "cell_type": original.cell_type,
        "schema_version": 3,
    }
    return cell
