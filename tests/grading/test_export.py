"""A name that looks like a formula stays a name."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapedu.grading.export import harmless


@pytest.mark.parametrize("text", ["=1+1", "+41 79", "-x", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n=1"])
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe(text):
    assert harmless(text) == f"'{text}"


def test_numbers_and_plain_texts_stay_as_they_are():
    assert harmless(-1.5) == -1.5
    assert harmless("O'Brien, Ann") == "O'Brien, Ann"
    assert harmless(None) == ""


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00")))
def test_any_text_comes_back_from_the_file_in_one_field(text):
    value = harmless(text)
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerow([value, "next"])
    (row,) = csv.reader(io.StringIO(buffer.getvalue(), newline=""))
    assert row == [value, "next"]
    assert not str(value).lstrip(" ").startswith(("=", "+", "-", "@"))
