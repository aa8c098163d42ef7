"""The index is kept, and made again when the course has changed."""

import json

from kapedu.course import MAP
from kapedu.search import index_of
from kapedu.search.store import KEPT


def write(root, text="Nothing yet."):
    lesson = {"file": "1-a", "title": "A", "minutes": 20, "summary": "x"}
    module = {"folder": "1-m", "title": "M", "about": "x", "lessons": [lesson]}
    (root / MAP).parent.mkdir(exist_ok=True)
    (root / MAP).write_text(json.dumps({"modules": [module]}), encoding="utf-8")
    path = root / "modules" / "1-m" / "1-a.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    cells = [{"cell_type": "markdown", "source": ["# A\n", "\n", text]}]
    path.write_text(json.dumps({"cells": cells, "metadata": {}}), encoding="utf-8")


def test_it_is_made_once_and_again_after_a_change(tmp_path):
    write(tmp_path)
    first = index_of(tmp_path)
    assert first.search("quokka") == ()
    kept = tmp_path / KEPT
    before = kept.stat().st_mtime_ns
    assert index_of(tmp_path) == first
    assert kept.stat().st_mtime_ns == before
    write(tmp_path, "A quokka is no patient.")
    assert index_of(tmp_path).search("quokka")[0].document.title == "A"


def test_a_damaged_file_is_made_again(tmp_path):
    write(tmp_path)
    first = index_of(tmp_path)
    for content in ("", "{}", "[]", '{"stamp": 1}'):
        (tmp_path / KEPT).write_text(content, encoding="utf-8")
        assert index_of(tmp_path) == first


def test_a_folder_that_cannot_be_written_to_is_no_obstacle(tmp_path):
    write(tmp_path)
    (tmp_path / KEPT.parent).write_text("a file where the folder should be")
    assert index_of(tmp_path).documents


def test_a_disk_that_is_full_leaves_nothing_half_behind(tmp_path, monkeypatch):
    def full(*_parts, **_more):
        raise OSError(28, "No space left on device")

    write(tmp_path)
    monkeypatch.setattr("kapedu.files.whole.os.fsync", full)
    assert index_of(tmp_path).documents
    assert list((tmp_path / KEPT.parent).iterdir()) == []
