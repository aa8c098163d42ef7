"""Norketamine over time. A level that was produced from ketamine peaks after it and ends above it."""

import numpy as np
import plotly.graph_objects as go
import pytest

from kapedu.figures.metabolite_clock import clock, metabolite_clock
from kapedu.pharmacology import Patient, Regimen, simulate

TIMES = np.arange(0, 481.0)
INFUSION = Regimen.parse("iv 0.5 mg/kg over 40 min")


@pytest.fixture(scope="module")
def courses():
    return {
        name: simulate(INFUSION, Patient(70), TIMES, model=name, metabolites=True)
        for name in ("simons", "otto")
    }


def test_the_clock_reads_the_highest_point_and_the_crossing(courses):
    for course in courses.values():
        found = clock(course)
        level, ketamine = course.metabolites["norketamine"], course.traces[course.site]
        assert level[int(found.peak_min)] == found.peak_ng_ml == level.max()
        crossing = int(found.overtakes_min)
        assert level[crossing] > ketamine[crossing]
        assert crossing > 40
        assert (level[1:crossing] <= ketamine[1:crossing]).all()
        assert found.peak_min > ketamine.argmax()


def test_norketamine_that_never_gets_above_ketamine_has_no_crossing(courses):
    early = simulate(INFUSION, Patient(70), TIMES[:30], model="simons", metabolites=True)
    assert clock(early).overtakes_min is None
    figure = metabolite_clock({"simons": early})
    assert "stays below ketamine" in figure.summary
    assert figure.table.rows[0][-1] == "not within this time"


def test_each_model_has_a_curve_of_its_own_in_hours(courses):
    figure = metabolite_clock(courses, end_min=40)
    go.Figure(figure.spec)
    assert [trace["name"] for trace in figure.spec["data"]] == ["Norketamine, simons", "Norketamine, otto"]
    assert max(figure.spec["data"][0]["x"]) == 8
    assert len({trace["line"]["color"] for trace in figure.spec["data"]}) == 2
    assert len({trace["line"]["dash"] for trace in figure.spec["data"]}) == 2
    assert figure.spec["layout"]["shapes"][0]["x0"] == pytest.approx(40 / 60, rel=1e-4)


def test_ketamine_stands_beside_it_where_each_model_was_fitted(courses):
    data = metabolite_clock(courses, "ketamine").spec["data"]
    drawn = {trace["name"]: max(trace["y"]) for trace in data}
    assert drawn["Ketamine, simons"] == pytest.approx(courses["simons"].arterial_ng_ml.max(), rel=1e-4)
    assert drawn["Ketamine, otto"] == pytest.approx(courses["otto"].venous_ng_ml.max(), rel=1e-4)


def test_hydroxynorketamine_is_drawn_only_for_the_model_that_knows_it(courses):
    names = [trace["name"] for trace in metabolite_clock(courses, "hydroxynorketamine").spec["data"]]
    assert [name for name in names if name.startswith("Hydroxy")] == ["Hydroxynorketamine, simons"]


def test_text_and_table_agree_and_the_models_are_cited(courses):
    figure = metabolite_clock(courses)
    for row in figure.table.rows:
        assert (
            f"after {row[2]} min, at {row[3]} ng/mL, and above ketamine from {row[4]} min" in figure.summary
        )
    assert {"otto2021", "simons2022_pk"} <= set(figure.sources)


def test_what_cannot_be_drawn_is_named(courses):
    with pytest.raises(ValueError, match="no courses"):
        metabolite_clock({})
    with pytest.raises(ValueError, match="'alcohol'"):
        metabolite_clock(courses, "alcohol")
    plain = simulate(INFUSION, Patient(70), TIMES)
    with pytest.raises(ValueError, match="'kamp' has no norketamine"):
        metabolite_clock({"kamp": plain})
