import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapedu.pharmacology import DosingError
from kapedu.practice.dose_arithmetic import (
    Order,
    OrderError,
    body_mass_index,
    devices,
    ideal_weight,
    text,
    weight_doubt,
)

ORDER = Order(0.5, "mg/kg", 68, strength_mg_ml=50, over_min=40, bag_ml=100)


def test_the_textbook_order_gives_34_mg_068_ml_and_150_ml_an_hour():
    # worked by hand: 0.5 x 68 = 34; 34 / 50 = 0.68; 100 / 40 x 60 = 150
    assert ORDER.dose_mg == pytest.approx(34)
    assert ORDER.volume_ml == pytest.approx(0.68)
    assert ORDER.rate_ml_h == pytest.approx(150)
    assert [step.unit for step in ORDER.steps()] == ["mg", "mL", "mL", "mL/h"]


def test_pounds_are_converted_and_the_conversion_is_shown():
    order = Order(0.5, "mg/kg", 150, "lb", strength_mg_ml=50)
    assert order.weight_kg == pytest.approx(68.04, abs=0.01)
    assert "lb/kg" in str(order.steps()[0])


def test_an_order_for_the_whole_person_shows_what_it_is_per_kilogram():
    order = Order(35, "mg", 70, strength_mg_ml=10)
    assert order.dose_mg_kg == pytest.approx(0.5)
    assert order.steps()[0].unit == "mg/kg"


@given(
    st.floats(0.1, 4),
    st.floats(40, 150),
    st.sampled_from([10.0, 50.0, 100.0]),
    st.floats(5, 120),
    st.floats(100, 500),
)
def test_what_the_pump_gives_over_its_time_is_the_bag_and_what_the_bag_holds_is_the_dose(
    amount, weight, strength, over, bag
):
    order = Order(amount, "mg/kg", weight, strength_mg_ml=strength, over_min=over, bag_ml=bag)
    assert order.rate_ml_h * over / 60 == pytest.approx(bag)
    assert order.volume_ml * strength == pytest.approx(amount * weight)


@pytest.mark.parametrize(
    ("height", "sex", "kg"),
    [
        (152.4, "man", 50),
        (152.4, "woman", 45.5),
        (177.8, "man", 73),
        (177.8, "woman", 68.5),
        (167.64, "woman", 59.3),
    ],
)
def test_ideal_weight_equals_worked_examples_of_devines_formula(height, sex, kg):
    # 5 ft, 5 ft 10 in and 5 ft 6 in, as clinical calculators print them
    assert ideal_weight(height, sex) == pytest.approx(kg, abs=0.01)


@pytest.mark.parametrize(("height", "sex"), [(1.65, "woman"), (300, "man"), (170, "other")])
def test_ideal_weight_refuses_what_the_formula_does_not_take(height, sex):
    with pytest.raises(OrderError):
        ideal_weight(height, sex)


def test_body_mass_index_of_a_worked_example():
    assert body_mass_index(70, 175) == pytest.approx(22.86, abs=0.01)


@pytest.mark.parametrize(
    ("weight", "height", "asks"), [(150, 165, True), (68, 165, False), (110, 165, False), (30, 180, True)]
)
def test_a_weight_is_doubted_only_far_outside_what_people_weigh(weight, height, asks):
    assert (weight_doubt(weight, height) is not None) == asks


@pytest.mark.parametrize(("mg", "count"), [(28, 1), (56, 2), (84, 3)])
def test_devices_come_in_28_mg_with_two_sprays_and_five_minutes_between(mg, count):
    found = devices(mg)
    assert (found.count, found.sprays) == (count, 2 * count)
    assert found.starts_min == tuple(5.0 * number for number in range(count))


def test_half_a_device_does_not_exist():
    with pytest.raises(DosingError, match="whole number of devices"):
        devices(70)


@pytest.mark.parametrize(
    ("parts", "named"),
    [
        ({"unit": "ug/kg"}, "unit"),
        ({"weight_unit": "stone"}, "weight_unit"),
        ({"amount": 0}, "amount"),
        ({"amount": float("nan")}, "amount"),
        ({"weight": 700}, "weight"),
        ({"strength_mg_ml": 0}, "strength"),
        ({"over_min": -5}, "over"),
        ({"bag_ml": 0.5}, "bag"),
        ({"bag_ml": 5000}, "bag"),
    ],
)
def test_what_cannot_be_is_refused_by_name(parts, named):
    good = {"amount": 0.5, "unit": "mg/kg", "weight": 68, "strength_mg_ml": 10, "over_min": 40, "bag_ml": 100}
    with pytest.raises(OrderError, match=named):
        Order(**{**good, **parts})


def test_the_strongest_vial_undiluted_in_a_pump_is_stopped_at():
    assert "undiluted" in Order(0.5, "mg/kg", 70, strength_mg_ml=100, over_min=40).warnings()[0]
    assert Order(0.5, "mg/kg", 70, strength_mg_ml=100, over_min=40, bag_ml=50).warnings() == ()


def test_an_anaesthetic_dose_is_stopped_at():
    assert "anaesthetic" in Order(1.1, "mg/kg", 70, strength_mg_ml=10, over_min=40).warnings()[-1]


def test_numbers_are_written_as_on_paper():
    assert [text(number) for number in (1234.5, 99.95, 0.0712)] == ["1234", "100", "0.0712"]
