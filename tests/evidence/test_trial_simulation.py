import numpy as np
import pytest
from scipy import stats

from kapedu.evidence.errors import EvidenceError
from kapedu.evidence.trial_simulation import Endpoint, Parallel, p_values, simulate_parallel

NULLS = tuple(Endpoint(f"E{place}", 0.0, 1.0) for place in range(5))


def run(runs=3000, **design):
    return simulate_parallel(Parallel(**design), np.random.default_rng(8), runs)


def test_p_values_are_those_of_the_t_test_on_who_is_left():
    rng = np.random.default_rng(2)
    treated, control = rng.normal(0.5, 1, (6, 20)), rng.normal(0, 1, (6, 20))
    stays = [rng.random((6, 20)) < 0.7 for _ in range(2)]
    ours = p_values(treated, control, *stays)
    for row in range(6):
        expected = stats.ttest_ind(treated[row][stays[0][row]], control[row][stays[1][row]]).pvalue
        assert ours[row] == pytest.approx(expected)


def test_an_arm_with_nobody_left_is_not_significant():
    nobody = np.zeros((1, 5), dtype=bool)
    assert p_values(np.ones((1, 5)), np.zeros((1, 5)), nobody, ~nobody) == [1.0]


def test_five_outcomes_without_an_effect_give_one_false_alarm_in_four_trials():
    found = run(n_per_arm=30, endpoints=NULLS)
    assert found.any_false_alarm == pytest.approx(1 - 0.95**5, abs=0.04)


@pytest.mark.parametrize("adjustment", ["bonferroni", "holm", "hierarchical"])
def test_every_adjustment_keeps_false_alarms_at_one_in_twenty(adjustment):
    found = run(n_per_arm=30, endpoints=NULLS, adjustment=adjustment)
    assert found.any_false_alarm < 0.05 + 4 * (0.05 * 0.95 / 3000) ** 0.5


def test_holm_finds_what_bonferroni_finds_and_more():
    endpoints = tuple(Endpoint(f"E{place}", 0.6, 1.0) for place in range(4))
    bonferroni, holm = (
        run(n_per_arm=40, endpoints=endpoints, adjustment=how).power for how in ("bonferroni", "holm")
    )
    assert all(holm[name] > bonferroni[name] for name in holm)


def test_in_a_hierarchy_a_secondary_outcome_can_only_count_after_the_primary_one():
    endpoints = (Endpoint("primary", 0.3, 1.0), Endpoint("secondary", 2.0, 1.0))
    found = run(n_per_arm=30, endpoints=endpoints, adjustment="hierarchical")
    assert found.power["secondary"] <= found.power["primary"] < 0.4


def test_drop_out_costs_people_and_power_and_correlation_lowers_the_chance_of_any_false_alarm():
    full = run(n_per_arm=60, endpoints=(Endpoint("score", 0.5, 1.0),))
    thinned = run(n_per_arm=60, endpoints=(Endpoint("score", 0.5, 1.0),), drop_out=0.4)
    assert thinned.analysed_per_arm == pytest.approx(36, abs=0.5)
    assert thinned.power["score"] < full.power["score"] - 0.1
    together = run(n_per_arm=30, endpoints=NULLS, correlation=0.9)
    assert together.any_false_alarm < run(n_per_arm=30, endpoints=NULLS).any_false_alarm - 0.03


@pytest.mark.parametrize(
    ("design", "told"),
    [
        ({"n_per_arm": 1, "endpoints": NULLS}, "n_per_arm 1"),
        ({"n_per_arm": 10, "endpoints": ()}, "at least the primary"),
        ({"n_per_arm": 10, "endpoints": NULLS, "correlation": 2}, "correlation 2"),
        ({"n_per_arm": 10, "endpoints": NULLS, "adjustment": "fdr"}, "'fdr' is not one of none"),
        ({"n_per_arm": 10, "endpoints": NULLS, "drop_out": 20}, "drop_out 20"),
    ],
)
def test_an_impossible_design_is_refused(design, told):
    with pytest.raises(EvidenceError, match=told):
        run(**design)
    with pytest.raises(EvidenceError, match="endpoint x: sd 0"):
        Endpoint("x", 1.0, 0.0)
    with pytest.raises(EvidenceError, match="runs 0"):
        run(runs=0, n_per_arm=10, endpoints=NULLS)
