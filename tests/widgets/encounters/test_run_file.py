"""The file of a run: whose it is, and what becomes of one that cannot be read."""

from dataclasses import dataclass

import pytest

from kapedu.cases import CaseError
from kapedu.widgets.encounters.run_file import RunFile, own_folder


@dataclass
class Kept:
    subject: str

    def to_json(self):
        return self.subject


def strict(text):
    if text == "bad":
        raise CaseError("it is bad")
    return Kept(text)


VERA = Kept("vera")


@pytest.fixture(autouse=True)
def no_voila(monkeypatch):
    monkeypatch.delenv("VOILA_REQUEST_URL", raising=False)


def test_what_is_written_comes_back(tmp_path):
    file = RunFile("vera", tmp_path / "new", strict)
    assert file.load() == (None, "")
    assert file.save(VERA) == ""
    assert file.load() == (VERA, "")


def test_a_file_that_cannot_be_read_is_set_aside_with_its_reason(tmp_path):
    file = RunFile("vera", tmp_path, strict)
    file.save(Kept("bad"))
    assert file.load() == (
        None,
        "Your earlier run could not be read (it is bad). It is kept as vera.json.1.damaged.",
    )


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert RunFile("vera", tmp_path / "file", strict).save(VERA).startswith("Not saved: ")


def test_the_word_of_a_browser_counts_only_where_many_share_a_server(tmp_path, monkeypatch):
    word = "0123456789abcdef"
    assert RunFile("vera", tmp_path, strict, word).path.name == "vera.json"
    monkeypatch.setenv("VOILA_REQUEST_URL", "http://localhost/")
    assert RunFile("vera", tmp_path, strict, word).path.name == f"vera.{word}.json"


def test_runs_lie_in_my_work_at_the_root_of_the_course(tmp_path, monkeypatch):
    (tmp_path / "course").mkdir()
    lesson = tmp_path / "modules" / "6-capstone"
    lesson.mkdir(parents=True)
    monkeypatch.chdir(lesson)
    assert own_folder("treatment") == tmp_path / "my-work" / "treatment"


def test_the_file_of_somebody_else_is_not_taken(tmp_path):
    RunFile("milan", tmp_path, strict).save(Kept("milan"))
    (tmp_path / "milan.json").rename(tmp_path / "vera.json")
    kept, told = RunFile("vera", tmp_path, strict).load()
    assert kept is None
    assert "it is one of 'milan'" in told
