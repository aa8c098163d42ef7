import pytest

from kapedu.practice.traps import FAMILIES, traps


def test_every_kind_of_slip_is_planted_and_some_orders_are_right():
    found = [trap.family for trap in traps()]
    assert set(found) == set(FAMILIES)
    assert found.count("right") >= 2


@pytest.mark.parametrize(
    ("key", "written", "right"),
    [
        ("vial", 0.34, 0.68),
        ("clean", 4.1, 4.1),
        ("scale", 75, 34.0),
        ("pump", 100, 150),
        ("thousand", 7700, 7.7),
        ("pounds_done", 37.4, 37.4),
        ("bare", 0.75, 48),
    ],
)
def test_right_numbers_are_those_worked_by_hand(key, written, right):
    (trap,) = [trap for trap in traps() if trap.key == key]
    assert trap.verdict.written == pytest.approx(written)
    assert trap.verdict.right == pytest.approx(right, rel=0.002)


@pytest.mark.parametrize("trap", traps(), ids=[trap.key for trap in traps()])
def test_the_words_of_an_order_hold_its_numbers(trap):
    assert f"{trap.order.amount:g} mg/kg" in trap.told
    assert f"{trap.order.weight:g}" in trap.told
    if trap.what != "pump":
        assert f"{trap.order.strength_mg_ml:g} mg/mL" in trap.told
