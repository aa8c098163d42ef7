"""What JupyterHub's environment makes of a person's folder, before any server runs."""

import json
import os
import sqlite3
import stat
from pathlib import Path

import pytest

from kapedu.serving.hub_app import HubSetupError, bring_up_to_date, desk_from, share_gradebook

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture
def lessons(tmp_path: Path) -> Path:
    """A public copy of a small course, with what must not be copied beside it."""
    made = tmp_path / "lessons"
    for name in (
        "course/index.ipynb",
        "course/deploy/install.sh",
        "modules/1-mechanism/1-first.ipynb",
        "modules/1-mechanism/.ipynb_checkpoints/1-first-checkpoint.ipynb",
        "assessments/nbgrader_config.py",
        "assessments/source/module-1/module-1.ipynb",
    ):
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_text(name, encoding="utf-8")
    return made


def files(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}


def test_a_trainee_works_in_a_folder_of_their_own(lessons, tmp_path) -> None:
    desk = desk_from({"KAPEDU_ROLE": "trainee", "KAPEDU_LESSONS": str(lessons)}, tmp_path / "tess")
    assert desk.place.root == tmp_path / "tess" / "kapedu-course"
    assert not desk.place.instructor
    assert desk.lessons == lessons


def test_instructors_share_the_class_and_remember_apart(lessons, tmp_path) -> None:
    both = [
        desk_from({"KAPEDU_ROLE": "instructor", "KAPEDU_CLASS": str(lessons)}, tmp_path / name).place
        for name in ("ann", "bob")
    ]
    assert [place.root for place in both] == [lessons, lessons]
    assert both[0].state != both[1].state
    assert all(tmp_path in place.state.parents for place in both)


@pytest.mark.parametrize(
    ("environment", "reason"),
    [
        ({}, "KAPEDU_ROLE is '': it must be one of trainee, instructor"),
        ({"KAPEDU_ROLE": "owner"}, "KAPEDU_ROLE is 'owner'"),
        ({"KAPEDU_ROLE": "trainee"}, "KAPEDU_LESSONS is '': it must name a folder"),
        ({"KAPEDU_ROLE": "instructor", "KAPEDU_CLASS": "/nowhere"}, "KAPEDU_CLASS is '/nowhere'"),
    ],
)
def test_what_the_operator_forgot_is_named(environment, reason, tmp_path) -> None:
    with pytest.raises(HubSetupError, match=reason):
        desk_from(environment, tmp_path)


def test_lessons_are_brought_up_to_date_and_nothing_else_is_touched(lessons, tmp_path) -> None:
    root = tmp_path / "tess" / "kapedu-course"
    assert bring_up_to_date(lessons, root) == 3
    lesson = "modules/1-mechanism/1-first.ipynb"
    assert files(root) == {"course/index.ipynb", lesson, "assessments/nbgrader_config.py"}

    answers = root / "my-work" / "module-1" / "answers.json"
    answers.parent.mkdir(parents=True)
    answers.write_text("mine", encoding="utf-8")
    (root / lesson).write_text("written over", encoding="utf-8")
    (lessons / "modules" / "1-mechanism" / "2-second.ipynb").write_text("new", encoding="utf-8")

    assert bring_up_to_date(lessons, root) == 2
    assert (root / lesson).read_text(encoding="utf-8") == lesson
    assert answers.read_text(encoding="utf-8") == "mine"
    assert bring_up_to_date(lessons, root) == 0


def test_the_gradebook_is_the_groups_from_the_start(lessons) -> None:
    before = os.umask(0o002)
    try:
        share_gradebook(lessons)
    finally:
        os.umask(before)
    made = lessons / "assessments" / "gradebook.db"
    with sqlite3.connect(made) as connection:
        connection.execute("create table grade (score real)")
    connection.close()
    assert stat.S_IMODE(made.stat().st_mode) == 0o660
    share_gradebook(lessons)
    assert made.stat().st_size > 0, "a gradebook that is there stays as it is"


def test_no_key_of_a_quiz_is_among_what_a_trainee_gets(tmp_path) -> None:
    root = tmp_path / "course"
    bring_up_to_date(REPOSITORY, root)
    for path in root.rglob("*.ipynb"):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        assert not any("BEGIN HIDDEN TESTS" in "".join(cell["source"]) for cell in cells), path
    assert not list(root.rglob("source"))
