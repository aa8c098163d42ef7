"""`simulate`: what it returns, refuses and says about itself. Its numbers are checked in tests/validation."""

import dataclasses
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kapedu.knowledge import fact, reference
from kapedu.pharmacology import (
    Dose,
    DosingError,
    ModelError,
    Patient,
    PatientError,
    Patients,
    Regimen,
    TimeError,
    population,
    simulate,
)
from kapedu.pharmacology.routes import ROUTES

TIMES = np.arange(0, 241.0)
INFUSION = Regimen.parse("iv 35 mg over 40 min")
SITES = ("arterial_ng_ml", "venous_ng_ml", "effect_site_ng_ml", "effect_site_s_ng_ml")
EXAMPLE = {route: "56 mg" if route == "esketamine-in" else "35 mg" for route in ROUTES}


def simulated(*texts, patient=None, times=TIMES):
    return simulate(Regimen.parse(texts), patient or Patient(70), times)


@pytest.mark.parametrize("route", ROUTES)
def test_every_route_gives_a_course_that_rises_from_zero_and_falls(route):
    course = simulated(f"{route} {EXAMPLE[route]} at 20 min")
    for site in SITES:
        trace = getattr(course, site)
        assert trace.shape == TIMES.shape
        assert np.isfinite(trace).all()
        assert (trace >= 0).all()
        assert not trace[TIMES < 20].any()
        assert trace.max() > trace[-1] > 0


@pytest.mark.parametrize("route", ROUTES)
def test_every_route_names_models_sources_and_facts_that_exist(route):
    course = simulated(f"{route} {EXAMPLE[route]}")
    assert course.sources
    assert all(reference(key) for key in course.sources)
    assert {fact(path).source for path in course.facts} <= set(course.sources)
    assert ("Perez-Ruixo" in course.model) == (route == "esketamine-in")
    assert ("Kamp" in course.model) == (route != "esketamine-in")


def test_a_mixed_regimen_names_both_models():
    course = simulated("iv 35 mg", "esketamine-in 28 mg at 60 min")
    assert "Kamp" in course.model
    assert "Perez-Ruixo" in course.model


def test_s_ketamine_is_half_of_the_racemate_and_all_of_esketamine():
    racemate, nasal = simulated("iv 35 mg over 40 min"), simulated("esketamine-in 56 mg")
    np.testing.assert_allclose(racemate.effect_site_s_ng_ml, racemate.effect_site_ng_ml / 2)
    np.testing.assert_allclose(nasal.effect_site_s_ng_ml, nasal.effect_site_ng_ml)
    both = simulated("iv 35 mg over 40 min", "esketamine-in 56 mg")
    np.testing.assert_allclose(
        both.effect_site_s_ng_ml, racemate.effect_site_s_ng_ml + nasal.effect_site_s_ng_ml
    )
    np.testing.assert_allclose(both.venous_ng_ml, racemate.venous_ng_ml + nasal.venous_ng_ml)


def test_arterial_is_above_venous_during_an_infusion_and_below_it_afterwards():
    """Henthorn 2018 saw this in paired samples (`henthorn2018`, primary)."""
    course = simulated("iv 35 mg over 40 min")
    during, after = slice(1, 41), slice(50, None)
    assert (course.arterial_ng_ml[during] > course.venous_ng_ml[during]).all()
    assert (course.arterial_ng_ml[after] < course.venous_ng_ml[after]).all()


def test_the_value_at_the_moment_of_a_bolus_includes_it():
    course = simulated("iv 25 mg at 10 min", times=np.array([9.999, 10.0]))
    v1 = float(fact("pkpd.models.kamp2020_arterial.parameters.V1"))
    np.testing.assert_allclose(course.arterial_ng_ml, [0, 25 / v1 * 1000])


def test_allometry_scales_the_curve_of_an_equal_dose_per_kg_only_by_time():
    """With exponents 0.75 and 1, rates go with weight**-0.25: a curve of a bolus per kg, seen at stretched times."""
    light = simulated("iv 0.5 mg/kg", patient=Patient(50))
    stretch = (100 / 50) ** 0.25
    heavy = simulated("iv 0.5 mg/kg", patient=Patient(100), times=TIMES * stretch)
    np.testing.assert_allclose(heavy.arterial_ng_ml, light.arterial_ng_ml, rtol=1e-9)


def test_weight_does_not_change_nasal_esketamine():
    light, heavy = (simulated("esketamine-in 84 mg", patient=Patient(weight)) for weight in (45, 120))
    np.testing.assert_allclose(light.venous_ng_ml, heavy.venous_ng_ml)


@settings(deadline=None, max_examples=30)
@given(
    st.lists(
        st.sampled_from([f"{r} {a} at {t} min" for r, a in EXAMPLE.items() for t in (0, 7, 150)]),
        min_size=1,
        max_size=4,
    )
)
def test_many_patients_give_the_same_as_each_alone(texts):
    people = Patients(np.array([50.0, 70.0, 110.0]), np.ones(3), np.ones(3))
    together = simulated(*texts, patient=people)
    for row, weight in enumerate(people.weight_kg):
        alone = simulated(*texts, patient=Patient(weight))
        for site in SITES:
            np.testing.assert_allclose(
                getattr(together, site)[row], getattr(alone, site), rtol=1e-9, atol=1e-9
            )


