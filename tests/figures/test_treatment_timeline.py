"""The weeks of a course of treatment, drawn and told."""

import plotly.graph_objects as go

from kapedu.figures.treatment_timeline import Mark, treatment_timeline

DAYS = list(range(183))
SO_FAR = {
    "top": 27.0,
    "measured": [(0, 19), (15, 9)],
    "doses": [14, 17],
    "events": [Mark(18, "She asks for more")],
}
ENDED = {"totals": [10.0] * 183, "best": [5.0] * 183, "nothing": [19.0] * 183}


def test_plotly_accepts_it_while_it_goes_on_and_at_the_end():
    for figure in (
        treatment_timeline("PHQ-9", DAYS, **SO_FAR),
        treatment_timeline("PHQ-9", DAYS, **SO_FAR, **ENDED),
    ):
        made = go.Figure(figure.spec)
        assert {trace.type for trace in made.data} == {"scatter"}


def test_curves_are_told_apart_without_colour():
    drawn = treatment_timeline("PHQ-9", DAYS, **SO_FAR, **ENDED).spec["data"]
    lines = [trace["line"]["dash"] for trace in drawn if trace["mode"] == "lines"]
    assert lines == ["dot", "dash", "solid"]
    symbols = [trace["marker"].get("symbol", "circle") for trace in drawn if trace["mode"] == "markers"]
    assert len(set(symbols)) == len(symbols) == 3


def test_the_summary_says_how_it_ended_beside_plan_and_nothing():
    said = treatment_timeline("PHQ-9", DAYS, **SO_FAR, **ENDED).summary
    assert (
        "At the end 10 points; with the plan of the course it would have been 5, with nothing done 19."
        in said
    )
    assert "Not measured yet" in treatment_timeline("PHQ-9", DAYS, **SO_FAR | {"measured": []}).summary


def test_the_table_has_two_weeks_a_row_and_loses_nothing():
    table = treatment_timeline("PHQ-9", DAYS, **SO_FAR, **ENDED).table
    assert len(table.rows) == 13
    assert sum(row[2] for row in table.rows) == 2
    assert table.rows[0][:4] == ("0 to 2", 19, 0, "–")
    assert table.rows[1] == ("2 to 4", 9, 2, "She asks for more", 10, 5, 19)


def test_a_last_day_counts_to_the_last_row():
    last = SO_FAR | {"doses": [182]}
    assert treatment_timeline("PHQ-9", DAYS, **last).table.rows[-1][2] == 1
