import pytest

from kapedu.pharmacology import Dose, Patient, simulate
from kapedu.pharmacology.routes import ROUTES
from kapedu.widgets.mechanism.regimen_controls import RegimenControls
from kapedu.widgets.parts.controls import Slider


class Calls:
    def __init__(self):
        self.count = 0

    def __call__(self):
        self.count += 1


@pytest.fixture
def told():
    return Calls()


@pytest.fixture
def weight():
    return Slider("Body weight", 70, 40, 150, 1, "kg")


@pytest.fixture
def controls(weight, told):
    return RegimenControls("Regimen A", "iv", weight, told)


def shown(widget):
    return widget.layout.display != "none"


def dose(controls):
    (only,) = controls.regimen()
    return only


def test_the_start_is_the_infusion_that_was_studied_most(controls):
    assert dose(controls) == Dose("iv", 0.5, "mg/kg", over_min=40)
    assert controls.title == "A: IV 0.5 mg/kg over 40 min"


def test_every_route_of_the_model_can_be_chosen(controls):
    assert list(controls.route.options) == list(ROUTES)


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("unit", ["mg", "mg/kg"])
@pytest.mark.parametrize("end", ["minimum", "maximum"])
def test_whatever_the_sliders_reach_can_be_simulated(controls, weight, route, unit, end):
    weight.value = kg = weight.minimum if end == "maximum" else weight.maximum
    controls.route.value = route
    controls.unit.value = unit
    for slider in (controls.amount, controls.minutes, controls.share):
        slider.value = getattr(slider, end)
    course = simulate(controls.regimen(), Patient(kg), [0, 60])
    assert course.arterial_ng_ml[1] > 0
    assert dose(controls).route == route


@pytest.mark.parametrize(
    ("route", "visible"),
    [
        ("iv", {"unit", "amount", "minutes"}),
        ("sl", {"unit", "amount"}),
        ("in", {"unit", "amount", "share"}),
        ("esketamine-in", {"devices"}),
    ],
)
def test_only_what_belongs_to_the_route_is_shown(controls, route, visible):
    controls.route.value = route
    names = ("unit", "amount", "devices", "minutes", "share")
    assert {name for name in names if shown(getattr(controls, name))} == visible


def test_a_change_of_unit_keeps_the_dose(controls):
    controls.unit.value = "mg"
    assert controls.amount.value == 35
    assert controls.amount.unit == "mg"
    controls.unit.value = "mg/kg"
    assert controls.amount.value == 0.5


def test_a_dose_outside_the_new_slider_is_brought_to_its_end(controls, weight):
    weight.value = 150
    controls.amount.value = 2
    controls.unit.value = "mg"
    assert controls.amount.value == controls.amount.maximum


def test_each_change_is_told_once(controls, told):
    for control, value in (
        (controls.amount, 0.75),
        (controls.minutes, 60),
        (controls.unit, "mg"),
        (controls.route, "in"),
        (controls.share, 30),
        (controls.route, "esketamine-in"),
        (controls.devices, "84"),
    ):
        before = told.count
        control.value = value
        assert told.count == before + 1, control.label


def test_a_bolus_has_no_duration(controls):
    controls.minutes.value = 0
    assert dose(controls) == Dose("iv", 0.5, "mg/kg")


def test_the_nasal_share_reaches_over_the_disputed_range_and_is_used(controls):
    controls.route.value = "in"
    assert (controls.share.minimum, controls.share.maximum, controls.share.value) == (11, 45, 25)
    assert "Disputed" in controls.share.hint
    assert "primary" in controls.share.hint
    assert dose(controls).bioavailability is None  # the published default, with its own note
    controls.share.value = 45
    assert dose(controls).bioavailability == 0.45


def test_esketamine_comes_in_whole_devices(controls):
    controls.route.value = "esketamine-in"
    assert list(controls.devices.options) == ["28", "56", "84"]
    assert dose(controls) == Dose("esketamine-in", 56)


def test_the_hint_says_the_dose_in_the_other_unit(controls, weight):
    controls.say_amount()
    assert controls.amount.hint == "That is 35 mg in all at 70 kg."
    controls.unit.value = "mg"
    weight.value = 100
    controls.say_amount()
    assert controls.amount.hint == "That is 0.35 mg per kg at 100 kg."
