"""The form of the consent card, driven without a browser."""

import pytest

from kapedu.practice.consent_card import clauses
from kapedu.widgets.session_phases.consent_builder import ConsentBuilder


@pytest.fixture
def builder():
    return ConsentBuilder()


def write_all(builder, label):
    for name, clause in clauses().items():
        builder.clause.value = name
        builder.wording.value = next(
            key for key, one in clause.wordings.items() if one.holds in {"yes", label}
        )
        builder.put.click()


def test_a_clause_needs_a_wording(builder):
    builder.put.click()
    assert builder.wording.hint == "Choose one of the wordings first."
    assert builder.written == {}


def test_a_clause_that_is_written_stands_on_the_card_and_the_next_one_opens(builder):
    builder.wording.value = "safe"
    builder.put.click()
    assert "more than fifty years" in builder.card.html
    assert builder.clause.value == "alternatives"
    assert builder.wording.value is None


def test_what_is_wrong_and_what_is_missing_is_told_with_source_and_status(builder):
    builder.wording.value = "safe"
    builder.put.click()
    builder.check.click()
    assert "0 of 12 clauses hold" in builder.found.html
    assert "Long use in anaesthesia" in builder.found.html
    assert "status: secondary" in builder.found.html
    assert "Still missing: what else there is" in builder.found.html


def test_a_whole_card_holds_until_the_situation_changes(builder):
    write_all(builder, "off")
    builder.check.click()
    assert "All of it is there, and it holds" in builder.found.html
    builder.situation.value = "spray_depression"
    assert builder.found.html == ""
    builder.check.click()
    assert "11 of 12 clauses hold" in builder.found.html
    assert "approved for this use" in builder.found.html


def test_an_empty_card_can_be_begun_again(builder):
    write_all(builder, "off")
    builder.again.click()
    assert builder.written == {}
    assert builder.clause.value == "off_label"
