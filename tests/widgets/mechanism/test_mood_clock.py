"""The hand, the overlay and the chosen speeds."""

import pytest

from kapedu.widgets.mechanism.mood_clock import _MoodClock


def test_moving_the_clock_says_how_much_drug_and_how_much_mood():
    clock = _MoodClock()
    clock.now.value = "24"
    assert clock.reading.html.startswith("<p>1 day: ketamine less than 1 %, mood 95 %")


def test_at_the_end_of_the_infusion_the_drug_is_at_its_peak():
    clock = _MoodClock()
    clock.now.value = "4"
    clock.now.value = "0.667"
    assert "ketamine 100 %" in clock.reading.html


def test_an_overlay_says_what_was_measured_and_how_far_it_was_checked():
    clock = _MoodClock()
    clock.overlay.value = "kishimoto"
    assert "primary" in clock.reading.html
    assert len(clock.view._shown["spec"]["data"]) == 3


@pytest.mark.parametrize("slider", ["onset", "decline"])
def test_the_speeds_are_labelled_as_design_choices_and_move_the_curve(slider):
    clock = _MoodClock()
    control = getattr(clock, slider)
    assert control.hint == "Design choice (unverified)."
    before = clock.view._shown["spec"]["data"][1]["y"]
    control.value = control.maximum
    assert clock.view._shown["spec"]["data"][1]["y"] != before


def test_the_speeds_keep_to_the_ranges_of_the_sheet():
    clock = _MoodClock()
    assert (clock.onset.minimum, clock.onset.maximum) == (1, 2)
    assert (clock.decline.minimum, clock.decline.maximum) == (5, 8)
