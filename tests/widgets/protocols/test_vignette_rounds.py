import pytest

from kapedu.practice.vignette import vignettes
from kapedu.widgets.protocols.vignette_rounds import VignetteRounds


@pytest.fixture
def rounds():
    return VignetteRounds()


def test_nothing_is_compared_before_a_decision(rounds):
    rounds.compare.click()
    assert "Decide first" in rounds.result.html
    assert rounds.decided == {}


def test_the_options_hold_true_findings_and_decoys_without_order_or_reasons(rounds):
    for case in vignettes().values():
        shown = list(rounds.findings.options.values())
        assert shown == sorted(shown, key=str.lower)
        assert len(shown) == len(case.expected) + len(case.decoys)
        rounds.decision.value = "stop"
        rounds.compare.click()
        rounds.next.click()


def test_each_finding_is_compared_and_a_decoy_is_explained(rounds):
    rounds.decision.value = "ready"
    rounds.compare.click()
    rounds.next.click()
    assert "Marta" in rounds.chart.html
    rounds.decision.value = "pause"
    rounds.findings.value = ["pressure_hold", "decoy:Venlafaxine"]
    rounds.compare.click()
    text = rounds.result.html
    assert "You ticked 1 of its 3 findings" in text
    assert text.count("You saw it.") == 1
    assert text.count("You passed it over.") == 2
    assert "You ticked it." in text
    assert "clinic-policy example, needs sign-off by a qualified physician" in text
    assert "What this case teaches" in text


def test_a_case_is_decided_once(rounds):
    rounds.decision.value = "ready"
    rounds.compare.click()
    rounds.compare.click()
    assert rounds.decided == {"01-elena": "ready"}
    assert rounds.decision.disabled


def test_at_the_end_the_two_kinds_of_error_are_counted_apart_and_one_can_start_again(rounds):
    for _ in vignettes():
        rounds.decision.value = "ready"
        rounds.compare.click()
        rounds.next.click()
    assert "You decided 1 of 10 as the engine does" in rounds.result.html
    assert "You would have dosed 9 who should not have been, and held 0" in rounds.result.html
    assert rounds.decision.layout.display == "none"
    rounds.next.click()
    assert "Patient 1 of 10" in rounds.chart.html
    assert rounds.decision.layout.display is None
    assert rounds.decided == {}
