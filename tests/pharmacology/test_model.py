"""The registry of models, and identities that hold for every one of them."""

import warnings
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kapedu.knowledge import fact, reference
from kapedu.pharmacology import (
    Dose,
    ExtrapolationWarning,
    ModelError,
    Patient,
    Patients,
    Regimen,
    models,
    simulate,
)
from kapedu.pharmacology.bodies import body_of
from kapedu.pharmacology.ledger import Ledger
from kapedu.pharmacology.model import model_named
from kapedu.pharmacology.routes import ROUTES

TIMES = np.concatenate([np.linspace(0, 120, 61), np.linspace(130, 1440, 40)])
NAMES = list(models())
EXAMPLE = {route: 56 if route == "esketamine-in" else 35 for route in ROUTES}


def traces(regimen, name, patient=None, times=TIMES):
    """Every trace and metabolite, by name."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ExtrapolationWarning)
        course = simulate(
            regimen, patient or Patient(70), times, name, metabolites=bool(models()[name].metabolites)
        )
    return {**course.traces, **course.metabolites}


def doses_of(name):
    """Strategy of one to four doses that a model can answer."""
    one = st.sampled_from(models()[name].routes).flatmap(
        lambda route: st.builds(
            lambda at, over: Dose(route, EXAMPLE[route], at_min=at, over_min=over if route == "iv" else 0.0),
            st.integers(0, 600).map(float),
            st.sampled_from([0.0, 5.0, 40.0]),
        )
    )
    return st.lists(one, min_size=1, max_size=4)


@pytest.mark.parametrize("name", NAMES)
def test_every_model_says_what_it_is(name):
    model = models()[name]
    assert model.title
    assert model.analyte
    assert set(model.routes) <= set(ROUTES)
    assert model.site in {"arterial", "venous", "plasma"}
    assert all(reference(key) for key in model.sources)
    assert model.statuses
    assert all(text.value for text in (model.fitted_to, model.suits, model.fails))


@pytest.mark.parametrize(
    ("asked", "name"),
    [("Domino", "domino"), (" KAMP ", "kamp"), ("fanta", "otto"), ("perez_ruixo", "perez-ruixo")],
)
def test_a_model_is_found_by_the_names_that_people_use(asked, name):
    assert model_named(asked).name == name


@pytest.mark.parametrize("wrong", ["simon", "", "kemp", None, 3])
def test_an_unknown_model_is_refused_with_those_that_exist(wrong):
    with pytest.raises(ModelError, match="the models are kamp, domino, clements, hijazi, simons, otto"):
        model_named(wrong)


def test_a_near_miss_gets_a_hint():
    with pytest.raises(ModelError, match=r"did you mean simons\?"):
        model_named("simon")


@pytest.mark.parametrize("name", NAMES)
def test_levels_rise_from_zero_and_stay_finite_and_positive(name):
    for route in models()[name].routes:
        for label, trace in traces(Regimen((Dose(route, EXAMPLE[route], at_min=20.0),)), name).items():
            if route == "esketamine-in" and name == "kamp" and label == "norketamine":
                continue
            assert np.isfinite(trace).all(), label
            assert (trace >= 0).all(), label
            assert not trace[TIMES < 20].any(), label
            assert trace.max() > 0, label


@pytest.mark.parametrize("name", NAMES)
def test_all_doses_together_are_the_sum_of_each_alone_in_any_order(name):
    @settings(deadline=None, max_examples=15)
    @given(doses_of(name), st.randoms(use_true_random=False))
    def check(doses, random):
        if any(dose.route == "esketamine-in" for dose in doses):
            doses = [dose for dose in doses if dose.route != "esketamine-in"] or [
                Dose(models()[name].routes[1], 35)
            ]
        together = traces(Regimen(tuple(random.sample(doses, len(doses)))), name)
        apart = [traces(Regimen((dose,)), name) for dose in doses]
        for label, trace in together.items():
            total = sum(one[label] for one in apart)
            np.testing.assert_allclose(trace, total, rtol=1e-7, atol=1e-9 * total.max(), err_msg=label)

    check()


@pytest.mark.parametrize("name", NAMES)
def test_nasal_devices_do_not_add_up_because_later_ones_are_absorbed_less(name):
    if "esketamine-in" not in models()[name].routes:
        with pytest.raises(ModelError, match="cannot answer"):
            traces(Regimen((Dose("esketamine-in", 56),)), name)
        return
    one, two = (traces(Regimen((Dose("esketamine-in", mg),)), "perez-ruixo") for mg in (28, 56))
    assert 1 < two["venous"].max() / one["venous"].max() < 2


@pytest.mark.parametrize("name", NAMES)
def test_twice_the_dose_gives_twice_every_level(name):
    for route in models()[name].routes:
        if route == "esketamine-in":
            continue
        once, twice = (
            traces(Regimen((Dose(route, mg, over_min=40.0 if route == "iv" else 0.0),)), name)
            for mg in (20, 40)
        )
        for label in once:
            np.testing.assert_allclose(twice[label], 2 * once[label], rtol=1e-9, err_msg=label)


@pytest.mark.parametrize("name", NAMES)
def test_many_patients_give_the_same_as_each_alone(name):
    people = Patients(np.array([50.0, 70.0, 110.0]), np.ones(3), np.ones(3), np.array([30.0, 65.0, 70.0]))
    for route in models()[name].routes:
        if name == "kamp" and route == "esketamine-in":
            continue
        regimen = Regimen((Dose(route, EXAMPLE[route]),))
        together = traces(regimen, name, people)
        for row in range(3):
            alone = traces(regimen, name, Patient(people.weight_kg[row], people.ages[row]))
            for label, trace in alone.items():
                np.testing.assert_allclose(together[label][row], trace, rtol=1e-8, atol=1e-10, err_msg=label)


def becomes(name):
    """Exposure times clearance of each metabolite after 35 mg, as the sheet's shares and weights say, mg."""
    simons, nasal = "pkpd.models.simons2022_S.parameters", "pkpd.models.perez_ruixo_2020.parameters"
    number = lambda path: float(fact(path))  # noqa: E731
    weights = [number(f"pkpd.constants.mw_{n}") for n in ("ketamine", "norketamine", "hydroxynorketamine")]
    if name == "simons":
        first = 35 * number(f"{simons}.fm_NK") * weights[1] / weights[0]
        second = first * number(f"{simons}.fm_HNK") * weights[2] / weights[1]
        return {
            "norketamine": (first, 60 * number(f"{simons}.CLN1")),
            "hydroxynorketamine": (second, 60 * number(f"{simons}.CLH1")),
        }
    if name == "otto":
        return {"norketamine": (35.0, number("pkpd.models.otto2021_fanta2015_S.parameters.CL_NK"))}
    lost, formed = number(f"{nasal}.kel"), number(f"{nasal}.kmet")
    return {"norketamine": (35 * formed / (lost + formed), number(f"{nasal}.CL_NK"))}


