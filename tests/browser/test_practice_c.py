"""How it varies, the four lessons on risks and the risk explorer, as Voilà shows them in a real Chromium."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

READY = "body[data-kapedu-ready]"
NARROW = {"width": 390, "height": 844}
WIDTH = "document.documentElement.scrollWidth"


@pytest.fixture
def opened(demo: Any, open_page: Callable[..., Page]) -> Callable[[str], Page]:
    def factory(path: str) -> Page:
        page = open_page(f"{demo.address}voila/render/{path}.ipynb")
        page.locator(READY).wait_for(timeout=60_000)
        return page

    return factory


def activity(page: Page, title: str) -> Locator:
    return page.locator(".kapedu-activity").filter(has=page.get_by_role("heading", name=title))


def choose(option: Locator) -> None:
    """Press a radio button or a check box by keyboard, which cannot miss it while the page above is still drawn."""
    option.focus()
    option.press("Space")
    expect(option).to_be_checked()


def press(button: Locator) -> None:
    """Press a button by keyboard, for the same reason."""
    button.focus()
    button.press("Enter")


def fits_a_phone_and_pleases_axe(page: Page, axe: Callable[..., list[str]]) -> None:
    page.set_viewport_size(NARROW)
    page.wait_for_function(f"{WIDTH} <= {NARROW['width']}")
    assert axe(page, ".kapedu-activity") == []


def test_people_and_orders_differ(opened, axe):
    page = opened("2-protocols/3-how-it-varies")
    who = activity(page, "Who ends highest?")
    who.get_by_label("Who will be highest").select_option("A")
    press(who.get_by_role("button", name="Give the dose"))
    expect(who).to_contain_text("E is highest")
    rules = activity(page, "Three rules, every weight")
    choose(rules.get_by_label("35 mg for everybody", exact=True))
    expect(rules).to_contain_text("0.29 mg/kg")
    order = activity(page, "Check the order")
    choose(order.get_by_label("Much higher level"))
    press(order.get_by_role("button", name="Decide"))
    expect(order).to_contain_text("Exposure was 2.6 times as high")
    age = activity(page, "Older twice over")
    choose(age.get_by_label("The odds of a surge"))
    press(age.get_by_role("button", name="Compare"))
    expect(age).to_contain_text("3.2 times")
    fits_a_phone_and_pleases_axe(page, axe)


def test_two_hours_are_watched_and_people_are_let_go(opened, axe):
    page = opened("4-risks/1-two-hours-after")
    watch = activity(page, "When do you look?")
    press(watch.get_by_role("button", name="Show the pressure"))
    choose(watch.get_by_label("Before, and when the person leaves"))
    expect(watch).to_contain_text("This schedule looks 2 times")
    chance = activity(page, "How likely is a high pressure?")
    choose(chance.get_by_label("Yes", exact=True))
    expect(chance).to_contain_text("or more, depending on the cohort")
    leaving = activity(page, "May this person leave?")
    press(leaving.get_by_role("button", name="May leave"))
    expect(leaving).to_contain_text("Too early.")
    fits_a_phone_and_pleases_axe(page, axe)


def test_who_should_not_is_sorted_and_a_list_is_read(opened, axe):
    page = opened("4-risks/2-who-should-not")
    why = activity(page, "Why not?")
    choose(why.get_by_label("Pressure could tear"))
    press(why.get_by_role("button", name="Place it"))
    expect(why).to_contain_text("What would change it")
    reading = activity(page, "Read the list")
    choose(reading.get_by_label("Xanax"))
    press(reading.get_by_role("button", name="Compare with the rules"))
    expect(reading).to_contain_text("5 of 6 as the rules on file say")
    morning = activity(page, "The morning of the dose")
    choose(morning.get_by_label("No dose; keep the visit"))
    press(morning.get_by_role("button", name="Place it"))
    expect(morning).to_contain_text("Kindness is no exception")
    fits_a_phone_and_pleases_axe(page, axe)


def test_a_drill_runs_against_the_clock_by_keyboard_and_is_looked_back_on(opened, axe):
    page = opened("4-risks/3-emergencies")
    air = activity(page, "Air")
    expect(air.locator(".kapedu-drill-alarms")).to_contain_text("No CO2")
    press(air.get_by_role("button", name="Run 10×"))
    expect(air.locator(".kapedu-drill-alarms")).to_contain_text("Oxygen low")
    press(air.get_by_role("button", name="Pause"))
    press(air.get_by_role("button", name="Jaw thrust"))
    press(air.get_by_role("button", name="Pure oxygen"))
    expect(air.locator(".kapedu-drill-reply")).to_contain_text("the chest rises")
    press(air.get_by_role("button", name="Run 10×"))
    expect(air.locator(".kapedu-drill-alarms")).to_have_text("No alarm")
    press(air.get_by_role("button", name="End the drill"))
    expect(air).to_contain_text("of 13 points")
    expect(air).to_contain_text("clinic-policy example, needs sign-off by a qualified physician")
    expect(air.locator(".main-svg").first).to_be_visible()
    fits_a_phone_and_pleases_axe(page, axe)


def test_the_long_run_is_guessed_followed_and_sorted(opened, axe):
    page = opened("4-risks/4-the-long-run")
    guess = activity(page, "How many of how many?")
    press(guess.get_by_role("button", name="Show the people"))
    expect(guess).to_contain_text("below what is published")
    months = activity(page, "Over the months")
    choose(months.get_by_label("Go on as planned"))
    press(months.get_by_role("button", name="Decide"))
    expect(months).to_contain_text("As we would.")
    missing = activity(page, "Who is missing?")
    began = missing.get_by_role("slider", name="Who began")
    began.press("End")
    expect(missing).to_contain_text("12 % of all who began")
    touch = activity(page, "Touch, case by case")
    choose(touch.get_by_label("Do not"))
    press(touch.get_by_role("button", name="Place it"))
    expect(touch).to_contain_text("What was agreed sober")
    fits_a_phone_and_pleases_axe(page, axe)


def test_the_risk_explorer_shows_each_answer_with_its_uncertainty(opened, axe):
    page = opened("risk-explorer")
    chance = activity(page, "How likely is a high pressure?")
    chance.get_by_label("Threshold").select_option("160")
    expect(chance).to_contain_text("above 160 mmHg")
    harms = activity(page, "How many more people?")
    harms.get_by_label("Harm").select_option("anxiety")
    expect(harms).to_contain_text("the number is not sure")
    people = activity(page, "How many of how many?")
    people.get_by_label("Risk").select_option("severe_infusions")
    expect(people).to_contain_text("23 of 2342 infusions")
    fits_a_phone_and_pleases_axe(page, axe)
