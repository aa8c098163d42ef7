"""A name that looks like a formula stays a name."""

import codecs
import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapedu.grading.export import SafeCsvExporter, harmless
from kapedu.grading.rebuild import books_of
from tests.classroom import copy_assessments


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


@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own relationships, harmless
@pytest.mark.filterwarnings("ignore::ResourceWarning")  # nbgrader leaves connections to the collector
def test_names_of_any_kind_come_back_whole_and_a_spreadsheet_is_told_the_alphabet(tmp_path):
    people = {
        "t1": ('O"Neil, Jr.', "Ann\nMarie"),
        "t2": ("Шевченко", "Тарас"),
        "t3": ("=HYPERLINK(1)", "Bob"),
        "t4": (None, None),
    }
    (tmp_path / "assessments").mkdir()
    exporter = SafeCsvExporter()
    exporter.to = str(tmp_path / "grades.csv")
    with books_of(copy_assessments(tmp_path, ()) / "assessments").open() as gradebook:
        gradebook.add_assignment("quiz")
        for name, (last, first) in people.items():
            gradebook.add_student(name, last_name=last, first_name=first)
        exporter.export(gradebook)
    data = (tmp_path / "grades.csv").read_bytes()
    assert data.startswith(codecs.BOM_UTF8)
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert [row["assignment"] for row in rows] == ["quiz"] * 4
    found = {row["student_id"]: (row["last_name"], row["first_name"]) for row in rows}
    assert found == {**people, "t3": ("'=HYPERLINK(1)", "Bob"), "t4": ("", "")}