@pytest.mark.parametrize("name", [name for name in NAMES if models()[name].metabolites])
def test_as_much_metabolite_is_cleared_as_the_published_shares_form(name):
    nodes, weights = np.polynomial.legendre.leggauss(40)
    edges = [0, 5, 40, 100, 300, 1000, 3000, 10000, 40000]
    areas = dict.fromkeys(models()[name].metabolites, 0.0)
    for low, high in pairwise(edges):
        times = (high + low) / 2 + (high - low) / 2 * nodes
        found = traces(Regimen.parse("iv 35 mg over 40 min"), name, times=times)
        for label in areas:
            areas[label] += float(found[label] @ weights) * (high - low) / 2 / 60 / 1000
    for label, (amount, clearance_l_h) in becomes(name).items():
        assert areas[label] * clearance_l_h == pytest.approx(amount, rel=1e-6), label


@pytest.mark.parametrize("name", NAMES)
def test_exposure_is_dose_over_clearance(name):
    """Mass balance of the parent: what a rate constant of elimination takes away is the whole dose."""
    body = body_of(name, Patient(70), Ledger())
    solved = body.disposition
    exposure = float(np.sum(solved.weights(0)[0] / solved.rates_per_min[0]))
    nodes, weights = np.polynomial.legendre.leggauss(40)
    area = 0.0
    for low, high in pairwise([0, 1, 5, 20, 40, 45, 100, 300, 1000, 3000, 10000, 40000]):
        times = (high + low) / 2 + (high - low) / 2 * nodes
        found = traces(Regimen.parse("iv 35 mg over 40 min"), name, times=times)
        area += float(found["venous"] @ weights) * (high - low) / 2 / 1000
    assert area == pytest.approx(35 * exposure, rel=1e-6)
