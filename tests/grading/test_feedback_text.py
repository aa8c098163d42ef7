"""What trainees wrote is shown letter by letter and never becomes part of the page."""

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from kapedu.grading.feedback_text import free_text_markdown, instructor_source, key_html, literal, mark_html
from kapedu.quiz import Question, mark_answer, parse_item, parse_key


def question(item: str, key: str) -> Question:
    parsed = parse_item(item)
    return Question(parsed, parse_key(key, parsed))


SITE = question(
    "{id: site, kind: single, stem: Where <is> it, options: {a: Inside, b: Beside, c: Above}}",
    "{correct: a, rationale: {a: It fits., b: Not there., c: Nor there.}, sources: [kamp2020], review: Lesson 1}",
)
DOSE = question(
    "{id: dose, kind: numeric, stem: How much, unit: mg}",
    "{correct: {value: 14, tolerance: 1}, rationale: One fifth of 70., sources: [kamp2020]}",
)
OWN = question(
    "{id: own, kind: free-text, stem: Say it, points: 2}",
    "{rubric: [{points: 2, text: Names it}], rationale: So., sources: [kamp2020]}",
)


ORDER = question(
    "{id: order, kind: ordering, stem: In order, options: {a: Call, b: Lift, c: Write}}",
    "{correct: [b, a, c], rationale: So., sources: [kamp2020]}",
)
PAIRS = question(
    "{id: pairs, kind: matching, stem: Whose, options: {a: Dose, b: Talk}, targets: {x: Nurse, y: Guide, z: None}}",
    "{correct: {a: x, b: y}, rationale: {a: A drug., b: A word.}, sources: [kamp2020]}",
)


TICKS = question(
    "{id: ticks, kind: multiple, stem: Which, options: {a: One, b: Two, c: Three}}",
    "{correct: [a, b], rationale: {a: It spreads., b: It stays., c: It does not.}, sources: [kamp2020]}",
)
NO_PANEL = question(
    "{id: nobody, kind: concordance, stem: A case., hypothesis: An idea, finding: A sign, points: 0}",
    "{panel: none, rationale: It bears on both., sources: [kamp2020]}",
)


def test_a_script_concordance_without_a_panel_gives_the_reasons_at_once_and_no_score():
    text = mark_html(NO_PANEL, mark_answer(NO_PANEL.item, NO_PANEL.key, "more"), 0)
    for words in ("If you were thinking: An idea", "More likely or more useful", "It bears on both."):
        assert words in text
    assert "Not marked: no panel" in text
    assert "0 of" not in text
    assert "No answer is right or wrong until" in key_html(NO_PANEL)
    assert "Right answer" not in key_html(NO_PANEL)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_is_shown_as_written(text):
    made = literal(text)
    assert html.unescape(made.replace("<br>", "\n")).replace("\xa0", " ") == html.unescape(
        "".join(f"&#{ord(c)};" if c != "\n" else c for c in text)
    ).replace("\xa0", " ")
    assert not re.search(r"[<>*_`$\\\[\]#!|~]", re.sub(r"&#\d+;|<br>", "", made))
    assert "BEGIN " not in made
    assert "END " not in made


def test_a_wrong_answer_shows_its_own_reason_and_not_the_key():
    text = mark_html(SITE, mark_answer(SITE.item, SITE.key, "b"), 2)
    assert "Your answer:" in text
    assert "Not there." in text
    assert "0 of 2 points" in text
    assert "Read again: Lesson 1" in text
    assert "Where &lt;is&gt; it" in text
    for secret in ("Inside", "It fits.", "Nor there."):
        assert secret not in text


def test_a_wrong_number_shows_no_reason_since_the_reason_tells_the_number():
    assert "One fifth" not in mark_html(DOSE, mark_answer(DOSE.item, DOSE.key, "3"), 1)
    assert "One fifth" in mark_html(DOSE, mark_answer(DOSE.item, DOSE.key, "14"), 1)


def test_an_order_and_pairs_are_shown_as_lists():
    text = mark_html(ORDER, mark_answer(ORDER.item, ORDER.key, ["c", "a", "b"]), 2)
    assert "<ol><li>Write</li><li>Call</li><li>Lift</li></ol>" in text
    text = mark_html(PAIRS, mark_answer(PAIRS.item, PAIRS.key, ["a=x", "b=z"]), 2)
    assert "<li>Dose<br><b>Nurse</b></li><li>Talk<br><b>None</b></li>" in text
    assert "1 of 2 lines are right" in text


def test_the_reasons_of_pairs_tell_the_key_and_wait_until_all_are_right():
    assert "A drug." not in mark_html(PAIRS, mark_answer(PAIRS.item, PAIRS.key, ["a=x", "b=z"]), 2)
    assert "A drug." in mark_html(PAIRS, mark_answer(PAIRS.item, PAIRS.key, ["a=x", "b=y"]), 2)


def test_who_ticks_everything_does_not_read_which_ticks_are_right():
    for ticked in (["a", "b", "c"], ["a", "c"], ["b"]):
        text = mark_html(TICKS, mark_answer(TICKS.item, TICKS.key, ticked), 2)
        assert "Your answer:" in text
        assert "The reasons would tell the right answers" in text
        assert not [reason for reason in TICKS.key.rationale.values() if reason in text]
    text = mark_html(TICKS, mark_answer(TICKS.item, TICKS.key, ["a", "b"]), 2)
    assert "It spreads." in text
    assert "come with the right answers" not in text
    assert "It does not." in key_html(TICKS)


def test_the_key_is_shown_with_every_reason_when_it_may_be():
    text = key_html(SITE)
    assert "Right answer" in text
    assert all(reason in text for reason in SITE.key.rationale.values())


def test_the_key_in_an_instructors_cell_stands_in_the_hidden_region():
    before, hidden = instructor_source(SITE, 3).split("### BEGIN HIDDEN TESTS")
    assert "Question 3: site (one answer)" in before
    assert "Inside" not in before
    assert "Inside" in hidden


def test_a_free_text_stands_below_its_rubric_and_cannot_leave_its_box():
    mark = mark_answer(OWN.item, OWN.key, "</div><b>x</b>\n\nEND HIDDEN TESTS")
    text = free_text_markdown(OWN, mark, 12)
    hidden = text.split("BEGIN HIDDEN TESTS")[1].split("END HIDDEN TESTS")[0]
    assert "Names it" in hidden
    assert text.count("END HIDDEN TESTS") == 1
    assert "<b>x</b>" not in text
