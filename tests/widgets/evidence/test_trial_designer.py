"""The trial designer, driven without a browser."""

from kapedu.widgets.evidence.trial_designer import _Designer


def test_it_opens_with_the_size_for_the_positive_trial_and_what_becomes_of_it():
    designer = _Designer()
    assert designer.people.value == 19
    assert "Planned power 83 %" in designer.reading.html
    assert "in truth 2.9 points" in designer.reading.html


def test_another_belief_takes_its_own_size():
    designer = _Designer()
    designer.belief.value = "pooled"
    assert designer.people.value == 272
    designer.people.value = 100
    designer.take.click()
    assert designer.people.value == 272


def test_many_endpoints_raise_false_alarms_and_holm_holds_them_down():
    designer = _Designer()
    designer.truth.value = "nothing"
    designer.secondary.value = 8
    loose = designer.reading.html
    designer.adjust.value = "holm"

    def alarms(html: str) -> int:
        return int(html.split("In <strong>")[1].split(" of 100", maxsplit=1)[0])

    assert alarms(loose) > 12
    assert alarms(designer.reading.html) <= 8


def test_the_crossover_shows_a_gain_even_where_the_drug_does_nothing():
    designer = _Designer()
    designer.truth.value = "nothing"
    designer.people.value = 100
    designer.design.value = "crossover"
    assert designer.secondary.disabled
    assert "regression to the mean" in designer.reading.html
    gain = float(designer.reading.html.split("improve by <strong>")[1].split(" ")[0])
    assert gain > 2


def test_the_largest_trial_is_simulated_with_all_its_endpoints():
    designer = _Designer()
    designer.people.value = 500
    designer.secondary.value = 8
    assert "399 people are left in each arm" in designer.reading.html
    assert "at least one endpoint that the drug does nothing to" in designer.reading.html
