"""Doses and regimens: what is accepted, what is refused, and in which words."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapedu.knowledge import fact
from kapedu.pharmacology import Dose, DosingError, Patient, Regimen, parse_dose, simulate
from kapedu.pharmacology.routes import ROUTES

racemic = st.sampled_from([route for route in ROUTES if route != "esketamine-in"])
starts = st.floats(0, 525_600)


@st.composite
def doses(draw):
    route = draw(st.sampled_from(list(ROUTES)))
    if route == "esketamine-in":
        return Dose(route, draw(st.sampled_from([28, 56, 84])), at_min=draw(starts))
    unit = draw(st.sampled_from(["mg", "mg/kg"]))
    amount = draw(st.floats(1e-3, 4.5 if unit == "mg/kg" else 1800))
    over = draw(st.one_of(st.just(0.0), st.floats(0.1, 10_080))) if route == "iv" else 0.0
    return Dose(route, amount, unit, over_min=over, at_min=draw(starts))


@given(doses())
def test_a_dose_reads_back_from_its_own_text(dose):
    assert parse_dose(str(dose)) == dose


@given(st.lists(doses(), min_size=1, max_size=5))
def test_a_regimen_reads_back_from_the_texts_of_its_doses(given_doses):
    regimen = Regimen(tuple(given_doses))
    assert Regimen.parse([str(dose) for dose in regimen]) == regimen
    assert len(regimen) == len(given_doses)


pieces = st.sampled_from(
    [
        *ROUTES,
        "iv",
        "over",
        "at",
        "35",
        "0.5",
        "mg",
        "mg/kg",
        "mg / kg",
        "min",
        "-",
        "nan",
        "inf",
        "µg",
        "1e400",
        ",",
        "/",
        " ",
    ]
)


@given(
    st.one_of(
        st.text(max_size=40),
        st.lists(pieces, max_size=9).map(" ".join),
        st.lists(pieces, max_size=6).map("".join),
    )
)
def test_any_text_is_a_dose_or_a_dosing_error_in_one_line(text):
    refusal = None
    try:
        dose = parse_dose(text)
    except DosingError as error:
        refusal = str(error)
    if refusal is None:
        assert parse_dose(str(dose)) == dose
    else:
        assert len(refusal.splitlines()) == 1


@given(st.one_of(st.none(), st.booleans(), st.binary(), st.integers(), st.floats(), st.lists(st.integers())))
def test_what_is_no_text_is_a_dosing_error(thing):
    with pytest.raises(DosingError):
        parse_dose(thing)


@pytest.mark.parametrize(
    "text",
    [
        "iv 0.5 mg/kg over 40 min at 10 min",
        "IV 0.5 MG/KG OVER 40 MIN AT 10 MIN",
        "iv 0.5mg/kg at 10min over 40min",
        "  iv   .5 mg / kg   over 40 minutes at 10 mins ",
        "iv 5e-1 mg/kg, over 40 min, at 10 min",
        "iv0.5mg/kg over40min at10min",
    ],
)
def test_spacing_case_and_order_do_not_matter(text):
    assert parse_dose(text) == Dose("iv", 0.5, "mg/kg", over_min=40, at_min=10)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "write for instance: iv 0.5 mg/kg over 40 min"),
        ("35 mg", "does not start with a route (iv, im, sc, sl, po, in, esketamine-in)"),
        ("ev 35 mg", "iv (into a vein), im (into a muscle), sc (under the skin)"),
        ("oral 50 mg", "for oral write po"),
        ("Spravato 56 mg", "for spravato write esketamine-in"),
        ("esketamine in 56 mg", "for esketamine write esketamine-in"),
        ("iv", "no amount after the route; write for instance: iv 35 mg"),
        ("iv 35", "no unit; write iv 35 mg or iv 35 mg/kg"),
        ("iv 0 mg", "more than zero"),
        ("iv -35 mg", "more than zero"),
        ("iv nan mg", "not a finite number"),
        ("iv inf mg", "not a finite number"),
        ("iv 1e400 mg", "not a finite number"),
        ("iv 500 mcg", "write the amount in mg or mg/kg (1000 mcg are 1 mg)"),
        ("iv 500 µg", "write the amount in mg or mg/kg (1000 µg are 1 mg)"),
        ("iv 0.05 g", "1 g is 1000 mg"),
        ("iv 35 lb", "mg or mg/kg"),
        ("iv 1 ml", "the mass, not the volume"),
        ("iv 0.5 mg/kg/h over 40 min", "whole amount in mg/kg and 'over D min'"),
        ("iv 0,5 mg/kg", "write a point: 0.5"),
        ("iv 35 mg over 40", "write over 40 min"),
        ("iv 35 mg over 1 h", "write over 60 min"),
        ("iv 35 mg at 2 hours", "write at 120 min"),
        ("iv 35 mg over 0 min", "a bolus has no 'over'"),
        ("iv 35 mg over -5 min", "'over -5 min' is not possible"),
        ("iv 35 mg at -5 min", "'at -5 min' is not possible; write 0 or more"),
        ("iv 35 mg at nan min", "'at nan min' is not possible"),
        ("iv 35 mg over 40 min over 20 min", "'over' stands twice"),
        ("iv 35 mg slowly", "'slowly' in 'iv 35 mg slowly' was not understood"),
        ("im 35 mg over 10 min", "'over' is for iv only"),
        ("iv 35 mg over 0.001 min", "an infusion lasts 0.1 to 10080 min"),
        ("iv 35 mg at 1e9 min", "a dose starts at 0 to 525600 min"),
        (
            "esketamine-in 50 mg",
            "not a whole number of devices; one device holds 28 mg, so write 28, 56 or 84 mg",
        ),
        ("esketamine-in 112 mg", "above the highest labelled dose; write 28, 56 or 84 mg"),
        (
            "esketamine-in 1 mg/kg",
            "whole devices of 28 mg, not by weight; write for instance: esketamine-in 56 mg",
        ),
        ("esketamine-in 56 mg over 10 min", "'over' is for iv only"),
        (
            "iv 35 mg/kg",
            "above 4.5 mg/kg, where anaesthetic doses end for iv; if you meant 35 mg in all, write: iv 35 mg",
        ),
        ("iv 35 mg/kg over 40 min", "write: iv 35 mg over 40 min"),
        ("im 35 mg/kg", "above 13 mg/kg, where anaesthetic doses end for im"),
        ("sl 100 mg/kg", "above 13 mg/kg, the limit set here against typing errors for sl"),
        ("iv 99999 mg", "at any weight"),
    ],
)
def test_a_wrong_dose_is_refused_in_words_that_help(text, words):
    with pytest.raises(DosingError) as caught:
        parse_dose(text)
    assert words in str(caught.value)


def test_the_ceilings_are_those_of_the_sheet_and_a_dose_at_the_ceiling_passes():
    assert (
        Dose("iv", float(fact("simulation.regimen_limits.iv_ceiling")), "mg/kg").ceiling.source
        == "ketalar-inpharmd"
    )
    assert Dose("im", float(fact("simulation.regimen_limits.im_ceiling")), "mg/kg").amount == 13
    assert str(Dose("po", 1, "mg/kg").ceiling.status) == "course-rule"


def test_an_amount_in_mg_is_checked_at_the_weight_of_the_patient():
    dose = Dose("iv", 400)
    np.testing.assert_array_equal(dose.amount_mg(np.array([100.0, 120.0])), [400.0, 400.0])
    with pytest.raises(DosingError, match=r"5\.71 mg/kg at 70 kg, above 4\.5 mg/kg"):
        dose.amount_mg(np.array([100.0, 70.0]))


def test_an_amount_per_kg_follows_weight():
    np.testing.assert_allclose(Dose("iv", 0.5, "mg/kg").amount_mg(np.array([50.0, 90.0])), [25, 45])


def test_bioavailability_can_be_set_where_it_makes_sense():
    assert Dose("in", 50, bioavailability=0.45).bioavailability == 0.45
    for share in (0, -0.1, 1.01, math.nan, math.inf, "0.3", True):
        with pytest.raises(DosingError, match="bioavailability"):
            Dose("in", 50, bioavailability=share)
    for route, amount in (("iv", 35), ("esketamine-in", 56)):
        with pytest.raises(DosingError, match="cannot be set"):
            Dose(route, amount, bioavailability=0.5)


@pytest.mark.parametrize("value", [True, "35", None, math.nan, 10**400])
def test_an_amount_that_is_no_finite_number_is_refused(value):
    with pytest.raises(DosingError, match="amount"):
        Dose("iv", value)


def test_an_unknown_unit_is_refused():
    with pytest.raises(DosingError, match="write mg or mg/kg"):
        Dose("iv", 35, "g")


def test_a_route_that_is_no_text_is_refused():
    with pytest.raises(DosingError, match="the routes are iv"):
        Dose(5, 35)


@pytest.mark.parametrize("wrong", [(), ("iv 35 mg",), (None,)])
def test_a_regimen_holds_at_least_one_dose_and_only_doses(wrong):
    with pytest.raises(DosingError):
        Regimen(wrong)


def test_a_regimen_of_one_text_and_of_one_dose():
    assert Regimen.parse("iv 35 mg") == Regimen((Dose("iv", 35),)) == Regimen(Dose("iv", 35))
    assert str(Regimen.parse(["iv 35 mg", "po 50 mg at 30 min"])) == "iv 35 mg + po 50 mg at 30 min"


def test_an_infusion_stopped_at_minute_18_has_given_what_ran_by_then():
    stopped = Dose("iv", 0.5, "mg/kg", over_min=40, at_min=10).stopped_at(18)
    assert (stopped.amount, stopped.over_min, stopped.at_min) == (pytest.approx(0.1), 8, 10)
    assert Dose("iv", 35, over_min=40).stopped_at(40) == Dose("iv", 35, over_min=40)
    assert Dose("im", 35).stopped_at(18) == Dose("im", 35)
    assert Dose("im", 35, at_min=18).stopped_at(18) == Dose("im", 35, at_min=18)


def test_a_stopped_infusion_follows_the_whole_one_until_it_is_stopped():
    whole = Regimen.parse(["iv 35 mg over 40 min", "sl 100 mg at 60 min"])
    stopped = whole.stopped_at(18)
    assert [str(dose) for dose in stopped] == ["iv 15.75 mg over 18 min"]
    times = np.arange(0, 91.0)
    before, after = simulate(whole, Patient(70), times), simulate(stopped, Patient(70), times)
    np.testing.assert_allclose(after.arterial_ng_ml[:19], before.arterial_ng_ml[:19], rtol=1e-9, atol=1e-9)
    assert (after.effect_site_ng_ml[19:] < before.effect_site_ng_ml[19:]).all()


@given(st.floats(0.2, 39.9), st.floats(0.1, 300))
def test_stopping_keeps_the_rate(minute, amount):
    stopped = Dose("iv", amount, over_min=40).stopped_at(minute)
    assert stopped.amount / stopped.over_min == pytest.approx(amount / 40)


@pytest.mark.parametrize("wrong", [math.nan, math.inf, "soon", None, True])
def test_a_minute_that_is_no_number_is_refused(wrong):
    with pytest.raises(DosingError, match="minute"):
        Dose("iv", 35, over_min=40).stopped_at(wrong)
    with pytest.raises(DosingError, match="minute"):
        Regimen.parse("iv 35 mg").stopped_at(wrong)


def test_stopping_before_anything_is_given_is_refused():
    with pytest.raises(DosingError, match="minute 5: iv 35 mg over 40 min at 10 min starts at minute 10"):
        Dose("iv", 35, over_min=40, at_min=10).stopped_at(5)
    with pytest.raises(DosingError, match="minute 10: nothing has been given by then"):
        Regimen.parse("iv 35 mg over 40 min at 10 min").stopped_at(10)
    with pytest.raises(DosingError, match=r"an infusion lasts 0\.1 to"):
        Dose("iv", 35, over_min=40).stopped_at(0.05)
