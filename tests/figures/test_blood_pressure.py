"""Published rises in blood pressure; expected figures are those of the abstracts."""

import plotly.graph_objects as go
import pytest

from kapedu.figures.blood_pressure import pressure_reports, pressure_rises, pressure_statistics


def test_cohorts_come_in_order_of_their_average():
    assert [row.value for row in pressure_reports("systolic")] == [3.28, 7.4, 12.61, 16.0, 19.6]
    assert [row.value for row in pressure_reports("diastolic")] == [3.17, 6.0, 8.49, 11.0, 13.4]


def test_a_standard_deviation_and_a_confidence_interval_are_not_confused():
    rows = {row.source: row for row in pressure_reports("systolic")}
    yale, pooled = rows["yale_bp2024"], rows["vankawala2021"]
    assert (round(yale.low, 2), round(yale.high, 2)) == (4.8, 27.2)
    assert "standard deviation" in yale.spread_means
    assert (pooled.low, pooled.high) == (10.40, 14.82)
    assert "confidence interval" in pooled.spread_means


def test_spreads_can_be_left_out():
    assert all(row.low is None for row in pressure_reports("systolic", spreads=False))


def test_the_unverified_cohort_is_left_out_of_the_sentence_on_checked_reports():
    summary = pressure_rises("systolic").summary
    assert "from 3.28 to 16 mmHg in the checked reports" in summary
    assert "Wan" not in summary


def test_every_cohort_says_what_was_averaged():
    statistics = dict(pressure_statistics())
    assert "own peak" in statistics["Wan 2015"]
    assert len(statistics) == len(pressure_reports("systolic"))


@pytest.mark.parametrize("pressure", ["systolic", "diastolic"])
def test_plotly_accepts_the_drawing(pressure):
    go.Figure(pressure_rises(pressure, guess_mmhg=10).spec)
