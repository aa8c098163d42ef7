import pytest
from traitlets import TraitError

from kapedu.widgets.parts.checklist import Checklist

OPTIONS = {"sleep": "Sleeps less", "calls": "Stops calling"}


def test_options_keep_their_order_and_nothing_is_ticked_at_the_start():
    signs = Checklist("Signs", OPTIONS)
    assert signs._options == [["sleep", "Sleeps less"], ["calls", "Stops calling"]]
    assert signs.value == []


def test_a_value_that_is_no_option_is_refused_with_what_is_allowed():
    signs = Checklist("Signs", OPTIONS)
    with pytest.raises(TraitError, match="'x' is not an option; choose of sleep, calls"):
        signs.value = ["x"]


def test_new_options_take_the_ticks_away():
    signs = Checklist("Signs", OPTIONS, ["sleep"])
    signs.show({"other": "Another"})
    assert (signs.value, list(signs.options)) == ([], ["other"])


def test_the_last_ticks_are_taken_over_before_a_press_of_a_button():
    signs = Checklist("Signs", OPTIONS)
    signs._settled(signs, {"event": "value", "value": ["calls"]}, None)
    assert signs.value == ["calls"]


def test_no_options_are_refused():
    with pytest.raises(ValueError, match="has no options"):
        Checklist("Signs", {})
