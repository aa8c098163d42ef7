"""Whatever file is submitted as a notebook, reading it never fails."""

import json

import nbformat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kapedu.grading.instructor_cells import SubmittedNotebookExporter

GOOD = nbformat.writes(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1")])).encode()


def read(path) -> nbformat.NotebookNode:
    text, resources = SubmittedNotebookExporter().from_filename(str(path))
    assert resources["metadata"]["name"] == path.stem
    assert resources["metadata"]["path"] == str(path.parent)
    return nbformat.reads(text, as_version=4)


def test_a_sound_notebook_is_read_as_it_is(tmp_path):
    path = tmp_path / "quiz.ipynb"
    path.write_bytes(GOOD)
    nb = read(path)
    assert [cell.source for cell in nb.cells] == ["1"]
    assert "kapedu" not in nb.metadata


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
    nb = read(path)
    assert nb.cells == []
    (remark,) = nb.metadata.kapedu.remarks
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
    assert read(path).cells == []
