"""Scores over a course: review at three, decide at four."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapedu.instruments import InstrumentError, follow_up


@pytest.mark.parametrize(
    ("totals", "stage"),
    [
        ([20], "too early"),
        ([20, 9], "too early"),
        ([20, 19, 18], "too early"),
        ([20, 19, 18, 19], "review"),
        ([20, 15, 12, 10], "review"),
        ([20, 19, 18, 19, 18], "decide"),
        ([20, 19, 18, 19, 12], "continue"),
        ([20, 15, 12, 10, 8], "continue"),
        ([20, 15, 12, 10, 8, 6, 5], "continue"),
        ([20, 15, 8, 15], "relapse"),
        ([20, 12, 8, 6, 5, 5, 12], "relapse"),
    ],
)
def test_the_stage_follows_the_rule(totals, stage):
    assert follow_up("phq9", totals).stage == stage


def test_the_decision_at_four_rests_on_the_published_series_and_the_course_rule():
    found = follow_up("phq9", [20, 19, 18, 19, 18])
    assert {(figure.source, str(figure.status)) for figure in found.figures} == {
        ("design", "course-rule"),
        ("sixinf2024", "primary"),
    }
    assert "not about the person" in " ".join(found.advice)


def test_every_visit_is_compared_with_the_baseline_and_with_the_best_before_it():
    found = follow_up("phq9", [20, 10, 15])
    assert [visit.from_baseline.better for visit in found.visits] == [0, 10, 5]
    assert found.visits[0].from_best is None
    assert [visit.from_best.better for visit in found.visits[1:]] == [10, -5]


def test_without_a_published_reliable_change_the_noticeable_change_decides():
    assert follow_up("madrs", [34, 33, 33, 32, 32]).stage == "decide"
    assert follow_up("madrs", [34, 30, 27, 26, 20]).stage == "continue"
    assert follow_up("madrs", [34, 20, 12, 20]).stage == "relapse"


def test_no_scores_are_refused():
    with pytest.raises(InstrumentError, match="give the baseline first"):
        follow_up("phq9", [])


@given(st.lists(st.integers(0, 27), min_size=1, max_size=12))
def test_every_course_has_a_stage_advice_and_sources(totals):
    found = follow_up("phq9", totals)
    assert found.stage in {"too early", "review", "decide", "relapse", "continue"}
    assert found.advice
    assert found.figures
    assert len(found.visits) == len(totals)


def test_three_misses_in_a_row_are_told_apart_from_two_at_the_review():
    # Transl Psychiatry 2024, Fig. 2: two misses in a row by infusion 3 still gained, three in a row did not
    assert "already spoke against a later gain" in " ".join(follow_up("phq9", [20, 19, 18, 19]).advice)
    assert len(follow_up("phq9", [20, 13, 18, 17]).advice) == 1
