"""Reliable change, response and remission."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapedu.instruments import InstrumentError, change, instruments, reliable_change_index
from kapedu.instruments.change import smallest_reliable_change
from kapedu.knowledge import fact

SYMPTOMS = [
    s.name for s in instruments().values() if s.rule not in {"level", "triage"} and s.name != "aldrete"
]


# Jacobson & Truax 1991, their worked example: pretest 47.5, post-test 32.5, SD 10, reliability 0.80: RC -2.37.
def test_the_index_gives_the_worked_example_of_its_authors():
    assert reliable_change_index(47.5, 32.5, 10, 0.80) == pytest.approx(2.37, abs=0.005)
    assert smallest_reliable_change(10, 0.80) == pytest.approx(1.96 * 6.32, abs=0.01)


@given(before=st.floats(0, 80), after=st.floats(0, 80), sd=st.floats(0.5, 20), reliability=st.floats(0, 0.99))
def test_a_change_is_reliable_exactly_beyond_the_smallest_reliable_change(before, after, sd, reliability):
    index = reliable_change_index(before, after, sd, reliability)
    z = float(fact("instruments.conventions.rci_z"))
    assert index * smallest_reliable_change(sd, reliability) == pytest.approx((before - after) * z, abs=1e-9)


@pytest.mark.parametrize(
    ("numbers", "message"),
    [((1, 2, 0, 0.8), "sd 0"), ((1, 2, 5, 1), "reliability 1"), ((float("nan"), 2, 5, 0.8), "before nan")],
)
def test_a_figure_that_makes_no_sense_is_named(numbers, message):
    with pytest.raises(InstrumentError, match=message):
        reliable_change_index(*numbers)


@pytest.mark.parametrize(
    ("before", "after", "verdict", "response", "remission"),
    [
        (20, 10, "reliably better", True, False),
        (20, 4, "reliably better", True, True),
        (20, 15, "not beyond error", False, False),
        (20, 14, "reliably better", False, False),
        (8, 4, "not beyond error", True, True),  # half gone and low, yet within the error
        (10, 16, "reliably worse", False, False),
        (12, 12, "not beyond error", False, False),
    ],
)
def test_reliable_response_and_remission_are_three_different_questions(
    before, after, verdict, response, remission
):
    found = change("phq9", before, after)
    assert (found.verdict, found.response) == (verdict, response)
    assert [one.met for one in found.remission] == [remission]


def test_where_published_thresholds_disagree_the_verdict_says_so():
    assert change("pcl5", 50, 34).verdict == "disputed"
    assert change("pcl5", 50, 36).verdict == "not beyond error"
    assert change("pcl5", 50, 32).verdict == "reliably better"


def test_remission_on_the_madrs_depends_on_whom_you_ask():
    met = {one.name: one.met for one in change("madrs", 34, 11).remission}
    assert met == {
        "kads": False,
        "esketamine_monotherapy": True,
        "zimmerman_wide": False,
        "zimmerman_narrow": False,
    }
    assert any("some conventions only" in words for words in change("madrs", 34, 11).sentences())


def test_a_scale_without_a_criterion_says_so_instead_of_guessing():
    assert change("qids16", 20, 5).verdict == "no criterion on file"
    assert change("qids16", 20, 5).reliable == ()


def test_nothing_is_divided_by_a_first_score_of_nothing():
    found = change("phq9", 0, 7)
    assert (found.percent, found.response, found.verdict) == (None, None, "reliably worse")


@pytest.mark.parametrize("name", ["rass", "moaas", "aldrete", "cssrs"])
def test_a_scale_of_the_moment_has_no_change(name):
    with pytest.raises(InstrumentError, match="it rates a moment or a risk"):
        change(name, 1, 2)


@pytest.mark.parametrize(("before", "after"), [(28, 1), (1, -1), (True, 1), (1.5, 1)])
def test_totals_out_of_range_are_refused(before, after):
    with pytest.raises(InstrumentError, match=r"phq9: (before|after) .* is out of range"):
        change("phq9", before, after)


@given(st.data())
def test_better_and_worse_mirror_each_other(data):
    name = data.draw(st.sampled_from(SYMPTOMS))
    high = instruments()[name].high
    one, two = data.draw(st.integers(0, high)), data.draw(st.integers(0, high))
    there, back = change(name, one, two), change(name, two, one)
    assert there.better == -back.better
    assert [c.met for c in there.reliable] == [c.met for c in back.reliably_worse]
    assert there.sentences()
    assert there.as_dict()["verdict"] == there.verdict
