"""Both sorters offer their own answers."""

from kapedu.figures.reason_cards import DANGERS, MORNINGS
from kapedu.widgets.risks.not_today import not_today, why_not


def options(box):
    return [dict(child.options) for child in box.children if hasattr(child, "options")]


def test_contraindications_are_sorted_by_danger_and_mornings_by_what_to_do():
    assert options(why_not()) == [DANGERS]
    assert options(not_today()) == [MORNINGS]
