import pytest

from kapedu.cases.check_case import problems_of


def test_the_template_has_no_problem(small_case):
    assert problems_of(small_case()) == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("        goto: settling\n", "", "the scene 'settling' is never reached"),
        ("end: good", "end: mixed", "no way leads to a good end"),
        ('"choose:stay-close", ', "", "it must reach a good end"),
        ("id: panic", "id: settling", "'settling' is an event and a scene"),
        ("verdict: poor", "verdict: good", "has no option that teaches by being worse"),
        (
            "why: A patient under the drug is never left alone.",
            "why: Not below 90 mmHg.",
            "names a dose or threshold with status unverified",
        ),
    ],
)
def test_what_leads_nowhere_is_found(small_case, old, new, problem):
    assert any(problem in found for found in problems_of(small_case((old, new))))


def test_a_case_that_waiting_passes_is_found(small_case):
    case = small_case(
        ("done: stay-close\n    within_min: 2", "when: minutes > 1"),
        ("done: finish", "when: minutes > 1"),
        ("fear >= 9", "fear >= 9 and minutes > 99"),
    )
    assert problems_of(case) == ["somebody who only waits passes"]
