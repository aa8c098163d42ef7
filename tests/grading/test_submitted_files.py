"""Only plain files of a known name and size are read; what else lies in a submission is set aside and named."""

import json

import pytest

from kapedu.grading import submitted_files
from kapedu.grading.submitted_files import (
    NOTE,
    copy_submission,
    read_plain_file,
    set_aside,
    tidy_before_grading,
    what_was_set_aside,
)


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "ann" / "quiz"
    made.mkdir(parents=True)
    (made / "quiz.ipynb").write_text("{}", encoding="utf-8")
    (made / "answers.json").write_text("{}", encoding="utf-8")
    return made


def test_an_untouched_submission_stays_as_it_is(folder):
    set_aside(folder, "quiz")
    assert sorted(path.name for path in folder.iterdir()) == ["answers.json", "quiz.ipynb"]
    assert what_was_set_aside(folder) == ([], "")


def test_setting_aside_again_keeps_the_remark_of_the_first_time(folder):
    (folder / "answers.json").unlink()
    (folder / "answers.json").symlink_to("/dev/zero")
    set_aside(folder, "quiz")
    set_aside(folder, "quiz")
    assert what_was_set_aside(folder) == (["Files set aside and not read: answers.json (a link)."], "a link")


def test_two_things_of_one_name_are_both_kept(folder):
    for _ in range(2):
        (folder / "x.txt").touch()
        set_aside(folder, "quiz")
    assert sorted(path.name for path in (folder.parent / ".set-aside-quiz").iterdir()) == ["2-x.txt", "x.txt"]


def test_a_copy_holds_what_is_read_and_names_the_rest(folder, tmp_path):
    (folder / "more.txt").touch()
    (folder / ".hidden").touch()
    (folder / "timestamp.txt").write_text("yesterday or so", encoding="utf-8")
    left = copy_submission(folder, tmp_path / "copy", "quiz")
    assert left == {"more.txt": "not part of the quiz", "timestamp.txt": "not a time"}
    names = sorted(path.name for path in (tmp_path / "copy").iterdir())
    assert names == [NOTE, "answers.json", "quiz.ipynb"]
    assert json.loads((tmp_path / "copy" / NOTE).read_text(encoding="utf-8")) == left


@pytest.mark.parametrize("note", [b"", b"[1]", b'{"a": 1}', b"[" * 100_000, b"\xff"])
def test_a_note_that_somebody_else_wrote_says_nothing(folder, note):
    (folder / NOTE).write_bytes(note)
    assert what_was_set_aside(folder) == ([], "")


def test_where_nothing_can_be_moved_grading_stops_before_anything_is_copied(folder, monkeypatch):
    def refuse(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(submitted_files, "set_aside", refuse)
    with pytest.raises(SystemExit, match=r"cannot be moved \(Permission denied\)"):
        tidy_before_grading("quiz", "*", [str(folder / "quiz.ipynb")])


def test_a_link_and_a_folder_are_not_read(folder):
    (folder / "link").symlink_to(folder / "answers.json")
    assert read_plain_file(folder / "answers.json", 1) == b"{"
    assert read_plain_file(folder / "link", 9) is None
    assert read_plain_file(folder, 9) is None
