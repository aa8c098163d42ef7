"""What the guide shows can be written as it stands: its examples are put into the file that authors start from."""

from pathlib import Path
from textwrap import dedent

import pytest

from kapedu.cases.check_case import problems_of
from kapedu.cases.read_case import read_case
from kapedu.cases.vocabulary import general_names

GUIDE = (Path(__file__).parents[2] / "course" / "guides" / "add-a-case.md").read_text(encoding="utf-8")


def block(start: str) -> str:
    """The indented lines of the guide from one that starts so, without the indent."""
    lines = GUIDE.splitlines()
    first = next(number for number, line in enumerate(lines) if line == f"    {start}")
    length = next(number for number, line in enumerate(lines[first:]) if line and not line.startswith("    "))
    return dedent("\n".join(lines[first : first + length]))


def test_the_parts_of_a_case_can_be_copied_from_the_guide(changed):
    case = read_case(changed() + "\n" + block("questions:"), "guide.yaml")
    assert problems_of(case) == []
    assert case.questions
    assert case.orders
    assert case.concordances
    assert set(case.answers) == {"measure:bp", "measure:bp-manual", "room:music-off"}


def test_the_option_of_the_guide_can_be_copied_too(changed):
    option = block("- id: recheck")
    option = "\n".join(
        f"      {line}" for line in option.splitlines() if not line.startswith("  goto: watching")
    )
    text = changed(
        ("  settling:\n", f"{option}\n        end: mixed\n  settling:\n"),
        ("{calm: no}", "{calm: no, rechecked: no}"),
    )
    assert problems_of(read_case(text, "guide.yaml")) == []


@pytest.mark.parametrize("name", sorted(general_names()))
def test_names_of_rules_stand_in_the_guide(name):
    assert f"`{name}" in GUIDE
