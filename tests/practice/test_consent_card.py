"""The card of consent: what holds depends on the situation, and every flaw has a reason."""

import pytest

from kapedu.knowledge import facts
from kapedu.practice.consent_card import Card, ConsentError, clauses, flaws, holds, situations


def written(label):
    """The wordings that hold where the use is off label, or on it."""
    return {
        name: next(key for key, one in clause.wordings.items() if one.holds in {"yes", label})
        for name, clause in clauses().items()
    }


def test_the_card_has_every_element_of_consent_that_the_course_knows():
    elements = {quantity.name for quantity in facts("regulation.consent").values()}
    assert elements <= {clause.basis.name for clause in clauses().values()}


@pytest.mark.parametrize(
    ("situation", "label"),
    [("racemic_depression", "off"), ("racemic_ptsd", "off"), ("spray_depression", "on")],
)
def test_a_card_that_holds_has_no_flaw_and_is_untrue_elsewhere(situation, label):
    assert flaws(Card(situation, written(label))) == ()
    other = written("on" if label == "off" else "off")
    (flaw,) = flaws(Card(situation, other))
    assert flaw.clause.name == "off_label"
    assert "untrue" in flaw.words


def test_an_empty_card_lacks_everything():
    assert [one.words for one in flaws(Card("racemic_ptsd"))] == ["It is missing."] * len(clauses())


def test_every_clause_has_wordings_that_fail_and_each_says_why():
    for clause in clauses().values():
        failing = [one for one in clause.wordings.values() if one.holds != "yes"]
        assert len(failing) >= 2
        assert all(len(one.why) > 20 for one in failing)


def test_every_situation_has_a_wording_for_each_clause():
    for situation in situations():
        for name, clause in clauses().items():
            assert any(holds(Card(situation, {name: key}), name) for key in clause.wordings)


def test_the_wording_that_holds_is_seldom_the_longest():
    longest = [
        max(clause.wordings.values(), key=lambda one: len(one.text)).holds != "no"
        for clause in clauses().values()
    ]
    assert sum(longest) <= len(longest) / 2


@pytest.mark.parametrize(
    ("card", "complaint"),
    [
        (Card("vodka"), "situation 'vodka': there is racemic_depression"),
        (Card("racemic_ptsd", {"x": "y"}), "clause 'x': there is off_label"),
        (Card("racemic_ptsd", {"stop": "y"}), "wording 'y' of stop: there is limit"),
    ],
)
def test_what_is_on_no_card_is_named_with_what_is(card, complaint):
    with pytest.raises(ConsentError) as raised:
        flaws(card)
    assert complaint in str(raised.value)
