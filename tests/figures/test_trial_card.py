"""Rows of the register to read."""

from kapedu.evidence.measure import Measure
from kapedu.evidence.pool import pool
from kapedu.evidence.register import ALL, Expression, answer
from kapedu.figures.effect_scale import Scale
from kapedu.figures.trial_card import arms_in_words, left_out_list, pool_card, trial_card
from kapedu.knowledge.questions import all_questions, question
from kapedu.knowledge.trials import trial

POINTS = Scale(Measure.MD, "points")
SPRAY = "inert placebo spray + new oral antidepressant"
CHOSEN = answer(question("score-4-weeks"), SPRAY, Expression(Measure.MD, "raw"))
POOLED = pool(CHOSEN.studies, quiet=True)


def test_a_card_has_figures_status_and_a_source_that_opens():
    card = trial_card(trial("04a"), POINTS, POOLED.studies[1])
    assert "mean −21.4 (SD 12.32), 101 people" in card
    assert "status: secondary" in card
    assert "weight 21 %" in card
    assert "kapedu-cite" in card
    assert "Popova" in card


def test_a_published_effect_says_that_its_interval_was_rebuilt():
    chosen = answer(question("ect"), ALL, Expression(Measure.RD, "published"))
    pooled = pool(chosen.studies, quiet=True)
    card = trial_card(chosen.rows[1], Scale(Measure.RD), pooled.studies[1], is_published=True)
    assert "published effect −17 (−30 to −2)" in card
    assert "from the width of the published interval" in card
    assert "from the width" not in trial_card(chosen.rows[1], Scale(Measure.RD), pooled.studies[1])


def test_arms_are_worded_by_what_the_row_holds():
    assert arms_in_words(trial("03d")) == "62 of 231 people, against 4 of 113"
    assert arms_in_words(trial("11a")) == "published effect −5.3 (standard error 2.1)"
    assert arms_in_words(trial("07a")) == "no usable figure in the register"


def test_the_card_of_a_pool_names_its_conventions():
    card = pool_card(POOLED, POINTS)
    assert "`" not in trial_card(trial("04a"), POINTS)
    assert "1 degree of freedom;" in pool_card(pool(CHOSEN.studies[:2], quiet=True), POINTS)
    for words in (
        "restricted maximum likelihood",
        "3 degrees of freedom",
        "t with k-2 df",
        "as metafor prints it",
        "4 studies",
    ):
        assert words in card
    assert "Prediction interval" not in pool_card(pool(CHOSEN.studies, "FE", "wald", quiet=True), POINTS)


def test_what_was_left_out_stands_there_with_status_and_reason():
    told = left_out_list(CHOSEN.left_out)
    assert told.count("<li>") == len(CHOSEN.left_out)
    assert "another comparator: midazolam" in told
    assert "Every row" in left_out_list(())


def test_every_row_of_every_question_has_a_card():
    for asked in all_questions():
        for row in asked.rows:
            assert f"status: {row.status}" in trial_card(row, Scale(Measure.RR))
