import pytest

from kapedu.evidence.measure import Measure
from kapedu.evidence.planted import KINDS, PUZZLES, SET, planted
from kapedu.evidence.pool import pool
from kapedu.evidence.register import Expression, answer
from kapedu.knowledge.questions import question

SPRAY = "inert placebo spray + new oral antidepressant"
REGISTER = answer(question("score-4-weeks"), SPRAY, Expression(Measure.MD, "raw"))


@pytest.mark.parametrize("puzzle", PUZZLES)
def test_without_the_error_it_is_the_pool_of_the_register(puzzle):
    assert tuple(row.row_id for row in REGISTER.rows) == SET
    right = pool(planted(puzzle).right, quiet=True)
    assert right.estimate == pool(REGISTER.studies, quiet=True).estimate


@pytest.mark.parametrize("puzzle", PUZZLES)
def test_only_the_named_trial_was_touched(puzzle):
    found = planted(puzzle)
    assert found.kind in KINDS
    right = {study.name: study.effect for study in found.right}
    changed = [study.name for study in found.studies if right.get(study.name) != study.effect]
    assert changed
    assert all(name.startswith(found.trial) for name in changed)


def test_every_puzzle_has_a_slip_of_its_own():
    assert {planted(puzzle).kind for puzzle in PUZZLES} == set(KINDS)


def test_a_standard_error_as_sd_makes_the_interval_narrower_by_the_root_of_the_people():
    found = planted("first")
    wrong, right = (pool(studies, quiet=True).studies[1] for studies in (found.studies, found.right))
    assert wrong.estimate == right.estimate
    shrunk = (right.ci[1] - right.ci[0]) / (wrong.ci[1] - wrong.ci[0])
    assert shrunk == pytest.approx(100**0.5, rel=0.01)
    assert wrong.weight > 70
    assert right.weight < 30


def test_exchanged_arms_mirror_the_estimate():
    found = planted("second")
    assert found.studies[3].effect.value == -found.right[3].effect.value
    assert found.studies[3].effect.variance == pytest.approx(found.right[3].effect.variance)


def test_a_control_counted_twice_makes_the_pool_too_sure():
    found = planted("third")
    wrong, right = (pool(studies, "FE", "wald", quiet=True) for studies in (found.studies, found.right))
    assert wrong.k == right.k + 1
    assert wrong.analysis.se < right.analysis.se
    assert wrong.estimate == pytest.approx(right.estimate, abs=0.1)
