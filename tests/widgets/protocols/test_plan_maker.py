import re
from base64 import b64decode

import pytest

from kapedu.practice.regimens import protocols
from kapedu.widgets.protocols.plan_maker import PlanMaker


@pytest.fixture
def maker():
    return PlanMaker()


def test_the_plan_is_shown_and_can_be_taken_away_in_two_forms(maker):
    maker.goal.value = "Paint <again>"
    maker.make.click()
    assert "Teaching exercise" in maker.said.html
    assert "Mon 11 Jan 2027" in maker.parts.html
    files = dict(re.findall(r'download="plan\.(\w+)" href="data:[^;]+;base64,([^"]+)"', maker.links.html))
    assert "Paint &lt;again&gt;" in b64decode(files["html"]).decode()
    assert b64decode(files["pdf"]).startswith(b"%PDF-")


@pytest.mark.parametrize("key", list(protocols()))
def test_every_protocol_makes_a_plan_or_says_why_not(maker, key):
    maker.protocol.value = key
    maker.make.click()
    assert "Teaching exercise" in maker.said.html


def test_without_a_goal_there_is_no_plan(maker):
    maker.goal.value = "  "
    maker.make.click()
    assert "plan.goals is empty" in maker.said.html
    assert maker.links.html == maker.parts.html == ""


def test_a_letter_the_pdf_cannot_draw_is_explained(maker):
    maker.goal.value = "жить"
    maker.make.click()
    assert "cannot be made" in maker.said.html


def test_headings_of_the_plan_stand_below_that_of_the_activity(maker):
    maker.make.click()
    assert set(re.findall(r"<h(\d)>", maker.parts.html)) == {"4"}
