"""The marks of a course of treatment."""

import numpy as np
import pytest

from kapedu.treatment import begin, score
from kapedu.treatment.players import expert_state, idle_state, last_state, scripted
from kapedu.treatment.scoring import course_days, has_relapsed, late_severity, outcome_share
from kapedu.treatment.severity import severity


def without(patient, seed, *keys):
    """The course's own plan with some steps left out."""
    return last_state(begin(patient, seed), scripted(tuple(key for key in patient.expert if key not in keys)))


def lines(state):
    return {line.id: line for line in score(state).lines}


def test_the_share_of_the_outcome_runs_from_nothing_to_the_plan(each_patient):
    assert outcome_share(idle_state(each_patient, 2)) == 0.0
    assert outcome_share(expert_state(each_patient, 2)) == 1.0
    halfway = without(each_patient, 2, "therapy:session")
    assert outcome_share(halfway) < 1.0


def test_the_last_weeks_are_the_mean_of_their_days(vera):
    state = expert_state(vera, 1)
    days = course_days(state)
    assert late_severity(state) == pytest.approx(np.mean(severity(state, days)[-42:]))


def test_a_step_left_out_costs_its_own_line(vera):
    assert lines(without(vera, 1, "prepare:consent"))["consent"].outcome == "missed"
    assert lines(without(vera, 1, "agree:relapse-plan"))["relapse"].marks == 0
    assert score(without(vera, 1, "prepare:consent")).percent < score(expert_state(vera, 1)).percent


def test_what_must_come_before_the_first_dose_does_not_count_after_it(vera):
    script = [key for key in vera.expert if key != "prepare:consent"]
    place = script.index("dose:presence") + 1
    late = last_state(begin(vera, 1), scripted((*script[:place], "prepare:consent", *script[place:])))
    assert "prepare:consent" in late.done
    assert lines(late)["consent"].outcome == "missed"


def test_what_never_came_up_is_not_asked_for(vera):
    early = without(vera, 1, "dose:presence")
    assert "bladder" not in early.done
    assert "urine" not in lines(early)


def test_marks_by_competency_add_up_to_the_whole(each_patient):
    found = score(expert_state(each_patient, 1))
    assert sum(marks for marks, _ in found.by_competency.values()) == pytest.approx(
        sum(line.marks for line in found.lines)
    )
    assert list(found.by_competency) == sorted(found.by_competency, key=lambda code: int(code[1:]))


def test_a_critical_error_fails_it_whatever_the_marks(vera):
    state = last_state(
        begin(vera, 1), scripted(tuple(key.replace("sleep-first", "celebrate") for key in vera.expert))
    )
    found = score(state)
    assert found.percent > 65
    assert found.critical
    assert not found.passed


def test_a_gain_that_is_lost_again_is_a_relapse(vera):
    stopped = last_state(begin(vera, 1), scripted(vera.expert[: vera.expert.index("agree:spacing")]))
    assert has_relapsed(stopped)
    assert not has_relapsed(expert_state(vera, 1))
    assert not has_relapsed(idle_state(vera, 1))
