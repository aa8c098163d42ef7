"""A record is kept where the course says so, and a lesson goes on whatever happens to it."""

import pytest

from kapedu.record import Journal, journal_in_use, remember
from kapedu.record.keeping import VARIABLE


def test_without_the_course_nothing_is_kept(monkeypatch, tmp_path):
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.chdir(tmp_path)
    assert journal_in_use() is None
    assert remember("check", "r-site", verdict="right") == ""
    assert list(tmp_path.iterdir()) == []


def test_an_event_gets_the_folder_of_the_lesson_and_a_time_with_its_zone(monkeypatch, tmp_path):
    lesson = tmp_path / "modules" / "1-mechanism"
    lesson.mkdir(parents=True)
    monkeypatch.chdir(lesson)
    monkeypatch.setenv(VARIABLE, str(tmp_path / "my-work" / "record.jsonl"))
    assert remember("check", "r-site", verdict="right") == ""
    (kept,) = Journal(tmp_path / "my-work" / "record.jsonl").read().events
    assert (kept.module, kept.item, kept.detail) == ("1-mechanism", "r-site", {"verdict": "right"})
    assert kept.at.endswith("+00:00")


def test_a_record_that_cannot_be_written_is_said_and_stops_nothing(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "file" / "record.jsonl"))
    assert remember("check", "r-site").startswith("This could not be added to your record: ")


@pytest.mark.parametrize("kind", ["login", ""])
def test_an_unknown_kind_is_said(monkeypatch, tmp_path, kind):
    monkeypatch.setenv(VARIABLE, str(tmp_path / "record.jsonl"))
    assert "is not known" in remember(kind, "r-site")
