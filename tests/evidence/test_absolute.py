import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kapedu.evidence.absolute import COLUMNS, Finding, absolute, findings_html, risk_with
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
