"""A virtual population: the published spread and correlation, drawn again from the same seed."""

import numpy as np
import pytest

from kapedu.knowledge import fact
from kapedu.pharmacology import PatientError, population
from kapedu.pharmacology.spread import clearance_volume_correlation, half_effect_uncertainty, ke0_uncertainty


def test_a_population_has_the_published_spread_and_a_typical_middle():
    people = population(40_000, np.random.default_rng(7), weight_kg=80)
    cv = float(fact("pkpd.iiv_suggested.CL")) / 100
    assert np.median(people.clearance_factor) == pytest.approx(1, abs=0.01)
    assert np.std(people.clearance_factor) / np.mean(people.clearance_factor) == pytest.approx(cv, rel=0.03)
    low, high = fact("pkpd.iiv_suggested.V1").value
    assert low < 100 * np.std(people.volume_factor) / np.mean(people.volume_factor) < high
    assert (people.weight_kg == 80).all()


def test_the_same_seed_gives_the_same_people_and_another_seed_others():
    first, again, other = (population(5, np.random.default_rng(seed)) for seed in (1, 1, 2))
    np.testing.assert_array_equal(first.clearance_factor, again.clearance_factor)
    assert not np.array_equal(first.clearance_factor, other.clearance_factor)


def test_a_population_takes_one_weight_each():
    assert list(population(2, np.random.default_rng(1), weight_kg=[60, 90]).weight_kg) == [60, 90]
    with pytest.raises(PatientError, match="give one weight, or 3 of them"):
        population(3, np.random.default_rng(1), weight_kg=[60, 90])


@pytest.mark.parametrize("n", [0, -1, 2.5, True, "many"])
def test_a_population_of_nobody_is_refused(n):
    with pytest.raises(PatientError, match="whole number"):
        population(n, np.random.default_rng(1))


@pytest.fixture(scope="module")
def people():
    return population(40_000, np.random.default_rng(11))


def test_clearance_and_volume_are_correlated_as_published(people):
    omega = {
        name: float(fact(f"pkpd.models.otto2021_fanta2015_S.iiv_omega2.{name}"))
        for name in ("V", "CL", "cov_V_CL")
    }
    published = omega["cov_V_CL"] / (omega["V"] * omega["CL"]) ** 0.5
    found = np.corrcoef(np.log(people.clearance_factor), np.log(people.volume_factor))[0, 1]
    assert clearance_volume_correlation() == pytest.approx(published)
    assert found == pytest.approx(published, abs=0.02)


def test_weights_ages_and_sexes_follow_the_rules_of_the_course(people):
    rule = {
        name: fact(f"simulation.population.{name}").value for name in ("age", "weight_men", "weight_women")
    }
    women = people.is_woman
    assert 100 * women.mean() == pytest.approx(float(fact("simulation.population.women")), abs=1)
    for chosen, name in ((women, "weight_women"), (~women, "weight_men")):
        assert people.weight_kg[chosen].mean() == pytest.approx(rule[name]["mean"], rel=0.02)
        assert people.weight_kg[chosen].std() == pytest.approx(rule[name]["sd"], rel=0.04)
    assert people.ages.mean() == pytest.approx(rule["age"]["mean"], rel=0.02)
    low, high = fact("simulation.population.age_limits").value
    assert (people.ages.min(), people.ages.max()) == (low, high)


def test_women_clear_faster_only_when_that_study_is_believed(people):
    def ratio(chosen):
        women = chosen.is_woman
        return np.median(chosen.clearance_factor[women]) / np.median(chosen.clearance_factor[~women])

    believed = population(40_000, np.random.default_rng(11), sex_effect=True)
    assert ratio(people) == pytest.approx(1, abs=0.01)
    assert ratio(believed) == pytest.approx(1.2, abs=0.015)


def test_the_effect_site_differs_only_when_asked_and_as_far_as_its_estimate_is_uncertain(people):
    assert (people.half_effect_factors == 1).all()
    assert (people.ke0_factors == 1).all()
    uncertain = population(40_000, np.random.default_rng(2), effect_site=True)
    for factors, name in (
        (uncertain.half_effect_factors, "half_effect_ci"),
        (uncertain.ke0_factors, "half_time_ke0_ci"),
    ):
        low, high = fact(f"simulation.population.{name}").value
        ends = np.percentile(factors, [2.5, 97.5])
        assert ends[1] / ends[0] == pytest.approx(high / low, rel=0.04)
    assert "not that between people" in half_effect_uncertainty().note
    assert "not that between people" in ke0_uncertainty().note


def test_scores_of_absorption_are_standard_normal_and_independent(people):
    columns = [people.share_scores, people.speed_scores, np.log(people.clearance_factor)]
    assert [column.mean() for column in columns[:2]] == pytest.approx([0, 0], abs=0.02)
    assert [column.std() for column in columns[:2]] == pytest.approx([1, 1], abs=0.02)
    assert np.abs(np.corrcoef(columns) - np.eye(3)).max() < 0.02


def test_a_generator_is_needed():
    with pytest.raises(PatientError, match=r"give numpy\.random\.default_rng"):
        population(3, 42)


def test_weights_that_are_no_numbers_are_refused():
    with pytest.raises(PatientError, match="weight_kg 'heavy' is not a number"):
        population(3, np.random.default_rng(1), "heavy")
