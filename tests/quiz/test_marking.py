"""Marking gives the right mark and a clear line for whatever a sheet holds."""

import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kapedu.quiz import Question, Verdict, mark_answer, mark_sheet, parse_item, parse_key
from kapedu.quiz.answer_sheet import MAXIMUM_BYTES, SCHEMA_VERSION


def question(item: str, key: str) -> Question:
    parsed = parse_item(item)
    return Question(parsed, parse_key(key, parsed))


SITE = question(
    "{id: site, kind: single, stem: Where, options: {channel: In the channel, glycine: Beside it, gaba: Elsewhere}}",
    "{correct: channel, rationale: {channel: Yes, glycine: No, gaba: No}, sources: [k]}",
)
MANY = question(
    "{id: many, kind: multiple, stem: Which, options: {a: One, b: Two, c: Three, d: Four, e: Five}}",
    "{correct: [a, b, c], rationale: {a: A, b: B, c: C, d: D, e: E}, sources: [k]}",
)
DOSE = question(
    "{id: dose, kind: numeric, stem: How much, unit: mg}",
    "{correct: {value: 14, tolerance: 0.1, unit: mg}, rationale: R, sources: [k]}",
)
WORD = question(
    "{id: word, kind: text, stem: Which word}",
    "{correct: {accept: [hypothesis, hypothesis and theory]}, rationale: R, sources: [k]}",
)
OWN = question(
    "{id: own, kind: free-text, stem: Say it, points: 2}",
    "{rubric: [{points: 2, text: All}], rationale: R, sources: [k]}",
)
THREE = "options: {a: First, b: Second, c: Third}"
REASONS = "rationale: {a: A, b: B, c: C}, sources: [k]"
ORDER = question(
    f"{{id: order, kind: ordering, stem: S, {THREE}}}", "{correct: [a, b, c], rationale: R, sources: [k]}"
)
MATCH = question(
    f"{{id: match, kind: matching, stem: S, {THREE}, targets: {{x: Left, y: Right}}}}",
    f"{{correct: {{a: x, b: y, c: x}}, {REASONS}}}",
)
JUDGE = question(
    f"{{id: judge, kind: judgement, stem: S, {THREE}}}",
    f"{{correct: {{a: do, b: can, c: never}}, {REASONS}}}",
)
PANEL = question(
    "{id: panel, kind: concordance, stem: S, hypothesis: H, finding: F}",
    "{panel: {less: 3, same: 6, more: 1}, rationale: R, sources: [k]}",
)
SUM = question(
    "{id: sum, kind: calculation, stem: '{n} twice', numbers: {n: {from: 10, to: 90, step: 10}}, unit: mg}",
    "{correct: {formula: 2 * n, tolerance: 0}, rationale: '{n} and {n} are {answer}.', sources: [k]}",
)
POINT = question(
    "{id: point, kind: point, stem: S, curve: infusion-artery}",
    "{correct: {value: 40, tolerance: 3}, rationale: R, sources: [k]}",
)
NEW = (ORDER, MATCH, JUDGE, PANEL, SUM.for_trainee("5f"), POINT)
ALL = (SITE, MANY, DOSE, WORD, OWN)
EVERY = (*ALL, ORDER, MATCH, JUDGE, PANEL, SUM, POINT)


def sheet(**answers: object) -> bytes:
    entries = {name: {"answer": value, "at": "2026-11-22T09:00:00+00:00"} for name, value in answers.items()}
    return json.dumps(
        {"schema_version": SCHEMA_VERSION, "assignment": "module-1", "answers": entries}
    ).encode()


