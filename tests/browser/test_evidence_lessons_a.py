"""Lessons 1 and 2 of module 5 in real JupyterLab: every activity used once, then looked at on a narrow page."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import READY_MS, activity, choose, look_at_it_on_a_phone, press

pytestmark = pytest.mark.browser

ACTIVITIES = {"1-claim-to-source": 5, "2-reading-a-trial": 6}


@pytest.fixture
def lesson(course_server, open_page):
    def opened(name: str) -> Page:
        page = open_page(course_server.url(f"modules/5-evidence/{name}.ipynb"))
        expect(page.locator(".kapedu-bar-status").locator("visible=true")).to_have_text(
            "Ready", timeout=READY_MS
        )
        expect(page.locator(".kapedu-activity")).to_have_count(ACTIVITIES[name])
        return page

    return opened


def test_the_first_lesson_goes_from_a_sentence_to_a_verdict(lesson, axe) -> None:
    page = lesson("1-claim-to-source")

    box = activity(page, "Mark the sentences")
    for radio in box.get_by_label("Checkable", exact=True).all():
        choose(radio)
    press(box, "Compare with ours")
    expect(box).to_contain_text("You marked 2 of 4 as we do.")

    box = activity(page, "Search for the nearest study")
    box.get_by_label("Words in the study's description").fill("cocaine")
    expect(box).to_contain_text("1 study of 69")
    box.get_by_label("The nearest study").select_option("dakwar2019")
    press(box, "Compare with the register")
    expect(box).to_contain_text("The register names this study too.")

    box = activity(page, "Judge six claims")
    choose(box.get_by_label("Supported", exact=True))
    press(box, "Judge")
    expect(box).to_contain_text("So do we judge it.")

    box = activity(page, "Could not be located")
    press(box, "Show the nearest study")
    expect(box).to_contain_text("it shares 1 of 5")
    box.get_by_label("What do you write about this claim?").fill("They invented it.")
    press(box, "Compare my sentence")
    expect(box).to_contain_text("It accuses")

    box = activity(page, "Browse the register")
    press(box, "Show the verdicts")
    expect(box).to_contain_text("Supported as they stand: 6 of 56")
    box.get_by_label("Article", exact=True).select_option("003")
    expect(box).to_contain_text("9 claims")

    look_at_it_on_a_phone(page, axe)


def test_the_second_lesson_goes_from_answers_to_lights_and_from_guesses_to_controls(lesson, axe) -> None:
    page = lesson("2-reading-a-trial")

    box = activity(page, "Judge the result: Lii 2023")
    for number, answer in (("1.1", "NI"), ("1.2", "NI"), ("1.3", "PY")):
        box.get_by_label(number).select_option(answer)
    expect(box).to_contain_text("Randomisation process, by the rule: high.")
    press(box, "Compare with our reading")
    expect(box).to_contain_text("Ours: some concerns; yours is high.")

    box = activity(page, "Judge the result: Su 2023")
    box.get_by_label("Domain", exact=True).select_option("measurement")
    for number, answer in (("4.1", "N"), ("4.2", "N"), ("4.3", "Y"), ("4.4", "Y"), ("4.5", "PN")):
        box.get_by_label(number).select_option(answer)
    expect(box).to_contain_text("Measurement of the outcome, by the rule: some concerns.")

    box = activity(page, "Lights, bars and overrides")
    expect(box).to_contain_text("Su 2023: yours: some concerns for randomisation process and measurement")
    press(box, "Override")
    expect(box).to_contain_text("give the reason")
    choose(box.get_by_label("Summary bars"))
    expect(box).to_contain_text("2 results, each counted once.")

    box = activity(page, "Guesses by group")
    exact = box.get_by_role("spinbutton")
    exact.fill("12")
    exact.press("Tab")
    expect(box).to_contain_text("hope, not knowledge")
    box.get_by_label("Whose guesses?").select_option("25d")
    expect(box).to_contain_text("the blind is gone")

    box = activity(page, "Four groups")
    press(box, "Show the control groups")
    expect(box).to_contain_text("it was 12 %")

    box = activity(page, "Sort the questions")
    choose(box.get_by_label("The trial under anaesthesia"))
    press(box, "Place it")
    expect(box).to_contain_text("That is what the anaesthesia is for.")

    look_at_it_on_a_phone(page, axe)
