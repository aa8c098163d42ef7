"""Asking what a form leaves open."""

import pytest

from kapedu.practice import Profile, ScreeningError, screen
from kapedu.practice.screening_inquiry import ask, gaps
from kapedu.practice.vignette import behind, vignettes

TOM, TRUTH = vignettes()["09-tom"].profile, behind("09-tom")


def test_a_complete_form_leaves_no_gap():
    assert gaps(vignettes()["01-elena"].profile) == {}


def test_every_gap_can_be_asked_and_asking_all_gives_the_whole_truth():
    known = TOM
    while left := gaps(known):
        reply = ask(known, TRUTH, next(iter(left)))
        assert reply.said
        assert len(gaps(reply.profile)) == len(left) - 1
        known = reply.profile
    assert {one.name for one in screen(known).findings} == {one.name for one in screen(TRUTH).findings}


def test_the_answer_is_given_in_words_and_the_unknown_medicine_gets_its_name():
    assert ask(TOM, TRUTH, "suicidal_intent").said == "yes"
    assert ask(TOM, TRUTH, "weight_kg").said == "84"
    reply = ask(TOM, TRUTH, "medicines")
    assert "clonazepam" in reply.said
    assert "benzodiazepine_high" in {one.name for one in screen(reply.profile).findings}


def test_what_is_known_already_cannot_be_asked():
    with pytest.raises(ScreeningError, match="escort: the form leaves no such gap; there are "):
        ask(TOM, TRUTH, "escort")
    with pytest.raises(ScreeningError, match="there are none"):
        ask(vignettes()["01-elena"].profile, TRUTH, "escort")
    assert "escort" in gaps(Profile())
