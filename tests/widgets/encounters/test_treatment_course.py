"""A course of treatment without a browser: what is pressed, what is shown, what is kept."""

import json

import pytest

from kapedu.cases import CaseError
from kapedu.treatment import CourseRun, patient_named
from kapedu.widgets import treatment_course
from kapedu.widgets.encounters.treatment_course import TreatmentCourse

READY = (
    *(f"ask:{name}" for name in ("indication", "history", "today", "medicines", "readiness")),
    "arrange:pressure-plan",
    "arrange:expectations",
    "protocol:iv_depression",
    "pairing:cbt",
)


def opened(folder, patient="vera", **more):
    return TreatmentCourse(patient, 1, folder=folder, **more)


def take(one, group, move):
    one.group.value = group
    one.move.value = move
    one.do_button.click()


def test_lessons_get_the_box(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    box = treatment_course("milan", seed=3)
    assert box.course.patient.id == "milan"
    with pytest.raises(CaseError, match="there is no patient 'x'"):
        treatment_course("x")


def test_a_step_is_chosen_done_shown_and_kept(tmp_path):
    one = opened(tmp_path)
    take(one, "ask", "ask:today")
    assert "Screen: ask and examine" in one.log.html
    assert "ask:today" not in one.move.options, "there is nothing left to ask"
    kept = json.loads((tmp_path / "vera.json").read_text(encoding="utf-8"))
    assert kept["actions"] == ["ask:today"]
    one.days.value = "14"
    one.wait_button.click()
    assert one.state.day == 14
    assert "Day 14, week 3 of 26" in one.status.html


def test_a_kernel_that_dies_comes_back_to_the_same_day(tmp_path):
    one = opened(tmp_path)
    for action in (*READY, "dose:presence", "wait:2"):
        one.do(action)
    back = opened(tmp_path)
    assert back.state == one.state
    assert back.run == one.run


def test_what_comes_up_asks_for_an_answer_and_then_goes(tmp_path):
    one = opened(tmp_path)
    for action in (*READY, "dose:presence", "wait:2", "dose:presence", "wait:1"):
        one.do(action)
    assert one.question in one.box.children
    assert "twice as much" in one.asked.html
    one.answer_button.click()
    assert "Choose an answer first" in one.notice.html
    one.answer.value = "choose:keep-dose"
    one.answer_button.click()
    assert one.question not in one.box.children
    assert one.state.waiting is None


def test_the_order_of_the_answers_says_nothing_about_them():
    event = patient_named("vera").events[0]
    firsts = set()
    for seed in range(12):
        one = TreatmentCourse("vera", seed, graded=True)
        one.state = type(one.state)(**{**vars(one.state), "waiting": (event, 0)})
        one._ask()
        firsts.add(next(iter(one.answer.options)))
    assert len(firsts) > 1


def test_the_end_brings_the_debrief_and_a_new_beginning(tmp_path):
    one = opened(tmp_path)
    one.do("close:handover")
    text = " ".join(part.html for part in one.place.children[0].children if hasattr(part, "html"))
    assert "Not passed" in text
    assert "Line by line" in text
    assert one.steps not in one.box.children
    one.restart()
    assert one.steps in one.box.children
    assert one.state.day == 0


def test_what_is_no_action_or_not_open_is_told_and_changes_nothing(tmp_path):
    one = opened(tmp_path)
    for action, told in (
        ("fly:away", "the verbs are"),
        ("dose:presence", "not open now"),
        ("wait:99", "1 to 28"),
    ):
        before = one.state
        one.do(action)
        assert told in one.notice.html
        assert one.state is before


def test_a_file_that_is_damaged_is_set_aside_and_the_next_one_does_not_write_over_it(tmp_path):
    for number, text in enumerate(("{", "[]"), start=1):
        (tmp_path / "vera.json").write_text(text, encoding="utf-8")
        one = opened(tmp_path)
        assert "could not be read" in one.notice.html
        assert f"vera.json.{number}.damaged" in one.notice.html
    kept = [(tmp_path / f"vera.json.{number}.damaged").read_text(encoding="utf-8") for number in (1, 2)]
    assert kept == ["{", "[]"]


def test_another_patients_run_in_the_file_is_not_taken(tmp_path):
    run = CourseRun.of(patient_named("milan"), 1, ["ask:today"])
    (tmp_path / "vera.json").write_text(run.to_json(), encoding="utf-8")
    one = opened(tmp_path)
    assert one.run.subject == "vera"
    assert "it is one of &#x27;milan&#x27;" in one.notice.html


def test_a_session_can_be_played_as_an_encounter_and_counts(tmp_path):
    one = opened(tmp_path)
    for action in READY:
        one.do(action)
    take(one, "dose", "play")
    assert one.encounter is not None
    one._count_session()
    assert "not over yet" in one.notice.html
    (counted,) = one.place.children[0].children[2].children
    assert counted.disabled
    one.encounter.begin()
    for action in one.encounter.case.expert:
        one.encounter.do(action)
    for _ in range(60):
        one.encounter.do("wait:60")
    assert not counted.disabled
    counted.click()
    assert one.state.doses == (7,)
    assert "play-passed:True" in one.state.done
    assert opened(tmp_path).state == one.state


def test_a_session_that_was_left_goes_on_where_it_was(tmp_path):
    one = opened(tmp_path)
    for action in READY:
        one.do(action)
    take(one, "dose", "play")
    one.encounter.hello()
    one.encounter.begin()
    one.encounter.do("wait:50")
    back = opened(tmp_path)
    take(back, "dose", "play")
    back.encounter.hello()
    assert back.encounter.state == one.encounter.state
    assert back.encounter.view.begun
    back.do("dose:presence")
    back.do("wait:7")
    take(back, "dose", "play")
    back.encounter.hello()
    assert not back.encounter.view.begun, "the next session is another one"


def test_readers_who_share_a_server_come_back_each_to_their_own_patient(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VOILA_REQUEST_URL", "http://localhost/")
    one, two = (TreatmentCourse("vera") for _ in range(2))
    one.hello("a" * 16)
    two.hello("b" * 16)
    one.do("ask:today")
    two.do("wait:3")
    back = TreatmentCourse("vera")
    back._word._receive(None, {"hello": "a" * 16}, [])
    assert back.state == one.state
    assert "Screen: ask and examine" in back.log.html
    back.hello("b" * 16)
    assert back.state == one.state, "only the first word counts"


def test_who_has_no_word_of_the_browser_plays_on_and_is_told(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VOILA_REQUEST_URL", "http://localhost/")
    one = TreatmentCourse("vera")
    one.do("ask:today")
    one.hello("")
    assert "a reload starts anew" in one.notice.html
    assert one.run.actions == ("ask:today",)
    one.do("wait:3")
    assert list(tmp_path.iterdir()) == []


def test_the_look_back_has_its_look_and_a_code_to_share(tmp_path):
    one = opened(tmp_path)
    one.do("ask:today")
    one.do("close:handover")
    result, _, rest = one.place.children[0].children
    assert "class='ke-result' data-passed='false'" in result.html
    assert one.run.code() in rest.html
    for part in (result, rest):
        assert ".ke-timeline" in part._css
