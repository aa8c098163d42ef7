"""The page of the guides is what the command writes, and says what is missing."""

from dataclasses import replace
from pathlib import Path

import pytest

from kapedu import cli
from kapedu.grading.coverage import read_coverage
from kapedu.grading.coverage_page import PAGE, coverage_page

REPO = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def found():
    return read_coverage(REPO)


def test_the_committed_page_is_what_the_command_writes(found):
    written = (REPO / PAGE).read_text(encoding="utf-8")
    assert written == coverage_page(found), "run: kapedu items coverage --write"


def test_every_table_has_as_many_cells_in_each_row_as_in_its_head(found):
    width = 0
    for line in coverage_page(found).splitlines():
        if line.startswith("|"):
            width = width or line.count("|")
            assert line.count("|") == width, line
        else:
            width = 0


def test_every_lesson_encounter_and_assignment_is_on_the_page(found):
    page = coverage_page(found)
    for lesson in found.lessons:
        assert f"../../modules/{lesson.place}.ipynb" in page
        assert (REPO / "modules" / f"{lesson.place}.ipynb").is_file()
    for one in found.encounters:
        assert f"`{one.id}`" in page
    assert f"By assignment: {len(found.items)} items" in page


def test_a_hole_and_what_is_not_placed_are_shown(found):
    few = [entry for entry in found.items if entry.question.item.about.competency != "C12"]
    page = coverage_page(replace(found, items=tuple(few)))
    assert "Tell hypomania from insight | Phelps 2017, competency 3 | **none** |" in page
    lessons = (replace(found.lessons[0], competencies=()), *found.lessons[1:])
    page = coverage_page(replace(found, lessons=lessons, objectives=found.objectives[1:]))
    assert "## Not yet placed" in page
    assert f"- lesson {found.lessons[0].title}" in page
    assert "- item `pre-exclusions` (pre-test): C1, “Screen and exclude safely”" in page


def items(capsys, *words):
    code = cli.main(["items", *words])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_the_command_names_each_hole_and_fails(capsys, course):
    code, out, err = items(capsys, "coverage", "--root", str(course), "--write")
    assert code == 1
    assert out == f"{PAGE} is written.\n"
    assert "no graded item for C12-insight: Tell hypomania from insight" in err
    assert (course / PAGE).read_text(encoding="utf-8").startswith("# What covers what")
    code, out, _ = items(capsys, "coverage", "--root", str(course), "--json")
    assert code == 1
    assert '"C12-insight": []' in out


def test_writing_goes_with_coverage_alone(capsys):
    code, out, err = items(capsys, "list", "--write", "--root", str(REPO))
    assert (code, out) == (2, "")
    assert "--write goes with coverage" in err
