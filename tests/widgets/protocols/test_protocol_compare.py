import pytest

from kapedu.practice.regimens import protocols
from kapedu.widgets.protocols.protocol_compare import ProtocolCompare, protocol_compare


def made(**change):
    return ProtocolCompare(
        **{"first": "iv_depression", "second": "esketamine_induction", "guess": True, **change}
    )


def test_nothing_is_shown_before_all_three_guesses():
    compare = made()
    compare.guesses["exposure"].value = "a"
    compare.button.click()
    assert "Guess first" in compare.said.html
    assert compare.plot is None


def test_each_guess_is_answered_in_words():
    compare = made()
    for guess in compare.guesses.values():
        guess.value = "a"
    compare.button.click()
    assert compare.said.html.count("as you said") == 2  # exposure and peak: A
    assert "you said A" in compare.said.html  # room: B
    assert "16" in compare.notes.html


def test_another_protocol_redraws_and_a_range_offers_its_ends():
    compare = made(guess=False)
    before = compare.plot._shown["summary"]
    compare.second.value = "iv_montreal"
    assert compare.second_end.layout.display is None
    assert compare.first_end.layout.display == "none"
    low = compare.plot._shown["summary"]
    compare.second_end.value = "high"
    assert len({before, low, compare.plot._shown["summary"]}) == 3


def test_leaving_a_range_puts_the_end_back():
    compare = made(guess=False, second="iv_montreal")
    compare.second_end.value = "high"
    compare.second.value = "iv_depression"
    assert compare.second_end.value == "low"


@pytest.mark.parametrize("key", list(protocols()))
def test_every_protocol_can_be_compared_at_both_ends_of_the_weights(key):
    compare = made(guess=False, second=key)
    for kg in (40, 150):
        compare.weight.value = kg
        assert "kapedu-grid" in compare.notes.html
        assert compare.said.html == ""


def test_an_unchecked_dose_carries_its_label():
    compare = made(guess=False, second="im_kap")
    assert "clinic-policy example, needs sign-off by a qualified physician" in compare.notes.html


def test_the_lesson_gets_the_activity_with_guesses():
    assert len(protocol_compare().children) > 5
