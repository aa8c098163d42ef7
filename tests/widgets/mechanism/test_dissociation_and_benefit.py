"""Pick the published cloud."""

import pytest

from kapedu.widgets.mechanism.dissociation_and_benefit import _Clouds


def test_before_the_choice_neither_correlations_nor_published_figures_are_there():
    clouds = _Clouds()
    assert clouds.published.children == ()
    assert "correlation 0" not in clouds.view._shown["summary"]


@pytest.mark.parametrize(
    ("letter", "verdict"), [("C", "That is the one"), ("D", "the published one is cloud C")]
)
def test_a_choice_is_judged_and_everything_is_named(letter, verdict):
    clouds = _Clouds()
    clouds.pick.value = letter
    assert verdict in clouds.reading.html
    assert "C, correlation 0.41" in clouds.view._shown["summary"]
    assert "576 people" in clouds.published.children[0].html


def test_the_same_patients_come_every_time():
    first, second = _Clouds(), _Clouds()
    assert first.view._shown["spec"] == second.view._shown["spec"]
