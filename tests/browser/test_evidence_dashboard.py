"""The evidence dashboard and the lesson on pooling, as a workshop meets them: Voilà in a real Chromium."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import NARROW, activity

pytestmark = pytest.mark.browser

READY = "body[data-kapedu-ready]"
CUT_WORDS = """() => [...document.querySelectorAll('.main-svg text')].filter(words => {
    const place = words.getBoundingClientRect(), room = words.closest('svg').getBoundingClientRect();
    return place.width && (place.right > room.right + 1 || place.left < room.left - 1);
}).map(words => words.textContent)"""


def opened(page: Page) -> Page:
    page.locator(READY).wait_for(timeout=60_000)
    expect(page.locator(".kapedu-drawing .main-svg").first).to_be_visible()
    return page


def fits_a_phone(page: Page) -> None:
    """Nothing reaches beyond a narrow page, and no word of a drawing is cut off."""
    page.set_viewport_size(NARROW)
    page.wait_for_function(
        "() => [...document.querySelectorAll('.kapedu-drawing')].every(drawing => !drawing.clientWidth "
        "|| drawing._fullLayout.width === drawing.clientWidth)"
    )
    assert page.evaluate("document.documentElement.scrollWidth") == NARROW["width"]
    assert page.evaluate(CUT_WORDS) == []


def show(page: Page, view: str) -> None:
    page.get_by_role("radio", name=view).check()


def test_the_dashboard_from_forest_to_certainty_by_mouse_and_keyboard(demo, open_page, axe):
    page = opened(open_page(demo.address + "voila/render/evidence.ipynb"))
    card, result = page.locator(".kapedu-card"), page.locator(".kapedu-evidence-result")
    expect(result).to_contain_text("−3.34 (−6.07 to −0.62)")

    # a mark opens its study; so does Enter while the arrow keys read the chart, and the list
    page.locator(".kapedu-drawing .scatterlayer .points path").nth(2).click(force=True)
    expect(card.get_by_role("heading")).to_contain_text("TRANSFORM-3")
    expect(card).to_contain_text("status: secondary")
    page.locator(".kapedu-stage").focus()
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    expect(card.get_by_role("heading")).to_contain_text("TRANSFORM-1")
    page.get_by_label("Open a study").select_option(label="China/US phase 3 (NCT03434041)")
    expect(card.get_by_role("heading")).to_contain_text("China/US")
    card.locator("summary").first.click()

    page.get_by_label("Outcome").select_option("remission-weeks")
    expect(result).to_contain_text("includes no difference")
    page.get_by_label("Interval").select_option("wald")
    expect(result).to_contain_text("excludes no difference")
    for view, words in (
        ("Funnel", "fewer than ten studies"),
        ("Leave one out", "Leaving one out moves the estimate"),
        ("By year", "After the first study"),
    ):
        show(page, view)
        expect(page.locator("figcaption")).to_contain_text(words)
    page.get_by_text("Left out of this pool").click()
    expect(page.get_by_text("another comparator: midazolam").first).to_be_visible()

    show(page, "Certainty")
    page.get_by_label("Indirectness").select_option("1")
    expect(page.locator(".kapedu-certainty")).to_contain_text("very low")
    assert axe(page, "html") == []
    show(page, "Forest")
    fits_a_phone(page)


def test_the_lesson_on_pooling_with_each_activity_used_once(demo, open_page, axe):
    page = opened(open_page(demo.address + "voila/render/5-evidence/3-pooling.ipynb"))

    box = activity(page, "the depression score")
    for label, number in zip(
        ("mean", "SD", "people assessed"), (("-21.4", "-17"), ("1.69", "13.88"), ("101", "100")), strict=True
    ):
        box.get_by_label(f"Treated: {label}").fill(number[0])
        box.get_by_label(f"Control: {label}").fill(number[1])
    box.get_by_role("button", name="Put it into the forest plot").click()
    expect(box).to_contain_text("standard error of the difference")
    expect(box.locator("figcaption")).to_contain_text("2 studies")

    box = activity(page, "remission")
    for trial in ("TRANSFORM-2", "TRANSFORM-3"):
        box.get_by_label(trial).check()
        box.get_by_role("button", name="Fill in from the register").click()
        expect(box).to_contain_text("Filled in.")
        box.get_by_role("button", name="Put it into the forest plot").click()
        expect(box).to_contain_text("Right.")
    expect(box.locator("figcaption")).to_contain_text("excludes no difference")
    box.get_by_label("Hartung-Knapp").check()
    expect(box.locator("figcaption")).to_contain_text("includes no difference")

    box = activity(page, "other intervals")
    box.get_by_label("Trials").select_option("score")
    expect(box.locator("figcaption")).to_contain_text("shrinks the standard error")

    box = activity(page, "two trials")
    box.get_by_label("one common effect").check()
    expect(box.locator("figcaption")).to_contain_text("Pooled risk difference")

    box = activity(page, "planted error")
    box.get_by_label("Plot 2").check()
    box.get_by_label("Which trial is wrong?").select_option(label="China/US phase 3 (NCT03434041)")
    box.get_by_label("What went wrong?").select_option("arms")
    box.get_by_role("button", name="Check").click()
    expect(box).to_contain_text("Found.")

    assert axe(page, "html") == []
    fits_a_phone(page)
