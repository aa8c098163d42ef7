"""What the patients reward: sound care passes, nothing and too much do worse."""

import numpy as np
import pytest

from kapedu.treatment import begin, score
from kapedu.treatment.players import (
    at_random,
    expert_state,
    idle_state,
    last_state,
    too_many,
    too_much,
)
from kapedu.treatment.scoring import late_severity

SEEDS = (0, 1, 77, 2**31 - 1)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_plan_of_the_course_passes_with_every_mark_and_no_critical_error(each_patient, seed):
    found = score(expert_state(each_patient, seed))
    assert found.passed
    assert found.critical == ()
    assert [line.id for line in found.lines if line.marks < line.possible] == []


@pytest.mark.parametrize("seed", SEEDS)
def test_doing_nothing_fails_and_leaves_the_patient_ill(each_patient, seed):
    nothing, plan = idle_state(each_patient, seed), expert_state(each_patient, seed)
    assert not score(nothing).passed
    assert score(nothing).percent < 5
    assert late_severity(nothing) > late_severity(plan) + 10


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("player", [too_much, too_many])
def test_over_treating_fails_and_leaves_the_patient_worse_than_nothing(each_patient, seed, player):
    state = last_state(begin(each_patient, seed), player)
    assert state.excess
    assert not score(state).passed
    assert late_severity(state) > late_severity(idle_state(each_patient, seed))


def test_random_play_rarely_passes(each_patient):
    plays = [
        score(last_state(begin(each_patient, seed), at_random(np.random.default_rng(seed))))
        for seed in range(5)
    ]
    assert sum(found.passed for found in plays) <= 1
    assert all(0 <= found.percent <= 100 for found in plays)
