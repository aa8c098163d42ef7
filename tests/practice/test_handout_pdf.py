import re
import subprocess
import sys
import zlib
from base64 import a85decode

import pytest

from kapedu.practice.handout import EXERCISE, Handout, Section, handout
from kapedu.practice.handout_pdf import as_pdf
from kapedu.practice.plan import make_plan
from kapedu.practice.plan_request import EXAMPLE, PlanError, read_plan


def shown():
    return handout(make_plan(read_plan(EXAMPLE, "example.yaml")))


def drawn(pdf):
    """The texts that the pages draw, in order."""
    streams = re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL)
    pages = [
        zlib.decompress(
            a85decode(stream.strip(), adobe=False)
            if not stream.strip().endswith(b"~>")
            else a85decode(b"<~" + stream.strip(), adobe=True)
        )
        for stream in streams
    ]
    return [b"".join(re.findall(rb"\((.*?)(?<!\\)\) Tj", page, re.DOTALL)).decode("cp1252") for page in pages]


def test_it_is_a_pdf_whose_every_page_says_what_it_is_not():
    pages = [page for page in drawn(as_pdf(shown())) if page]
    assert len(pages) >= 3
    assert all(EXERCISE in page for page in pages)
    assert all(f"Page {number}" in page for number, page in enumerate(pages, 1))


def test_goals_and_dates_are_drawn():
    said = "".join(drawn(as_pdf(shown())))
    assert "Sing in the choir again" in said
    assert "Mon 11 Jan 2027" in said


def test_the_same_plan_gives_the_same_bytes():
    assert as_pdf(shown()) == as_pdf(shown())


def test_a_letter_the_fonts_cannot_draw_is_named_instead_of_dropped():
    with pytest.raises(PlanError, match=r"'ж'.*use --html"):
        as_pdf(Handout("Plan", "Banner", (Section("Goals", bullets=("жить",)),)))


def test_markup_in_a_goal_is_drawn_as_it_was_typed():
    assert "<b>5 & 6</b>" in "".join(drawn(as_pdf(Handout("Plan", "Banner", (Section("<b>5 & 6</b>"),)))))


def test_the_pdf_library_is_loaded_only_when_a_pdf_is_made():
    code = "import sys, kapedu.practice.plan_command, kapedu.practice.handout_pdf; sys.exit('reportlab' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
