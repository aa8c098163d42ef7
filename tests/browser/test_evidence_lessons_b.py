"""Lessons 4 and 5 of module 5 as web pages: every activity used once, then looked at on a narrow page."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import activity, choose, look_at_it_on_a_phone, press, type_number

pytestmark = pytest.mark.browser

ACTIVITIES = {"4-certainty-and-telling": 5, "5-design-a-trial": 4}


@pytest.fixture
def lesson(demo, open_page):
    def opened(name: str) -> Page:
        page = open_page(f"{demo.address}voila/render/5-evidence/{name}.ipynb")
        page.locator("body[data-kapedu-ready]").wait_for()
        expect(page.locator(".kapedu-activity")).to_have_count(ACTIVITIES[name])
        return page

    return opened


def test_from_certainty_to_two_minutes_with_a_patient(lesson, axe) -> None:
    page = lesson("4-certainty-and-telling")

    box = activity(page, "The GRADE workbench")
    for place, option in enumerate(
        (
            "High: randomised",
            "Down one: many",
            "Not down: the ratios",
            "Not down: the trials",
            "Down one: from nothing",
        )
    ):
        expect(box).to_contain_text(f"Decision {place + 1} of 7")
        choose(box.get_by_label(option))
        press(box, "Next decision")
    choose(box.get_by_label("Not down: registered"))
    press(box, "Next decision")
    choose(box.get_by_label("Nothing raises it"))
    expect(box).to_contain_text("Low (your rating)")
    press(box, "Compare with ours")
    expect(box).to_contain_text("7 of 7 decisions are the same")

    box = activity(page, "From a ratio to people")
    expect(box.locator(".main-svg").first).to_be_visible()
    type_number(box, "Chance of it without the treatment", "30")
    expect(box).to_contain_text("Saline, of 100 people: respond 30")
    expect(box.locator("table.kapedu-grid")).to_contain_text("300 per 1,000")

    box = activity(page, "Four leaflets")
    for place, rating in enumerate(("8", "3", "5")):
        expect(box).to_contain_text(f"Leaflet {place + 1} of 4")
        type_number(box, "How keen are you to offer this treatment?", rating)
        press(box, "Next leaflet")
    expect(box).to_contain_text("Leaflet 4 of 4")
    press(box, "Compare my ratings")
    expect(box).to_contain_text("5 points apart for one and the same result")

    expect(activity(page, "A picture for the patient").locator(".main-svg").last).to_be_visible()

    box = activity(page, "Two minutes with a patient")
    expect(box).to_contain_text("Your text is not kept.")
    box.get_by_label("What you would say").fill(
        "Of 100 people, 52 instead of 38 get better. It certainly helps."
    )
    expect(box).to_contain_text("Words that promise more than the studies do: certainly.")
    press(box, "Mark it with the rubric")
    lines = box.get_by_label("Met", exact=True)
    expect(lines).to_have_count(7)
    for line in lines.all():
        choose(line)
    expect(box).to_contain_text("You give yourself 10 of 10 points.")
    with page.expect_download() as download:
        box.get_by_role("link", name="Save my text as a file").click()
    assert download.value.suggested_filename == "what-i-would-say.txt"

    look_at_it_on_a_phone(page, axe)


def test_from_a_broken_blind_to_a_better_trial(lesson, axe) -> None:
    page = lesson("5-design-a-trial")

    box = activity(page, "The blinding laboratory")
    expect(box.locator(".main-svg").first).to_be_visible()
    box.get_by_label("How is the trial masked?").select_option("saline under anaesthesia")
    expect(box).to_contain_text("on average, which is right")
    type_number(box, "Guess right in the treated arm", "90")
    expect(box.get_by_label("How is the trial masked?")).to_have_value("own")

    box = activity(page, "What did they guess?")
    box.get_by_label("Example").select_option("wishful")
    expect(box).to_contain_text("−0.85 in the control arm (more wrong than chance)")

    box = activity(page, "The trial designer")
    expect(box).to_contain_text("Planned power 83 %, simulated")
    box.get_by_label("And in truth it is").select_option("nothing")
    choose(box.get_by_label("Crossover if no better"))
    expect(box).to_contain_text("would have come without any drug")

    box = activity(page, "Redesign the veterans' trial")
    press(box, "Fill in what was announced")
    expect(box.get_by_label("Midazolam, as announced")).to_be_checked()
    press(box, "Check my plan")
    expect(box).to_contain_text("Still to decide: 3, 4, 5, 6, 7, 8.")
    for group in box.get_by_role("group").filter(has=page.get_by_role("radio")).all():
        if not group.get_by_role("radio", checked=True).count():
            choose(group.get_by_role("radio").last)
    press(box, "Check my plan")
    expect(box).to_contain_text("Your trial: ")
    expect(box.locator("table").last).to_contain_text("Rethink")

    look_at_it_on_a_phone(page, axe)
