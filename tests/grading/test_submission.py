"""Handing in finds the course's settings or says that there are none."""

import pytest

from kapedu.grading.submission import SubmissionError, course_config, submit


@pytest.fixture(autouse=True)
def no_settings(monkeypatch, tmp_path):
    monkeypatch.setenv("JUPYTER_NO_CONFIG", "1")
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "data"))


def test_jupyters_own_settings_come_first(monkeypatch, tmp_path, course):
    settings = tmp_path / "etc"
    settings.mkdir()
    text = 'c = get_config()\nc.CourseDirectory.course_id = "spring"\n'
    (settings / "nbgrader_config.py").write_text(text, encoding="utf-8")
    monkeypatch.delenv("JUPYTER_NO_CONFIG")
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(settings))
    folder = course / "my-work" / "module-1"
    assert course_config(folder).CourseDirectory.course_id == "spring"


def test_without_them_the_checkouts_settings_are_used(course):
    assert course_config(course / "my-work" / "module-1").CourseDirectory.course_id == "kapedu"


def test_without_any_it_says_so(tmp_path):
    with pytest.raises(SubmissionError, match="No course is set up on this computer"):
        submit(tmp_path / "module-1")


def test_a_quiz_that_was_never_released_is_refused_with_a_reason(course):
    folder = course / "my-work" / "module-1"
    folder.mkdir(parents=True)
    with pytest.raises(SubmissionError, match="The course did not take it"):
        submit(folder)


def test_what_was_handed_in_is_kept_with_the_trainees_work_and_apart_for_instructors_who_share(
    course, monkeypatch
):
    folder = course / "my-work" / "module-1"
    assert course_config(folder).Exchange.cache == str(course / "my-work" / ".handed-in")
    monkeypatch.setenv("KAPEDU_SHARED", "1")
    assert "cache" not in course_config(folder).Exchange
