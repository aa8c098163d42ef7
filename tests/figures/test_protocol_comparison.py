import pytest

from kapedu.figures.protocol_comparison import named, numbers, protocol_comparison
from kapedu.pharmacology import Patient
from kapedu.practice.comparison import compare
from kapedu.practice.regimens import protocol


@pytest.fixture(scope="module")
def comparison():
    return compare(protocol("iv_depression"), protocol("in_racemic"), Patient(70), ("low", "high"))


def test_curves_summary_and_table_tell_the_same_numbers(comparison):
    figure = protocol_comparison(comparison)
    assert max(figure.spec["data"][0]["y"]) == pytest.approx(comparison.first.peak_ng_ml, rel=1e-3)
    assert "253 ng/mL after 40 min" in figure.summary
    assert figure.table.rows[1] == (40, 253, round(float(comparison.second.course.arterial_ng_ml[40])))
    cells = {row[0]: row[1:] for row in numbers(comparison).rows}
    assert cells["Amount (mg)"] == ("35", "50")
    assert cells["Exposure (ng·h/mL)"][1] == "149 (65 to 268)"


def test_each_curve_has_its_own_line_style(comparison):
    assert len({trace["line"]["dash"] for trace in protocol_comparison(comparison).spec["data"]}) == 2


def test_the_same_protocol_twice_keeps_two_columns():
    same = compare(protocol("iv_depression"), protocol("iv_depression"), Patient(70))
    assert len(named(same)) == 2
    assert len(protocol_comparison(same).table.columns) == 3


def test_a_dose_without_a_source_says_so_in_the_table():
    found = compare(protocol("im_kap"), protocol("iv_depression"), Patient(70))
    rows = {row[0]: row[1:] for row in numbers(found).rows}
    assert rows["Dose checked"][0] == "clinic-policy example, needs sign-off by a qualified physician"
    assert "general_knowledge" not in protocol_comparison(found).sources
