"""A sentence is counted and looked through; the examples of the course pass."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapedu.practice.few_words import count_words, longest, remarks, situations


def test_the_examples_of_the_course_have_nothing_to_remark():
    for one in situations().values():
        for answer in one.answers:
            assert remarks(answer) == (), answer


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Who is coming?", ["question", "leads"]),
        ("It means that you are healing", ["means"]),
        ("There is nobody, it isn’t real", ["argues"]),
        ("I hold your hand", ["touches"]),
        ("word " * 13, ["long"]),
        ("I'm here.", []),
    ],
)
def test_each_kind_of_word_is_found_by_name(text, names):
    assert [one.name for one in remarks(text)] == names


def test_the_limit_itself_is_not_too_long():
    limit = int(float(longest()))
    assert remarks("word " * limit) == ()
    assert remarks("word " * (limit + 1)) != ()


def test_a_word_inside_another_is_not_found():
    assert remarks("Notice the handle of the window") == ()


@given(st.text(max_size=200))
def test_any_text_can_be_looked_through(text):
    assert count_words(text) >= 0
    for one in remarks(text):
        assert one.found
