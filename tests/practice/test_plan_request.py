from datetime import date

import pytest

from kapedu.practice.plan_request import EXAMPLE, PlanError, ScreeningError, read_plan


def changed(old, new):
    assert old in EXAMPLE
    return EXAMPLE.replace(old, new)


def test_the_example_reads():
    found = read_plan(EXAMPLE, "example.yaml")
    assert found.start == date(2027, 1, 11)
    assert found.weight_kg == 70
    assert found.goals[0] == "Sing in the choir again"
    assert found.measures == ("PHQ-9", "GAD-7")
    assert found.preferences["music"] == "my own list, no singing"


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("start: 2027-01-11", "start: next Monday", r"plan.start 'next Monday'.*2027-01-11"),
        ("start: 2027-01-11", "start: 2027-02-30", "plan.start"),
        ("start: 2027-01-11", "start: 2027-01-11 10:00:00", "plan.start"),
        ("protocol: iv_depression", "protocol: iv_depresion", "did you mean|iv_depression"),
        ("therapy: cbt", "therapy: cbd", "pairing 'cbd' is not on file"),
        ("therapy: cbt", "therapy: cbt\n  dose: medium", "plan.dose 'medium': write low or high"),
        ("therapy: cbt", "therapy: cbt\n  colour: blue", "plan.colour unknown"),
        (
            "    music: my own list",
            "    smell: roses\n    music: my own list",
            "plan.preferences.smell unknown",
        ),
        ("  early_signs:\n", "  early_signs: none\n  measures:\n", "plan.early_signs 'none'"),
        ("weight_kg: 70, ", "", "person.weight_kg is missing"),
    ],
)
def test_what_is_wrong_is_named_with_what_is_allowed(old, new, named):
    with pytest.raises(PlanError, match=named) as raised:
        read_plan(changed(old, new), "example.yaml")
    assert "example.yaml" in str(raised.value)


def test_a_plan_without_goals_is_refused():
    text = EXAMPLE[: EXAMPLE.index("  goals:")] + EXAMPLE[EXAMPLE.index("  preferences:") :]
    with pytest.raises(PlanError, match=r"plan\.goals is empty"):
        read_plan(text, "example.yaml")


def test_a_profile_alone_is_no_plan():
    with pytest.raises(PlanError, match="plan is missing"):
        read_plan(EXAMPLE[: EXAMPLE.index("plan:")], "example.yaml")


@pytest.mark.parametrize("text", ["plan: [", "", "- a list", "person: {weight_kg: heavy}\nplan: {}"])
def test_text_that_is_no_profile_ends_in_one_of_two_errors(text):
    with pytest.raises((PlanError, ScreeningError)):
        read_plan(text, "example.yaml")
