"""Folders full of tricks, put into the exchange or beside the gradebook by hand."""

import os
import socket
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning"),  # nbgrader's own relationships, harmless
    pytest.mark.filterwarnings("ignore::DeprecationWarning:nbgrader"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:nbconvert"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # nbgrader leaves connections to the collector
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),  # the same, seen by pytest
]


def file(name, text="x"):
    return lambda submission: (submission.folder / name).write_text(text, encoding="utf-8")


def shadows(submission):
    """Modules and settings that Python, pytest or nbgrader would pick up if they looked here."""
    for name in ("sitecustomize.py", "nbgrader_config.py", "conftest.py", "json.py", "x.pth"):
        (submission.folder / name).write_text(submission.canary, encoding="utf-8")
    (submission.folder / "kapedu").mkdir()
    (submission.folder / "kapedu" / "__init__.py").write_text(submission.canary, encoding="utf-8")


def deep_folders(submission):
    here = os.open(submission.folder, os.O_RDONLY)
    for _ in range(1500):
        os.mkdir("d", dir_fd=here)
        there = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = there
    os.close(here)


def endless_file(submission):
    with (submission.folder / "big.bin").open("wb") as big:
        big.truncate(50_000_000_000)


def many_files(submission):
    for number in range(2000):
        (submission.folder / f"{number}.txt").touch()


def a_socket(submission):
    before = Path.cwd()
    os.chdir(submission.folder)  # a socket's path may not be long
    with socket.socket(socket.AF_UNIX) as made:
        made.bind("s")
    os.chdir(before)


def forged_note(submission):
    (submission.folder / ".set-aside.json").write_text('{"answers.json": ["x"], "y": "z"}', encoding="utf-8")
    (submission.folder / ".set-aside-quiz").symlink_to("/etc")
    (submission.folder.parent / ".set-aside-quiz").symlink_to("/etc")
    (submission.folder / "more.txt").touch()


def link(name, target):
    return lambda submission: (submission.folder / name).symlink_to(target)


def read_only(submission):
    (submission.folder / "odd.txt").touch()
    submission.folder.chmod(0o555)


KINDS = {
    "modules-that-shadow": (shadows, "Files set aside and not read: "),
    "link-to-the-root": (link("root", "/"), "root (a link)"),
    "link-to-endless-zeros": (link("zeros", "/dev/zero"), "zeros (a link)"),
    "link-to-the-gradebook": (link("g.db", "../../../gradebook.db"), "g.db (a link)"),
    "fifty-gigabytes": (endless_file, "big.bin (not part of the quiz)"),
    "two-thousand-files": (many_files, "and 1997 more"),
    "deep-folders": (deep_folders, "d (a folder)"),
    "a-socket": (a_socket, "s (not a plain file)"),
    "names-with-line-breaks": (file("a\nb\x1b.txt"), "a?b?.txt (not part of the quiz)"),
    "a-name-of-250-letters": (file("n" * 250), "nnn… (not part of the quiz)"),
    "html-in-a-name": (file("<img src=x onerror=alert(1)>"), "(not part of the quiz)"),
    "a-second-sheet": (file("answers.json.bak"), "answers.json.bak (not part of the quiz)"),
    "read-only": (read_only, "odd.txt (not part of the quiz)"),
}
TIMES = {
    "time-is-nonsense": "not a time",
    "time-is-empty": "",
    "time-is-huge": "9" * 13,
    "time-is-long": "2026-11-22 " * 100,
}


def all_kinds():
    kinds = {name: make for name, (make, _) in KINDS.items()}
    return kinds | {name: file("timestamp.txt", text) for name, text in TIMES.items()}


@pytest.fixture(scope="module")
def collected(grade_class):
    return grade_class(all_kinds())


@pytest.fixture(scope="module")
def by_hand(grade_class):
    return grade_class(all_kinds() | {"forged-note": forged_note}, by_hand=True)


def test_a_class_from_the_exchange_goes_through_and_harms_nobody(collected, check_class):
    check_class(collected)


def test_a_class_put_in_place_by_hand_goes_through_and_harms_nobody(by_hand, check_class):
    check_class(by_hand)


@pytest.mark.parametrize("way", ["collected", "by_hand"])
@pytest.mark.parametrize("name", KINDS)
def test_the_answers_count_and_what_lay_beside_them_is_named(name, way, request):
    graded = request.getfixturevalue(way)
    assert graded.scores[name] == (4.0, True)
    told = graded.told(name)
    assert KINDS[name][1] in told
    assert "<img" not in graded.told(name, markup=True)


@pytest.mark.parametrize("name", TIMES)
def test_a_time_that_is_none_costs_no_answers(name, collected, by_hand):
    assert collected.scores[name] == by_hand.scores[name] == (4.0, True)
    stamp = collected.assessments / "submitted" / name / "quiz" / "timestamp.txt"
    assert stamp.read_text(encoding="utf-8") == "2026-11-22 09:00:00.000000 UTC", "the exchange's own time"


def test_what_was_set_aside_is_kept_beside_the_submission_and_goes_no_further(by_hand):
    folder = by_hand.assessments / "submitted" / "modules-that-shadow" / ".set-aside-quiz"
    assert (folder / "sitecustomize.py").is_file()
    graded = by_hand.assessments / "autograded" / "modules-that-shadow" / "quiz"
    assert sorted(path.name for path in graded.iterdir()) == ["answers.json", "quiz.ipynb", "timestamp.txt"]


def test_a_forged_note_and_a_link_in_place_of_our_folder_lead_nowhere(by_hand):
    assert by_hand.scores["forged-note"] == (4.0, True)
    folder = by_hand.assessments / "submitted" / "forged-note" / ".set-aside-quiz"
    assert folder.is_dir()
    assert not folder.is_symlink()
    assert "more.txt (not part of the quiz)" in by_hand.told("forged-note")
