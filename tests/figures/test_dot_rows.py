"""Estimates in rows."""

import plotly.graph_objects as go
import pytest

from kapedu.figures.dot_rows import DotRow, dot_rows, number

CHECKED = DotRow("wafer", 29, "primary", "rolan2014", 27, 31, "90 % confidence interval", "8 people")
UNCHECKED = DotRow("rumour", 64, "unverified", "abuhelwa2022")
PAIR = DotRow("two doses", 14, "primary", "pharmacotherapy2022", 11, 17, "lowest and highest", is_pair=True)


def drawn(*rows, **more):
    return dot_rows(rows, "Share (%)", "A summary.", caption="Shares", x_range=(0, 100), **more)


def markers(figure):
    return {trace["name"]: trace for trace in figure.spec["data"] if trace["mode"] == "markers"}


def test_rows_run_from_top_to_bottom_with_their_values():
    published = markers(drawn(CHECKED, DotRow("tablet", 20, "primary", "yanagihara2003")))["published"]
    assert list(zip(published["x"], published["y"], strict=True)) == [(29, 1), (20, 0)]


def test_an_unverified_estimate_is_hollow_and_says_so():
    found = markers(drawn(CHECKED, UNCHECKED))
    assert found["unverified"]["marker"]["symbol"] == "circle-open"
    assert found["unverified"]["x"] == [64]
    assert found["published"]["marker"]["symbol"] == "circle"
    assert "unverified" in drawn(UNCHECKED).spec["layout"]["annotations"][0]["text"]


def test_a_pair_is_drawn_at_both_ends_and_never_in_the_middle():
    assert markers(drawn(PAIR))["pair"]["x"] == [11, 17]
    assert "published" not in markers(drawn(PAIR))
    assert drawn(PAIR).table.rows[0][1] == "11 to 17"


def test_the_table_has_spread_people_status_and_source():
    assert drawn(CHECKED, UNCHECKED).table.rows == (
        ("wafer", "29", "27 to 31 (90 % confidence interval)", "8 people", "primary", "rolan2014"),
        ("rumour", "64", "not reported", "not given", "unverified", "abuhelwa2022"),
    )


def test_a_guess_is_a_line_with_its_name():
    layout = drawn(CHECKED, guess=40.0, guess_label="Your plan").spec["layout"]
    assert [shape["x0"] for shape in layout["shapes"] if shape.get("yref") == "paper"] == [40]
    assert layout["annotations"][-1]["text"] == "Your plan: 40"


def test_plotly_accepts_the_drawing():
    go.Figure(drawn(CHECKED, UNCHECKED, PAIR, guess=1.0).spec)


def test_no_rows_is_an_error_that_says_so():
    with pytest.raises(ValueError, match="at least one row"):
        drawn()


def test_numbers_are_short_and_have_a_true_minus():
    assert [number(value) for value in (12.61, -0.41, 16.0)] == ["12.61", "−0.41", "16"]
