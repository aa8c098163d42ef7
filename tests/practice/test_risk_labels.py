"""Dated statements of product texts: none may be shown after its day."""

from datetime import date

from kapedu.practice.regulation import statements
from kapedu.practice.risk_labels import label_statements


def test_no_statement_is_due():
    today = date.today()  # noqa: DTZ011 - the day here is the day meant
    late = [
        f"{one.key}: read its source again, it was due by {one.review_by}"
        for one in label_statements().values()
        if one.is_due(today)
    ]
    assert late == []


def test_every_statement_rests_on_a_text_older_than_its_review():
    for one in label_statements().values():
        assert one.since < one.review_by
        assert one.statement.source


def test_no_statement_stands_in_both_sheets():
    assert not label_statements().keys() & statements().keys()
