"""The drawing of a demonstration ends at the step that is shown, and its twins say the same."""

import pytest

from kapedu.cases.demonstration import stages
from kapedu.cases.read_demonstration import demonstration_named
from kapedu.figures.demonstration_course import demonstration_course


@pytest.fixture(scope="module")
def run():
    return stages(demonstration_named("administration"))


def test_the_lines_end_with_the_step(run):
    for place in (0, 5, len(run) - 1):
        figure = demonstration_course(run, place)
        for line in figure.spec["data"]:
            assert line["x"][-1] == pytest.approx(run[place].state.second / 60, abs=1e-3)
            assert len(line["x"]) == len(line["y"])


def test_a_dotted_line_stands_at_the_end_of_each_step(run):
    shapes = demonstration_course(run, 3).spec["layout"]["shapes"]
    ends = [stage.state.second / 60 for stage in run[:4]]
    assert [shape["x0"] for shape in shapes] == pytest.approx(ends, abs=1e-3)


def test_the_axes_are_the_same_at_every_step(run):
    ranges = [
        (layout["xaxis"]["range"], layout["yaxis"]["range"])
        for layout in (demonstration_course(run, place).spec["layout"] for place in range(len(run)))
    ]
    assert all(one == ranges[0] for one in ranges)
    assert ranges[0][0] == pytest.approx([0, run[-1].state.second / 60], abs=1e-3)


def test_table_and_summary_say_what_the_drawing_shows(run):
    figure = demonstration_course(run, 7)
    last = figure.table.rows[-1]
    systolic = figure.spec["data"][0]["y"][-1]
    assert len(figure.table.rows) == 8
    assert last[2] == round(systolic)
    assert f"systolic pressure {systolic:.0f} mmHg" in figure.summary


def test_the_lines_differ_by_more_than_colour(run):
    dashes = [line["line"]["dash"] for line in demonstration_course(run, 2).spec["data"]]
    assert len(set(dashes)) == len(dashes)


@pytest.mark.parametrize("place", [-1, 99])
def test_a_stage_that_is_not_there_is_told(run, place):
    with pytest.raises(ValueError, match=f"stage {place}: give a whole number from 0 to"):
        demonstration_course(run, place)
