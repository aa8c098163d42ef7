import pytest

from kapedu.widgets.protocols.dose_calculator import DoseCalculator


@pytest.fixture
def calculator():
    return DoseCalculator()


def test_the_textbook_order_is_worked_out_line_by_line(calculator):
    calculator.weight.value = 68
    assert "34 mg, 0.68 mL" in calculator.result.html
    assert "100 mL ÷ 40 min × 60 min/h = 150 mL/h" in calculator.result.html


def test_pounds_are_converted_in_the_open(calculator):
    calculator.weight_unit.value = "lb"
    calculator.weight.value = 150
    assert "150 lb ÷ 2.20462 lb/kg = 68 kg" in calculator.result.html


def test_changing_the_unit_of_weight_starts_from_that_unit(calculator):
    calculator.weight.value = 120
    calculator.weight_unit.value = "lb"
    assert (calculator.weight.unit, calculator.weight.minimum, calculator.weight.value) == ("lb", 88, 154)
    calculator.weight_unit.value = "kg"
    assert (calculator.weight.unit, calculator.weight.maximum, calculator.weight.value) == ("kg", 200, 70)


def test_changing_the_unit_of_the_order_starts_from_that_unit(calculator):
    calculator.unit.value = "mg"
    assert (calculator.amount.unit, calculator.amount.value) == ("mg", 35)
    assert "35 mg ÷ 70 kg = 0.5 mg/kg" in calculator.result.html


def test_a_weight_that_looks_like_pounds_is_asked_about(calculator):
    calculator.height.value, calculator.weight.value = 165, 150
    assert "Which was meant?" in calculator.result.html


def test_by_ideal_weight_the_dose_follows_the_height(calculator):
    calculator.weight.value, calculator.height.value, calculator.used.value = 110, 165, "ideal"
    assert "28.5 mg" in calculator.result.html  # 0.5 mg/kg x 56.9 kg
    assert "clinic-policy example, needs sign-off by a qualified physician" in calculator.result.html


def test_an_injection_has_no_bag_and_no_pump(calculator):
    calculator.route.value = "injection"
    assert calculator.pump.layout.display == "none"
    assert "mL/h" not in calculator.result.html


def test_what_cannot_be_worked_out_is_said(calculator):
    calculator.strength.value, calculator.unit.value, calculator.bag.value = "10", "mg", 20
    calculator.amount.value = 150
    calculator.strength.value = "10"
    calculator.weight.value = 200
    calculator.unit.value = "mg/kg"
    calculator.amount.value = 2
    assert "cannot be worked out" in calculator.result.html


def test_the_spray_comes_in_devices_and_never_by_weight(calculator):
    calculator.route.value = "spray"
    calculator.spray.value = "84"
    assert "3 devices, 6 sprays" in calculator.result.html
    assert "Device at minute 0, 5, 10" in calculator.result.html
    assert calculator.by_weight.layout.display == calculator.pump.layout.display == "none"
    calculator.route.value = "infusion"
    assert calculator.by_weight.layout.display is None
    assert "mL/h" in calculator.result.html
