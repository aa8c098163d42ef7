"""Model cards say where a model fails, with sources."""

import pytest

from kapedu.pharmacology import ModelError, models
from kapedu.pharmacology.card import all_cards, model_card


@pytest.mark.parametrize("name", list(models()))
def test_a_card_says_whom_it_is_for_and_where_it_fails(name):
    card = model_card(name)
    for part in (
        "What it describes",
        "Use it for",
        "Fitted to",
        "Population",
        "Routes it answers",
        "Where it fails",
    ):
        assert f"- **{part}" in card
    assert str(models()[name].fails.value) in card


def test_the_intensive_care_card_warns_first():
    assert model_card("hijazi").index("extrapolation") < model_card("hijazi").index("What it describes")


def test_every_table_line_of_the_page_has_as_many_cells_as_its_head():
    width = None
    for line in all_cards().splitlines():
        if not line.startswith("|"):
            width = None
            continue
        width = width or line.count("|")
        assert line.count("|") == width, line


def test_no_card_of_a_model_that_does_not_exist():
    with pytest.raises(ModelError):
        model_card("biogears")
