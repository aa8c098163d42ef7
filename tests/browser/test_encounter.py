"""The session simulator in a real Chromium: played by keyboard, reloaded in the middle, looked back at, narrow."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import choose, wait_in_voila

pytestmark = pytest.mark.browser

SERIAL = "serial => document.querySelector('.ke')?.dataset.serial !== serial"
TITLE = "Altered state: Stop it, I want out"


@pytest.fixture
def address(demo) -> str:
    return f"{demo.address}voila/render/session-simulator.ipynb"


def open_case(page: Page, title: str) -> None:
    wait_in_voila(page)
    page.get_by_label("Case", exact=True).select_option(label=title)
    page.get_by_role("button", name="Open this case").click()
    page.locator(".ke[data-serial]").wait_for()


def serial(page: Page) -> str | None:
    return page.locator(".ke").get_attribute("data-serial")


def press_key_on(page: Page, key: str) -> None:
    """Choose with the keyboard alone: focus the button, press Enter, wait for the answer."""
    before = serial(page)
    page.locator(f'[data-key="{key}"]').locator("visible=true").focus()
    page.keyboard.press("Enter")
    page.wait_for_function(SERIAL, arg=before)


def test_an_encounter_is_played_by_keyboard_and_survives_a_reload(address, open_page, axe):
    page = open_page(address, size="narrow")
    open_case(page, TITLE)
    page.get_by_role("button", name="Begin").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="A raised hand")).to_be_focused()
    expect(page.get_by_role("log")).to_contain_text("“Stop it. I want out.”")
    assert axe(page, "html") == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390

    press_key_on(page, "choose:stop-now")
    expect(page.locator(".ke-pump")).to_contain_text("Pump off")
    assert page.evaluate("document.activeElement.className") == "ke-button"

    page.get_by_label("60×", exact=True).check()
    page.wait_for_function("parseInt(document.querySelector('.ke-clock').textContent) >= 19")
    page.get_by_label("Paused", exact=True).check()
    page.wait_for_function("!document.querySelector('.ke').hasAttribute('aria-busy')")
    before = serial(page)  # what is answered after the notes were sent says that they have arrived
    page.get_by_role("button", name="+5 s").click()
    page.wait_for_function(SERIAL, arg=before)
    told = page.locator(".ke-clock").inner_text()
    notes = page.get_by_label("Your notes")
    notes.fill("She hears the pump")
    notes.blur()
    expect(notes).to_have_attribute("data-saved", "true")
    notes.fill("She hears the pump stop.")  # and away, before anything of it is sent

    page.reload()
    page.locator(".ke[data-serial]").wait_for()
    expect(notes).to_have_value("She hears the pump stop.")
    expect(notes).to_have_attribute("data-saved", "true")

    drafts = "Object.keys(sessionStorage).filter(key => key.startsWith('kapedu:notes:'))"
    assert page.evaluate(drafts) == []  # kept by Python, so that the tab need not
    page.reload()
    page.locator(".ke[data-serial]").wait_for()
    expect(page.locator(".ke-clock")).to_have_text(told)
    expect(page.locator(".ke-notice")).to_contain_text(f"You are back at {told}")
    expect(notes).to_have_value("She hears the pump stop.")

    # what is pressed while the answer to something else is awaited is not lost
    page.evaluate(
        """() => {
            document.querySelector(".ke-step").click();
            document.querySelector('.ke-options [data-key="choose:say-true"]').click();
        }"""
    )
    expect(page.locator('.ke-options [data-key="choose:watch-on"]')).to_be_visible()
    for key in ("watch-on", "honour-stop"):
        press_key_on(page, f"choose:{key}")
    expect(page.get_by_role("heading", name="Looking back")).to_be_visible()
    expect(page.locator(".ke-result")).to_contain_text("a good end")
    page.locator(".kapedu-drawing .scatterlayer path.js-line").first.wait_for(state="attached")
    assert axe(page, "html") == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_room_votes_and_the_presenter_plays_by_keyboard(address, open_page, axe):
    page = open_page(address)
    wait_in_voila(page)
    choose(page.get_by_label("A room that votes"))
    open_case(page, TITLE)
    page.get_by_role("button", name="Begin").focus()
    page.keyboard.press("Enter")
    tally = page.locator(".ke-tally")
    expect(tally).to_have_text("No votes yet.")
    for key in ("a", "b", "Shift+a", "a", "c"):
        page.keyboard.press(key)
    expect(tally).to_have_text(
        "3 votes: A 1, B 1, C 1. The first are level; talk, and vote again or play one."
    )
    winner = page.get_by_role("button", name="Play the winner")
    expect(winner).to_be_disabled()

    best = page.locator('[data-option="choose:stop-now"]')
    best.get_by_role("spinbutton").fill("12")
    expect(best).to_have_attribute("data-leads", "")
    page.get_by_role("button", name="Count down 30 seconds").press("Enter")
    expect(page.locator(".ke-countdown")).to_have_text("29")
    assert axe(page, ".ke") == []
    size = best.evaluate("part => parseFloat(getComputedStyle(part).fontSize)")
    assert size >= 22  # legible from the back of a room
    before = serial(page)
    winner.press("Enter")
    page.wait_for_function(SERIAL, arg=before)
    expect(page.locator(".ke-scene")).to_be_focused()
    expect(page.get_by_role("log")).to_contain_text("Stop the pump at once")

    for key in ("say-true", "watch-on", "honour-stop"):
        press_key_on(page, f"choose:{key}")
    told = page.get_by_role("region", name="Votes of the room")
    expect(told).to_contain_text("12")
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_function("document.documentElement.scrollWidth <= 390")
    assert axe(page, "html") == []
