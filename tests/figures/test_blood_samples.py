"""Samples along an infusion. Levels are compared with the cross-model table of the knowledge sheet."""

import numpy as np
import plotly.graph_objects as go
import pytest

from kapedu.figures.blood_samples import Sample, blood_samples, draw_sample, model_peaks
from kapedu.pharmacology import Patient, Regimen, simulate


@pytest.fixture(scope="module")
def course():
    return simulate(Regimen.parse(["iv 35 mg over 40 min"]), Patient(70), np.arange(0, 241.0))


@pytest.mark.parametrize(
    ("minute", "artery", "vein"), [(20, 198, 117), (40, 253, 204), (60, 96, 143), (120, 50, 58)]
)
def test_a_sample_reads_what_the_sheet_gives_for_that_minute_and_vessel(course, minute, artery, vein):
    assert draw_sample(course, "artery", minute).ketamine_ng_ml == pytest.approx(artery, abs=1)
    assert draw_sample(course, "vein", minute).ketamine_ng_ml == pytest.approx(vein, abs=1)


def test_covered_curves_are_not_in_the_drawing_nor_in_its_text(course):
    figure = blood_samples([Sample("vein", 20, 117.0)], 40, 240)
    assert [trace["mode"] for trace in figure.spec["data"]] == ["markers", "markers"]
    assert "peaks" not in figure.summary
    assert figure.table.rows == ((20, "vein", 117),)


def test_uncovered_curves_tell_when_the_vein_overtakes(course):
    figure = blood_samples([], 40, 240, course)
    assert sum(trace["mode"] == "lines" for trace in figure.spec["data"]) == 2
    assert "From minute 42 on the vein reads higher" in figure.summary
    assert course.arterial_ng_ml[41] > course.venous_ng_ml[41]
    assert course.arterial_ng_ml[42] < course.venous_ng_ml[42]


def test_published_models_are_ordered_with_the_arterial_ones_on_top():
    rows = model_peaks().table.rows
    assert [row[1] for row in rows] == ["289", "253", "240", "185", "177", "158", "125"]
    assert [row[3] for row in rows[:2]] == ["samples: arterial", "samples: arterial"]
    assert "between 125 and 289 ng/mL" in model_peaks().summary


def test_plotly_accepts_the_drawings(course):
    go.Figure(blood_samples([Sample("artery", 5, 1.0)], 40, 240, course).spec)
    go.Figure(model_peaks().spec)
