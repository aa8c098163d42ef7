"""Dated statements show place, day, status and when to read them again."""

import pytest

from kapedu.practice.regulation import statements
from kapedu.widgets.protocols.dated_statements import dated_statements


def test_each_statement_carries_its_dates_and_its_status():
    html = dated_statements("fda_2023", "asa").html
    assert html.count("<li>") == 2
    one = statements()["fda_2023"]
    assert one.as_of in html
    assert one.review_by.isoformat() in html
    assert "secondary" in html


def test_a_statement_that_does_not_exist_is_an_error():
    with pytest.raises(KeyError):
        dated_statements("nothing")