@pytest.mark.parametrize(
    ("asked", "answer", "fraction", "verdict"),
    [
        (SITE, "channel", 1.0, Verdict.RIGHT),
        (SITE, "glycine", 0.0, Verdict.WRONG),
        (SITE, "", 0.0, Verdict.EMPTY),
        (SITE, None, 0.0, Verdict.EMPTY),
        (SITE, "moon", 0.0, Verdict.UNREADABLE),
        (SITE, ["channel"], 0.0, Verdict.UNREADABLE),
        (SITE, {"channel": 1}, 0.0, Verdict.UNREADABLE),
        (SITE, True, 0.0, Verdict.UNREADABLE),
        (MANY, ["a", "b", "c"], 1.0, Verdict.RIGHT),
        (MANY, ["c", "a", "b", "a"], 1.0, Verdict.RIGHT),
        (MANY, ["a"], 1 / 3, Verdict.PARTLY),
        (MANY, "a", 1 / 3, Verdict.PARTLY),
        (MANY, ["a", "b", "d"], 1 / 3, Verdict.PARTLY),
        (MANY, ["a", "d"], 0.0, Verdict.WRONG),
        (MANY, ["a", "b", "c", "d", "e"], 1 / 3, Verdict.PARTLY),
        (MANY, ["d", "e"], 0.0, Verdict.WRONG),
        (MANY, [], 0.0, Verdict.EMPTY),
        (MANY, ["a", "moon"], 0.0, Verdict.UNREADABLE),
        (MANY, ["a", ["b"]], 0.0, Verdict.UNREADABLE),
        (DOSE, "14", 1.0, Verdict.RIGHT),
        (DOSE, "14,1 mg", 1.0, Verdict.RIGHT),
        (DOSE, 13.9, 1.0, Verdict.RIGHT),
        (DOSE, "14.2", 0.0, Verdict.WRONG),
        (DOSE, "14 g", 0.0, Verdict.UNREADABLE),
        (DOSE, math.nan, 0.0, Verdict.UNREADABLE),
        (DOSE, "lots", 0.0, Verdict.UNREADABLE),
        (DOSE, [14], 0.0, Verdict.UNREADABLE),
        (WORD, "  Hypothesis and theory.", 1.0, Verdict.RIGHT),
        (WORD, "review", 0.0, Verdict.WRONG),
        (WORD, 3, 0.0, Verdict.UNREADABLE),
        (OWN, "It is a hypothesis.", None, Verdict.FOR_INSTRUCTOR),
        (OWN, " ", 0.0, Verdict.EMPTY),
        (ORDER, ["a", "b", "c"], 1.0, Verdict.RIGHT),
        (ORDER, ["a", "c", "b"], 1 / 3, Verdict.PARTLY),
        (ORDER, ["c", "b", "a"], 0.0, Verdict.WRONG),
        (ORDER, ["a", "b"], 0.0, Verdict.UNREADABLE),
        (ORDER, ["a", "a", "b"], 0.0, Verdict.UNREADABLE),
        (ORDER, ["a", "b", 3], 0.0, Verdict.UNREADABLE),
        (ORDER, "abc", 0.0, Verdict.UNREADABLE),
        (MATCH, ["a=x", "b=y", "c=x"], 1.0, Verdict.RIGHT),
        (MATCH, ["a=x", "b=x"], 1 / 3, Verdict.PARTLY),
        (MATCH, ["a=y"], 0.0, Verdict.WRONG),
        (MATCH, ["a=x", "a=y"], 0.0, Verdict.UNREADABLE),
        (MATCH, ["a=z"], 0.0, Verdict.UNREADABLE),
        (MATCH, ["z=x"], 0.0, Verdict.UNREADABLE),
        (MATCH, {"a": "x"}, 0.0, Verdict.UNREADABLE),
        (JUDGE, ["a=do", "b=can", "c=never"], 1.0, Verdict.RIGHT),
        (JUDGE, ["a=can", "b=do", "c=do"], 1 / 3, Verdict.PARTLY),
        (JUDGE, ["a=never"], 0.0, Verdict.WRONG),
        (PANEL, "same", 1.0, Verdict.RIGHT),
        (PANEL, "less", 0.5, Verdict.PARTLY),
        (PANEL, "much-more", 0.0, Verdict.WRONG),
        (PANEL, ["same"], 0.0, Verdict.UNREADABLE),
        (POINT, "41.5", 1.0, Verdict.RIGHT),
        (POINT, "44", 0.0, Verdict.WRONG),
        (POINT, "there", 0.0, Verdict.UNREADABLE),
        (OWN, ["a", "b"], 0.0, Verdict.UNREADABLE),
    ],
)
def test_each_answer_gets_its_mark_and_a_line(asked, answer, fraction, verdict):
    mark = mark_answer(asked.item, asked.key, answer)
    assert mark.fraction == (None if fraction is None else pytest.approx(fraction))
    assert mark.verdict is verdict
    assert mark.line.endswith(".")


