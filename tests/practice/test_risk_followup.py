"""People over time: what this course would do at each visit, and on which ground."""

import pytest

from kapedu.practice.risk import RiskError
from kapedu.practice.risk_followup import CHOICES, compared, followers


def test_every_person_comes_to_a_point_where_the_dose_is_held():
    for person in followers().values():
        assert [visit.answer for visit in person.visits][-1] == "hold", person.key
        assert len(person.visits) == 3


def test_every_answer_has_a_reason_that_may_decide():
    for person in followers().values():
        for visit in person.visits:
            assert visit.why.status.may_key_graded_item, visit.text
            assert str(visit.why.value).endswith(".")


def test_a_choice_is_the_same_less_careful_or_more_careful():
    visit = followers()["zoe"].visits[1]
    assert [compared(visit, choice) for choice in CHOICES] == ["less", "same", "more"]


def test_another_choice_is_refused():
    with pytest.raises(RiskError, match="on, look, hold"):
        compared(followers()["eve"].visits[0], "wait")
