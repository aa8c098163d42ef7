"""The GRADE workbench, driven without a browser."""

from kapedu.figures.certainty import certainty_case
from kapedu.widgets.evidence.certainty_workbench import _Workbench


def decide(bench: _Workbench, *options: str) -> None:
    for option in options:
        bench.choice.value = option
        bench.next.click()


def ours(name: str) -> list[str]:
    case = certainty_case(name)
    return [case.start, *(part.judgement for part in case.parts.values())]


def test_nothing_moves_on_without_a_decision():
    bench = _Workbench()
    bench.next.click()
    assert "Decide first" in bench.problem.html
    assert "Decision 1 of 7" in bench.look.html


def test_the_ladder_follows_each_decision():
    bench = _Workbench()
    bench.choice.value = "randomised"
    assert "High <strong>(your rating)</strong>" in bench.ladder.html
    bench.next.click()
    bench.choice.value = "two"
    assert "Low <strong>(your rating)</strong>" in bench.ladder.html


def test_deciding_as_we_do_agrees_in_everything():
    bench = _Workbench()
    decide(bench, *ours("response"))
    assert "You arrive at low, we at low certainty." in bench.result.html
    assert "7 of 7 decisions are the same" in bench.result.html


def test_another_decision_is_answered_with_reasons_for_both():
    bench = _Workbench()
    decisions = ours("response")
    decisions[1] = "none"
    decide(bench, *decisions)
    assert "6 of 7" in bench.result.html
    assert "Double-blind says what was planned" in bench.result.html
    assert "What we wrote:" in bench.result.html


def test_raising_randomised_evidence_is_refused_with_the_rule():
    bench = _Workbench()
    bench.outcome.value = "dissociation"
    decisions = ours("dissociation")
    decisions[-1] = "very_large"
    decide(bench, *decisions[:-1])
    bench.choice.value = "very_large"
    assert "The rules do not allow this" in bench.ladder.html
    assert "randomised evidence starts high" in bench.ladder.html
    bench.next.click()
    assert "You arrive at not allowed by the rules, we at high certainty" in bench.result.html


def test_decisions_are_kept_when_going_back_and_dropped_with_another_outcome():
    bench = _Workbench()
    decide(bench, "randomised", "one")
    bench.back.click()
    assert bench.choice.value == "one"
    bench.outcome.value = "therapy"
    assert bench.chosen == {}
    assert bench.choice.value is None