def test_the_line_of_a_wrong_answer_does_not_tell_the_key():
    for asked, answer in ((SITE, "gaba"), (DOSE, "99"), (WORD, "review"), (MANY, ["d"])):
        mark = mark_answer(asked.item, asked.key, answer)
        told = f"{mark.line} {mark.given}".casefold()
        for secret in ("in the channel", "14", "hypothesis", "one", "two", "three"):
            assert secret not in told


def test_a_whole_sheet_is_marked_in_the_order_of_the_questions():
    marks = mark_sheet(ALL, sheet(site="channel", many=["a"], dose="1", own="Text"), "module-1")
    assert [mark.item_id for mark in marks.marks] == ["site", "many", "dose", "word", "own"]
    assert [mark.verdict for mark in marks.marks] == [
        Verdict.RIGHT,
        Verdict.PARTLY,
        Verdict.WRONG,
        Verdict.EMPTY,
        Verdict.FOR_INSTRUCTOR,
    ]
    assert marks.remarks == ()


def test_without_a_sheet_everything_scores_nothing_and_says_so():
    marks = mark_sheet(ALL, None)
    assert all(mark.fraction == 0.0 and mark.verdict is Verdict.EMPTY for mark in marks.marks)
    assert "No answer sheet came" in marks.marks[0].line


@pytest.mark.parametrize(
    "data",
    [
        b"",
        sheet(site="channel")[:-9],
        b"\x00\xff",
        b"null",
        b'{"answers": []}',
        sheet(site="channel").replace(b'"schema_version": 1', b'"schema_version": 9'),
        b" " * (MAXIMUM_BYTES + 1),
        b"[" * 100_000,
    ],
)
def test_an_unreadable_sheet_scores_nothing_and_says_why(data):
    marks = mark_sheet(ALL, data)
    assert all(mark.fraction == 0.0 and mark.verdict is Verdict.UNREADABLE for mark in marks.marks)
    assert "could not be read" in marks.marks[0].line
    assert marks.remarks


def test_answers_to_unknown_questions_and_another_quizs_sheet_are_remarked_upon():
    marks = mark_sheet(ALL, sheet(site="channel", moon="x"), "module-2")
    assert marks["site"].fraction == 1.0
    assert any("questions that do not exist, not counted: 1." in remark for remark in marks.remarks)
    assert any("belongs to 'module-1'" in remark for remark in marks.remarks)


def test_an_entry_of_the_wrong_form_costs_that_question_only():
    data = sheet(site="channel", dose="14").replace(
        b'{"answer": "channel", "at": "2026-11-22T09:00:00+00:00"}', b"7"
    )
    marks = mark_sheet(ALL, data, "module-1")
    assert marks["site"].verdict is Verdict.UNREADABLE
    assert marks["dose"].verdict is Verdict.RIGHT


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(), max_size=30)
    | st.sampled_from("abcde"),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
item_ids = st.sampled_from([asked.item.id for asked in EVERY])


def check_marks(data):
    marks = mark_sheet(EVERY, data, "module-1")
    assert [mark.item_id for mark in marks.marks] == [asked.item.id for asked in EVERY]
    for mark in marks.marks:
        assert mark.line
        assert mark.fraction is None or 0.0 <= mark.fraction <= 1.0
        assert (mark.fraction is None) == (mark.verdict is Verdict.FOR_INSTRUCTOR)
        f"{mark.line}{mark.given}".encode()
    "".join(marks.remarks).encode()


@settings(max_examples=300)
@given(st.dictionaries(item_ids, json_values | st.fixed_dictionaries({"answer": json_values})))
def test_marking_never_fails_on_any_answers(answers):
    check_marks(json.dumps({"schema_version": 1, "assignment": "\ud800", "answers": answers}).encode())


@given(json_values)
def test_marking_never_fails_on_any_json(value):
    check_marks(json.dumps(value).encode())


@given(st.binary())
def test_marking_never_fails_on_any_bytes(data):
    check_marks(data)


def test_a_sheet_that_could_not_be_opened_scores_nothing_and_says_why():
    marks = mark_sheet(ALL, b"", "module-1", fault="a link")
    assert {mark.fraction for mark in marks.marks} == {0.0}
    assert marks.remarks == (
        "The answer sheet could not be read: the file was a link. Please see your instructor.",
    )


def test_a_sheet_that_gives_two_answers_to_one_question_is_not_guessed_at():
    data = sheet(site="channel").replace(
        b'"answers": {', b'"answers": {"site": {"answer": "gaba", "at": ""}, '
    )
    marks = mark_sheet(ALL, data, "module-1")
    assert marks["site"].verdict is Verdict.UNREADABLE
    assert "it names something twice" in marks["site"].line


