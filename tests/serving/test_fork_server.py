"""Running a page's cells without a kernel: what they show is what a kernel would have shown."""

import os
import re
import subprocess
import sys

import nbformat
import pytest
from nbclient import NotebookClient

from kapedu.serving.fork_server import outputs_of

CELLS = [
    "x = 2",
    "x + 1",
    "from kapedu.knowledge import cite\n\ncite('kamp2020')",
    "None",
    "if x:\n    x",
    "class Shown:\n    def _repr_html_(self):\n        return '<b>shown</b>'\nShown()",
    "# nothing but a remark",
]


def test_cells_show_what_a_kernel_shows():
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in CELLS])
    notebook.cells.insert(1, nbformat.v4.new_markdown_cell("# Text"))
    NotebookClient(notebook, timeout=60).execute()

    def comparable(outputs):
        return [
            {kind: re.sub(r"0x[0-9a-f]+", "", str(text)) for kind, text in output["data"].items()}
            for output in outputs
        ]

    theirs = [comparable(cell.get("outputs", [])) for cell in notebook.cells]
    assert [comparable(outputs) for outputs in outputs_of(notebook)] == theirs
    assert sum(map(len, theirs)) == 3


def test_what_goes_wrong_in_a_cell_is_raised():
    with pytest.raises(ZeroDivisionError):
        outputs_of({"cells": [{"cell_type": "code", "source": ["1 /", " 0"]}]})


def test_everything_can_be_imported_without_starting_a_second_thread():
    program = (
        "import threading; from kapedu.serving.fork_server import _import_everything;"
        "_import_everything(); import numpy; import os;"
        "print(threading.active_count(), len(os.listdir('/proc/self/task')))"
    )
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["1", "1"]
