"""What trainees type is understood, or the reason is said."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapedu.quiz.response import clean_text, is_blank, read_number, same_phrase


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("14", 14),
        ("14.5", 14.5),
        ("14,5", 14.5),
        (" 14 mg ", 14),
        ("14MG", 14),
        ("+3", 3),
        ("-3", -3),
        ("\N{MINUS SIGN}3", -3),
        (".5", 0.5),
        ("5.", 5),
        (14, 14),
        (14.5, 14.5),
    ],
)
def test_a_number_may_be_written_in_the_usual_ways(typed, value):
    assert read_number(typed, "mg").value == value


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("ten", "not a number"),
        ("12 g", "in mg"),
        ("1,234.5", "without separators"),
        ("1.2.3", "without separators"),
        ("nan", "not a number"),
        ("Infinity", "not a number"),
        ("12e400 mg", "in mg"),
        (float("nan"), "that can be marked"),
        (float("inf"), "that can be marked"),
        (10**400, "that can be marked"),
        (True, "not a number"),
        (None, "not a number"),
        ([1], "not a number"),
    ],
)
def test_anything_else_gives_no_number_and_a_reason(typed, problem):
    number = read_number(typed, "mg")
    assert number.value is None
    assert problem in number.problem


@given(st.floats(allow_nan=False, allow_infinity=False, width=32))
def test_a_number_written_out_is_read_back(value):
    read = read_number(f"{value:.6f}", "mg").value
    assert read is not None
    assert math.isclose(read, value, abs_tol=1e-6, rel_tol=1e-9)


@given(st.text())
def test_cleaned_text_can_always_be_written_to_a_file(text):
    clean_text(text).encode("utf-8")


def test_blanks_are_recognised():
    assert all(is_blank(value) for value in (None, "", "  \n", [], {}, (), "\u200b"))
    assert not any(is_blank(value) for value in (0, False, "a", ["a"]))


def test_short_texts_are_compared_without_regard_to_form():
    assert same_phrase(" Hypothesis and  theory. ", "hypothesis-and-theory")
    assert not same_phrase("review", "hypothesis")
