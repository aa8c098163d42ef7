"""Handed-in courses of treatment are taken again, step by step, for any answer at all."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kapedu.quiz import Key, QuizError, Verdict, key_lines, mark_answer, parse_item, parse_key
from kapedu.quiz.treated import treat_again
from kapedu.quiz.variants import run_seed
from kapedu.treatment import CourseRun, begin, patient_named, score
from kapedu.treatment.players import play, scripted, too_much

TEXT = "{id: run, kind: course-run, patient: milan, stem: Treat, points: 20}"
KEY = "{rationale: So., sources: [kamp2020]}"
MILAN = patient_named("milan")
ITEM = parse_item(TEXT).for_trainee("5f")
SEED = run_seed("5f", "run")


def run_of(choose, seed=SEED):
    return CourseRun.of(MILAN, seed, [action for action, _ in play(begin(MILAN, seed), choose)])


PLAN = run_of(scripted(MILAN.expert))


def test_a_run_earns_what_the_patient_itself_gives():
    played = treat_again(ITEM, PLAN.code())
    found = score(PLAN.replay(MILAN))
    assert played.fraction == pytest.approx(found.percent / 100) == 1.0
    assert played.passed
    assert played.remark == ""
    assert {share.name: (share.marks, share.possible) for share in played.shares} == found.by_competency
    assert treat_again(ITEM, [PLAN.to_json(), "notes"]) == played


def test_over_treating_earns_nothing_and_says_why():
    mark = mark_answer(ITEM, Key(), run_of(too_much).code())
    assert mark.fraction == 0.0
    assert mark.verdict is Verdict.WRONG
    assert mark.line.startswith("Not passed: a critical error fails it (")
    assert mark.critical


def test_who_stops_early_lets_the_weeks_pass_without_them():
    early = CourseRun(MILAN.id, MILAN.fingerprint, SEED, PLAN.actions[:20])
    played = treat_again(ITEM, early.code())
    assert "You stopped before the end" in played.line
    assert not played.passed


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (run_of(scripted(MILAN.expert), SEED ^ 1).code(), "was not begun in this answer sheet"),
        (CourseRun.of(patient_named("vera"), SEED, ["ask:today"]).code(), "one of another patient"),
        (
            json.dumps(json.loads(PLAN.to_json()) | {"actions": ["wait:1"] * 1001}),
            "cut off or was changed by hand",
        ),
        (json.dumps(json.loads(PLAN.to_json()) | {"seed": float("nan")}), "cut off or was changed by hand"),
        (PLAN.code()[:-5], "cut off or was changed by hand"),
        ("KT1-" + "A" * 30_000, "far too long"),
        ({"run": 1}, "does not hold a run"),
        ([["x"]], "does not hold a run"),
    ],
)
def test_what_is_no_run_of_this_trainee_is_not_counted_and_is_looked_at(answer, told):
    mark = mark_answer(ITEM, Key(), answer)
    assert mark.fraction == 0.0
    assert mark.verdict is Verdict.UNREADABLE
    assert told in mark.line
    assert told in mark.remark


def test_steps_that_could_not_be_taken_and_another_version_ask_for_a_look():
    odd = CourseRun(MILAN.id, MILAN.fingerprint, SEED, ("dose:presence", "choose:ten-more", *PLAN.actions))
    played = treat_again(ITEM, odd.code())
    assert "2 steps that could not be taken" in played.remark
    assert played.passed
    revised = CourseRun(MILAN.id, "0" * 12, SEED, PLAN.actions)
    assert "another version" in treat_again(ITEM, revised.code()).remark


def test_brings_its_own_marks_and_is_not_believed():
    forged = json.dumps(json.loads(PLAN.to_json()) | {"actions": [], "score": 100, "passed": True})
    assert treat_again(ITEM, forged).fraction < 0.05


def test_a_patient_that_breaks_while_it_is_treated_is_a_look_and_not_a_stop(monkeypatch):
    def broken(*_):
        raise ZeroDivisionError

    monkeypatch.setattr("kapedu.treatment.step", broken)
    mark = mark_answer(ITEM, Key(), PLAN.code())
    assert mark.fraction == 0.0
    assert "your instructor looks at it" in mark.remark


def test_the_key_is_what_the_patients_file_asks_for():
    lines = key_lines(ITEM, parse_key(KEY, ITEM))
    assert any(line.startswith("Fails it: Stop the alprazolam this week") for line in lines)
    assert lines[-1].startswith("To pass: 65 %")


def test_an_author_who_names_no_patient_is_told_which_there_are():
    with pytest.raises(QuizError, match=r"field 'patient'.*milan, ruben, vera"):
        parse_item("{id: run, kind: course-run, stem: Treat}")


@settings(deadline=None, max_examples=40)
@given(st.text(max_size=80).map(lambda text: "KT1-" + text) | st.lists(st.text()) | st.floats())
def test_any_answer_at_all_gets_a_mark(answer):
    assert mark_answer(ITEM, Key(), answer).fraction == 0.0
