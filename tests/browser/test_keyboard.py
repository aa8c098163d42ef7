"""A lesson by keyboard alone: Tab, arrows, Space, Enter and digits; the mouse is never touched."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.long]

READY = "body[data-kapedu-ready]"
MOST_STOPS = 400
STILL = """() => {
    const now = document.documentElement.scrollHeight, seen = window.seenHeight ?? {at: performance.now(), height: 0};
    window.seenHeight = seen.height === now ? seen : {at: performance.now(), height: now};
    return performance.now() - window.seenHeight.at > 1000;
}"""
SHOWN = """() => {
    const at = document.activeElement, box = at.getBoundingClientRect();
    const around = [at, at.parentElement, at.parentElement?.parentElement].filter(Boolean);  // an option draws the ring of its radio
    const ring = around.some(part => getComputedStyle(part).outlineStyle !== 'none');
    const inside = box.bottom > 0 && box.top < innerHeight;
    return {ring: ring || at.tagName === 'BODY', inside, what: at.outerHTML.slice(0, 160)};
}"""


@pytest.fixture
def lesson(demo, open_page) -> Callable[..., Page]:
    def opened(name: str) -> Page:
        page = open_page(f"{demo.address}voila/render/{name}.ipynb")
        page.locator(READY).wait_for()
        page.wait_for_function(
            STILL
        )  # a drawing that appears above would push what has the focus out of view
        return page

    return opened


def tab_to(target: Locator) -> None:
    """Press Tab until the target has the focus; every stop on the way must be in view and visibly focused."""
    page = target.page
    for _ in range(MOST_STOPS):
        if target.count() and target.evaluate("at => at === document.activeElement"):
            return
        page.keyboard.press("Tab")
        stop = page.evaluate(SHOWN)
        assert stop["inside"], f"the focus left the window: {stop['what']}"
        assert stop["ring"], f"nothing shows that this has the focus: {stop['what']}"
    pytest.fail(f"{MOST_STOPS} times Tab did not reach {target}")


def box_of(page: Page, title: str) -> Locator:
    return page.locator(".kapedu-activity").filter(has=page.get_by_role("heading", name=title))


def press(target: Locator, *keys: str) -> None:
    tab_to(target)
    for key in keys:
        target.page.keyboard.press(key)


def test_lesson_two_is_done_by_keyboard_alone(lesson):
    page = lesson("1-mechanism/2-dose-to-blood")
    box = box_of(page, "One of many")
    press(box.get_by_role("slider"), *["ArrowRight"] * 5)
    press(box.get_by_role("button", name="Show the people"), "Enter")
    expect(box).to_contain_text("You guessed 1.7 times")
    press(box.get_by_role("button", name="Another patient"), "Space")
    expect(box).to_contain_text("Patient 2")
    expect(box.get_by_role("button", name="Another patient")).to_be_focused()

    box = box_of(page, "The same drug, another route")
    press(box.get_by_role("radio").first, "Space", "ArrowRight")
    expect(box).to_contain_text("as you predicted")

    box = box_of(page, "The clock of norketamine")
    press(box.get_by_role("button", name="Show both models"), "Enter")
    expect(box).to_contain_text("The models say")
    press(box.get_by_role("radio", checked=True).last, "ArrowRight")
    expect(box.get_by_label("Ketamine", exact=True)).to_be_checked()


def test_lesson_three_is_done_by_keyboard_alone(lesson):
    page = lesson("1-mechanism/3-blood-to-experience")
    box = box_of(page, "Whose affinity?")
    press(box.get_by_role("button", name="Show the dispute"), "Enter")
    expect(box.locator(".main-svg").first).to_be_visible()
    page.wait_for_function(STILL)
    first = box.get_by_role("radio", checked=True).last
    press(first, "ArrowRight")
    expect(box).to_contain_text("This affinity is")
