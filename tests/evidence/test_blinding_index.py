import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kapedu.evidence.blinding_index import Guesses, bang_index, james_index
from kapedu.evidence.errors import EvidenceError

CRISP = Guesses(right=82, wrong=25, unknown=170), Guesses(right=29, wrong=27, unknown=83)


def test_the_indices_of_the_worked_trial_are_those_of_its_definition():
    """Counts of the CRISP trial (Bang 2004), worked out here by hand from the definitions in the module."""
    treated, control = map(bang_index, CRISP)
    assert treated.value == pytest.approx(57 / 277)
    assert control.value == pytest.approx(2 / 139)
    assert treated.se == pytest.approx(((107 / 277 - (57 / 277) ** 2) / 277) ** 0.5)
    observed, expected = 26 / 163, 0.5 * (107 * 54 + 56 * 109) / 163**2
    unknown = 253 / 416
    by_hand = (1 + unknown + (1 - unknown) * (observed - expected) / expected) / 2
    assert james_index(*CRISP) == pytest.approx(by_hand)
    assert round(by_hand, 2) == 0.75


def test_the_indices_and_intervals_are_those_printed_by_another_implementation():
    """The worked example printed in the README of BlindingIndex.jl (a port of R's BI package), three decimals.

    Guesses treated / placebo / do not know: 48, 4, 330 in the treated arm and 22, 30, 319 in the other.
    """
    treated, control = Guesses(right=48, wrong=4, unknown=330), Guesses(right=30, wrong=22, unknown=319)
    for guesses, printed in ((treated, (0.115, 0.018, 0.08, 0.15)), (control, (0.022, 0.019, -0.016, 0.06))):
        index = bang_index(guesses)
        assert tuple(round(number, 3) for number in (index.value, index.se, *index.ci)) == printed
    assert round(james_index(treated, control), 3) == 0.896


@pytest.mark.parametrize(
    ("treated", "control", "james"),
    [
        (Guesses(0, 0, 20), Guesses(0, 0, 20), 1.0),  # nobody knows: a perfect blind
        (Guesses(20, 0), Guesses(20, 0), 0.0),  # everybody is right: none
        (Guesses(10, 10), Guesses(10, 10), 0.5),  # coins
    ],
)
def test_the_three_landmarks_of_the_james_index(treated, control, james):
    assert james_index(treated, control) == pytest.approx(james)


def test_the_three_landmarks_of_the_bang_index():
    assert [bang_index(Guesses(*guess)).value for guess in ((20, 0), (10, 10), (0, 20))] == [1, 0, -1]
    assert bang_index(Guesses(20, 0)).ci == (1.0, 1.0)


@settings(deadline=None)
@given(counts=st.lists(st.integers(1, 50), min_size=6, max_size=6))
def test_both_indices_stay_in_their_range(counts):
    treated, control = Guesses(*counts[:3]), Guesses(*counts[3:])
    assert -1 <= bang_index(treated).ci[0] <= bang_index(treated).value <= bang_index(treated).ci[1] <= 1
    assert 0 <= james_index(treated, control) <= 1


def test_impossible_guesses_are_refused():
    with pytest.raises(EvidenceError, match="right -1"):
        Guesses(-1, 2)
    for odd in (float("nan"), 1.5):
        with pytest.raises(EvidenceError, match=f"wrong {odd}: give a count"):
            Guesses(2, odd)
    with pytest.raises(EvidenceError, match="nobody was asked"):
        Guesses(0, 0)
    with pytest.raises(EvidenceError, match="only one arm guessed"):
        james_index(Guesses(5, 0), Guesses(0, 0, 5))
