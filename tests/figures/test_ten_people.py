"""One dot for each person: the highest, the guess and the numbers behind them."""

import plotly.graph_objects as go
import pytest

from kapedu.figures.ten_people import DosedPerson, fold, ten_people

LIGHT = DosedPerson("A", 50, 25, 200, 1.1, 0.9)
HEAVY = DosedPerson("B", 100, 50, 300, 0.8, 1.0)


def test_highest_and_lowest_are_told_with_how_far_they_lie_apart():
    figure = ten_people([LIGHT, HEAVY], "one rule", "A")
    go.Figure(figure.spec)
    assert "B (100 kg) is highest with 300 ng/mL" in figure.summary
    assert "1.5 times" in figure.summary
    assert fold([LIGHT, HEAVY]) == 1.5


def test_the_highest_has_a_shape_of_its_own_and_the_guess_a_ring():
    dots, ring = ten_people([LIGHT, HEAVY], "one rule", "A").spec["data"]
    assert dots["marker"]["symbol"] == ["circle", "diamond"]
    assert ring["x"] == [200]


def test_the_table_holds_dose_and_what_made_the_difference():
    table = ten_people([LIGHT, HEAVY], "one rule").table
    assert table.rows[1] == ("B", 100, 50, 300, "0.80", "1.00")


def test_nobody_cannot_be_drawn():
    with pytest.raises(ValueError, match="at least one"):
        ten_people([], "one rule")
