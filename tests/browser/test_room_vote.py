"""A room votes by phone: the presenter's simulator on the screen, a phone of 320 px beside it, both by keyboard."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import wait_in_voila

pytestmark = pytest.mark.browser

TITLE = "Altered state: Stop it, I want out"
BEST = "choose:stop-now"
NARROWEST = {"width": 320, "height": 640}


def test_people_vote_on_their_phones_and_the_presenter_plays_what_they_chose(
    demo: Any, open_page: Callable[..., Page], axe: Callable[..., list[str]]
) -> None:
    page = open_page(demo.presenter)
    assert axe(page, "html") == []
    page.get_by_role("link", name="Session simulator").press("Enter")
    page.wait_for_url("**/session-simulator.ipynb?who=room")
    wait_in_voila(page)
    expect(page.get_by_label("A room that votes")).to_be_checked()
    page.get_by_label("Case", exact=True).select_option(label=TITLE)
    page.get_by_role("button", name="Open this case").press("Enter")
    page.locator(".ke[data-serial]").wait_for()
    page.get_by_role("button", name="Begin").press("Enter")
    page.get_by_role("button", name="Let phones vote").press("Enter")
    expect(page.locator(".ke-phones-news")).to_have_text("The vote is open.")
    assert axe(page, ".ke") == []

    phone = open_page(f"{demo.address}vote", size="narrow", color_scheme="dark", locale="en-GB")
    phone.set_viewport_size(NARROWEST)
    option = phone.get_by_role("button", name="Stop the pump at once")
    letter = option.locator(".kapedu-ballot-letter").inner_text()
    assert axe(phone, "html") == []
    assert phone.evaluate("document.documentElement.scrollWidth") <= NARROWEST["width"]
    option.press("Enter")
    expect(phone).to_have_title(f"Your vote is {letter}")
    expect(option).to_contain_text("your vote")
    assert axe(phone, "html") == []

    expect(page.locator(".ke-phones-count")).to_have_text("Votes by phone: 1")
    expect(page.locator(".ke-tally")).to_have_text("No votes yet.")
    page.get_by_role("button", name="Close the vote").press("Enter")
    best = page.locator(f'[data-option="{BEST}"]')
    expect(best.get_by_role("spinbutton")).to_have_value("1")
    best.get_by_role("button", name="One vote more").press("Enter")  # a hand, beside the phones
    expect(page.locator(".ke-tally")).to_have_text(f"2 votes: {letter} 2.")
    best.get_by_role("spinbutton").focus()
    page.keyboard.type("12")  # all votes, the phone's among them
    expect(page.locator(".ke-tally")).to_have_text(f"12 votes: {letter} 12.")
    expect(phone.get_by_role("heading", name="No vote is open")).to_be_visible()

    page.get_by_role("button", name="Play the winner").press("Enter")
    expect(page.get_by_role("log")).to_contain_text("Stop the pump at once")
    expect(page.locator(".ke-phones-count")).to_have_text("")
    page.get_by_role("button", name="Let phones vote").press("Enter")
    expect(phone.get_by_role("heading", name="What would you do?")).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_function("document.documentElement.scrollWidth <= 390")


def test_whoever_is_not_the_presenter_is_told_how_phones_can_vote(
    demo: Any, open_page: Callable[..., Page]
) -> None:
    page = open_page(f"{demo.address}voila/render/session-simulator.ipynb?who=room")
    wait_in_voila(page)
    page.get_by_role("button", name="Open this case").press("Enter")
    page.locator(".ke[data-serial]").wait_for()
    page.get_by_role("button", name="Begin").press("Enter")
    expect(page.locator(".ke-phones-news")).to_contain_text("opened from the presenter's page")
    expect(page.get_by_role("button", name="Let phones vote")).to_be_hidden()
