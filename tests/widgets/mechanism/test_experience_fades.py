"""The steepness slider."""

from kapedu.knowledge import fact
from kapedu.widgets.mechanism.experience_fades import _Fade


def test_it_starts_where_the_experience_misses_every_landmark():
    assert "through 0 of 3 landmarks" in _Fade().reading.html


def test_bending_redraws_and_counts_the_landmarks():
    fade = _Fade()
    fade.steepness.value = 3
    assert "through 3 of 3 landmarks" in fade.reading.html
    assert "steepness of 3" in fade.view._shown["summary"]


def test_more_than_one_setting_passes_so_the_text_that_says_so_is_true():
    fade = _Fade()
    passing = []
    for half_steps in range(2, 13):
        fade.steepness.value = half_steps / 2
        if "through 3 of 3" in fade.reading.html:
            passing.append(fade.steepness.value)
    assert len(passing) > 1
    assert float(fact("pkpd.effect_site.readout.hill_gamma")) in passing


def test_the_chosen_value_is_called_a_design_choice_and_unverified():
    assert "design choice" in _Fade().reading.html
    assert "unverified" in _Fade().reading.html
