import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapedu.knowledge import fact, reference
from kapedu.knowledge.sheet import load_sheet
from kapedu.practice.regulation import (
    DatedStatement,
    RegulationError,
    consent_elements,
    due,
    read_statements,
    statements,
)

OFFICIAL_YEAR_END = date(2026, 12, 31)  # end of the telemedicine permission, protocols sheet row 2.25


def test_no_statement_is_past_the_day_it_must_be_read_again():
    late = [f"{one.key}: read its source again, it was due by {one.review_by}" for one in due(date.today())]  # noqa: DTZ011
    assert not late, "\n".join(late)


def test_a_statement_past_its_day_is_found():
    found = due(date(2027, 1, 1))
    assert [one.key for one in found] == ["telemedicine"]
    assert due(OFFICIAL_YEAR_END) == ()


def test_a_permission_that_ends_is_due_no_later_than_its_end():
    assert statements()["telemedicine"].review_by <= OFFICIAL_YEAR_END


@pytest.mark.parametrize("one", statements().values(), ids=list(statements()))
def test_every_statement_is_dated_placed_and_sourced(one):
    assert one.place
    assert one.topic
    assert reference(one.statement.source)
    assert one.since <= date(2026, 11, 30)
    assert one.as_of_text.endswith(one.as_of[:4])


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)))
def test_once_due_always_due(day):
    later = date(day.year + 1, day.month, min(day.day, 28))
    assert {one.key for one in due(day)} <= {one.key for one in due(later)}


@pytest.mark.parametrize("as_of", ["last year", "2025-13-01", "2025-02-30"])
def test_a_date_that_cannot_be_read_is_named(as_of):
    one = DatedStatement(
        "law", "A law", "approval", "somewhere", fact("monitoring.rems.enrol"), as_of, date(2027, 1, 1)
    )
    with pytest.raises(RegulationError, match="law"):
        _ = one.since


def test_consent_speaks_of_touch_stopping_and_going_home():
    assert {"touch", "stop", "day", "off_label"} <= consent_elements().keys()


@pytest.mark.parametrize(
    ("as_of", "review_by", "told"),
    [
        ("2026-11", "soon", "law.json: chapter.review_by 'soon' is not a day"),
        ("2026-11", "2026-10-31", "chapter would be due before its own text of 2026-11"),
    ],
)
def test_a_statement_whose_review_makes_no_sense_is_named(tmp_path, as_of, review_by, told):
    statement = {"value": "It holds.", "unit": "text", "source": "kamp2020", "status": "primary"}
    texts = {"name": "A law", "topic": "control", "place": "here", "as_of": as_of, "review_by": review_by}
    content = {"meta": {"title": "Law"}, "group": {"chapter": {**texts, "statement": statement}}}
    path = tmp_path / "law.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(RegulationError, match=told):
        read_statements(load_sheet(path, {"kamp2020"}), "group")
