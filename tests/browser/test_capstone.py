"""The three lessons of the capstone, as Voilà shows them in a real Chromium."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import activity, look_at_it_on_a_phone, press, wait_in_voila

pytestmark = pytest.mark.browser

LESSONS = {
    "1-vera": "Vera wants more",
    "2-milan": "Milan and the small white tablets",
    "3-ruben": "Ruben waits, and has to",
}


@pytest.mark.parametrize("name", LESSONS)
def test_a_treatment_is_led_and_looked_back_at(
    name: str, demo: Any, open_page: Callable[..., Page], axe: Callable[..., list[str]]
) -> None:
    page = wait_in_voila(open_page(f"{demo.address}voila/render/6-capstone/{name}.ipynb"))
    course = activity(page, LESSONS[name])
    kind, step = course.get_by_label("Kind of step"), course.get_by_label("Step", exact=True)
    press(course, "Do it")
    expect(course).to_contain_text("Day 0: Screen: ask and examine")
    kind.select_option("protocol")
    expect(step).to_contain_text("No ketamine")
    press(course, "Do it")
    kind.select_option("dose")
    step.select_option("dose:presence")
    press(course, "Do it")
    expect(course).to_contain_text("A dose was given although the screening did not allow it.")
    press(course, "Wait")
    expect(course).not_to_contain_text("Day 0, week 1")
    kind.select_option("close")
    expect(step).to_contain_text("Close the treatment")
    press(course, "Do it")
    expect(course).to_contain_text("A critical error fails it, whatever the marks")
    expect(course).to_contain_text("with nothing done")
    look_at_it_on_a_phone(page, axe)


def test_a_reload_comes_back_to_the_same_day_and_to_the_same_second_of_a_session(
    demo: Any, open_page: Callable[..., Page]
) -> None:
    page = wait_in_voila(open_page(f"{demo.address}voila/render/6-capstone/2-milan.ipynb"))
    course = activity(page, LESSONS["2-milan"])
    kind, step = course.get_by_label("Kind of step"), course.get_by_label("Step", exact=True)

    def hold_a_session() -> None:
        kind.select_option("dose")
        step.select_option("play")
        press(course, "Do it")
        course.locator(".ke[data-serial]").wait_for()

    kind.select_option("protocol")
    press(course, "Do it")
    press(course, "Wait")
    expect(course).to_contain_text("Day 7, week 2")
    hold_a_session()
    press(course, "Begin")
    press(course, "+1 min")
    page.wait_for_function("document.querySelector('.ke')?.dataset.serial >= 3")
    told = course.locator(".ke-clock").inner_text()
    page.reload()
    wait_in_voila(page)
    expect(course).to_contain_text("Day 7, week 2")
    hold_a_session()
    expect(course.locator(".ke-clock")).to_have_text(told)
    expect(course.locator(".ke-notice")).to_contain_text(f"You are back at {told}")
