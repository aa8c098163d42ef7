import pytest

from kapedu.evidence.rob2_cases import read_result
from kapedu.widgets.evidence.risk_plots import _Plots
from kapedu.widgets.evidence.rob2_workbench import _SHARED, _Workbench


@pytest.fixture(autouse=True)
def fresh():
    _SHARED.clear()
    yield
    _SHARED.clear()


def summary(plots):
    return plots.view._shown["summary"]


def test_our_judgements_are_there_and_yours_join_them():
    plots = _Plots()
    assert "Su 2023: ours: high for measurement" in summary(plots)
    assert "yours" not in summary(plots)
    workbench = _Workbench(read_result("lii"))
    workbench.domain.value = "missing"
    workbench.selects["missing"]["3.1"].value = "Y"
    assert "Lii 2023: yours: low for missing outcome data." in summary(plots)


def test_an_override_needs_a_reason():
    plots = _Plots()
    plots.risk.value = "some concerns"
    plots.button.click()
    assert "give the reason" in plots.said.html
    assert "changed" not in summary(plots)


def test_an_override_changes_overall_by_the_rule_and_can_be_taken_back():
    plots = _Plots()
    plots.risk.value = "some concerns"
    plots.reason.value = "raters <never> met the patients"
    plots.button.click()
    assert "Overall: <strong>some concerns</strong>" in plots.said.html
    assert "&lt;never&gt;" in plots.said.html
    assert "Su 2023: ours, changed: some concerns for" in summary(plots)
    plots.undo.click()
    assert "Su 2023: ours: high for measurement" in summary(plots)


def test_overall_can_be_overridden_too():
    plots = _Plots()
    plots.result.value, plots.domain.value, plots.risk.value = "lii", "overall", "high"
    plots.reason.value = "two concerns together"
    plots.button.click()
    assert "Overall is now <strong>high</strong>" in plots.said.html


def test_the_bars_add_our_judgements_up():
    plots = _Plots()
    plots.look.value = "bars"
    assert summary(plots).startswith("2 results, each counted once.")


def test_what_hangs_on_one_answer_is_told_for_the_chosen_result():
    plots = _Plots()
    plots.away.click()
    assert "Su 2023, against midazolam: <strong>high</strong>, unless one" in plots.said.html
