from kapedu.figures.trial_questions import WHICH
from kapedu.widgets.evidence.which_trial import which_trial


def test_questions_are_sorted_into_the_two_trials_and_neither():
    box = which_trial()
    choice = next(child for child in box.children if getattr(child, "_kind", "") == "choice")
    assert choice.options == dict(WHICH)
