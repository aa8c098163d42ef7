"""The time-out: what decides a morning is found by one question, and luck is told from knowledge."""

import pytest

from kapedu.practice.time_out import TimeOutError, decisions, items, judge, mornings


def test_the_mornings_differ_in_what_decides_them_and_one_is_in_order():
    catches = [one.catch for one in mornings().values()]
    assert len(set(catches)) == len(catches)
    assert catches.count("") == 1
    assert {one.decision for one in mornings().values()} == set(decisions())


def test_who_asks_everything_and_decides_as_it_follows_is_right_each_time():
    for name, one in mornings().items():
        found = judge(name, items(), one.decision)
        assert found.is_right
        assert found.knew
        assert found.began_with_who
        assert found.left_out == ()


def test_who_always_starts_is_right_once():
    assert sum(judge(name, [], "start").is_right for name in mornings()) == 1


@pytest.mark.parametrize("name", [name for name, one in mornings().items() if one.catch])
def test_a_right_decision_without_the_question_is_luck(name):
    one = mornings()[name]
    asked = [item for item in items() if item != one.catch]
    found = judge(name, asked, one.decision)
    assert found.is_right
    assert not found.knew
    assert [item.name for item in found.left_out] == [one.catch]


def test_no_morning_rests_on_an_unverified_threshold():
    for one in mornings().values():
        assert one.why.status.may_key_graded_item


@pytest.mark.parametrize(
    ("morning", "asked", "decision"), [("x", [], "start"), ("nils", ["x"], "start"), ("nils", [], "x")]
)
def test_what_does_not_exist_is_told_with_what_does(morning, asked, decision):
    with pytest.raises(TimeOutError, match="'x': there is "):
        judge(morning, asked, decision)
