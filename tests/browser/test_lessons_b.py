"""Lessons 2 and 3 of module 1 in real JupyterLab: each activity is used as a trainee would use it."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.steps import CUT_OFF, READY_MS, activity, choose

pytestmark = pytest.mark.browser

SECOND = "2-dose-to-blood"
THIRD = "3-blood-to-experience"
ACTIVITIES = {SECOND: 7, THIRD: 7}
CUT_WORDS = """box => [...box.querySelectorAll('.main-svg text')].filter(words => {
    const place = words.getBoundingClientRect(), room = words.closest('svg').getBoundingClientRect();
    return place.width && (place.right > room.right + 1 || place.left < room.left - 1);
}).map(words => words.textContent)"""


@pytest.fixture
def lesson(course_server, open_page):
    def opened(name: str, size: str = "wide") -> Page:
        page = open_page(course_server.url(f"modules/1-mechanism/{name}.ipynb"), size=size)
        expect(page.locator(".kapedu-bar-status").locator("visible=true")).to_have_text(
            "Ready", timeout=READY_MS
        )
        expect(page.locator(".kapedu-activity")).to_have_count(ACTIVITIES[name])
        return page

    return opened


def drawn(box: Locator) -> None:
    expect(box.locator(".main-svg").first).to_be_visible()


def type_into(slider: Locator, value: str) -> None:
    slider.fill(value)
    slider.press("Tab")


def guess_the_shares(page: Page) -> None:
    box = activity(page, "How much gets through")
    for route in ("Nose", "Under the tongue", "Swallowed", "Muscle"):
        box.get_by_label(route, exact=True).check()
        expect(box).to_contain_text("Guess first")
        box.get_by_role("button", name="Show what was published").click()
        drawn(box)


def match_the_infusion(page: Page) -> None:
    box = activity(page, "Match the infusion")
    box.get_by_label("Nasal spray").check()
    box.get_by_role("button", name="Show the curves").click()
    drawn(box)
    expect(box).to_contain_text("this model needs about 140 mg")
    type_into(box.get_by_role("spinbutton", name="Share that gets through the nose"), "45")
    expect(box).to_contain_text("this model needs about 78 mg")


def draw_blood(page: Page) -> None:
    box = activity(page, "Draw blood")
    for vessel, minute, level in (
        ("Artery", "20", "198"),
        ("Arm vein", "20", "117"),
        ("Arm vein", "60", "143"),
    ):
        box.get_by_label(vessel).check()
        type_into(box.get_by_role("spinbutton", name="Minute"), minute)
        box.get_by_role("button", name="Draw a sample").click()
        expect(box).to_contain_text(f"{level} ng/mL")
    box.get_by_role("button", name="Uncover the curves").click()
    expect(box).to_contain_text("From minute 42 on the vein reads higher")
    expect(box.get_by_role("figure")).to_have_count(2)


def choose_a_ruler(page: Page) -> None:
    box = activity(page, "Norketamine by form")
    box.get_by_label("Nasal spray").check()
    drawn(box)
    box.get_by_label("Per ketamine").check()
    expect(box).to_contain_text("Norketamine was measured; the ketamine beside it is computed")


def meet_the_people(page: Page) -> None:
    box = activity(page, "One of many")
    type_into(box.get_by_role("spinbutton"), "3")
    box.get_by_role("button", name="Show the people").click()
    drawn(box)
    expect(box).to_contain_text("You guessed 3 times")
    box.get_by_role("button", name="Another patient").click()
    expect(box).to_contain_text("Patient 2")


def compare_the_routes_of_an_interaction(page: Page) -> None:
    box = activity(page, "The same drug, another route")
    choose(box.get_by_label("Swallowed", exact=True))
    drawn(box)
    expect(box).to_contain_text("as you predicted")


def time_norketamine(page: Page) -> None:
    box = activity(page, "The clock of norketamine")
    box.get_by_role("button", name="Show both models").click()
    drawn(box)
    choose(box.get_by_label("Ketamine", exact=True))
    expect(box).to_contain_text("The models say")


def choose_an_affinity(page: Page) -> None:
    box = activity(page, "Whose affinity?")
    box.get_by_role("button", name="Show the dispute").click()
    drawn(box)
    choose(box.get_by_label("Ebert 1997", exact=True))
    expect(box).to_contain_text("This affinity is secondary")


def use_every_activity_of_the_third(page: Page) -> None:
    choose_an_affinity(page)
    box = activity(page, "Blood and brain")
    drawn(box)
    box.get_by_role("button", name="Uncover the curves").click()
    expect(box).to_contain_text("effect site 84 % (you said 50)")
    box.get_by_label("One against the other").check()
    expect(box).to_contain_text("Follow the minutes round")

    box = activity(page, "How fast does it fade")
    drawn(box)
    type_into(box.get_by_role("spinbutton", name="Steepness"), "3")
    expect(box).to_contain_text("passes through 3 of 3 landmarks")

    box = activity(page, "Find the published cloud")
    drawn(box)
    choose(box.get_by_role("radio", name="C", exact=True))
    expect(box).to_contain_text("That is the one.")

    box = activity(page, "How much will it rise")
    box.get_by_role("button", name="Show the cohorts").click()
    box.get_by_label("Averages and spread").check()
    expect(box).to_contain_text("runs from 4.8 to 27.2 mmHg")

    box = activity(page, "Two clocks")
    drawn(box)
    box.get_by_label("Move the clock to").select_option("1 day")
    expect(box).to_contain_text("1 day: ketamine less than 1 %")
    box.get_by_label("Lay over published results").select_option("Han 2016: share who responded")
    expect(box).to_contain_text("52.2 % responded")

    box = activity(page, "Ketamine asleep")
    drawn(box)
    box.get_by_role("button", name="Show the saline group").click()
    box.get_by_label("Changes from baseline").check()
    expect(box).to_contain_text("saline fell further")


def test_every_activity_of_lesson_two_works_and_axe_finds_nothing(lesson, axe) -> None:
    page = lesson(SECOND)
    guess_the_shares(page)
    match_the_infusion(page)
    draw_blood(page)
    choose_a_ruler(page)
    meet_the_people(page)
    compare_the_routes_of_an_interaction(page)
    time_norketamine(page)
    assert axe(page, ".kapedu-activity") == []


def test_every_activity_of_lesson_three_works_and_axe_finds_nothing(lesson, axe) -> None:
    page = lesson(THIRD)
    use_every_activity_of_the_third(page)
    assert axe(page, ".kapedu-activity") == []


@pytest.mark.parametrize("name", [SECOND, THIRD])
def test_nothing_is_cut_off_on_a_phone(lesson, axe, name: str) -> None:
    page = lesson(name, size="narrow")
    if name == SECOND:
        guess_the_shares(page)
        draw_blood(page)
        choose_a_ruler(page)
        meet_the_people(page)
        compare_the_routes_of_an_interaction(page)
        time_norketamine(page)
    else:
        use_every_activity_of_the_third(page)
    for box in page.locator(".kapedu-activity").all():
        box.scroll_into_view_if_needed()
        assert box.evaluate(CUT_OFF) == []
        assert box.evaluate(CUT_WORDS) == []
    assert axe(page, ".kapedu-activity") == []


def test_a_route_can_be_matched_with_the_keyboard_alone(lesson) -> None:
    page = lesson(SECOND)
    box = activity(page, "Match the infusion")
    box.get_by_label("Swallowed").focus()
    page.keyboard.press("ArrowDown")
    expect(box.get_by_label("Under the tongue")).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    expect(box.get_by_label("The same peak")).to_be_checked()
    page.keyboard.press("Tab")
    expect(box.get_by_role("slider", name="Dose")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(box.get_by_role("spinbutton", name="Dose")).to_have_value("40")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(box.get_by_role("button", name="Show the curves")).to_be_focused()
    page.keyboard.press("Enter")
    expect(box).to_contain_text("You guessed 40 mg")


def test_blood_can_be_drawn_with_the_keyboard_alone(lesson) -> None:
    page = lesson(SECOND)
    box = activity(page, "Draw blood")
    box.get_by_label("Arm vein").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    for left in ("2 more", "1 more", "You may uncover"):
        expect(box.get_by_role("button", name="Draw a sample")).to_be_focused()
        page.keyboard.press("Enter")
        expect(box).to_contain_text(left)
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(box.get_by_role("button", name="Uncover the curves")).to_be_focused()
    page.keyboard.press("Enter")
    expect(box).to_contain_text("the vein reads higher")
