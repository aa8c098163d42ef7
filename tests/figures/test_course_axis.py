from dataclasses import replace

import numpy as np
import pytest

from kapedu.figures.course_axis import (
    MAX_POINTS,
    TimeAxis,
    dose_marks,
    dose_places,
    places_drawn,
    short_name,
    show,
    time_axis,
)
from kapedu.pharmacology import Patient, Regimen, simulate


def course(*doses, until_min=240):
    return simulate(Regimen.parse(doses), Patient(70), np.arange(until_min + 1.0))


@pytest.mark.parametrize(
    ("last_min", "unit", "tick_min"),
    [
        (60, "min", 10),
        (120, "min", 15),
        (240, "min", 30),
        (480, "h", 60),
        (1440, "h", 240),
        (20160, "h", 2880),
    ],
)
def test_ticks_stand_at_round_times_and_long_axes_are_in_hours(last_min, unit, tick_min):
    axis = TimeAxis(0, last_min)
    assert (axis.unit, axis.tick_min) == (unit, tick_min)


def test_a_table_holds_round_times_the_ends_and_what_is_wanted():
    times = [float(minute) for minute in range(241)]
    places = TimeAxis(0, 240).tabulated(times, {43})
    assert places == [0, 20, 43, 60, 80, 100, 120, 140, 160, 180, 200, 220, 240]


def test_the_axis_covers_all_courses():
    assert time_axis({"a": course("po 200 mg"), "b": course("im 70 mg", until_min=480)}) == TimeAxis(0, 480)


def test_no_course_and_a_course_of_many_patients_are_refused():
    with pytest.raises(ValueError, match="no courses to draw"):
        time_axis({})
    one = course("im 70 mg")
    many = replace(one, arterial_ng_ml=np.ones((2, 241)))
    with pytest.raises(ValueError, match=r"course 'many' has the shape \(2, 241\)"):
        time_axis({"many": many})


def test_a_long_curve_is_thinned_and_keeps_what_matters():
    places = places_drawn(1441, {33})
    assert 33 in places
    assert places[-1] == 1440
    assert len(places) <= MAX_POINTS + 2
    assert places_drawn(241, {}) == list(range(241))


def test_starts_and_ends_of_doses_are_found_on_the_time_grid():
    assert dose_places(course("iv 0.5 mg/kg over 40 min", "sl 100 mg at 60 min")) == {0, 40, 60}


def test_every_dose_is_marked_and_words_do_not_share_a_lane_where_they_would_touch():
    given = course("iv 0.5 mg/kg over 40 min", "sl 100 mg at 60 min", "po 200 mg at 230 min")
    marks = dose_marks({"X": given}, TimeAxis(0, 240), {"X": "#000000"})
    words = {note["text"]: note for note in marks["annotations"]}
    assert set(words) == {"iv 0.5 mg/kg over 40 min", "sl 100 mg", "po 200 mg"}
    assert words["iv 0.5 mg/kg over 40 min"]["yshift"] != words["sl 100 mg"]["yshift"]
    assert words["po 200 mg"]["xanchor"] == "right"
    bars = [shape for shape in marks["shapes"] if shape.get("ysizemode") == "pixel"]
    assert [(bar["type"], bar["x0"], bar["x1"]) for bar in sorted(bars, key=lambda bar: bar["x0"])] == [
        ("rect", 0, 40),
        ("line", 60, 60),
        ("line", 230, 230),
    ]


def test_each_regimen_has_lanes_of_its_own():
    courses = {"A: one": course("im 70 mg"), "B: two": course("po 200 mg")}
    marks = dose_marks(courses, TimeAxis(0, 240), {"A: one": "#111111", "B: two": "#222222"})
    shifts = {note["text"]: note["yshift"] for note in marks["annotations"]}
    assert shifts["A: im 70 mg"] > shifts["B: po 200 mg"]
    assert marks["margin"]["t"] > shifts["A: im 70 mg"]


def test_names_are_cut_at_the_colon():
    assert (short_name("A: im 70 mg"), short_name("Infusion")) == ("A", "Infusion")


@pytest.mark.parametrize(
    ("value", "text"), [(253.4, "253"), (0, "0"), (1234.0, "1230"), (26.55, "26.6"), (0.5, "0.5")]
)
def test_numbers_in_sentences_have_three_digits_and_no_exponent(value, text):
    assert show(value) == text
