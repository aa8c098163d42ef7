from kapedu.cases.case import VERDICTS
from kapedu.cases.vocabulary import COMPETENCIES, general_names, variables
from kapedu.knowledge import fact, facts


def test_every_number_has_a_label_and_starts_within_its_limits():
    for variable in variables().values():
        assert variable.label
        assert variable.low <= variable.start <= variable.high
        assert variable.name in general_names()


def test_the_competencies_are_fifteen():
    assert list(COMPETENCIES) == [f"C{number}" for number in range(1, 16)]


def test_what_worse_options_cost_is_a_fact():
    assert set(fact("cases.marks.loss").value) < set(VERDICTS)


def test_no_alarm_limit_claims_to_be_more_than_an_example():
    assert {str(found.status) for found in facts("cases.alarms").values()} == {"unverified"}
