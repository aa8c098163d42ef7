"""Lessons 2 and 4 of module 2 and the protocol planner, as a reader on a telephone uses them: Voilà in Chromium."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

READY_MS = 90_000


@pytest.fixture
def opened(demo, open_page):
    def open_(path: str, activities: int) -> Page:
        page = open_page(f"{demo.address}voila/render/{path}.ipynb", size="narrow")
        page.locator("body[data-kapedu-ready]").wait_for(timeout=READY_MS)
        expect(page.locator(".kapedu-activity")).to_have_count(activities)
        return page

    return open_


def activity(page: Page, title: str) -> Locator:
    found = page.locator(".kapedu-activity").filter(has=page.get_by_role("heading", name=title))
    found.scroll_into_view_if_needed()
    return found


def choose(radio: Locator) -> None:
    """Press by keyboard, which cannot miss while the page above is still being drawn."""
    radio.focus()
    radio.press("Space")
    expect(radio).to_be_checked()


def press(box: Locator, name: str) -> None:
    button = box.get_by_role("button", name=name)
    button.focus()
    button.press("Enter")


def type_into(slider: Locator, value: str) -> None:
    slider.fill(value)
    slider.press("Tab")


def nothing_is_cut_off(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") == page.viewport_size["width"]


def test_lesson_two_compares_protocols_finds_slips_and_dates_the_law(opened, axe):
    page = opened("2-protocols/2-what", 5)
    box = activity(page, "Compare two protocols")
    press(box, "Compare them")
    expect(box).to_contain_text("Guess first")
    for radio in box.get_by_role("radio", name="B", exact=True).all():
        choose(radio)
    press(box, "Compare them")
    expect(box.locator(".main-svg").first).to_be_visible()
    expect(box).to_contain_text("you said B")
    box.get_by_role("combobox", name="Protocol B").select_option("im_kap")
    expect(box).to_contain_text("clinic-policy example, needs sign-off by a qualified physician")

    box = activity(page, "Find the slip")
    choose(box.get_by_label("Another strength of the vial"))
    press(box, "Check it")
    expect(box).to_contain_text("the vial in hand holds 50 mg/mL")
    press(box, "Next order")
    expect(box).to_contain_text("Order 2 of 7")

    box = activity(page, "Work out a dose")
    type_into(box.get_by_role("spinbutton", name="Height"), "165")
    type_into(box.get_by_role("spinbutton", name="Body weight"), "150")
    expect(box).to_contain_text("Which was meant?")

    box = activity(page, "Label or off label?")
    choose(box.get_by_label("Both", exact=True))
    press(box, "Place it")
    expect(box).to_contain_text("It belongs elsewhere")

    box = activity(page, "When was this last true?")
    box.get_by_role("combobox", name="Read on").select_option("2028-12-01")
    expect(box).to_contain_text("was to be read again by 30 November 2027")
    nothing_is_cut_off(page)
    assert axe(page, ".kapedu-activity") == []


def test_lesson_four_sorts_therapies_builds_a_schedule_and_prints_a_plan(opened, axe):
    page = opened("2-protocols/4-pairing", 3)
    box = activity(page, "What was studied?")
    choose(box.get_by_label("In a controlled study"))
    press(box, "Place it")
    expect(box).to_contain_text("28 people who had responded")

    box = activity(page, "Build a schedule")
    expect(box).to_contain_text("6 doses; 3 were studied")
    choose(box.get_by_label("Studied days"))
    expect(box).to_contain_text("10 sessions, as studied")
    box.get_by_role("combobox", name="Therapy").select_option("emdr")
    expect(box).to_contain_text("no controlled study located")

    box = activity(page, "Make a plan")
    press(box, "Make the plan")
    expect(box).to_contain_text("Teaching exercise")
    with page.expect_download() as waiting:
        box.get_by_role("link", name="Download the handout as PDF").click()
    assert Path(waiting.value.path()).read_bytes().startswith(b"%PDF-")
    nothing_is_cut_off(page)
    assert axe(page, ".kapedu-activity") == []


def test_the_planner_shares_one_weight_and_makes_a_plan(opened, axe):
    page = opened("protocol-planner", 3)
    weight = page.get_by_role("spinbutton", name="Body weight").first
    type_into(weight, "90")
    expect(activity(page, "Work out a dose")).to_contain_text("45 mg, 0.9 mL")
    expect(activity(page, "Compare two protocols")).to_contain_text("45")
    box = activity(page, "Make a plan")
    press(box, "Make the plan")
    expect(box.get_by_role("link", name="Download the handout as HTML")).to_be_visible()
    nothing_is_cut_off(page)
    assert axe(page, "html") == []
