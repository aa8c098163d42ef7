"""The search on the home page."""

from pathlib import Path

import pytest

from kapedu.widgets.home.search_course import SearchCourse

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def search():
    return SearchCourse(ROOT)


def test_nothing_is_read_before_something_is_asked(search):
    search.asked.value = "k"
    assert search.index is None
    assert search.found.html == ""


def test_results_come_by_kind_with_status_source_and_a_link(search):
    search.asked.value = "rapamycin"
    html = search.found.html
    assert html.index(">Lessons</h3>") < html.index(">Facts</h3>") < html.index(">References</h3>")
    assert "status: primary" in html
    assert "<mark>rapamycin</mark>" in html.lower()
    assert "kapedu:open" in html
    assert 'href="https://doi.org/10.1038/s41386-020-0644-9"' in html
    assert "results</p>" in search.told.html
    search.asked.value = ""
    assert search.found.html == search.told.html == ""


def test_a_case_opens_the_simulator(search):
    search.asked.value = "panics first dose"
    assert "kapedu/dashboards/session-simulator.ipynb" in search.found.html


def test_what_is_typed_is_never_markup(search):
    search.asked.value = '<img src=x onerror="alert(1)">'
    assert "<img" not in search.told.html + search.found.html


def test_a_misspelt_word_is_guessed(search):
    search.asked.value = "rapamicin"
    assert "Nothing found. Did you mean “rapamycin”?" in search.told.html


def test_a_course_that_cannot_be_read_says_why(tmp_path):
    (tmp_path / "course").mkdir()
    (tmp_path / "course" / "map.json").write_text("{")
    search = SearchCourse(tmp_path)
    search.asked.value = "ketamine"
    assert "The search does not work" in search.told.html
