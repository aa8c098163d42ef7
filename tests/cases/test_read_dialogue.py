"""A dialogue drill that cannot be used is refused with file, line and field."""

import pytest

from kapedu.cases.errors import CaseError
from kapedu.cases.read_dialogue import FOLDER, dialogue_named, dialogue_names, read_dialogue

TEXT = (FOLDER / "before-the-first-dose.yaml").read_text(encoding="utf-8")


def wrong(*pairs):
    text = TEXT
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new, 1)
    with pytest.raises(CaseError) as raised:
        read_dialogue(text, "file.yaml")
    return str(raised.value)


def test_its_file_is_called_by_its_id():
    for name in dialogue_names():
        assert dialogue_named(name).id == name


def test_a_misspelt_field_is_named_with_its_line():
    assert wrong(("verdict: best", "verdikt: best")).startswith("file.yaml:")


def test_a_wording_that_leads_nowhere_is_refused_with_what_there_is():
    message = wrong(("then: safety-then-wish", "then: safety-then-wishes"))
    assert "write one of" in message
    assert "did you mean safety-then-wish?" in message


def test_a_circle_is_refused():
    assert "leads back to itself" in wrong(("then: half-prepared", "then: hold-me"))


def test_a_turn_that_nothing_leads_to_is_refused():
    assert "nothing leads to 'signed-unread'" in wrong(("then: signed-unread", "then: safety-then-wish"))


def test_a_way_that_is_too_short_is_refused():
    assert "the ways through have 1 to" in wrong(("then: it-has-to", "then: half-prepared"))


def test_a_number_that_the_drill_does_not_move_is_refused():
    assert "this drill does not move it" in wrong(("{alliance: +8, fear: -1}", "{diss: +8}"))


def test_a_published_reason_needs_a_source():
    message = wrong(
        ("sources: [daly2019, andrade-2017-dose]\n        status: primary", "status: primary"),
    )
    assert "needs sources" in message


def test_a_drill_that_is_not_there_is_named_with_those_that_are():
    with pytest.raises(CaseError, match="there is no dialogue 'small-talk'"):
        dialogue_named("small-talk")
