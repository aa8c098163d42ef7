import numpy as np
import pytest

from kapedu.evidence.blinding import BlindingTrial, Masking, from_guesses, maskings, simulate_blinding
from kapedu.evidence.design import power_of_means
from kapedu.evidence.errors import EvidenceError

PERFECT, OPEN = Masking("perfect", 0, 0), Masking("open", 1, 1)


def run(masking, true=0.0, expectancy=5.0, n=50, runs=2000):
    return simulate_blinding(
        BlindingTrial(n, true, expectancy, 10.0, masking), np.random.default_rng(5), runs
    )


@pytest.mark.parametrize("masking", [PERFECT, OPEN, Masking("half", 0.5, 0.2), *maskings().values()])
def test_the_bias_is_expectancy_times_the_gap_in_belief(masking):
    found = run(masking, true=3.0)
    assert abs(found.bias - found.trial.expected_bias) < 4 * found.bias_error


def test_without_an_effect_a_perfect_mask_gives_five_percent_false_alarms_and_an_open_trial_many():
    masked, unmasked = run(PERFECT), run(OPEN)
    assert abs(masked.power - 0.05) < 4 * (0.05 * 0.95 / 2000) ** 0.5
    assert unmasked.power > 0.5


def test_without_expectancy_knowing_does_no_harm_and_power_is_the_formulas():
    found = run(OPEN, true=6.0, expectancy=0.0)
    assert abs(found.power - power_of_means(50, 6, 10)) < 4 * found.power_error
    assert abs(found.bias) < 4 * found.bias_error


def test_the_indices_see_what_the_mask_let_through():
    masked, unmasked = run(PERFECT), run(OPEN)
    assert abs(masked.bang_treated.value) < 0.02
    assert unmasked.bang_treated.value == unmasked.bang_control.value == 1
    assert masked.james == pytest.approx(0.5, abs=0.02)
    assert unmasked.james == 0
    half = run(from_guesses("x", 0.75, 0.5))
    assert (half.right_treated, half.right_control) == pytest.approx((0.75, 0.5), abs=0.01)


def test_the_same_seed_gives_the_same_trial():
    one, other = run(OPEN, runs=20), run(OPEN, runs=20)
    assert np.array_equal(one.estimates, other.estimates)


def test_the_published_maskings_are_ordered_from_anaesthesia_to_open_label():
    gaps = {name: masking.belief_gap for name, masking in maskings().items()}
    assert gaps["saline under anaesthesia"] == gaps["perfect mask"] == 0
    assert 0 < gaps["inert spray"] < 1
    assert gaps["midazolam"] < gaps["inert infusion"] < 1  # the same treated arm, another control
    assert gaps["open label"] == 1


def test_the_gap_is_that_of_people_who_believe_what_they_feel():
    """Whoever dissociates believes in the drug and everybody else in the control: the gap is the difference in shares."""
    rng = np.random.default_rng(3)
    treated, control = rng.random(200_000) < 29 / 42, rng.random(200_000) < 7 / 42
    assert treated.mean() - control.mean() == pytest.approx(maskings()["midazolam"].belief_gap, abs=0.01)


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: Masking("x", 50, 0.5), "notices_treated 50"),
        (lambda: from_guesses("x", 0.5, 1.2), "1.2 guess right"),
        (lambda: BlindingTrial(1, 0, 0, 1, PERFECT), "n_per_arm 1"),
        (lambda: BlindingTrial(10, 0, 0, 0, PERFECT), "sd 0"),
        (lambda: BlindingTrial(10, float("nan"), 0, 1, PERFECT), "true_effect nan"),
        (lambda: run(PERFECT, runs=0), "runs 0"),
    ],
)
def test_an_impossible_trial_is_refused(make, told):
    with pytest.raises(EvidenceError, match=told):
        make()