def test_a_population_spreads_around_the_typical_patient():
    people = population(400, np.random.default_rng(3))
    course = simulated("iv 35 mg over 40 min", patient=people)
    assert course.venous_ng_ml.shape == (400, len(TIMES))
    typical = simulated("iv 35 mg over 40 min").venous_ng_ml
    low, middle, high = np.percentile(course.venous_ng_ml, [5, 50, 95], axis=0)
    assert (low[1:] < typical[1:]).all()
    assert (typical[1:] < high[1:]).all()
    np.testing.assert_allclose(middle[10:], typical[10:], rtol=0.1)


def test_more_clearance_gives_less_exposure_in_both_models():
    people = Patients(np.array([70.0, 70.0]), np.array([1.0, 2.0]), np.ones(2))
    for text in ("iv 35 mg over 40 min", "esketamine-in 56 mg"):
        course = simulated(text, patient=people)
        assert course.venous_ng_ml[1, -1] < course.venous_ng_ml[0, -1]


def test_a_bioavailability_set_by_hand_replaces_the_default_and_is_noted():
    default = simulated("in 50 mg")
    by_hand = simulate(Dose("in", 50, bioavailability=0.5), Patient(70), TIMES)
    np.testing.assert_allclose(by_hand.venous_ng_ml, 2 * default.venous_ng_ml)
    assert any("50 % of the dose reaches the blood, as set by hand" in note for note in by_hand.notes)


def test_the_disputed_and_unverified_are_said():
    notes = " ".join(simulated("in 50 mg", "sc 35 mg", "esketamine-in 56 mg").notes)
    assert "bioavailability is disputed, 11 % to 45 %" in notes
    assert "25 % is used" in notes
    assert "sc (under the skin): no checked figures exist" in notes
    assert "unverified" in notes
    assert "5 min apart" in notes
    assert "arterial peak is probably higher" in notes


def test_a_note_stands_once_however_often_a_route_is_used():
    course = simulated("sl 50 mg", "sl 50 mg at 30 min", "sl 50 mg at 60 min")
    assert len(set(course.notes)) == len(course.notes)
    assert course.notes == simulated("sl 50 mg").notes


def test_nasal_devices_within_the_occasion_are_later_ones_whether_in_one_dose_or_two():
    one = simulated("esketamine-in 56 mg")
    two = simulated("esketamine-in 28 mg", "esketamine-in 28 mg at 5 min")
    np.testing.assert_allclose(one.venous_ng_ml, two.venous_ng_ml)
    apart = simulated("esketamine-in 28 mg", "esketamine-in 28 mg at 1440 min", times=np.arange(0, 2881.0))
    first, second = apart.venous_ng_ml[:1440].max(), apart.venous_ng_ml[1440:].max()
    assert second > first


@pytest.mark.parametrize(
    ("times", "words"),
    [
        ([], "at least one time"),
        ([[0, 1]], "one row"),
        (5, "one row"),
        ([0, math.nan], "not finite"),
        ([0, math.inf], "not finite"),
        ([-1, 0], "minutes count from 0"),
        ([0, 2, 1], "goes back from 2 to 1; sort it first"),
        (["soon"], "not a number"),
        (None, "not finite|one row"),
    ],
)
def test_times_that_make_no_sense_are_refused(times, words):
    with pytest.raises(TimeError, match=words):
        simulated("iv 35 mg", times=times)


def test_a_dose_too_large_for_the_patient_is_refused():
    with pytest.raises(DosingError, match="at 40 kg"):
        simulated("iv 200 mg", patient=Patient(40))


def test_what_is_no_patient_is_refused():
    with pytest.raises(PatientError, match="Patient"):
        simulate(Regimen.parse("iv 35 mg"), 70, TIMES)


def test_a_course_cannot_be_changed():
    course = simulated("iv 35 mg")
    with pytest.raises(ValueError, match="read-only"):
        course.arterial_ng_ml[0] = 1
    with pytest.raises(dataclasses.FrozenInstanceError):
        course.model = "another"


def test_the_callers_times_are_left_alone():
    times = np.arange(0, 10.0)
    simulated("iv 35 mg", times=times)
    times[0] = 0.5


def test_equal_times_are_allowed():
    course = simulated("iv 35 mg", times=[0, 5, 5, 10])
    assert course.arterial_ng_ml[1] == course.arterial_ng_ml[2]


def test_traces_that_nobody_asked_for_are_not_there_and_the_others_are_the_same():
    whole, part = (
        simulate(INFUSION, Patient(70), TIMES),
        simulate(INFUSION, Patient(70), TIMES, traces=("effect_site_s",)),
    )
    assert list(part.traces) == ["arterial", "effect_site", "effect_site_s"]
    for name, trace in part.traces.items():
        np.testing.assert_allclose(trace, whole.traces[name], rtol=1e-12)
    with pytest.raises(ModelError, match="venous trace was not asked for; add 'venous'"):
        _ = part.venous_ng_ml


def test_an_unknown_trace_is_refused_by_name():
    with pytest.raises(ValueError, match="trace 'cerebral' is not known; write one of arterial, venous"):
        simulate(INFUSION, Patient(70), TIMES, traces=("cerebral",))
