"""Interactions: the published ratios come out, by route, and what has no figure changes nothing."""

import warnings
from itertools import pairwise

import numpy as np
import pytest

from kapedu.knowledge import fact
from kapedu.pharmacology import ExtrapolationWarning, ModelError, Patient, Regimen, interactions, simulate
from kapedu.pharmacology.interaction import interaction_named

NODES, WEIGHTS = np.polynomial.legendre.leggauss(40)
EDGES = [0, 10, 20, 60, 120, 300, 1000, 3000, 10000, 40000]


def exposure(text, name=None, model="kamp"):
    total = 0.0
    for low, high in pairwise(EDGES):
        times = (high + low) / 2 + (high - low) / 2 * NODES
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ExtrapolationWarning)
            course = simulate(
                Regimen.parse(text), Patient(70), times, model, interactions=[name] if name else []
            )
        total += float(course.venous_ng_ml @ WEIGHTS) * (high - low) / 2
    return total


@pytest.mark.parametrize("name", [name for name, one in interactions().items() if one.oral])
@pytest.mark.parametrize("model", ["kamp", "perez-ruixo"])
def test_exposure_after_swallowing_changes_as_published(name, model):
    ratio = exposure("po 20 mg", name, model) / exposure("po 20 mg", None, model)
    assert ratio == pytest.approx(float(interactions()[name].oral), rel=1e-4)


@pytest.mark.parametrize("name", [name for name, one in interactions().items() if one.iv])
@pytest.mark.parametrize("model", ["kamp", "domino", "simons", "otto", "perez-ruixo"])
def test_exposure_after_a_vein_changes_as_published(name, model):
    ratio = exposure("iv 20 mg", name, model) / exposure("iv 20 mg", None, model)
    assert ratio == pytest.approx(float(interactions()[name].iv), rel=1e-4)


@pytest.mark.parametrize("name", [name for name, one in interactions().items() if one.nasal])
@pytest.mark.parametrize("dose", ["esketamine-in 28 mg", "esketamine-in 84 mg"])
def test_exposure_after_nasal_esketamine_changes_as_published(name, dose):
    ratio = exposure(dose, name) / exposure(dose)
    assert ratio == pytest.approx(float(interactions()[name].nasal), rel=1e-4)


def test_the_same_drug_does_little_after_a_vein_and_much_when_swallowed():
    swallowed = exposure("po 20 mg", "rifampicin") / exposure("po 20 mg")
    vein = exposure("iv 20 mg", "rifampicin") / exposure("iv 20 mg")
    assert swallowed < 0.2
    assert vein > 0.8


@pytest.mark.parametrize("name", [name for name, one in interactions().items() if one.kind != "kinetic"])
def test_a_statement_without_a_number_changes_no_level_and_is_said_with_its_source(name):
    plain = simulate(Regimen.parse("iv 35 mg"), Patient(70), [0.0, 60.0])
    told = simulate(Regimen.parse("iv 35 mg"), Patient(70), [0.0, 60.0], interactions=[name])
    np.testing.assert_array_equal(plain.arterial_ng_ml, told.arterial_ng_ml)
    one = interactions()[name]
    assert one.statements
    for statement in one.statements:
        assert any(statement.source in note and str(statement.status) in note for note in told.notes)
        assert statement.name in told.facts


def test_a_route_without_a_figure_is_left_alone_and_says_so():
    plain = simulate(Regimen.parse("sl 50 mg"), Patient(70), [60.0])
    told = simulate(Regimen.parse("sl 50 mg"), Patient(70), [60.0], interactions=["clarithromycin"])
    assert plain.venous_ng_ml == told.venous_ng_ml
    assert any("no figure for sl, so nothing is changed" in note for note in told.notes)


def test_an_unverified_figure_is_called_so_in_the_notes():
    course = simulate(
        Regimen.parse("esketamine-in 56 mg"), Patient(70), [60.0], interactions=["hepatic-impairment"]
    )
    assert fact("pkpd.ddi_pk.moderate_hepatic_impairment_nasal.AUC").status == "unverified"
    assert any("2.03 times" in note and "unverified" in note for note in course.notes)


def test_no_more_than_the_whole_dose_arrives():
    from kapedu.pharmacology import Dose

    huge = simulate(
        Dose("po", 20, bioavailability=0.9), Patient(70), [0.0, 60.0], interactions=["clarithromycin"]
    )
    all_of_it = simulate(Dose("po", 20, bioavailability=1.0), Patient(70), [0.0, 60.0])
    np.testing.assert_allclose(huge.venous_ng_ml, all_of_it.venous_ng_ml)


def test_an_unknown_interaction_is_refused_with_a_hint():
    with pytest.raises(ModelError, match=r"did you mean rifampicin\?"):
        interaction_named("rifampicine")
    assert interaction_named("St Johns Wort").name == "st-johns-wort"


def test_routes_mixed_in_the_model_with_a_liver_are_refused():
    with pytest.raises(ModelError, match="one route at a time"):
        simulate(
            Regimen.parse(["po 20 mg", "iv 20 mg"]),
            Patient(70),
            [0.0],
            "perez-ruixo",
            interactions=["rifampicin"],
        )
