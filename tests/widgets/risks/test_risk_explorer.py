"""The risk explorer: every control changes what is shown, and the uncertainty is always said."""

from kapedu.widgets.risks.risk_explorer import HarmCounter, PressureChance, RiskPeople, risk_explorer


def test_the_chance_is_a_range_and_grows_with_age():
    part = PressureChance()
    before = part._risk().high
    part.age.value = 80
    assert part._risk().high > before
    assert "depending on the cohort" in part.reading.html


def test_a_history_says_what_is_published_and_opens_the_answer():
    part = PressureChance()
    assert "or more" not in part.reading.html
    part.history.value = "yes"
    assert "or more" in part.reading.html
    assert "Every patient with a history" in part.reading.html
    assert "primary" in part.reading.html


def test_another_threshold_is_drawn():
    part = PressureChance()
    part.threshold.value = "160"
    assert "above 160 mmHg" in part.view._shown["summary"]


def test_a_harm_is_shown_in_each_trial_and_one_trial_as_people():
    part = HarmCounter()
    assert "for every 4 treated" in part.reading.html
    part.trial.value = "china"
    assert "for every 2 treated" in part.reading.html
    assert "secondary" in part.reading.html
    part.harm.value = "anxiety"
    assert part.trial.value == "aspire"
    assert "not sure" in part.reading.html


def test_a_risk_without_counts_says_that_it_has_no_interval():
    part = RiskPeople()
    part.risk.value = "laryngospasm"
    assert "no counts on file" in part.reading.html
    assert "1000" in part.view._shown["table"]["caption"]
    part.risk.value = "severe_infusions"
    assert "23 of 2342 infusions" in part.reading.html


def test_the_dashboard_says_what_it_is_not():
    assert "does not treat" in risk_explorer().children[0].html
