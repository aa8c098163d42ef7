import plotly.graph_objects as go
import pytest

from kapedu.figures import Series, points, series

SCORES = Series("Ketamine", (0, 1, 7), (31, 18, 15), low=(28, 14, 11), high=(34, 22, 19))
PLACEBO = Series("Placebo", (0, 7, 14), (31, 26, 25), style="steps")


def test_plotly_accepts_every_style():
    names = Series("By route", ("nose", "mouth"), (45, 20), style="bars")
    for several in ([SCORES, PLACEBO], [names]):
        made = go.Figure(series(several, "Time (days)", "Score (points)", caption="Scores").spec)
        assert len(made.data) == len(several)


def test_error_bars_reach_the_published_ends():
    bars = points([SCORES], "Time (days)", "Score (points)", caption="Scores").spec["data"][0]["error_y"]
    assert (bars["array"], bars["arrayminus"]) == ([3, 4, 4], [3, 4, 4])


def test_the_table_joins_series_at_the_same_place_and_leaves_gaps():
    table = series([SCORES, PLACEBO], "Time (days)", "Score (points)", caption="Scores").table
    assert table.columns == ("Time (days)", "Ketamine (points)", "Placebo (points)")
    assert table.rows == (
        (0, "31 (28 to 34)", 31),
        (1, "18 (14 to 22)", "–"),
        (7, "15 (11 to 19)", 26),
        (14, "–", 25),
    )


def test_points_keep_their_style_and_a_curve_stays_a_line():
    drawn = points([SCORES], "x", "y", caption="c", curve=Series("Model", (0, 7), (30, 10))).spec["data"]
    assert [trace["mode"] for trace in drawn] == ["markers", "lines"]


def test_a_summary_and_sources_of_ones_own_are_kept():
    figure = series([SCORES], "x", "y", caption="c", summary="Scores fall.", sources=["zarate2006"])
    assert (figure.summary, figure.sources) == ("Scores fall.", ("zarate2006",))


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"x": (1, 2), "y": (1,)}, "y has 1 values, x has 2"),
        ({"x": (1,), "y": (1,), "low": (0,)}, "need both ends"),
        ({"x": (), "y": ()}, "is empty"),
        ({"x": (1,), "y": (1,), "low": (0, 0), "high": (2, 2)}, "low has 2 values"),
    ],
)
def test_series_that_do_not_fit_together_are_refused_by_name(parts, message):
    with pytest.raises(ValueError, match=f"series 'S'.*{message}"):
        Series("S", **parts)


def test_nothing_to_draw_is_refused():
    with pytest.raises(ValueError, match="no series to draw"):
        series([], "x", "y", caption="c")
    with pytest.raises(ValueError, match="no points to draw"):
        points([], "x", "y", caption="c")
