import pytest

from kapedu.widgets.protocols.five_questions import FiveQuestions


@pytest.fixture
def tom():
    return FiveQuestions()


def ask(tom, *keys):
    for key in keys:
        tom.what.value = key
        tom.ask.click()


def test_an_answer_closes_its_hole(tom):
    ask(tom, "age_years")
    assert "Age: 52" in tom.result.html
    assert "4 questions left; 42 holes" in tom.result.html
    assert "age_years" not in tom.what.options


def test_after_five_what_stays_hidden_is_shown_and_no_more_can_be_asked(tom):
    ask(tom, "age_years", "weight_kg", "height_cm", "glaucoma", "seizures")
    assert "You did not ask about suicide" in tom.result.html
    assert "Suicidal intent, or a recent attempt" in tom.result.html
    assert tom.ask.disabled
    ask(tom, "suicidal_intent")
    assert len(tom.asked) == 5


def test_who_asks_what_matters_is_told_so(tom):
    ask(tom, "suicidal_intent", "medicines", "past_substance_use", "integration_plan", "alliance")
    assert "You asked about suicide" in tom.result.html
    assert "Nothing that matters is left in the dark" in tom.result.html


def test_one_can_start_again(tom):
    ask(tom, "age_years")
    tom.again.click()
    assert "5 questions left; 43 holes" in tom.result.html
