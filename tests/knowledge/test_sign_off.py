"""The list for a physician misses nothing that is unchecked, and its page is up to date."""

import json
from pathlib import Path

import pytest

from kapedu.knowledge import KnowledgeError, Status
from kapedu.knowledge.display import SIGN_OFF
from kapedu.knowledge.sign_off import PAGE, Question, questions, sign_off_page, to_sign_off

ROOT = Path(__file__).resolve().parents[2]


def carries_the_label(path):
    return SIGN_OFF in " ".join(path.read_text(encoding="utf-8").split())


LABELLED = sorted(
    path
    for pattern in ("kapedu/cases/*/*.yaml", "kapedu/treatment/library/*.yaml", "modules/*/[0-9]*.ipynb")
    for path in ROOT.glob(pattern)
    if carries_the_label(path)
)


def test_every_unchecked_dose_threshold_and_drug_instruction_is_on_the_list():
    listed = {path for question in questions() for path in question.waiting}
    assert sorted(set(to_sign_off()) - listed) == []
    assert {"drills.drills.e8.display.drug", "medicines.classes.naltrexone.reason"} <= set(to_sign_off())


@pytest.mark.parametrize("path", LABELLED, ids=lambda path: path.stem)
def test_every_case_and_lesson_that_shows_the_label_is_named(path):
    assert any(path.stem in question.where for question in questions())


@pytest.mark.parametrize("question", questions(), ids=lambda question: question.name)
def test_a_row_with_figures_has_one_that_waits(question):
    assert bool(question.paths) == bool(question.waiting)
    assert all(one.status in (Status.UNVERIFIED, Status.COURSE_RULE) for one in question.waiting.values())
    assert (question.status == "open question") is not bool(question.paths)


def test_the_page_is_what_the_data_say():
    written = (ROOT / PAGE).read_text(encoding="utf-8")
    assert written == sign_off_page(), "run: kapedu facts sign-off --write"


def test_the_page_is_one_table_with_a_row_for_each_question():
    rows = [line for line in sign_off_page().splitlines() if line.startswith("|")]
    assert rows[0] == "| what | where | status | what has to be decided | by whom |"
    assert len(rows) == 2 + len(questions())
    assert all(row.count(" | ") == rows[0].count(" | ") for row in rows[2:])


def test_a_path_that_is_nothing_is_refused():
    with pytest.raises(KnowledgeError, match=r"'monitoring\.laddr' is no entry or group"):
        dict(Question("x", "x", "x", "x", "x", ("monitoring.laddr",)).waiting)


def test_a_row_without_a_field_is_refused(tmp_path):
    file = tmp_path / "list.json"
    file.write_text(
        json.dumps({"meta": {"title": "x"}, "groups": {"x": {"what": "a", "where": "b", "who": "c"}}}),
        encoding="utf-8",
    )
    with pytest.raises(KnowledgeError, match=r"^list\.json: entry groups\.x, field decide is missing"):
        questions(file)


def test_no_row_stands_twice():
    whats = [question.what for question in questions()]
    assert len(whats) == len(set(whats))
