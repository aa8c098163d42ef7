"""What is wrong with a set of questions is found before anybody answers them."""

import pytest

from kapedu.quiz import Question, parse_item, parse_key
from kapedu.quiz.review import Entry, Weight, review

GOOD_ABOUT = "objective: Tell, competency: C3, level: apply"
GOOD_FACT = "facts: [pkpd.absorption.oral_racemic.F_tablet]"


def entry(
    name="a",
    *,
    stem="Which one",
    options=("One", "Two", "Six"),
    about=GOOD_ABOUT,
    more=GOOD_FACT,
    graded=True,
):
    texts = ", ".join(f"{letter}: {text}" for letter, text in zip("abc", options, strict=True))
    item = parse_item(f"{{id: {name}, kind: single, stem: {stem}, options: {{{texts}}}, {about}}}")
    sources = "" if "sources" in more else "sources: [kamp2020], "
    key = f"{{correct: a, rationale: {{a: A, b: B, c: C}}, {sources}{more}}}"
    return Entry(Question(item, parse_key(key, item)), "quiz", graded)


def test_a_sound_item_is_not_complained_about():
    assert review([entry()]) == []


@pytest.mark.parametrize(
    ("made", "weight", "told"),
    [
        (entry(more="sources: [nobody1999], " + GOOD_FACT), Weight.ERROR, "a source does not resolve"),
        (entry(more="facts: [pkpd.moon]"), Weight.ERROR, "a fact does not resolve"),
        (entry(more="facts: [pkpd.absorption.oral_racemic.ka]"), Weight.ERROR, "which is unverified"),
        (entry(more="facts: [pkpd.absorption.oral_racemic.ka]", graded=False), Weight.WARNING, "unverified"),
        (entry(about="competency: C1"), Weight.WARNING, "it does not say its objective, level"),
        (entry(more="review: Lesson 1"), Weight.WARNING, "it names no fact"),
    ],
)
def test_each_fault_is_found_and_weighed(made, weight, told):
    (finding,) = review([made])
    assert finding.weight is weight
    assert told in finding.text
    assert (finding.place, finding.item_id) == ("quiz", "a")


def test_a_lessons_self_check_need_not_say_what_it_is_for():
    assert review([entry(about="points: 1", more="review: Lesson 1", graded=False)]) == []


def test_the_same_stem_in_two_items_is_found_however_it_is_written():
    (finding,) = review([entry("a", stem="Which one is it"), entry("b", stem="which  ONE is it.")])
    assert (finding.item_id, finding.weight) == ("b", Weight.ERROR)
    assert "word for word in a (quiz)" in finding.text


def test_a_right_option_that_always_stands_out_is_found():
    def quiz(options):
        return [entry(f"q{n}", stem=f"Question {n}", options=options) for n in range(5)]

    (always,) = review(quiz(("A long text", "Two", "Six")))
    assert always.weight is Weight.ERROR
    assert "the longest one in 5 of 5" in always.text
    mixed = quiz(("A long text", "Two", "Six"))[:3] + quiz(("Same", "Long", "Size"))[3:]
    (often,) = review(mixed)
    assert often.weight is Weight.WARNING
    (short,) = review(quiz(("A", "Two", "Six")))
    assert "the shortest one in 5 of 5" in short.text
    assert review(quiz(("Same", "Long", "Size"))) == []


CONCORDANCE = "kind: concordance, stem: S, hypothesis: H, finding: F"


def test_a_script_concordance_without_a_panel_is_no_fault_but_is_told():
    item = parse_item(f"{{id: p, {CONCORDANCE}, points: 0, {GOOD_ABOUT}}}")
    key = parse_key(f"{{panel: none, rationale: R, sources: [kamp2020], {GOOD_FACT}}}", item)
    (finding,) = review([Entry(Question(item, key), "quiz", graded=True)])
    assert finding.weight is Weight.NOTE
    assert "it earns no points; see: kapedu items panel p" in finding.text


def test_a_small_panel_is_pointed_out():
    item = parse_item(f"{{id: p, {CONCORDANCE}, {GOOD_ABOUT}}}")
    key = parse_key(f"{{panel: {{less: 4, same: 5}}, rationale: R, sources: [kamp2020], {GOOD_FACT}}}", item)
    (finding,) = review([Entry(Question(item, key), "quiz", graded=True)])
    assert "its panel has 9 members" in finding.text
