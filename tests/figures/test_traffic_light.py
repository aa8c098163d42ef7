"""Traffic lights and summary bars: every judgement in sign, colour, words and table."""

import plotly.graph_objects as go
import pytest

from kapedu.evidence.rob2 import DOMAINS, Risk
from kapedu.evidence.rob2_cases import read_results
from kapedu.figures.traffic_light import (
    OVERALL,
    SIGNS,
    TITLES,
    LightRow,
    light_row,
    summary_bars,
    traffic_lights,
)

READ = [LightRow(read.title, dict(read.judged().traffic_lights())) for read in read_results().values()]


def lights_of(figure):
    return {
        (x, y): trace["name"]
        for trace in figure.spec["data"]
        for x, y in zip(trace["x"], trace["y"], strict=True)
    }


def test_every_result_has_a_light_in_every_domain():
    figure = traffic_lights(READ)
    lights = lights_of(figure)
    assert set(lights) == {(x, y) for x in range(6) for y in range(2)}
    assert lights[3, 1] == "+ low"
    assert lights[3, 0] == "× high"
    assert lights[5, 0] == "× high"


def test_colour_is_never_the_only_difference():
    for trace in traffic_lights(READ).spec["data"]:
        assert set(trace["text"]) <= {*SIGNS.values(), ""}
    patterns = [bar["marker"]["pattern"]["shape"] for bar in summary_bars(READ).spec["data"]]
    assert len(set(patterns)) == len(patterns)


def test_what_is_not_judged_yet_is_an_open_light_and_overall_waits():
    row = light_row("mine", {"missing": Risk.HIGH})
    figure = traffic_lights([row])
    assert lights_of(figure)[5, 0] == "not judged yet"
    assert figure.summary == "mine: high for missing outcome data."
    assert traffic_lights([light_row("mine", {})]).summary == "mine: nothing judged yet."
    assert figure.table.rows[0][1:4] == ("not judged yet", "not judged yet", "high")


def test_the_worst_domain_decides_when_all_are_judged():
    domains = dict.fromkeys(DOMAINS, Risk.LOW) | {"selection": Risk.SOME}
    assert light_row("mine", domains).lights[OVERALL] is Risk.SOME


def test_the_table_says_what_the_lights_show():
    assert traffic_lights(READ).table.rows[1][-1] == "high"
    assert traffic_lights(READ).table.columns == ("Result", *TITLES)


def test_bars_count_every_result_once_and_add_up():
    figure = summary_bars(READ)
    for place in range(len(TITLES)):
        assert sum(bar["x"][place] for bar in figure.spec["data"]) == pytest.approx(100)
    by_title = {row[0]: row[1:] for row in figure.table.rows}
    assert by_title["Measurement of the outcome"] == (1, 0, 1)
    assert by_title[OVERALL] == (0, 1, 1)
    assert "High for at least one in measurement of the outcome." in figure.summary


def test_a_summary_needs_every_domain_and_something_to_sum():
    with pytest.raises(ValueError, match="mine: Randomisation process is not judged yet"):
        summary_bars([light_row("mine", {"missing": Risk.LOW})])
    with pytest.raises(ValueError, match="at least one row"):
        summary_bars([])
    with pytest.raises(ValueError, match="at least one row"):
        traffic_lights([])


def test_nothing_high_is_said_so():
    row = light_row("mine", dict.fromkeys(DOMAINS, Risk.LOW))
    assert summary_bars([row]).summary == "1 result, each counted once. No domain is high for any of them."


@pytest.mark.parametrize("figure", [traffic_lights(READ), summary_bars(READ)], ids=["lights", "bars"])
def test_plotly_accepts_the_drawing(figure):
    go.Figure(figure.spec)
