"""Four wordings of one result."""

import plotly.graph_objects as go
import pytest

from kapedu.figures.absolute_effects import at_baseline
from kapedu.figures.framing import framed, hidden_html, leaflet_drawing, leaflets, ratings_drawn


def test_every_leaflet_tells_the_same_result():
    # 112/209 v 42/108, 70/101 v 52/100, 17/63 v 8/60: 102 of 268 controls respond; the pooled ratio is 1.379
    relative, needed, both, drawn = (leaflet.text for leaflet in leaflets())
    assert "38 percent more likely" in relative
    assert "treat 7 patients" in needed
    assert "52 of 100 patients respond, instead of 38 of 100" in both
    assert "anything from 2 fewer to 38 more of 100" in drawn
    risks = at_baseline(framed(), 100 * 102 / 268)
    assert 1000 / risks.difference == pytest.approx(7, abs=0.1)


def test_only_the_last_leaflet_is_drawn_and_its_drawing_says_the_same():
    assert [leaflet.drawn for leaflet in leaflets()] == [False, False, False, True]
    assert "Esketamine spray, anything from 36 to 76; of 100 people: respond 52" in leaflet_drawing().summary


def test_the_ratings_are_compared_in_words():
    figure = ratings_drawn({"Relative": 8, "Number needed to treat": 3, "Absolute, both groups": 5})
    assert "keenest after “Relative” (8)" in figure.summary
    assert "5 points apart" in figure.summary
    assert figure.table.rows[1] == ("Number needed to treat", 3)
    assert "You gave every wording 4" in ratings_drawn({"A": 4, "B": 4}).summary
    go.Figure(figure.spec)
    with pytest.raises(ValueError, match="ratings is empty"):
        ratings_drawn({})


def test_every_wording_has_something_that_it_hides():
    html = hidden_html()
    assert all(leaflet.hides and leaflet.name in html for leaflet in leaflets())
