import re

import numpy as np
import plotly.graph_objects as go
import pytest

from kapedu.figures import concentration
from kapedu.pharmacology import Patient, Regimen, simulate

MINUTES = np.arange(241.0)


@pytest.fixture(scope="module")
def infusion():
    return simulate(Regimen.parse("iv 35 mg over 40 min"), Patient(70), MINUTES)


@pytest.fixture(scope="module")
def muscle():
    return simulate(Regimen.parse("im 35 mg at 20 min"), Patient(70), MINUTES)


def curves(figure):
    return {trace["name"]: trace for trace in figure.spec["data"] if trace["x"]}


def test_plotly_accepts_the_specification(infusion, muscle):
    for courses in ({"A": infusion}, {"A: iv": infusion, "B: im": muscle}):
        made = go.Figure(concentration(courses, bands={"Band": (50, 100)}).spec)
        assert made.layout.yaxis.title.text == "Ketamine (ng/mL)"


def test_curves_are_the_numbers_of_the_course(infusion):
    drawn = curves(concentration({"X": infusion}))
    for name, values in (
        ("Arterial blood", infusion.arterial_ng_ml),
        ("Venous blood", infusion.venous_ng_ml),
        ("Effect site", infusion.effect_site_ng_ml),
    ):
        assert drawn[name]["x"] == list(range(241))
        np.testing.assert_allclose(drawn[name]["y"], values, rtol=1e-4, atol=1e-9)


def test_the_summary_tells_peak_time_and_end_of_each_trace(infusion):
    text = concentration({"X": infusion}, ["arterial", "venous"]).summary
    found = [float(number) for number in re.findall(r"[\d.]*\d", text)]
    expected = []
    for values in (infusion.arterial_ng_ml, infusion.venous_ng_ml):
        expected += [values.max(), MINUTES[values.argmax()], values[-1], 240]
    np.testing.assert_allclose(found, expected, rtol=5.1e-3)


def test_table_rows_are_the_numbers_of_the_course_and_hold_the_peaks(infusion):
    table = concentration({"X": infusion}).table
    assert table.columns == (
        "Time (min)",
        "Arterial blood (ng/mL)",
        "Venous blood (ng/mL)",
        "Effect site (ng/mL)",
    )
    assert 8 <= len(table.rows) <= 17
    for minute, *cells in table.rows:
        at = int(minute)
        now = (infusion.arterial_ng_ml[at], infusion.venous_ng_ml[at], infusion.effect_site_ng_ml[at])
        np.testing.assert_allclose(cells, now, rtol=5.1e-3, atol=1e-6)
    peaks = {int(infusion.arterial_ng_ml.argmax()), int(infusion.effect_site_ng_ml.argmax())}
    assert peaks <= {row[0] for row in table.rows}


def test_two_regimens_are_compared_in_words(infusion, muscle):
    text = concentration({"A: iv": infusion, "B: im": muscle}, ["arterial"]).summary
    ratio = muscle.arterial_ng_ml.max() / infusion.arterial_ng_ml.max()
    earlier = infusion.arterial_ng_ml.argmax() - muscle.arterial_ng_ml.argmax()
    assert ratio > 1 < earlier  # as the sentence expects
    assert f"peak of B is {float(f'{ratio:.3g}'):g} times that of A; B peaks {earlier} min earlier." in text


def test_equal_regimens_are_called_equal(infusion):
    text = concentration({"A": infusion, "B": infusion}, ["venous"]).summary
    assert text.endswith("The venous blood peaks of A and B are about equal, at the same time.")


def test_several_regimens_have_a_colour_each_and_a_line_style_for_each_trace(infusion, muscle):
    figure = concentration({"A: iv": infusion, "B: im": muscle})
    drawn = curves(figure)
    assert len(drawn) == 6
    assert len({trace["line"]["color"] for trace in drawn.values()}) == 2
    assert len({trace["line"]["dash"] for trace in drawn.values()}) == 3
    legend = [trace["name"] for trace in figure.spec["data"] if trace.get("showlegend", True)]
    assert legend == ["A: iv", "B: im", "Arterial blood", "Venous blood", "Effect site"]


def test_a_curve_that_still_rises_is_said_to_rise():
    early = simulate(Regimen.parse("iv 35 mg over 40 min"), Patient(70), np.arange(21.0))
    assert "is still rising at the end" in concentration({"X": early}, ["arterial"]).summary


def test_sources_of_all_courses_are_kept_once(infusion, muscle):
    figure = concentration({"A": infusion, "B": muscle})
    assert set(figure.sources) == {*infusion.sources, *muscle.sources}
    assert len(set(figure.sources)) == len(figure.sources)


def test_a_day_is_drawn_in_hours_with_fewer_points():
    day = simulate(Regimen.parse("po 200 mg"), Patient(70), np.arange(1441.0))
    figure = concentration({"X": day}, ["venous"])
    trace = figure.spec["data"][0]
    assert figure.spec["layout"]["xaxis"]["title"]["text"] == "Time (h)"
    assert trace["x"][-1] == 24
    assert len(trace["x"]) < 400
    assert max(trace["y"]) == pytest.approx(day.venous_ng_ml.max(), rel=1e-4)


@pytest.mark.parametrize(
    ("traces", "message"), [(["urine"], "'urine' is not known; choose from arterial"), ([], "no traces")]
)
def test_unknown_traces_are_refused(infusion, traces, message):
    with pytest.raises(ValueError, match=message):
        concentration({"X": infusion}, traces)
