"""A graded encounter keeps its run in the answer sheet, gives no reasons away and has one go."""

import json
from pathlib import Path

import pytest

from kapedu.cases import EncounterRun, case_named
from kapedu.quiz import mark_answer, parse_item, parse_key
from kapedu.quiz.variants import run_seed
from kapedu.widgets import hand_in, key, question
from kapedu.widgets.questions.quiz_in_progress import current_quiz
from tests.widgets.assignment import restart_kernel, work_in

PLAY = "{id: play, kind: case-run, case: no-touch, stem: Play it, points: 10}"
KEY = "{rationale: So., sources: [kamp2020]}"


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    return work_in("osce", tmp_path, monkeypatch)


def opened():
    one = question(PLAY).encounter
    send(one, hello="0123456789abcdef")
    return one


def send(one, **message):
    one._receive(None, message, [])


def in_the_sheet():
    data = json.loads(Path("answers.json").read_text(encoding="utf-8"))
    return data["seed"], data["answers"]["play"]["answer"]


def play_to_the_end(one):
    for action in case_named("no-touch").expert:
        send(one, do=action)
    for _ in range(100):
        if not one.state.ended:
            send(one, tick=60)


def test_every_step_is_in_the_answer_sheet_before_it_is_shown():
    one = opened()
    send(one, begin=True)
    send(one, do="touch:decline")
    seed, (code,) = in_the_sheet()
    run = EncounterRun.from_code(code)
    assert run.actions == ("touch:decline",)
    assert run.seed == run_seed(seed, "play")
    assert one.box.children[0] is one.view


def test_a_kernel_that_dies_comes_back_to_the_same_second_with_the_notes(monkeypatch):
    one = opened()
    send(one, begin=True)
    send(one, do="touch:decline")
    send(one, tick=7)
    send(one, notes="Asked twice.")
    second = one.state.second
    restart_kernel(monkeypatch)
    back = opened()
    assert back.state.second == second
    assert back.view.begun
    assert back.view.notes == "Asked twice."


def test_nothing_on_the_page_says_how_good_a_choice_was():
    one = opened()
    play_to_the_end(one)
    assert one.state.ended
    assert all(line["why"] == "" for line in one.view.lines)
    assert one.view.case["graded"]
    shown = one.box.children[1].children if hasattr(one.box.children[1], "children") else one.box.children[1:]
    assert len(one.box.children) == 2
    assert "Marks, reasons and sources come with the feedback" in str([part.html for part in shown])


def test_there_is_one_go():
    one = opened()
    send(one, begin=True)
    send(one, do="touch:decline")
    send(one, restart=True)
    assert one.kept.run.actions == ("touch:decline",)
    assert "one go" in one.view.notice["text"]


def test_what_the_page_kept_is_what_marking_plays_again():
    one = opened()
    play_to_the_end(one)
    seed, answer = in_the_sheet()
    item = parse_item(PLAY)
    mark = mark_answer(item.for_trainee(seed), parse_key(KEY, item), answer)
    assert mark.fraction == 1.0
    assert mark.remark == ""


def test_the_page_that_hands_in_says_that_the_encounter_is_not_over():
    one = opened()
    bar = hand_in()
    assert "Still open: question 1" in bar.children[1].html
    send(one, begin=True)
    assert "Please look again at question 1" in bar.children[1].html
    play_to_the_end(one)
    assert "look again" not in bar.children[1].html
    assert current_quiz().blanks() == []


def test_notes_before_the_beginning_are_no_answer():
    one = opened()
    send(one, notes="Ready.")
    assert not Path("answers.json").exists()


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ("KE1-xyz", "could not be read"),
        (EncounterRun("no-touch", "", 3).code(), "was not begun here"),
        (EncounterRun("panic", "", 3).code(), "was not begun here"),
    ],
)
def test_a_run_in_the_sheet_that_is_not_this_trainees_is_told(answer, told):
    sheet = current_quiz().sheet.with_answer("play", (answer,), "2026-11-22T09:00:00+00:00")
    sheet.save(Path("answers.json"))
    current_quiz().sheet = sheet
    one = opened()
    assert told in one.view.notice["text"]
    assert not one.view.begun


def test_a_sheet_that_cannot_be_written_is_told_in_the_encounter(monkeypatch):
    one = opened()

    def full(**_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kapedu.files.whole.tempfile.mkstemp", full)
    send(one, begin=True)
    assert "No space left on device" in one.view.notice["text"]


def test_an_instructors_trial_is_not_saved(tmp_path, monkeypatch):
    source = tmp_path / "source" / "osce"
    source.mkdir(parents=True)
    monkeypatch.chdir(source)
    one = opened()
    send(one, begin=True)
    assert not Path("answers.json").exists()
    assert "To pass: 65 %" in str(key(KEY))
