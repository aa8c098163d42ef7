"""Whatever file is submitted as a notebook, reading it never fails."""

import json

import nbformat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kapedu.grading.instructor_cells import SubmittedNotebookExporter

GOOD = nbformat.writes(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1")])).encode()


def read(path) -> tuple[nbformat.NotebookNode, list[str]]:
    text, resources = SubmittedNotebookExporter().from_filename(str(path))
    assert resources["metadata"]["name"] == path.stem
    assert resources["metadata"]["path"] == str(path.parent)
    return nbformat.reads(text, as_version=4), resources["kapedu"]["remarks"]


def test_of_a_sound_notebook_the_cells_are_read_and_nothing_is_remarked(tmp_path):
    path = tmp_path / "quiz.ipynb"
    path.write_bytes(GOOD)
    nb, remarks = read(path)
    assert [cell.source for cell in nb.cells] == ["1"]
    assert remarks == []


def test_remarks_that_a_submitted_notebook_brings_along_are_not_taken_for_ours(tmp_path):
    path = tmp_path / "quiz.ipynb"
    nb = nbformat.reads(GOOD.decode(), as_version=4)
    nb.metadata["kapedu"] = {"remarks": ["Full marks."], "sheet_fault": "x"}
    path.write_text(nbformat.writes(nb), encoding="utf-8")
    again, remarks = read(path)
    assert "kapedu" not in again.metadata
    assert remarks == []


@pytest.mark.parametrize(
    "data",
    [
        b"",
        GOOD[:40],
        b"\xff\xfe\x00",
        b"[]",
        b"{}",
        b'{"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": []}',
        b'{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": "none"}',
        b'{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [1]}',
        b'{"nbformat": 4, "nbformat_minor": 5, "metadata": [], "cells": []}',
        b"[" * 100_000,
        b" " * 20_000_001,
    ],
    ids=range(11),
)
def test_a_file_that_is_no_notebook_counts_as_one_without_cells(tmp_path, data):
    path = tmp_path / "quiz.ipynb"
    path.write_bytes(data)
    nb, (remark,) = read(path)
    assert nb.cells == []
    assert remark.endswith("it was replaced by the original.")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=8), lambda x: st.lists(x, max_size=3), max_leaves=5
    )
)
def test_any_cells_are_read_or_replaced(tmp_path, cells):
    path = tmp_path / "quiz.ipynb"
    data = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells}
    path.write_text(json.dumps(data), encoding="utf-8")
    nb, _ = read(path)
    assert nb.cells == []