def test_a_calculation_is_marked_with_the_figures_of_the_sheets_own_seed():
    for seed in ("5f", "6f", "7f"):
        n = SUM.item.values(seed)["n"]
        data = sheet(sum=f"{2 * n:g} mg").replace(b'"assignment"', f'"seed": "{seed}", "assignment"'.encode())
        marks = mark_sheet([SUM], data, "module-1")
        assert marks["sum"].verdict is Verdict.RIGHT
        assert marks.seed == seed
        assert SUM.for_trainee(seed).key.rationale[""] == f"{n:g} and {n:g} are {2 * n:g}."


@pytest.mark.parametrize("seed", [b"7", b"null", b"[1]", b"{}"])
def test_a_seed_that_is_none_is_taken_for_an_empty_one(seed):
    data = sheet(sum="1").replace(b'"assignment"', b'"seed": ' + seed + b', "assignment"')
    assert mark_sheet([SUM], data, "module-1").seed == ""


def test_how_sure_a_trainee_was_is_kept_and_changes_no_mark():
    asked = question(
        "{id: site, kind: single, confidence: yes, stem: S, options: {a: One, b: Two}}",
        "{correct: a, rationale: {a: A, b: B}, sources: [k]}",
    )
    for sure, kept in ((b'"certain"', "certain"), (b'"very"', ""), (b"7", ""), (b"[]", "")):
        data = sheet(site="b").replace(b'"answer"', b'"confidence": ' + sure + b', "answer"')
        mark = mark_sheet([asked], data)["site"]
        assert (mark.confidence, mark.fraction) == (kept, 0.0)
        assert mark_sheet([SITE], data)["site"].confidence == "", "only where it was asked for"


NO_PANEL = question(
    "{id: nobody, kind: concordance, stem: S, hypothesis: H, finding: F, points: 0}",
    "{panel: none, rationale: R, sources: [k]}",
)


@pytest.mark.parametrize("answer", ["much-less", "less", "same", "more", "much-more"])
def test_without_a_panel_no_answer_of_a_script_concordance_is_better_than_another(answer):
    mark = mark_answer(NO_PANEL.item, NO_PANEL.key, answer)
    assert (mark.fraction, mark.verdict, mark.chosen) == (0.0, Verdict.UNMARKED, (answer,))
    assert mark.line.startswith("Not marked: no panel of clinicians has answered")


def test_without_a_panel_an_empty_or_broken_answer_is_still_told_as_such():
    assert mark_answer(NO_PANEL.item, NO_PANEL.key, None).verdict is Verdict.EMPTY
    assert mark_answer(NO_PANEL.item, NO_PANEL.key, "moon").verdict is Verdict.UNREADABLE


def test_the_line_of_a_partly_right_answer_counts_and_does_not_tell_which():
    line = mark_answer(MATCH.item, MATCH.key, ["a=x", "b=x"]).line
    assert line == "Partly right: 1 of 3 lines are right."
    assert mark_answer(ORDER.item, ORDER.key, ["a", "c", "b"]).line == (
        "Partly right: 2 of 3 pairs of steps stand in the right order."
    )


@given(
    st.sampled_from(NEW), json_values | st.lists(st.sampled_from(["a", "b", "c", "a=x", "b=can", "c=never"]))
)
def test_marking_a_new_kind_never_fails_and_stays_within_bounds(asked, answer):
    mark = mark_answer(asked.item, asked.key, answer)
    assert 0.0 <= mark.fraction <= 1.0
    assert mark.line.endswith(".")
    assert (mark.fraction == 1.0) == (mark.verdict is Verdict.RIGHT)


@pytest.mark.parametrize(
    ("seconds", "kept"), [(75, 75), (10**9, 7200), (-5, 0), ("long", 0), (None, 0), (True, 0)]
)
def test_a_time_is_told_with_the_mark_and_changes_nothing_of_it(seconds, kept):
    entry = {"answer": "14", "at": "2026-11-22T09:00:00+00:00", "seconds": seconds}
    data = json.dumps({"schema_version": 1, "answers": {"dose": entry}}).encode()
    mark = mark_sheet([DOSE], data)["dose"]
    assert (mark.fraction, mark.seconds) == (1.0, kept)
