import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kapedu.evidence.absolute import (
    COLUMNS,
    Absolute,
    Finding,
    PublishedEffect,
    absolute,
    findings_html,
    risk_with,
)
from kapedu.evidence.effect_size import from_interval
from kapedu.evidence.errors import EvidenceError
from kapedu.evidence.grade import Down, Step, grade
from kapedu.evidence.measure import Measure
from kapedu.evidence.pool import pool
from kapedu.evidence.study import Study


def pooled(measure, *figures):
    return pool([Study("One", from_interval(measure, *figures))], "FE", "wald", quiet=True)


@pytest.mark.parametrize(
    ("odds_ratio", "control", "printed"),
    [(3.94, 8.8, 27.4), (2.48, 25.9, 46.5), (2.21, 18.0, 32.7)],
)
def test_the_cochrane_odds_ratios_give_the_printed_risks(odds_ratio, control, printed):
    """Dean 2021 (dean2021): the ratio and the control risk are printed rounded, so the last digit can differ."""
    assert 100 * risk_with(Measure.OR, odds_ratio, control / 100) == pytest.approx(printed, abs=0.15)


@pytest.mark.parametrize(
    ("odds_ratio", "ci", "control", "treated", "difference"),
    [
        (3.94, (1.54, 10.10), 8.8, (27.4, 12.9, 49.2), (18.7, 4.1, 40.4)),
        (2.48, (1.00, 6.18), 25.9, (46.5, 25.9, 68.4), (20.5, 0.0, 42.5)),
        (2.21, (0.67, 7.32), 18.0, (32.7, 12.8, 61.6), (14.7, -5.2, 43.6)),
        (0.33, (0.05, 2.09), 12.0, (4.3, 0.7, 22.2), (-7.7, -11.3, 10.2)),
    ],
)
def test_a_summary_of_findings_of_cochrane_comes_out_with_its_intervals(
    odds_ratio, ci, control, treated, difference
):
    """Dean 2021, summary-of-findings tables 1 and 2; printed from unrounded figures, so the last digit can differ."""
    found = absolute(PublishedEffect(Measure.OR, odds_ratio, ci, 4), control / 100)
    assert [risk / 10 for risk in (found.treated, *found.treated_ci)] == pytest.approx(treated, abs=0.2)
    assert [risk / 10 for risk in (found.difference, *found.difference_ci)] == pytest.approx(
        difference, abs=0.2
    )


@settings(deadline=None)
@given(measure=st.sampled_from(["RR", "OR", "HR"]), effect=st.floats(0.01, 50), risk=st.floats(0, 1))
def test_a_risk_stays_a_risk_and_no_effect_changes_nothing(measure, effect, risk):
    kind = Measure(measure)
    assert 0 <= risk_with(kind, effect, risk) <= 1
    assert risk_with(kind, 1, risk) == pytest.approx(risk)
    assert effect < 1 or risk_with(kind, effect, risk) >= risk - 1e-12


@pytest.mark.parametrize(
    ("measure", "effect", "expected"), [("RR", 2, 0.4), ("HR", 2, 0.36), ("OR", 2, 1 / 3), ("RD", 0.1, 0.3)]
)
def test_each_measure_has_its_own_arithmetic(measure, effect, expected):
    assert risk_with(Measure(measure), effect, 0.2) == pytest.approx(expected)


def test_what_has_no_events_or_no_risk_is_refused():
    with pytest.raises(EvidenceError, match="no events"):
        risk_with(Measure.MD, -2, 0.2)
    with pytest.raises(EvidenceError, match="baseline risk 20"):
        risk_with(Measure.RR, 2, 20)
    for measure, effect, told in (
        (Measure.RR, -1, "a ratio is 0 or more"),
        (Measure.OR, float("nan"), "OR nan"),
        (Measure.RD, 12, "between -1 and 1"),
    ):
        with pytest.raises(EvidenceError, match=told):
            risk_with(measure, effect, 0.2)
    with pytest.raises(EvidenceError, match="3 lies outside its interval 1 to 2"):
        PublishedEffect(Measure.RR, 3, (1, 2), 4)


@pytest.mark.parametrize(
    ("effect", "baseline", "risk"), [(0, 1, 1), (2, 1, 1), (0, 0.3, 0), (float("inf"), 0.3, 1)]
)
def test_an_odds_ratio_works_at_its_edges(effect, baseline, risk):
    assert risk_with(Measure.OR, effect, baseline) == risk


def test_a_ratio_that_points_beyond_everybody_says_so():
    found = absolute(pooled("RR", 1.5, 1.2, 1.875), 0.6)
    assert found.capped
    assert "points beyond what is possible here" in found.sentence()
    assert not absolute(pooled("RR", 1.5, 1.2, 1.875), 0.2).capped


def test_the_number_needed_to_treat_inverts_and_exchanges_the_limits():
    """Barrowman 2002, CMAJ 166:1676: 16.6 points (0.9 to 32.2) are about 6 (3.1 to 111.1)."""
    found = Absolute(0, 166, (9, 322))
    assert found.people_per_event == pytest.approx(6, abs=0.05)
    assert found.people_per_event_ci == pytest.approx((3.1, 111.1), abs=0.05)
    assert found.number_needed() == "7 treated for one more (4 to 112)"


def test_an_interval_with_no_difference_in_it_runs_through_infinity():
    """Altman 1998, BMJ 317:1309: 10 points (-5 to 25) are 10, from 4 for benefit through infinity to 20 for harm."""
    found = Absolute(0, 100, (-50, 250))
    assert found.people_per_event_ci is None
    assert found.number_needed() == (
        "10 treated for one more (anything from 4 for one more, through no difference, to 20 for one fewer)"
    )
    assert (
        Absolute(100, 0, (-250, 150)).number_needed().startswith("10 treated for one fewer (anything from 3")
    )
    assert (
        Absolute(100, 200, (100, 300))
        .number_needed()
        .endswith("(anything from 5 for one more to no difference)")
    )
    assert "no difference" in Absolute(100, 100, (50, 200)).number_needed()


def test_a_finding_is_told_per_thousand_people():
    found = absolute(pooled("RR", 1.5, 1.2, 1.875), 0.2)
    assert (round(found.baseline), round(found.treated), round(found.difference)) == (200, 300, 100)
    assert found.sentence() == "300 instead of 200 per 1,000 people: 100 more (40 more to 175 more)"
    assert found.people_per_event == pytest.approx(10)
    none = absolute(pooled("RR", 1.0, 0.5, 2.0), 0.2)
    assert none.people_per_event is None
    assert none.sentence() == "200 instead of 200 per 1,000 people: no difference (100 fewer to 200 more)"


def test_the_table_has_a_cell_for_every_column_and_escapes_what_it_is_given():
    result = pooled("RR", 1.5, 1.2, 1.875)
    certainty = grade("response <day 28>", "randomised", [Step(Down.RISK_OF_BIAS, 1, "patients could tell")])
    finding = Finding(result, absolute(result, 0.2), certainty, 300)
    assert len(finding.cells()) == len(COLUMNS)
    html = findings_html((finding,))
    assert "response &lt;day 28&gt;" in html
    assert "moderate" in html
    assert "300 people, 1 study" in html
