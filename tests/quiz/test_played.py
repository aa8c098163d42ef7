"""Handed-in runs are played again: what counts is what playing gives, for any answer at all."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kapedu.cases import EncounterRun, begin, case_named, score
from kapedu.cases.players import idle, last_state, play, scripted
from kapedu.quiz import Key, QuizError, Verdict, key_lines, mark_answer, mark_sheet, parse_item, parse_key
from kapedu.quiz.handed_in import PlayedError, read_answer
from kapedu.quiz.played import play_again
from kapedu.quiz.question_file import Question
from kapedu.quiz.review import Entry, review
from kapedu.quiz.variants import run_seed

TEXT = "{id: play, kind: case-run, case: no-touch, stem: Play, points: 10}"
KEY = "{rationale: So., sources: [kamp2020]}"
CASE = case_named("no-touch")
ITEM = parse_item(TEXT).for_trainee("5f")
SEED = run_seed("5f", "play")


def expert_run(seed=SEED):
    steps = [action for action, _ in play(begin(CASE, seed), scripted(CASE.expert))]
    return EncounterRun.of(CASE, seed, steps)


def test_a_run_earns_what_the_case_itself_gives_by_competency():
    played = play_again(ITEM, expert_run().code())
    found = score(expert_run().replay(CASE))
    assert played.fraction == found.percent / 100
    assert played.passed
    assert {share.name: (share.marks, share.possible) for share in played.shares} == found.by_competency
    assert played.line == "Passed: 100 % of the marks, a good end."
    assert played.remark == ""


def test_a_critical_error_fails_the_station_whatever_else_was_earned():
    choices = {move.key: move for scene in CASE.scenes.values() for move in scene.options}
    wrong = next(key for key, move in choices.items() if move.effects.critical)
    run = EncounterRun.of(CASE, SEED, ["touch:decline", "choose:recall-agreement", wrong])
    played = play_again(ITEM, run.code())
    assert played.critical
    assert played.fraction == 0.0
    assert not played.passed
    assert played.line.startswith("Not passed: a critical error fails the station (")
    assert sum(share.marks for share in played.shares) > 0, "the checklist still tells what was done"


def test_who_stops_early_lets_the_rest_of_the_time_pass():
    half = EncounterRun(CASE.id, CASE.fingerprint, SEED, expert_run().actions[:2])
    played = play_again(ITEM, half.code())
    expected = score(last_state(half.replay(CASE), idle))
    assert played.fraction == (0.0 if expected.critical else expected.percent / 100)
    assert "You stopped before the end" in played.line
    assert not played.passed


def test_the_seed_follows_from_sheet_and_item_so_that_a_copied_run_does_not_count():
    assert run_seed("5f", "play") != run_seed("60", "play")
    assert run_seed("5f", "play") != run_seed("5f", "other")
    assert 0 <= run_seed("\ud800", "play") < 2**31
    with pytest.raises(PlayedError, match="not begun in this answer sheet"):
        play_again(parse_item(TEXT).for_trainee("60"), expert_run().code())
    with pytest.raises(PlayedError, match="does not say whose it is"):
        play_again(parse_item(TEXT).for_trainee(""), expert_run().code())


def test_a_revised_case_plays_the_run_again_and_asks_for_a_look():
    run = EncounterRun(CASE.id, "0" * 12, SEED, expert_run().actions)
    played = play_again(ITEM, run.code())
    assert played.passed
    assert "another version of the case" in played.remark


def test_a_mark_says_it_in_words_and_the_sheet_tells_what_needs_a_look():
    question = Question(parse_item(TEXT), parse_key(KEY, parse_item(TEXT)))
    content = {"schema_version": 1, "assignment": "a", "seed": "5f", "started": "x"}
    right = content | {"answers": {"play": {"answer": [expert_run().code(), "notes"], "at": ""}}}
    marks = mark_sheet([question], json.dumps(right).encode())
    assert marks["play"].verdict is Verdict.RIGHT
    assert marks.remarks == ()
    wrong = content | {"answers": {"play": {"answer": expert_run(3).code(), "at": ""}}}
    marks = mark_sheet([question], json.dumps(wrong).encode())
    assert marks["play"].verdict is Verdict.UNREADABLE
    assert marks["play"].line == "Your answer was not counted: its run was not begun in this answer sheet."
    assert marks.remarks == ("play: the run was not counted: its run was not begun in this answer sheet.",)
    nothing = mark_sheet([question], json.dumps(content | {"answers": {}}).encode())
    assert nothing["play"].verdict is Verdict.EMPTY


def test_the_key_is_the_checklist_of_the_case():
    lines = key_lines(ITEM, parse_key(KEY, ITEM))
    assert lines[0].startswith(f"{CASE.checks[0].weight:g}: {CASE.checks[0].text}")
    assert any(line.startswith("Fails the station: ") for line in lines)
    assert lines[-1].startswith("To pass: 65 %")
    assert read_answer(("code", "notes")) == ("code", "notes")
    assert read_answer(7) == ("", "")


def test_an_author_who_names_no_case_or_one_that_is_not_there_is_told_which_there_are():
    with pytest.raises(QuizError, match=r"field 'case'.*no-touch"):
        parse_item("{id: play, kind: case-run, stem: Play}")
    with pytest.raises(QuizError, match=r"field 'case': 'panik' cannot be used"):
        parse_item("{id: play, kind: case-run, case: panik, stem: Play}")
    with pytest.raises(QuizError, match="field 'correct'"):
        parse_key("{correct: x, rationale: So., sources: [k]}", ITEM)


def test_a_graded_case_whose_marks_rest_on_something_unverified_is_an_error(monkeypatch):
    from dataclasses import replace

    from kapedu.cases.case import Ground
    from kapedu.knowledge import Status

    question = Question(parse_item(TEXT), parse_key(KEY, parse_item(TEXT)))
    assert not [f for f in review([Entry(question, "p", graded=True)]) if "gives marks for" in f.text]
    shaky = replace(CASE.checks[0], ground=Ground("Why", (), Status.UNVERIFIED))
    monkeypatch.setattr("kapedu.cases.case_named", lambda _: replace(CASE, checks=(shaky,)))
    (found,) = [f for f in review([Entry(question, "p", graded=True)]) if "gives marks for" in f.text]
    assert found.weight == "error"
    assert "which rests on something unverified" in found.text


def test_a_case_that_breaks_while_it_is_played_is_a_look_and_not_a_stop(monkeypatch):
    def broken(*_):
        raise ZeroDivisionError

    monkeypatch.setattr("kapedu.cases.engine.step", broken)
    mark = mark_answer(ITEM, Key(), expert_run().code())
    assert mark.fraction == 0.0
    assert "your instructor looks at it" in mark.remark


ACTIONS = st.sampled_from([*expert_run().actions, "wait:7", "choose:x", "touch:agreed", "close:visit"])
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text() | st.integers(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=6,
)


@settings(deadline=None, max_examples=60)
@given(st.lists(ACTIONS, max_size=40))
def test_any_run_gets_a_mark_between_none_and_all(actions):
    mark = mark_answer(ITEM, Key(), EncounterRun.of(CASE, SEED, actions).code())
    assert 0.0 <= mark.fraction <= 1.0
    assert mark.line


@settings(deadline=None)
@given(ANYTHING | st.text(max_size=80).map(lambda text: "KE1-" + text))
def test_any_answer_at_all_gets_a_mark(answer):
    mark = mark_answer(ITEM, Key(), answer)
    assert mark.fraction == 0.0


@settings(deadline=None)
@given(
    st.dictionaries(st.sampled_from(["case", "fingerprint", "seed", "actions", "schema_version"]), ANYTHING)
)
def test_any_change_to_a_written_run_gets_a_mark(changes):
    text = json.dumps(json.loads(expert_run().to_json()) | changes)
    mark = mark_answer(ITEM, Key(), text)
    assert 0.0 <= mark.fraction <= 1.0
