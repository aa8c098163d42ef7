"""Lessons 1 and 5 of module 2 and the screening dashboard, as Voilà shows them in a real Chromium."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

READY = "body[data-kapedu-ready]"
NARROW = {"width": 390, "height": 844}
WIDTH = "document.documentElement.scrollWidth"


@pytest.fixture
def opened(demo: Any, open_page: Callable[..., Page]) -> Callable[[str], Page]:
    def factory(path: str) -> Page:
        page = open_page(f"{demo.address}voila/render/{path}.ipynb")
        page.locator(READY).wait_for(timeout=60_000)
        return page

    return factory


def activity(page: Page, title: str) -> Locator:
    return page.locator(".kapedu-activity").filter(has=page.get_by_role("heading", name=title))


def choose(option: Locator) -> None:
    """Press a radio button or a check box by keyboard, which cannot miss it while the page above is still drawn."""
    option.focus()
    option.press("Space")
    expect(option).to_be_checked()


def fits_a_phone_and_pleases_axe(page: Page, axe: Callable[..., list[str]]) -> None:
    page.set_viewport_size(NARROW)
    page.wait_for_function(f"{WIDTH} <= {NARROW['width']}")
    assert axe(page, ".kapedu-activity") == []


def test_ten_patients_a_medicine_and_five_questions(opened, axe) -> None:
    page = opened("2-protocols/1-who")
    box = activity(page, "Grade seven claims")
    choose(box.get_by_label("A label or repeated trials"))
    box.get_by_role("button", name="Place it").click()
    expect(box).to_contain_text("Grade of this course: A")

    box = activity(page, "Ten patients at the door")
    choose(box.get_by_role("radio", name="Ready"))
    box.get_by_role("button", name="Compare with the engine").click()
    expect(box).to_contain_text("You decide as the engine does.")
    box.get_by_role("button", name="Next patient").click()
    expect(box).to_contain_text("Patient 2 of 10: Marta")
    choose(box.get_by_role("radio", name="Stop"))
    choose(box.get_by_role("checkbox", name="Blood pressure too high today"))
    box.get_by_role("button", name="Compare with the engine").click()
    expect(box).to_contain_text("You ticked 1 of its 3 findings")
    expect(box).to_contain_text("clinic-policy example, needs sign-off by a qualified physician")

    box = activity(page, "What is on the list?")
    box.get_by_role("textbox").fill("sertralin and Xanax")
    expect(box).to_contain_text("Recognised: alprazolam")
    expect(box).to_contain_text("did you mean sertraline?")

    box = activity(page, "Five questions for Tom")
    box.get_by_role("combobox").select_option("Suicidal intent, or a recent attempt")
    box.get_by_role("button", name="Ask").click()
    expect(box).to_contain_text("Suicidal intent, or a recent attempt: yes")
    fits_a_phone_and_pleases_axe(page, axe)


def test_a_sheet_a_change_a_course_and_a_plan(opened, axe) -> None:
    page = opened("2-protocols/5-personalise-and-maintain")
    box = activity(page, "Fill in a sheet")
    choose(box.get_by_role("radiogroup").nth(8).get_by_role("radio", name="1 several days"))
    box.get_by_role("button", name="Answer the rest").click()
    expect(box).to_contain_text("1 of 27, minimal")
    expect(box).to_contain_text("Ask now.")

    box = activity(page, "One change, four yardsticks")
    after = box.get_by_role("spinbutton", name="After")
    after.fill("9")
    after.press("Tab")
    expect(box).to_contain_text(
        "Reliably better (rule of the English talking-therapy services, 6 points): yes"
    )
    expect(box.locator(".main-svg").first).to_be_visible()

    box = activity(page, "Review at three, decide at four")
    for number, total in enumerate((27, 31, 32), start=1):
        box.get_by_role("button", name="Next score").click()
        expect(box).to_contain_text(f"{number} {total}")
    choose(box.get_by_role("radio", name="Look for reasons"))
    box.get_by_role("button", name="Decide").click()
    expect(box).to_contain_text("As the course-rule has it.")

    box = activity(page, "Space out: Dora")
    choose(box.get_by_role("radio", name="4 weeks"))
    box.get_by_role("button", name="See the score").click()
    expect(box).to_contain_text("14 points after 4 weeks")

    box = activity(page, "A plan for Chiara")
    choose(box.get_by_role("checkbox", name="Stops answering her friends"))
    expect(box).to_contain_text("My signs: stops answering her friends.")
    fits_a_phone_and_pleases_axe(page, axe)


def test_a_case_is_loaded_changed_and_screened_at_once(opened, axe) -> None:
    page = opened("screening")
    box = activity(page, "Screen a patient")
    expect(box).to_contain_text("Pause.")
    box.get_by_role("combobox", name="Load").select_option("Elena, 41")
    expect(box).to_contain_text("Ready.")
    choose(box.get_by_role("radio", name="On the day"))
    escort = box.get_by_role("radiogroup", name="A responsible adult")
    choose(escort.get_by_role("radio", name="no", exact=True))
    expect(box).to_contain_text("No escort")
    pressure = box.get_by_role("textbox", name="Systolic pressure")
    pressure.fill("172")
    expect(box).to_contain_text("Blood pressure too high today: 172/78 mmHg")
    fits_a_phone_and_pleases_axe(page, axe)
