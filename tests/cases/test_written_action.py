"""Both rooms read their actions in one way: strictly, and with what is allowed in every complaint."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapedu.cases.action import Action as EncounterAction
from kapedu.cases.errors import CaseError
from kapedu.treatment.action import Action as CourseAction

KINDS = (EncounterAction, CourseAction)


@pytest.mark.parametrize("kind", KINDS)
def test_the_example_in_the_messages_is_an_action(kind):
    assert kind.read(kind.example).key == kind.example


@pytest.mark.parametrize("kind", KINDS)
def test_a_wait_is_counted_up_to_the_longest(kind):
    most = kind.longest_wait()
    assert kind.read(f"wait:{most}").waits == most
    with pytest.raises(CaseError, match=f"whole {kind.unit}, 1 to {most}"):
        kind.read(f"wait:{most + 1}")


@pytest.mark.parametrize("kind", KINDS)
@given(st.text() | st.text().map(lambda text: f"wait:{text}") | st.none())
def test_any_text_is_an_action_or_a_clear_no(kind, text):
    try:
        action = kind.read(text)
    except CaseError as error:
        assert str(error).startswith("action ")  # noqa: PT017 - either way is right
    else:
        assert kind.read(action.key) == action
        assert action.label


def test_only_a_played_session_may_be_long():
    assert CourseAction.read("play:" + "A" * 3000).verb == "play"
    with pytest.raises(CaseError, match="write verb:object"):
        CourseAction.read("choose:" + "a" * 3000)
    with pytest.raises(CaseError, match="write verb:object"):
        EncounterAction.read("choose:" + "a" * 3000)
