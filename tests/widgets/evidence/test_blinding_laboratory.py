"""The blinding laboratory, driven without a browser."""

from kapedu.widgets.evidence.blinding_laboratory import _Laboratory


def shown(laboratory: _Laboratory) -> str:
    assert laboratory.view is not None
    return str(laboratory.view._shown["summary"])


def test_a_mask_sets_how_many_guess_right():
    laboratory = _Laboratory()
    assert (laboratory.treated.value, laboratory.control.value) == (76, 76)
    laboratory.mask.value = "saline under anaesthesia"
    assert (laboratory.treated.value, laboratory.control.value) == (50, 50)
    assert "on average, which is right" in shown(laboratory)


def test_moving_a_guess_makes_the_mask_ones_own():
    laboratory = _Laboratory()
    laboratory.treated.value = 90
    assert laboratory.mask.value == "own"
    assert laboratory.treated.value == 90


def test_every_control_changes_what_is_found():
    laboratory = _Laboratory()
    for control, value in ((laboratory.effect, 0), (laboratory.expectancy, 9), (laboratory.people, 200)):
        before = shown(laboratory)
        control.value = value
        assert shown(laboratory) != before
    assert "raise a false alarm" in shown(laboratory)


def test_the_same_settings_always_find_the_same():
    assert shown(_Laboratory()) == shown(_Laboratory())
