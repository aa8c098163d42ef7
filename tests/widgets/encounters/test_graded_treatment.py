"""A graded course of treatment keeps its run in the answer sheet, gives no reasons away and has one go."""

import json
from pathlib import Path

import pytest

from kapedu.quiz import mark_answer, parse_item, parse_key
from kapedu.treatment import CourseRun, patient_named, score
from kapedu.widgets import hand_in, question
from tests.widgets.assignment import restart_kernel, work_in

TREAT = "{id: run, kind: course-run, patient: milan, stem: Treat him, points: 20}"
KEY = "{rationale: So., sources: [kamp2020]}"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    return work_in("capstone", tmp_path, monkeypatch)


def opened():
    return question(TREAT).course


def in_the_sheet():
    data = json.loads(Path("answers.json").read_text(encoding="utf-8"))
    return data["seed"], data["answers"]["run"]["answer"]


def test_every_step_is_in_the_sheet_and_comes_back_after_a_kernel_that_died(monkeypatch):
    one = opened()
    one.do("ask:medicines")
    one.do("wait:3")
    _, (code,) = in_the_sheet()
    assert CourseRun.from_code(code).actions == ("ask:medicines", "wait:3")
    restart_kernel(monkeypatch)
    assert opened().state == one.state


def test_what_the_page_kept_is_what_marking_takes_again_and_nothing_tells_how_good_it_was():
    one = opened()
    bar = hand_in()
    assert "Still open: question 1" in bar.children[1].html
    for action in patient_named("milan").expert[:30]:
        one.do(action)
    assert "Please look again at question 1" in bar.children[1].html
    one.do("close:handover")
    assert "look again" not in bar.children[1].html
    shown = " ".join(part.html for part in (*one.place.children, one.log) if hasattr(part, "html"))
    assert "Marks, reasons and sources come with the feedback" in shown
    assert "best" not in shown
    seed, answer = in_the_sheet()
    item = parse_item(TREAT)
    mark = mark_answer(item.for_trainee(seed), parse_key(KEY, item), answer)
    assert mark.remark == ""
    found = score(one.state)
    assert {share.name: (share.marks, share.possible) for share in mark.shares} == found.by_competency
    assert mark.critical == found.critical


def test_there_is_one_go():
    one = opened()
    one.do("ask:medicines")
    one.restart()
    assert one.run.actions == ("ask:medicines",)
    assert "one go" in one.notice.html
    assert one.again not in one.box.children


def test_a_run_that_was_begun_elsewhere_is_told(monkeypatch):
    one = opened()
    one.do("ask:medicines")
    data = json.loads(Path("answers.json").read_text(encoding="utf-8"))
    data["seed"] = "other"
    Path("answers.json").write_text(json.dumps(data), encoding="utf-8")
    restart_kernel(monkeypatch)
    back = opened()
    assert "was not begun here" in back.notice.html
    assert back.state.day == 0


def test_a_session_is_played_without_reasons_and_marking_plays_it_again():
    one = opened()
    plan = patient_named("milan").expert
    for action in plan[: plan.index("dose:presence")]:
        one.do(action)
    one.group.value = "dose"
    one.move.value = "play"
    one.do_button.click()
    session = one.encounter
    session.hello()
    session.begin()
    for action in session.case.expert:
        session.do(action)
    session.restart()
    assert session.kept.run.actions, "there is one go"
    for _ in range(60):
        session.do("wait:60")
    (told,) = session.box.children[1:]
    assert "come with the feedback" in told.html
    assert session.view.case["graded"]
    assert not any(line["why"] for line in session.view.lines)
    one._count_session()
    assert "play-passed:True" in one.state.done
    one.do("close:handover")
    seed, answer = in_the_sheet()
    item = parse_item(TREAT)
    mark = mark_answer(item.for_trainee(seed), parse_key(KEY, item), answer)
    assert mark.remark == ""
    found = score(one.state)
    assert {share.name: (share.marks, share.possible) for share in mark.shares} == found.by_competency
