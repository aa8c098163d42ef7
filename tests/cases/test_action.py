import pytest

from kapedu.cases.action import VERBS, read_action, takes_seconds
from kapedu.cases.errors import CaseError


def test_every_action_of_the_room_is_read_and_has_words_and_a_time():
    for verb, group in VERBS.items():
        assert takes_seconds(verb) > 0
        for name in group.objects:
            action = read_action(f"{verb}:{name}")
            assert action.key == f"{verb}:{name}"
            assert group.objects[name] in action.label


def test_a_wait_is_whole_seconds():
    assert read_action("wait:030").key == "wait:30"
    labels = [read_action(f"wait:{seconds}").label for seconds in (30, 60, 183)]
    assert labels == ["Wait 30 s", "Wait 1 min", "Wait 3 min 3 s"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("measure", "write verb:object"),
        ("mesure:bp", "did you mean measure?"),
        ("measure:pb", "measure can be bp, bp-manual"),
        ("wait:0", "whole seconds, 1 to 3600"),
        ("wait:-5", "whole seconds"),
        ("wait:3601", "whole seconds"),
        ("wait:٣", "whole seconds"),
        ("choose:", "write what to choose"),
        ("x:" + "y" * 100, "write verb:object"),
    ],
)
def test_what_is_no_action_is_refused(text, message):
    with pytest.raises(CaseError) as raised:
        read_action(text)
    assert message in str(raised.value)
