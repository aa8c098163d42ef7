import pytest

from kapedu.figures import role_cards as module
from kapedu.figures.role_cards import ROLES, role_cards
from kapedu.knowledge import Status, fact, reference


def test_everybody_has_tasks():
    assert {card.answer for card in role_cards()} == set(ROLES)


@pytest.mark.parametrize("card", role_cards(), ids=lambda card: card.id)
def test_no_card_rests_on_an_unverified_statement_or_names_who_does_it(card):
    assert card.statement.status != Status.UNVERIFIED
    assert all(reference(key) for key in card.statement.keys)
    assert not {"therapist", "prescriber", "nurse", "medical", "everybody"} & set(card.plain.lower().split())
    assert card.why.endswith(".")


def test_the_split_is_the_published_one_and_the_rest_is_called_a_rule():
    published = [card for card in role_cards() if card.statement.source == "journey-psycholytic"]
    assert fact("practice_items.roles.split").source == "journey-psycholytic"
    assert [card.id for card in published if card.answer == "medical"] == ["eligible", "amount", "months"]
    assert [card.id for card in published if card.answer == "therapist"] == ["ready", "beside", "after"]
    others = [card for card in role_cards() if card not in published]
    assert {card.statement.status for card in others} == {"course-rule"}


def test_a_role_that_is_not_there_is_named_with_those_that_are(monkeypatch):
    monkeypatch.setattr(module, "described", lambda *_: "porter")
    with pytest.raises(ValueError, match="is 'porter'; allowed are medical, therapist, everyone"):
        role_cards()
