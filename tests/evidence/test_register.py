import pytest

from kapedu.evidence.grade import Certainty
from kapedu.evidence.measure import Measure
from kapedu.evidence.pool import pool
from kapedu.evidence.register import (
    ALL,
    Expression,
    answer,
    control_risk,
    expressions,
    most_studies,
    people,
    rated,
    shared,
    usual,
)
from kapedu.knowledge.quantity import Status
from kapedu.knowledge.questions import all_questions, question
from kapedu.knowledge.trials import trial

SPRAY = "inert placebo spray + new oral antidepressant"
RAW = Expression(Measure.MD, "raw")


def test_every_row_of_a_question_is_either_in_the_pool_or_left_out_with_a_reason():
    for asked in all_questions():
        for comparator in (*asked.comparators, ALL):
            found = answer(asked, comparator, usual(asked))
            told = [row.row_id for row in found.rows] + [one.row.row_id for one in found.left_out]
            assert sorted(told) == sorted(row.row_id for row in asked.rows)
            assert all(one.reason for one in found.left_out)


def test_no_unverified_row_ever_enters_a_pool():
    for asked in all_questions():
        for way in expressions(asked):
            assert all(row.status is not Status.UNVERIFIED for row in answer(asked, ALL, way).rows)


def test_the_core_set_is_the_four_trials_with_the_arms_of_the_first_combined():
    found = answer(question("score-4-weeks"), SPRAY, RAW)
    assert [row.row_id for row in found.rows] == ["03a", "04a", "05a", "06a"]
    # the sheet's own arithmetic: raw differences with their standard errors
    for study, (difference, se) in zip(
        found.studies, ((-4.11, 1.74), (-4.40, 1.85), (-3.70, 1.97), (-2.00, 1.44)), strict=True
    ):
        assert study.effect.value == pytest.approx(difference, abs=0.005)
        assert study.effect.se == pytest.approx(se, abs=0.005)
    reasons = {one.row.row_id: one.reason for one in found.left_out}
    assert "control group serves other rows" in reasons["01a"]
    assert reasons["33a"] == "another comparator: midazolam"


def test_raw_and_published_figures_are_offered_apart_the_richer_one_first():
    ways = expressions(question("score-4-weeks"), SPRAY)
    assert [way.key for way in ways] == ["MD-raw", "MD-published", "SMD-raw"]
    assert expressions(question("ect"))[0] == Expression(Measure.RD, "published")
    assert expressions(question("score-1-day"), "saline") == ()


def test_one_dose_of_a_shared_control_group_may_be_used_and_never_beside_its_own_trial():
    asked, published = question("score-4-weeks"), Expression(Measure.MD, "published")
    assert shared(asked, SPRAY, RAW) == ()  # the combined arms of that trial are in the pool
    assert [row.row_id for row in shared(asked, SPRAY, published)] == ["01a", "02a"]
    assert not answer(asked, "inert placebo spray", published).studies
    found = answer(asked, "inert placebo spray", published, ["09a"])
    assert [row.row_id for row in found.rows] == ["09a"]
    assert found.studies[0].effect.value == -6.8


def test_the_most_studies_of_any_measure_are_counted():
    assert most_studies(question("score-4-weeks"), SPRAY) == 4
    assert most_studies(question("therapy-mood"), "usual care") == 1
    assert most_studies(question("score-4-weeks"), "inert placebo spray") == 0


def test_means_make_no_ratios_and_events_no_differences_of_means():
    assert usual(question("score-4-weeks")) == RAW
    assert usual(question("nausea")) == Expression(Measure.RR, "raw")
    assert {way.measure for way in expressions(question("nausea"))} == {Measure.RR, Measure.OR, Measure.RD}


def test_a_way_is_named_in_words():
    assert RAW.label == "Mean difference, worked out from each arm"
    assert Expression(Measure.RD, "published").label == "Risk difference, as published"
    assert Expression(Measure.SMD, "published").label == "Standardised mean difference, as published"


def test_therapy_added_to_ketamine_is_one_trial_once_on_the_side_that_favours_therapy():
    asked = question("therapy-mood")
    (way,) = expressions(asked, "usual care")
    found = answer(asked, "usual care", way)
    assert [row.row_id for row in found.rows] == ["43a"]
    assert not asked.more_is_better
    result = pool(found.studies, quiet=True)
    # Wilkinson 2021: d 0.65 (-0.55 to 1.82), printed with benefit as positive; drawn evenly around the estimate
    assert result.estimate == pytest.approx(-0.65)
    assert result.ci == pytest.approx((-1.82, 0.55), abs=0.02)
    reasons = {one.row.row_id: one.reason for one in found.left_out}
    assert "use one of them" in reasons["43b"]
    assert reasons["55a"] == "another comparator: ketamine alone (not randomised)"


def test_remission_in_three_trials_turns_from_clear_to_unclear_with_hartung_and_knapp():
    studies = answer(question("remission-weeks"), SPRAY, Expression(Measure.RR, "raw")).studies
    wald, knapp = (pool(studies, "DL", ci, quiet=True) for ci in ("wald", "hksj"))
    assert wald.k == 3
    assert wald.estimate == knapp.estimate
    assert wald.ci[0] > 1 > knapp.ci[0]


def test_people_and_risk_are_summed_only_where_every_row_has_them():
    rows = (trial("03c"), trial("04c"), trial("05c"))
    assert people(rows) == 209 + 108 + 101 + 100 + 63 + 60
    assert control_risk(rows) == pytest.approx((33 + 31 + 4) / (108 + 100 + 60))
    assert people((trial("34b"),)) is None
    assert control_risk((trial("34b"),)) is None
    assert control_risk(()) is None


def test_certainty_falls_by_the_steps_taken_and_says_whose_judgement_they_are():
    found = rated("score", {"risk of bias": 1, "imprecision": 1, "inconsistency": 0}, {"imprecision": "wide"})
    assert found.overall is Certainty.LOW
    assert [step.reason for step in found.steps] == ["your own judgement", "wide"]
