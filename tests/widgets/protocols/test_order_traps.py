from kapedu.practice.traps import traps
from kapedu.widgets.protocols.order_traps import _Traps


def test_without_a_choice_nothing_is_told():
    drill = _Traps()
    drill.check.click()
    assert "First choose" in drill.feedback.html
    assert drill.answers == []


def test_going_through_all_of_them_counts_the_right_ones_and_names_the_others():
    drill = _Traps()
    for number, trap in enumerate(traps()):
        drill.choice.value = trap.family if number else "pump"  # the first one wrong on purpose
        drill.check.click()
        assert "Worked out" in drill.feedback.html
        drill.next.click()
    assert f"right on {len(traps()) - 1} of {len(traps())}" in drill.feedback.html
    assert "Another strength of the vial" in drill.feedback.html


def test_the_next_order_waits_until_this_one_is_checked():
    drill = _Traps()
    shown = drill.order.html
    drill._deal()
    assert drill.order.html == shown


def test_one_order_is_checked_once():
    drill = _Traps()
    drill.choice.value = "right"
    drill.check.click()
    drill._checked()
    assert len(drill.answers) == 1


def test_they_can_be_tried_again():
    drill = _Traps()
    for _ in traps():
        drill.choice.value = "right"
        drill.check.click()
        drill.next.click()
    drill.next.click()
    assert drill.answers == []
    assert "Order 1 of" in drill.order.html
    assert not drill.choice.disabled
