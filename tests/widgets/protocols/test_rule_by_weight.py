"""Three rules read at one weight."""

from kapedu.widgets.protocols.rule_by_weight import _Rules


def test_the_reading_tells_amount_and_what_comes_of_it():
    rules = _Rules()
    assert "120 kg" in rules.reading.html
    assert "60 mg" in rules.reading.html
    rules.rule.value = "fixed"
    assert "35 mg" in rules.reading.html
    assert "0.29 mg/kg" in rules.reading.html
    rules.weight.value = 70
    assert "0.5 mg/kg" in rules.reading.html


def test_the_ceiling_is_shown_with_its_status():
    rules = _Rules()
    rules.rule.value = "cap"
    assert "60 mg: secondary" in rules.reading.html


def test_a_new_rule_draws_its_own_band():
    rules = _Rules()
    before = rules.view._shown["spec"]["data"][1]["y"]
    rules.rule.value = "fixed"
    assert rules.view._shown["spec"]["data"][1]["y"] != before
