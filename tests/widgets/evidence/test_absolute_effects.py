"""From a ratio to people, driven without a browser."""

from kapedu.widgets.evidence.absolute_effects import _Effects, picture_for_patient


def test_it_starts_at_the_trials_own_chance_and_follows_the_slider():
    effects = _Effects()
    assert effects.risk.value == 8.8
    assert "of 100 people: respond 9" in effects.view._shown["summary"]
    effects.risk.value = 30
    assert "of 100 people: respond 30" in effects.view._shown["summary"]
    assert "a risk that you chose" in effects.table.html


def test_another_outcome_brings_its_own_chance_and_judge():
    effects = _Effects()
    effects.outcome.value = "dissociation"
    assert effects.risk.value == 5
    assert "have dissociation" in effects.view._shown["summary"]
    assert "our judgement" in effects.table.html


def test_a_thousand_people_can_be_drawn_and_the_chance_reset():
    effects = _Effects()
    effects.risk.value = 40
    effects.of.value = "1000"
    assert "of 1000 people: respond 400" in effects.view._shown["summary"]
    effects.reset.click()
    assert effects.risk.value == 8.8


def test_the_picture_shows_benefit_and_harm_one_under_the_other():
    _, benefit, harm = picture_for_patient().children
    assert "clearly better" in benefit._shown["summary"]
    assert "feel detached" in harm._shown["summary"]
