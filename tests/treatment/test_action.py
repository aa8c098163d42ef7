"""Actions are read strictly, and every complaint says what is allowed."""

import pytest

from kapedu.cases import CaseError
from kapedu.treatment.action import VERBS, longest_wait, read_action


@pytest.mark.parametrize("verb", VERBS)
def test_every_listed_action_reads_back_as_itself_and_has_words(verb):
    for name in VERBS[verb].objects:
        action = read_action(f"{verb}:{name}")
        assert action.key == f"{verb}:{name}"
        assert len(action.label) > len(name)
        assert action.waits == 0


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "write verb:object"),
        ("dose", "write verb:object"),
        ("wait:0", f"whole days, 1 to {longest_wait()}"),
        ("wait:29", "1 to 28"),
        ("wait:-3", "1 to 28"),
        ("wait:nan", "1 to 28"),
        ("wait:٣", "1 to 28"),
        ("dosis:presence", "did you mean dose"),
        ("dose:high", "dose can be presence, direct, alone"),
        ("choose:", "write what to choose"),
        ("choose:" + "x" * 80, "write verb:object"),
        ("play:" + "A" * 7000, "write verb:object"),
    ],
)
def test_what_is_no_action_is_refused_with_what_is_allowed(text, told):
    with pytest.raises(CaseError, match=told):
        read_action(text)


def test_days_are_told_in_words():
    assert [read_action(f"wait:{days}").label for days in (1, 7)] == ["1 day passes", "7 days pass"]
    assert read_action("wait:07").key == "wait:7"
