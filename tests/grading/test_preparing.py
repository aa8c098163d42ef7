"""The quizzes are got ready beside an open course: killed, started twice or failing, it ends well and is told."""

import fcntl
import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kapedu.grading import preparing
from kapedu.grading.preparing import LOCK, PROBLEM, is_preparing, prepare, problem_of, start_preparing

pytestmark = pytest.mark.slow

PATIENCE_S = 300
NOTEBOOK = Path("my-work", "module-1", "module-1.ipynb")


@pytest.fixture
def own_course(course, monkeypatch, tmp_path):
    """A course of one's own: the exchange is private."""
    monkeypatch.delenv("KAPEDU_EXCHANGE")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("JUPYTER_NO_CONFIG", "1")
    return course


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def ended(process: "subprocess.Popen[bytes]") -> int:
    return process.wait(PATIENCE_S)


def wait_for_the_lock(root: Path, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not is_preparing(root):
        assert process.poll() is None, "it ended before it was seen"
        assert time.monotonic() < deadline


def test_it_is_told_while_it_lasts_and_two_starts_at_once_do_it_once(own_course):
    first, second = start_preparing(own_course), start_preparing(own_course)
    assert first is not None
    assert second is not None
    assert (own_course / "my-work").is_dir(), "the list of assignments needs it at once"
    wait_for_the_lock(own_course, first)
    assert (ended(first), ended(second)) == (0, 0)
    assert not is_preparing(own_course)
    assert problem_of(own_course) == ""
    assert (own_course / NOTEBOOK).is_file()
    assert not list(own_course.rglob(".*.ipynb.????????")), "no half files are left"


def test_killed_at_any_moment_the_next_start_makes_it_whole(own_course):
    release = own_course / "assessments" / "release" / "module-1" / "module-1.ipynb"
    signs = (
        own_course / LOCK,
        own_course / "assessments" / "gradebook.db",
        release,
        own_course / NOTEBOOK,
    )
    for sign in signs:
        process = start_preparing(own_course)
        assert process is not None
        wait_for_the_lock(own_course, process)
        deadline = time.monotonic() + PATIENCE_S
        while not sign.exists() and process.poll() is None:
            assert time.monotonic() < deadline
        process.kill()
        process.wait()
        assert not is_preparing(own_course), "a lock does not outlive who held it"
    assert prepare(own_course) == ""
    assert digest(own_course / NOTEBOOK) == digest(release)
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{own_course}/assessments/gradebook.db") as gradebook:
        (notebook,) = gradebook.find_assignment("module-1").notebooks
        assert len(notebook.grade_cells) == 18


def test_what_went_wrong_is_kept_until_it_goes_well(own_course):
    source = own_course / "assessments" / "source" / "module-1" / "module-1.ipynb"
    good = source.read_text(encoding="utf-8")
    source.write_text(good.replace("### END HIDDEN TESTS", "### END", 1), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "kapedu.grading.preparing", str(own_course)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "The quizzes are not ready (The quiz 'module-1' could not be generated: " in done.stdout
    assert problem_of(own_course).startswith("The quiz 'module-1' could not be generated: ")
    source.write_text(good, encoding="utf-8")
    assert prepare(own_course) == ""
    assert not (own_course / PROBLEM).exists()


def test_a_fault_that_nobody_thought_of_is_told_too(own_course, monkeypatch):
    def fail(_root):
        raise ZeroDivisionError("by nought")

    monkeypatch.setattr(preparing, "get_quizzes_ready", fail)
    assert prepare(own_course) == "ZeroDivisionError: by nought"
    assert problem_of(own_course) == "ZeroDivisionError: by nought"


def test_a_course_that_cannot_be_written_to_is_told_and_nothing_is_raised(tmp_path):
    (tmp_path / LOCK.parent).write_text("a file in the folder's place")
    assert "File exists" in prepare(tmp_path)
    assert not is_preparing(tmp_path)
    assert problem_of(tmp_path) == ""


def test_without_assessments_there_is_nothing_to_prepare(tmp_path):
    assert start_preparing(tmp_path) is None
    assert os.listdir(tmp_path) == []  # noqa: PTH208


def test_asking_does_not_make_it_wait(tmp_path):
    (tmp_path / LOCK.parent).mkdir()
    with (tmp_path / LOCK).open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        assert is_preparing(tmp_path)
    assert not is_preparing(tmp_path)
