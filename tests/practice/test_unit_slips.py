import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapedu.practice.dose_arithmetic import Order, OrderError
from kapedu.practice.unit_slips import explain, slips

ORDER = Order(0.5, "mg/kg", 68, strength_mg_ml=50, over_min=40, bag_ml=100)


@pytest.mark.parametrize(
    ("what", "written", "slip"),
    [
        ("dose", 0.5, "mg_for_mg_per_kg"),
        ("dose", 34000, "ug_for_mg"),
        ("dose", 75, "lb_as_kg"),
        ("volume", 0.34, "vial_100"),
        ("volume", 3.4, "vial_10"),
        ("pump", 2.5, "per_minute"),
        ("pump", 100, "hour"),
    ],
)
def test_each_classic_slip_is_named(what, written, slip):
    found = explain(ORDER, what, written)
    assert not found.is_right
    assert found.slips[0].key == slip
    assert found.slips[0].name in found.told


@pytest.mark.parametrize(("what", "written"), [("dose", 34), ("dose", 34.5), ("volume", 0.68), ("pump", 150)])
def test_a_right_number_is_called_right_up_to_rounding(what, written):
    found = explain(ORDER, what, written)
    assert found.is_right
    assert found.slips == ()
    assert "is right" in found.told


def test_a_number_that_no_slip_explains_says_so():
    assert "no slip of a unit explains it" in explain(ORDER, "dose", 41).told


def test_an_order_in_milligrams_can_be_multiplied_by_mistake():
    order = Order(35, "mg", 70, strength_mg_ml=10)
    assert explain(order, "dose", 2450).slips[0].key == "mg_per_kg_for_mg"
    assert "lb_as_kg" not in {slip.key for slip in slips(order)["dose"]}


@given(
    st.builds(
        Order,
        amount=st.floats(0.2, 2),
        weight=st.integers(45, 140),
        strength_mg_ml=st.sampled_from([10.0, 50.0, 100.0]),
        over_min=st.integers(10, 90),
        bag_ml=st.just(200.0),
    ),
    st.sampled_from(["dose", "volume", "pump"]),
    st.data(),
)
def test_making_a_slip_and_explaining_it_gives_the_slip_back(order, what, data):
    slip = data.draw(st.sampled_from(slips(order)[what]))
    right = {"dose": order.dose_mg, "volume": order.volume_ml, "pump": order.rate_ml_h}[what]
    found = explain(order, what, right * slip.factor)
    assert slip.key in {other.key for other in found.slips} or found.is_right


@pytest.mark.parametrize(
    ("what", "written"), [("weight", 3), ("dose", 0), ("dose", float("inf")), ("dose", True)]
)
def test_what_cannot_be_checked_is_refused(what, written):
    with pytest.raises(OrderError):
        explain(ORDER, what, written)


def test_an_injection_has_no_pump():
    with pytest.raises(OrderError, match="dose, volume"):
        explain(Order(35, "mg", 70, strength_mg_ml=10), "pump", 150)
