"""A guess for the hidden group, then scores and changes."""

from kapedu.widgets.mechanism.masked_trial import _Trial


def test_the_hidden_group_cannot_be_read_from_the_page_before_the_guess():
    trial = _Trial()
    assert "16.4" not in str(trial.view._shown)
    trial.guess.value = 20
    assert "You guessed 20" in trial.view._shown["summary"]
    assert "16.4" not in str(trial.view._shown)


def test_revealing_compares_with_the_guess():
    trial = _Trial()
    trial.guess.value = 20
    trial.button.click()
    assert "You guessed 20; the saline group was at <b>16.4</b>" in trial.reading.html
    assert trial.look in trial.lower.children


def test_the_two_views_tell_opposite_stories():
    trial = _Trial()
    trial.button.click()
    assert "ketamine is lower" in trial.reading.html
    trial.look.value = "changes"
    assert "saline fell further" in trial.reading.html
    assert "ketamine 12.4, saline 13.5" in trial.view._shown["summary"]
