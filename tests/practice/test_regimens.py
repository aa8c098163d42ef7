import pytest

from kapedu.knowledge import Status, reference
from kapedu.pharmacology.routes import ROUTES
from kapedu.practice.regimens import KINDS, ProtocolError, protocol, protocols
from kapedu.practice.standing import SIGN_OFF

EVERY = pytest.mark.parametrize("key", list(protocols()))


@EVERY
def test_every_protocol_can_be_given_to_the_simulator_at_both_ends_of_its_range(key):
    one = protocol(key)
    for end in ("low", "high"):
        assert one.regimen(70, end).ends_min >= 0
    assert one.route in ROUTES
    assert one.kind in KINDS
    assert all(reference(quantity.source) for quantity in one.facts)
    assert one.dose_days[0] == 0
    assert list(one.dose_days) == sorted(one.dose_days)


def test_all_routes_of_the_issue_are_there():
    assert {one.route for one in protocols().values()} == {
        "iv",
        "im",
        "sc",
        "sl",
        "po",
        "in",
        "esketamine-in",
    }


@pytest.mark.parametrize(
    ("key", "total_mg_kg"),
    [("iv_depression", 0.5), ("iv_alcohol_met", 0.71), ("iv_alcohol_kare", 0.8), ("im_psychedelic", 2.0)],
)
def test_the_amounts_are_those_of_the_published_abstracts(key, total_mg_kg):
    # Andrade 2017, Dakwar 2020, Grabski 2022, Krupitsky 2002
    assert sum(dose.amount for dose in protocol(key).amounts()) == pytest.approx(total_mg_kg)


def test_the_alcohol_protocol_runs_for_the_published_52_minutes():
    assert protocol("iv_alcohol_met").regimen(70).ends_min == 52


@pytest.mark.parametrize(
    ("key", "visits"), [("iv_depression", 6), ("iv_ptsd_veterans", 8), ("esketamine_induction", 8)]
)
def test_a_course_has_as_many_visits_as_published(key, visits):
    assert len(protocol(key).dose_days) == visits


def test_the_published_ceiling_holds_for_a_heavy_person_only():
    assert str(protocol("im_training").regimen(100, "high")) == "im 60 mg"
    assert str(protocol("im_training").regimen(60, "high")) == "im 0.75 mg/kg"


def test_a_dose_without_a_source_is_called_a_clinic_policy_example():
    assert protocol("im_kap").standing == SIGN_OFF == KINDS["policy"]
    unverified = [one for one in protocols().values() if one.status is Status.UNVERIFIED]
    assert all(one.kind == "policy" for one in unverified)


def test_an_unknown_protocol_names_the_nearest():
    with pytest.raises(ProtocolError, match=r"'iv_depresion' is not on file.*iv_depression"):
        protocol("iv_depresion")


def test_an_unknown_end_is_refused():
    with pytest.raises(ProtocolError, match="write low or high"):
        protocol("iv_depression").amounts("middle")
