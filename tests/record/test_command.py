"""``kapedu record``."""

import json
from pathlib import Path

import pytest

from kapedu.cli import main
from kapedu.record import Journal, remember
from kapedu.record.keeping import VARIABLE

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def record(tmp_path, monkeypatch):
    path = tmp_path / "my-work" / "record.jsonl"
    monkeypatch.setenv(VARIABLE, str(path))
    lesson = tmp_path / "1-mechanism"
    lesson.mkdir()
    monkeypatch.chdir(lesson)
    remember("check", "r-binding", verdict="wrong")
    return path


def test_show_says_how_far_one_is_and_that_nothing_leaves(record, capsys):
    assert main(["record", "show", "--course", str(ROOT)]) == 0
    told = capsys.readouterr().out
    assert "Go on with:" in told
    assert f"1 events in {record}" in told
    assert "Nothing of this leaves the computer." in told


def test_show_for_machines_lists_every_lesson(record, capsys):
    assert main(["record", "show", "--course", str(ROOT), "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert len(data["lessons"]) == len(list((ROOT / "modules").glob("*/[0-9]*.ipynb")))
    assert data["events"] == 1


def test_export_needs_a_new_file(record, tmp_path, capsys):
    target = tmp_path / "mine.json"
    assert main(["record", "export", "--course", str(ROOT)]) == 2
    assert "needs the name of a new file" in capsys.readouterr().err
    assert main(["record", "export", str(target), "--course", str(ROOT)]) == 0
    assert main(["record", "export", str(target), "--course", str(ROOT)]) == 2
    assert "exists already" in capsys.readouterr().err


def test_erase_asks_first(record, capsys):
    assert main(["record", "erase", "--course", str(ROOT)]) == 2
    assert "erase 1 events for good" in capsys.readouterr().err
    assert Journal(record).read().events
    assert main(["record", "erase", "--yes", "--course", str(ROOT)]) == 0
    assert not record.exists()


def test_a_folder_without_a_course_is_named(record, tmp_path, capsys):
    assert main(["record", "show", "--course", str(tmp_path)]) == 2
    assert f"there is no course/map.json in {tmp_path}" in capsys.readouterr().err
