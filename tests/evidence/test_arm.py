import numpy as np
import pytest

from kapedu.evidence.arm import ArmError, Counts, Means, combine, sd_from_paired_t, sd_from_standard_error
from kapedu.evidence.errors import EvidenceError


@pytest.mark.parametrize(
    ("figures", "field", "told"),
    [
        ((1.0, 0.0, 10), "sd", "0 is impossible"),
        ((1.0, -2.0, 10), "sd", "-2 is impossible"),
        ((1.0, float("nan"), 10), "sd", "nan is impossible"),
        ((1.0, 2.0, 1), "n", "1 is too few"),
        ((1.0, 2.0, 10.5), "n", "10.5 is not a count"),
        ((float("inf"), 2.0, 10), "mean", "not a finite number"),
    ],
)
def test_an_impossible_arm_with_a_mean_is_refused_and_the_figure_named(figures, field, told):
    with pytest.raises(ArmError, match=told) as refused:
        Means(*figures)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("figures", "field"), [((11, 10), "events"), ((-1, 10), "events"), ((0, 0), "n"), ((2.5, 10), "events")]
)
def test_an_impossible_arm_with_events_is_refused_and_the_figure_named(figures, field):
    with pytest.raises(ArmError) as refused:
        Counts(*figures)
    assert refused.value.field == field


def test_combined_arms_are_what_all_their_people_together_give():
    rng = np.random.default_rng(3)
    groups = [rng.normal(place, 2 + place, size) for place, size in enumerate((7, 12, 30))]
    arms = [Means(group.mean(), group.std(ddof=1), len(group)) for group in groups]
    everybody = np.concatenate(groups)
    found = combine(*arms)
    assert (found.mean, found.sd, found.n) == pytest.approx((everybody.mean(), everybody.std(ddof=1), 49))


def test_the_doses_of_transform_1_combine_to_the_row_of_the_register():
    from kapedu.knowledge.trials import trial

    doses = [Means(row.exp_mean, row.exp_sd, row.exp_n) for row in map(trial, ("01a", "02a"))]
    both, row = combine(*doses), trial("03a")
    assert (round(both.mean, 2), round(both.sd, 2), both.n) == (row.exp_mean, row.exp_sd, row.exp_n)


def test_an_sd_comes_back_from_a_standard_error_and_from_a_paired_t():
    assert sd_from_standard_error(2.0, 25) == 10.0
    assert sd_from_paired_t(-6.0, 3.0, 16) == 8.0
    with pytest.raises(EvidenceError, match="paired t of 0"):
        sd_from_paired_t(-6.0, 0.0, 16)
