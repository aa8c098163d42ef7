from kapedu.figures.role_cards import ROLES, role_cards
from kapedu.widgets.session_phases.who_does_what import who_does_what


def test_the_first_card_and_the_three_roles_are_offered():
    _, card, place, *_ = who_does_what().children
    assert f"Card 1 of {len(role_cards())}" in card.html
    assert place.options == ROLES
