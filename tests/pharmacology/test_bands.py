"""Percentile bands: the same as NumPy's, in slices or in one piece, and narrower for those who differ less."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kapedu.knowledge import fact
from kapedu.pharmacology import Dose, Patient, PatientError, Regimen, population, simulate
from kapedu.pharmacology.bands import course_bands, population_bands

REGIMEN = Regimen.parse(["iv 0.5 mg/kg over 40 min", "sl 100 mg at 120 min"])
TIMES = np.arange(0, 241.0, 5)


@pytest.fixture(scope="module")
def people():
    return population(2000, np.random.default_rng(8))


def test_bands_are_numpys_percentiles_to_seven_digits(people):
    course = simulate(REGIMEN, people, TIMES)
    chosen = (0, 2.5, 50, 97.5, 100)
    expected = np.percentile(course.venous_ng_ml, chosen, axis=0)
    np.testing.assert_allclose(course_bands(course, chosen, "venous"), expected, rtol=3e-7, atol=1e-9)


def test_slices_give_what_one_piece_gives(people, monkeypatch):
    whole = population_bands(REGIMEN, people, TIMES)
    monkeypatch.setattr("kapedu.pharmacology.bands._BLOCK", 7 * len(people))
    sliced = population_bands(REGIMEN, people, TIMES)
    for trace, levels in whole.levels_ng_ml.items():
        np.testing.assert_allclose(sliced.levels_ng_ml[trace], levels, rtol=3e-7, atol=1e-9)
    assert whole.percentiles == fact("simulation.population.percentiles").value
    assert set(whole.levels_ng_ml) == {"arterial", "venous", "effect_site", "effect_site_s"}


def test_bands_are_ordered_and_finite(people):
    for levels in population_bands(REGIMEN, people, TIMES).levels_ng_ml.values():
        assert np.isfinite(levels).all()
        assert (np.diff(levels, axis=0) >= 0).all()
        assert (levels >= 0).all()


def test_the_typical_patient_is_near_the_middle():
    people = population(4000, np.random.default_rng(1), weight_kg=70)
    dose = Dose("iv", 35, over_min=40)
    middle = population_bands(dose, people, TIMES, (50,), ("arterial",)).levels_ng_ml["arterial"][0]
    typical = simulate(dose, Patient(70), TIMES).arterial_ng_ml
    np.testing.assert_allclose(middle[1:], typical[1:], rtol=0.06)


def test_absorbed_doses_spread_wider_than_infusions():
    people = population(2000, np.random.default_rng(1), weight_kg=70)

    def width(dose):
        course = simulate(dose, people, np.arange(0, 481.0, 4))
        low, high = np.percentile(course.venous_ng_ml.max(axis=1), (5, 95))
        return high / low

    assert width(Dose("sl", 100)) > width(Dose("im", 35)) > 1
    assert width(Dose("sl", 100)) > 1.5 * width(Dose("iv", 35, over_min=40))


def test_more_patients_than_one_slice_holds_stay_within_memory(monkeypatch):
    """The largest array of levels that is asked for holds one slice, however long the grid is."""
    monkeypatch.setattr("kapedu.pharmacology.bands._BLOCK", 5000)
    seen = []

    def watched(regimen, patients, times, **options):
        seen.append(len(patients) * len(times))
        return simulate(regimen, patients, times, **options)

    monkeypatch.setattr("kapedu.pharmacology.bands.simulate", watched)
    people = population(500, np.random.default_rng(4))
    population_bands(Dose("iv", 35, over_min=40), people, np.arange(0, 101.0), traces=("arterial",))
    assert max(seen) <= 5000
    assert sum(seen) == 500 * 101


@pytest.mark.parametrize(
    "dose", ["im 35 mg", "sl 100 mg", "po 100 mg", "in 50 mg", "esketamine-in 56 mg", "iv 35 mg"]
)
def test_each_patient_of_a_population_is_computed_as_if_alone(dose):
    people = population(9, np.random.default_rng(12), effect_site=True)
    together = simulate(Regimen.parse(dose), people, TIMES)
    for number in range(9):
        alone = simulate(Regimen.parse(dose), people.select(np.array([number])), TIMES)
        for trace in ("arterial_ng_ml", "venous_ng_ml", "effect_site_s_ng_ml"):
            found, expected = getattr(together, trace)[number], getattr(alone, trace)[0]
            np.testing.assert_allclose(found, expected, rtol=1e-10, atol=1e-10)


def test_what_is_borrowed_or_missing_is_said_by_route():
    people = population(5, np.random.default_rng(1))
    notes = population_bands(Regimen.parse(["im 35 mg", "sl 100 mg at 60 min"]), people, TIMES).notes
    assert any("im: how far people differ" in note and "not on file" in note for note in notes)
    assert any("sl: the share" in note and "six patients" in note for note in notes)
    assert sum("borrowed from the model of nasal esketamine" in note for note in notes) == 2
    infusion = population_bands(Dose("iv", 35, over_min=40), people, TIMES).notes
    assert not any("borrowed" in note for note in infusion)


@settings(max_examples=20)
@given(st.lists(st.floats(0, 100), min_size=1, max_size=4, unique=True), st.integers(1, 9))
def test_any_percentiles_of_any_number_of_patients(percentiles, count):
    people = population(count, np.random.default_rng(count))
    course = simulate(Dose("im", 35), people, np.array([10.0, 60.0]))
    chosen = sorted(percentiles)
    expected = np.percentile(course.effect_site_ng_ml, chosen, axis=0)
    np.testing.assert_allclose(course_bands(course, chosen), expected, rtol=3e-7)


@pytest.mark.parametrize("wrong", [(), (50, 5), (5, 5), (-1,), (101,), (np.nan,), ("half",), 50])
def test_impossible_percentiles_are_refused(people, wrong):
    with pytest.raises(ValueError, match="percentiles"):
        population_bands(REGIMEN, people, TIMES, wrong)


def test_one_patient_has_no_band(people):
    with pytest.raises(PatientError, match="is not a population"):
        population_bands(REGIMEN, Patient(70), TIMES)
    with pytest.raises(PatientError, match="simulate it for population"):
        course_bands(simulate(REGIMEN, Patient(70), TIMES))
    with pytest.raises(ValueError, match="trace 'brain' is not known"):
        population_bands(REGIMEN, people, TIMES, traces=("brain",))
