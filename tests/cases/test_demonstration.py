"""A demonstration is a replay of the engine and nothing else."""

import pytest

from kapedu.cases.demonstration import closed_action, stages
from kapedu.cases.encounter_run import EncounterRun
from kapedu.cases.read_demonstration import demonstration_named, demonstration_names


@pytest.fixture(params=demonstration_names())
def shown(request):
    return demonstration_named(request.param)


def test_the_last_stage_is_the_state_that_the_engine_reaches_by_itself(shown):
    run = EncounterRun.of(shown.case, shown.seed, shown.actions)
    last = stages(shown)[-1].state
    assert last == run.replay(shown.case)
    assert last.ended in {"", "good"}


def test_two_replays_are_the_same_to_the_last_bit(shown):
    assert stages(shown) == stages(shown)


def test_the_lines_of_the_steps_are_the_whole_log_once(shown):
    told = [line.text for stage in stages(shown) for line in stage.lines]
    log = stages(shown)[-1].state.log
    assert len(told) == len(log)
    assert [line for line in told if line] == [
        entry.text or "Critical error" for entry in log if entry.text or entry.kind == "critical"
    ]


def test_each_step_does_something_that_is_open_and_says_something(shown):
    assert closed_action(shown) is None
    for stage in stages(shown)[1:]:
        assert any(line.kind == "did" for line in stage.lines) or stage.state.second > stage.before.second
        assert len(stage.step.ground.why) > 60


def test_nobody_reaches_a_step_with_the_worse_verdict(shown):
    verdicts = {line.verdict for stage in stages(shown) for line in stage.lines}
    assert not verdicts & {"poor", "harmful"}


def test_the_guess_that_the_clinician_makes_is_not_betrayed_by_its_length():
    taken = []
    for name in demonstration_names():
        for step in demonstration_named(name).steps:
            if step.pause is not None:
                longest = max(step.pause.guesses, key=lambda one: len(one.text))
                taken.append(longest.is_taken)
    assert sum(taken) <= len(taken) / 2
