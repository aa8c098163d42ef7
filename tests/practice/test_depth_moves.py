"""The table of moves by depth: what it says, and how a choice compares with it."""

import pytest

from kapedu.knowledge import Status
from kapedu.practice.depth_moves import DepthError, compare, depths, moves, note, verdicts


def test_every_move_has_a_verdict_at_every_depth_and_a_reason_with_a_status():
    for move in moves().values():
        assert set(move.by_depth) == set(depths())
        assert set(move.by_depth.values()) <= set(verdicts())
        assert len(str(move.why.value)) > 60


def test_silence_always_fits_and_a_memory_is_never_searched():
    assert set(moves()["silence"].by_depth.values()) == {"fits"}
    assert set(moves()["details"].by_depth.values()) == {"not"}


def test_what_fits_far_away_fits_nearer_too():
    rank = {"not": 0, "agreed": 1, "fits": 2}
    for move in moves().values():
        found = [rank[move.by_depth[depth]] for depth in depths()]
        assert found == sorted(found), move.name


def test_the_table_calls_itself_a_rule_of_the_course():
    assert note().status is Status.COURSE_RULE


@pytest.mark.parametrize("depth", depths())
def test_who_chooses_as_the_table_does_has_nothing_to_mend(depth):
    chosen = [one.name for one in moves().values() if one.by_depth[depth] != "not"]
    found = compare(depth, chosen)
    assert found.harmful == ()
    assert found.missed == ()
    assert len(found.right) == len(chosen)


@pytest.mark.parametrize("depth", depths())
def test_who_chooses_everything_is_told_what_does_not_belong(depth):
    found = compare(depth, list(moves()))
    assert {one.by_depth[depth] for one in found.harmful} == {"not"}
    assert len(found.right) + len(found.harmful) == len(moves())


@pytest.mark.parametrize(("depth", "chosen"), [("x", []), ("far", ["x"])])
def test_what_does_not_exist_is_told_with_what_does(depth, chosen):
    with pytest.raises(DepthError, match="'x': there is "):
        compare(depth, chosen)
