from datetime import date

import pytest

from kapedu.figures.dated_law import dated_law, law_list_html, law_words
from kapedu.practice.regulation import statements

EVERY = list(statements().values())


def test_on_the_day_of_review_everything_may_be_shown():
    figure = dated_law(EVERY, date(2026, 11, 22))
    assert [trace["name"] for trace in figure.spec["data"]] == ["May still be shown"]
    assert law_words(EVERY, date(2026, 11, 22)).startswith("On 22 November 2026, 0 of")


def test_later_what_has_run_out_is_drawn_apart_and_named():
    figure = dated_law(EVERY, date(2027, 1, 1))
    assert [trace["name"] for trace in figure.spec["data"]] == [
        "May still be shown",
        "Read the source again first",
    ]
    assert "1 of 18" in figure.summary
    due = [row for row in figure.table.rows if row[4] == "read again first"]
    assert [row[3] for row in due] == ["2026-12-31"]


def test_the_list_gives_date_status_and_review_of_each():
    html = law_list_html(EVERY, date(2027, 1, 1))
    assert html.count("As of") == html.count("status: ") == len(EVERY)
    assert html.count("was to be read again by") == 1


def test_nothing_to_draw_is_refused():
    with pytest.raises(ValueError, match="at least one"):
        dated_law([], date(2026, 11, 22))
