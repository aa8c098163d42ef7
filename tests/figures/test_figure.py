import numpy as np
import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapedu.figures.figure import Figure, Table, from_plotly, plain, round_significant, thin


def test_a_row_of_the_wrong_length_is_refused_with_its_number():
    with pytest.raises(ValueError, match=r"table 'T', row 2 has 1 cells; it needs 2"):
        Table("T", ("a", "b"), ((1, 2), (3,)))


@given(st.floats(-1e12, 1e12, allow_subnormal=False))
def test_rounding_keeps_five_significant_digits(value):
    rounded = round_significant(value)
    assert rounded == pytest.approx(value, rel=5.1e-5, abs=1e-300)
    digits = repr(abs(float(rounded))).split("e")[0].replace(".", "").strip("0")
    assert len(digits) <= 5


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_what_is_not_a_finite_number_becomes_a_gap(value):
    assert plain([1.0, value]) == [1, None]


def test_arrays_and_numpy_numbers_become_plain_lists():
    made = plain(
        {
            "x": np.arange(3),
            "y": (np.float64(0.1234567), np.int64(2)),
            "flag": np.arange(2)[1] == 1,
            "n": None,
        }
    )
    assert made == {"x": [0, 1, 2], "y": [0.12346, 2], "flag": True, "n": None}
    assert type(made["flag"]) is bool


@given(st.integers(1, 5000), st.lists(st.integers(0, 4999), max_size=6), st.integers(3, 30))
def test_thinning_keeps_the_ends_the_wanted_and_the_order(count, keep, limit):
    keep = [place for place in keep if place < count]
    places = thin(count, keep, limit)
    assert places == sorted(set(places))
    assert {0, count - 1, *keep} <= set(places)
    assert len(places) <= max(limit, len({0, count - 1, *keep}))


def test_a_figure_of_plotly_itself_gets_a_table_and_loses_plotlys_template():
    made = go.Figure(go.Scatter(x=np.arange(4), y=np.arange(4.0) ** 2, name="Squares")).update_layout(
        xaxis_title="Number", yaxis_title="Square"
    )
    figure = from_plotly(made.to_plotly_json(), "Squares of the first numbers.", ["a2020"])
    assert figure.table.columns == ("Series", "Number", "Square")
    assert figure.table.rows == (("Squares", 0, 0), ("Squares", 1, 1), ("Squares", 2, 4), ("Squares", 3, 9))
    assert figure.sources == ("a2020",)
    assert "template" not in figure.spec["layout"]
    assert figure.spec["data"][0]["y"] == [0, 1, 4, 9]


@pytest.mark.parametrize(
    ("spec", "summary", "message"),
    [({"data": [{"y": [1]}]}, " ", "summary is empty"), ({"data": []}, "Nothing.", "at least one trace")],
)
def test_a_figure_of_plotly_without_words_or_traces_is_refused(spec, summary, message):
    with pytest.raises(ValueError, match=message):
        from_plotly(spec, summary)


def test_a_figure_is_a_value():
    table = Table("T", ("a",), ())
    assert Figure({"data": []}, "S", table) == Figure({"data": []}, "S", table)
