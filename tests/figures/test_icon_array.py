"""Icon arrays: whole people that add up, shapes beside colours, and the same numbers in words and table."""

import re
from itertools import pairwise

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapedu.figures.icon_array import SIZES, Figure, Group, Panel, compare_risks, icon_array


def drawn_people(figure: Figure) -> list[int]:
    """Outlines in each crowd of people of one kind, in order."""
    crowds = [trace for trace in figure.spec["data"] if trace["mode"] == "lines"]
    return [trace["x"].count(None) for trace in crowds]


def example(of: int = 100) -> Figure:
    # Cochrane 2021: response OR 3.94 at 8.8 % in the saline group is 27.5 %
    return compare_risks(0.088, 0.275, event="respond", otherwise="do not respond", of=of)


def test_drawing_words_and_table_hold_the_same_numbers():
    figure = example(1000)
    assert drawn_people(figure) == [88, 912, 275, 725]
    assert "With treatment, of 1000 people: respond 275, do not respond 725." in figure.summary
    assert figure.table.rows == (("respond", 88.0, 275.0), ("do not respond", 912.0, 725.0))


def test_every_kind_of_person_has_a_shape_of_its_own():
    kinds = ("get better", "feel sick", "stop")
    figure = icon_array([Panel("Anyone", tuple(Group(kind, 10) for kind in kinds))], "none of these")
    legend = [trace for trace in figure.spec["data"] if trace.get("showlegend")]
    assert [trace["name"] for trace in legend] == [*kinds, "none of these"]
    assert len({trace["marker"]["symbol"] for trace in legend}) == len(legend)
    assert legend[-1]["marker"]["symbol"].endswith("-open")


def test_the_same_kind_looks_the_same_in_every_crowd():
    crowd = [Panel("A", (Group("x", 10), Group("y", 20))), Panel("B", (Group("y", 5), Group("x", 1)))]
    figure = icon_array(crowd, "rest")
    colours = [trace["line"]["color"] for trace in figure.spec["data"] if trace["mode"] == "lines"]
    assert colours[0] == colours[4]
    assert colours[1] == colours[3]


def test_benefit_and_harm_can_be_given_different_shapes():
    looks = [
        icon_array([Panel("A", (Group("x", 10),))], "rest", first_look=place).spec["data"][0]["marker"]
        for place in range(4)
    ]
    assert len({look["symbol"] for look in looks}) == len({look["color"] for look in looks}) == 4


def test_the_reading_cursor_stops_once_for_each_kind_in_each_crowd():
    stops = [trace["text"][0] for trace in example().spec["data"] if trace.get("hoverinfo") == "text"]
    assert stops == [
        "Without treatment: 9 of 100 respond",
        "Without treatment: 91 of 100 do not respond",
        "With treatment: 28 of 100 respond",
        "With treatment: 72 of 100 do not respond",
    ]


def test_somebody_too_rare_to_draw_is_said_and_not_hidden():
    figure = icon_array([Panel("Spray", (Group("have it", 0.3),))], "do not")
    assert "Spray: fewer than 1 of 100 have it, so nobody is drawn." in figure.summary
    assert figure.table.rows[0] == ("have it", 0.3)


@given(
    st.lists(st.floats(0, 1), min_size=1, max_size=4),
    st.sampled_from(sorted(SIZES)),
)
def test_whole_people_always_add_up_and_are_never_off_by_one_or_more(shares, of):
    scale = of / max(1.0, sum(shares))
    groups = tuple(Group(f"kind {place}", scale * share) for place, share in enumerate(shares))
    figure = icon_array([Panel("Crowd", groups)], "rest", of=of)
    said = dict(part.rsplit(" ", 1) for part in figure.summary.split(": ")[1].split(".")[0].split(", "))
    assert sum(int(people) for people in said.values()) == of == sum(drawn_people(figure))
    assert all(abs(int(said[group.label]) - group.people) < 1 + 1e-6 for group in groups)


def test_nobody_stands_on_somebody_else():
    places = set()
    for trace in example().spec["data"]:
        if trace["mode"] == "lines":
            ends = [0, *(at + 1 for at, x in enumerate(trace["x"]) if x is None)]
            for first, after in pairwise(ends):
                across, up = (trace[axis][first : after - 2] for axis in "xy")
                places.add((round(sum(across) / len(across), 1), round(sum(up) / len(up), 1)))
    assert len(places) == 200


@pytest.mark.parametrize(
    ("panels", "more", "told"),
    [
        ([], {}, "at least one panel"),
        ([Panel("A", ())], {"first_look": 4}, "first_look 4: choose 0 to 3"),
        ([Panel("A", ())], {"of": 50}, "of 50 people cannot be drawn; choose one of 100, 1000"),
        ([Panel("A", (Group("x", -1),))], {}, "panel 'A', group 'x': -1 people; give a number from 0 to 100"),
        ([Panel("A", (Group("x", 60), Group("y", 60)))], {}, "add up to 120 people of 100"),
        ([Panel("A", (Group("x", 1), Group("x", 2)))], {}, "stands twice"),
        ([Panel("A", (Group("rest", 1),))], {}, "rest 'rest' is also the label"),
        ([Panel("A", tuple(Group(str(kind), 1) for kind in range(5)))], {}, "at most 4"),
    ],
)
def test_a_crowd_that_cannot_be_drawn_is_refused_by_name(panels, more, told):
    with pytest.raises(ValueError, match=re.escape(told)):
        icon_array(panels, "rest", **more)


@pytest.mark.parametrize("risk", [-0.1, 1.1, float("nan")])
def test_a_risk_outside_nought_to_one_is_refused(risk):
    with pytest.raises(ValueError, match=r"treated .* is no risk; give a share between 0 and 1"):
        compare_risks(0.1, risk, event="x", otherwise="y")


@pytest.mark.parametrize("of", sorted(SIZES))
def test_plotly_accepts_the_drawing(of):
    go.Figure(example(of).spec)
