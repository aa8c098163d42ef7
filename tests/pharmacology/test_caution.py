"""What models refuse, and when they warn."""

import warnings

import numpy as np
import pytest

from kapedu.pharmacology import (
    ExtrapolationWarning,
    ModelError,
    Patient,
    PatientError,
    Patients,
    Regimen,
    models,
    simulate,
)

INFUSION = Regimen.parse("iv 35 mg over 40 min")


@pytest.mark.parametrize("name", ["domino", "clements", "hijazi", "simons", "otto"])
@pytest.mark.parametrize("text", ["po 50 mg", "im 35 mg", "sl 50 mg", "esketamine-in 56 mg"])
def test_an_intravenous_model_refuses_other_routes_and_says_which_model_knows_them(name, text):
    with pytest.raises(ModelError, match=f"model '{name}' cannot answer '{text}'.*iv only; use model .*kamp"):
        simulate(Regimen.parse(text), Patient(70), [0.0], name)


def test_a_child_is_refused():
    with pytest.raises(PatientError, match="age 9 years is not covered: the models are of adults"):
        simulate(INFUSION, Patient(30, 9), [0.0])


def test_a_venous_model_has_no_arterial_trace_and_no_effect_site():
    course = simulate(INFUSION, Patient(70), [0.0, 40.0], "otto")
    assert course.venous_ng_ml[1] > 100
    for name in ("arterial_ng_ml", "effect_site_ng_ml", "effect_site_s_ng_ml"):
        with pytest.raises(ModelError, match=r"has no .* trace, only venous"):
            getattr(course, name)


def test_metabolites_are_refused_by_a_model_that_has_none():
    with pytest.raises(ModelError, match=r"knows no metabolites.*use model simons, otto, perez-ruixo"):
        simulate(INFUSION, Patient(70), [0.0], metabolites=True)
    with pytest.raises(ModelError, match="knows no metabolites"):
        simulate(Regimen.parse(["iv 35 mg", "esketamine-in 28 mg"]), Patient(70), [0.0], metabolites=True)


def test_nasal_esketamine_has_norketamine_under_the_default_too():
    course = simulate(Regimen.parse("esketamine-in 56 mg"), Patient(70), [0.0, 60.0], metabolites=True)
    assert list(course.metabolites) == ["norketamine"]


@pytest.mark.parametrize(
    ("name", "patient", "words"),
    [
        ("hijazi", Patient(70), "intensive care"),
        ("perez-ruixo", Patient(70), "far too low"),
        ("kamp", Patient(200), "weight 200 kg lies outside 40 to 150 kg"),
        ("simons", Patient(30), "weight 30 kg"),
        ("kamp", Patient(70, 80), "age 80 year"),
    ],
)
def test_an_answer_outside_what_was_fitted_warns_and_notes_why(name, patient, words):
    with pytest.warns(ExtrapolationWarning, match=words):
        course = simulate(INFUSION, patient, [0.0, 40.0], name)
    assert any(words in note for note in course.notes)


def test_the_warning_points_at_the_line_that_asked():
    with pytest.warns(ExtrapolationWarning) as caught:
        simulate(INFUSION, Patient(200), [0.0])
    assert caught[0].filename == __file__


@pytest.mark.parametrize("name", ["kamp", "domino", "clements", "simons", "otto"])
def test_an_ordinary_question_warns_of_nothing(name):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        simulate(INFUSION, Patient(70), [0.0, 40.0], name)


def test_a_group_warns_only_when_its_middle_lies_outside():
    few = Patients(np.array([60.0, 70.0, 200.0]), np.ones(3), np.ones(3))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        simulate(INFUSION, few, [0.0])
    with pytest.warns(ExtrapolationWarning, match="weight 200 kg"):
        simulate(INFUSION, Patients(np.array([60.0, 200.0, 210.0]), np.ones(3), np.ones(3)), [0.0])


def test_ancestry_is_for_the_model_that_found_a_difference():
    with pytest.raises(ModelError, match="'kamp' found no difference by ancestry"):
        simulate(INFUSION, Patient(70), [0.0], ancestry="japanese")
    with pytest.raises(ModelError, match="the groups are asian, japanese"):
        simulate(Regimen.parse("esketamine-in 28 mg"), Patient(70), [0.0], ancestry="martian")


def test_age_raises_nasal_esketamine_above_sixty_only():
    nasal = Regimen.parse("esketamine-in 56 mg")
    levels = [simulate(nasal, Patient(70, age), [300.0]).venous_ng_ml[0] for age in (30, 60, 70)]
    assert levels[0] == levels[1] < levels[2]
    notes = simulate(nasal, Patient(70, 70), [0.0], ancestry="japanese").notes
    assert any("Above 60 years the liver flow changes by" in note and "2.19 L/h" in note for note in notes)
    assert any("group called japanese" in note and "secondary" in note for note in notes)
    assert not any("liver flow changes" in note for note in simulate(nasal, Patient(70, 60), [0.0]).notes)


def test_models_of_s_ketamine_show_it_and_say_that_r_is_treated_alike():
    for name, model in models().items():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ExtrapolationWarning)
            course = simulate(INFUSION, Patient(70), [40.0], name)
        own = course.venous_ng_ml if course.site == "venous" else course.arterial_ng_ml
        if model.species == "S":
            np.testing.assert_allclose(course.enantiomers["S-ketamine"], own / 2)
            assert any("R-ketamine" in note for note in course.notes)
        else:
            assert not course.enantiomers
