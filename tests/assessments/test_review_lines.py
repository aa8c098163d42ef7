"""The line that sends a trainee back to a lesson or an encounter names one that exists, and a section in it."""

import re
from pathlib import Path

import nbformat
import pytest

from kapedu.cases import case_named, case_names
from kapedu.grading.item_bank import read_bank

REPO = Path(__file__).resolve().parents[2]
GRADED = [entry.question for entry in read_bank(REPO)[0] if entry.graded and entry.question.key.review]
LESSON = re.compile(
    r"(?:Module (?P<before>\d), )?[Ll]esson (?P<number>\d)(?: of module (?P<after>\d))?(?:, (?P<section>[^;]+))?"
)


def headings(module: str, number: str) -> list[str]:
    """The headings of a lesson; empty if there is no such lesson."""
    return [
        line.lstrip("# ")
        for path in REPO.glob(f"modules/{module}-*/{number}-*.ipynb")
        for cell in nbformat.read(path, as_version=4).cells
        if cell.cell_type == "markdown"
        for line in cell.source.splitlines()
        if line.startswith("#")
    ]


@pytest.mark.parametrize("asked", GRADED, ids=lambda asked: asked.item.id)
def test_a_review_line_names_a_lesson_and_a_section_that_exist(asked):
    for found in LESSON.finditer(asked.key.review):
        module = found["before"] or found["after"] or asked.item.about.module
        there = headings(module, found["number"])
        assert there, found[0]
        section = (found["section"] or "").strip()
        assert not section or section in there, section


def test_an_encounter_in_a_review_line_is_in_the_library():
    titles = {case_named(name).title for name in case_names()}
    named = [title for asked in GRADED for title in re.findall(r"[Ee]ncounter: ([^;]+)", asked.key.review)]
    assert named
    assert set(named) <= titles
