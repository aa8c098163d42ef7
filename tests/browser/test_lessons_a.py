"""Lessons 1 and 4 of module 1 in real JupyterLab: each activity is used as a trainee would use it."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.steps import activity

pytestmark = pytest.mark.browser

FIRST = "modules/1-mechanism/1-receptor-to-network.ipynb"
FOURTH = "modules/1-mechanism/4-why-psychotherapy.ipynb"
READY = 60_000


def opened(course_server: Any, open_page: Any, lesson: str, size: str = "wide") -> Page:
    page = open_page(course_server.url(lesson), size=size)
    expect(page.locator(".kapedu-bar-status").locator("visible=true")).to_have_text("Ready", timeout=READY)
    return page


def run_an_experiment(page: Page) -> Locator:
    box = activity(page, "Run the experiments")
    box.get_by_label("Experiment").select_option("rapamycin_people")
    box.get_by_label("The effect is lost or clearly weaker").check()
    box.get_by_role("button", name="Run the experiment").click()
    expect(box.locator(".kapedu-result")).to_contain_text("You predicted: the effect is lost")
    expect(box.locator(".kapedu-result")).to_contain_text("shown in: people")
    return box


def test_every_activity_of_lesson_one_works_and_axe_finds_nothing(course_server, open_page, axe) -> None:
    page = opened(course_server, open_page, FIRST)

    channels = activity(page, "catch a channel")
    channels.get_by_label("Ketamine", exact=True).check()
    channels.get_by_role("button", name="Flood both cells").click()
    expect(channels).to_contain_text("Quiet cell: 6 of 6")

    walk = activity(page, "Walk the chain")
    walk.get_by_role("button", name="Next link").click()
    expect(walk).to_contain_text("Link 2 of 8")

    run_an_experiment(page)
    expect(activity(page, "Run the experiments").get_by_role("table")).to_contain_text(
        "People: give depressed"
    )

    evidence = activity(page, "Sort the evidence")
    evidence.get_by_label("Only people").check()
    expect(evidence).to_contain_text("In people, ")
    expect(evidence.get_by_role("columnheader", name="Animals")).to_have_count(0)

    for title in ("the opioid question", "drug or metabolite"):
        cards = activity(page, title)
        cards.get_by_label("Speaks for it").check()
        cards.get_by_role("button", name="Place it").click()
        expect(cards.locator(".kapedu-result")).to_be_visible()

    assert axe(page, ".kapedu-activity") == []


def test_every_activity_of_lesson_four_works_and_axe_finds_nothing(course_server, open_page, axe) -> None:
    page = opened(course_server, open_page, FOURTH)

    cards = activity(page, "Sort the designs")
    for number in range(1, 10):
        expect(cards).to_contain_text(f"Card {number} of 9")
        cards.get_by_label("Therapy added to ketamine").check()
        cards.get_by_role("button", name="Place it").click()
        cards.get_by_role("button", name="Next card" if number < 9 else "See all cards").click()
    expect(cards).to_contain_text("You placed 3 of 9")

    estimates = activity(page, "Read the estimates")
    expect(estimates.locator(".main-svg").first).to_be_visible()
    estimates.get_by_label("Ketamine added to therapy").check()
    expect(estimates).to_contain_text("0 of 2 intervals include no difference")

    timing = activity(page, "Lay the window")
    expect(timing.locator(".main-svg").first).to_be_visible()
    timing.get_by_label("The first 72 hours").check()
    expect(timing.get_by_label("Hours since the last dose")).to_be_checked()
    expect(timing).to_contain_text("If the window were the first 72 hours")

    assert axe(page, ".kapedu-activity") == []


@pytest.mark.parametrize("lesson", [FIRST, FOURTH])
def test_nothing_is_cut_off_on_a_phone(course_server, open_page, axe, lesson: str) -> None:
    page = opened(course_server, open_page, lesson, size="narrow")
    if lesson == FIRST:
        run_an_experiment(page)
    boxes = page.locator(".kapedu-activity")
    assert boxes.count() >= 3
    for box in boxes.all():
        box.scroll_into_view_if_needed()
        wider = box.evaluate(
            """box => [...box.querySelectorAll('*')].filter(part =>
                !part.closest('svg, .js-plotly-plot, thead, [class*=visually-hidden]')
                && getComputedStyle(part).position !== 'absolute'
                && part.getBoundingClientRect().right > box.getBoundingClientRect().right + 1
            ).map(part => part.outerHTML.slice(0, 120))"""
        )
        assert wider == []
    assert axe(page, ".kapedu-activity") == []


def test_an_experiment_can_be_run_with_the_keyboard_alone(course_server, open_page) -> None:
    page = opened(course_server, open_page, FIRST)
    box = activity(page, "Run the experiments")
    box.get_by_label("Experiment").focus()
    page.keyboard.press("ArrowDown")
    expect(box).to_contain_text("Animals: remove the same subunit")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(box.get_by_label("The effect is still there")).to_be_checked()
    page.keyboard.press("Tab")
    expect(box.get_by_role("button", name="Run the experiment")).to_be_focused()
    page.keyboard.press("Enter")
    expect(box.locator(".kapedu-result")).to_contain_text("As you predicted.")


def test_cards_can_be_sorted_with_the_keyboard_alone(course_server, open_page) -> None:
    page = opened(course_server, open_page, FOURTH)
    box = activity(page, "Sort the designs")
    box.get_by_label("Ketamine added to therapy").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    expect(box.get_by_role("button", name="Place it")).to_be_focused()
    page.keyboard.press("Enter")
    expect(box.locator(".kapedu-result")).to_contain_text("Yes.")
    page.keyboard.press("Tab")
    expect(box.get_by_role("button", name="Next card")).to_be_focused()
    page.keyboard.press("Enter")
    expect(box).to_contain_text("Card 2 of 9")
