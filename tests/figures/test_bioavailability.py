"""Published bioavailabilities, compared with the figures as the papers' abstracts print them."""

import plotly.graph_objects as go
import pytest

from kapedu.figures.bioavailability import ROUTES, bioavailability, bioavailability_reports
from kapedu.knowledge import KnowledgeError


def test_the_nose_shows_both_sides_of_the_dispute_with_their_people():
    rows = {row.source: row for row in bioavailability_reports("nose")}
    assert rows["yanagihara2003"].value == 45
    assert rows["yanagihara2003"].people == "3 people"
    low = rows["pharmacotherapy2022"]
    assert (low.low, low.high, low.is_pair, low.people) == (11, 17, True, "7 to 10 people per dose")


def test_spreads_are_those_that_were_published():
    rows = {row.source: row for row in bioavailability_reports("tongue")}
    assert (rows["rolan2014"].value, rows["rolan2014"].low, rows["rolan2014"].high) == (29, 27, 31)
    assert (rows["chong2009"].value, rows["chong2009"].low, rows["chong2009"].high) == (24, 19, 49)
    assert (rows["chong2006"].low, rows["chong2006"].high) == (15, 49)  # 32 with SD 17


def test_a_spread_always_says_what_it_is():
    for route in ROUTES:
        for row in bioavailability_reports(route):
            assert bool(row.spread_means) == (row.low is not None), row.label


@pytest.mark.parametrize("route", ROUTES)
def test_every_route_draws_and_names_its_sources(route):
    figure = bioavailability(route, guess_percent=30)
    go.Figure(figure.spec)
    assert set(figure.sources) == {row.source for row in bioavailability_reports(route)}
    assert "Your guess was 30 %" in figure.summary


def test_the_summary_of_a_single_report_speaks_of_one():
    assert "one report" in bioavailability("muscle").summary


def test_an_unknown_route_names_those_there_are():
    with pytest.raises(KnowledgeError, match=r"'rectal'.*nose, tongue"):
        bioavailability("rectal")
