"""A shelf of files: named by their ids, read once, with a clear no for what is not there."""

import pytest

from kapedu.cases.errors import CaseError
from kapedu.cases.shelf import Shelf, fingerprint


@pytest.fixture
def shelf(tmp_path):
    (tmp_path / "cats.yaml").write_text("meow", encoding="utf-8")
    (tmp_path / "birds.yaml").write_text("sing", encoding="utf-8")
    (tmp_path / "notes.txt").write_text("no", encoding="utf-8")
    return Shelf(tmp_path, "animal", lambda text, file: [text, file])


def test_files_are_found_by_their_ids_and_read_once(shelf):
    assert shelf.names() == ("birds", "cats")
    assert shelf.named("cats") == ["meow", "cats.yaml"]
    assert shelf.named("cats") is shelf.named("cats")


def test_an_id_that_is_not_there_is_answered_with_what_is_and_what_was_meant(shelf):
    with pytest.raises(CaseError, match=r"no animal 'cat'; there are birds, cats; did you mean cats\?"):
        shelf.named("cat")


def test_a_path_is_read_anew_each_time_and_an_id_before_a_path(shelf, tmp_path):
    path = tmp_path / "own.yml"
    with pytest.raises(CaseError, match=r"own\.yml: the file cannot be read \(FileNotFoundError\)"):
        shelf.at(str(path))
    path.write_text("one", encoding="utf-8")
    assert shelf.at(str(path)) == ["one", "own.yml"]
    path.write_text("two", encoding="utf-8")
    assert shelf.at(str(path)) == ["two", "own.yml"]
    assert shelf.at("birds") is shelf.named("birds")


def test_what_is_no_text_is_refused(shelf, tmp_path):
    (tmp_path / "bad.yaml").write_bytes(b"\xff\xfe")
    with pytest.raises(CaseError, match="UnicodeDecodeError"):
        shelf.at(str(tmp_path / "bad.yaml"))


def test_any_change_gives_another_fingerprint():
    assert fingerprint("id: x") != fingerprint("id: x ")
