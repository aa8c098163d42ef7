"""The lessons of module 4 and the risk explorer, each activity used once."""

import pytest
from playwright.sync_api import expect

from tests.browser.steps import activity, choose, look_at_it_on_a_phone, press

pytestmark = pytest.mark.browser


def test_two_hours_are_watched_and_people_are_let_go(opened, axe):
    page = opened("4-risks/1-two-hours-after")
    watch = activity(page, "When do you look?")
    press(watch, "Show the pressure")
    choose(watch.get_by_label("Before, and when the person leaves"))
    expect(watch).to_contain_text("This schedule looks 2 times")
    chance = activity(page, "How likely is a high pressure?")
    choose(chance.get_by_label("Yes", exact=True))
    expect(chance).to_contain_text("or more, depending on the cohort")
    leaving = activity(page, "May this person leave?")
    press(leaving, "May leave")
    expect(leaving).to_contain_text("Too early.")
    look_at_it_on_a_phone(page, axe)


def test_who_should_not_is_sorted_and_a_list_is_read(opened, axe):
    page = opened("4-risks/2-who-should-not")
    why = activity(page, "Why not?")
    choose(why.get_by_label("Pressure could tear"))
    press(why, "Place it")
    expect(why).to_contain_text("What would change it")
    reading = activity(page, "Read the list")
    choose(reading.get_by_label("Xanax"))
    press(reading, "Compare with the rules")
    expect(reading).to_contain_text("5 of 6 as the rules on file say")
    morning = activity(page, "The morning of the dose")
    choose(morning.get_by_label("No dose; keep the visit"))
    press(morning, "Place it")
    expect(morning).to_contain_text("Kindness is no exception")
    look_at_it_on_a_phone(page, axe)


def test_a_drill_runs_against_the_clock_by_keyboard_and_is_looked_back_on(opened, axe):
    page = opened("4-risks/3-emergencies")
    air = activity(page, "Air")
    expect(air.locator(".kapedu-drill-alarms")).to_contain_text("No CO2")
    press(air, "Run 10×")
    expect(air.locator(".kapedu-drill-alarms")).to_contain_text("Oxygen low")
    press(air, "Pause")
    press(air, "Jaw thrust with firm pressure behind the ear lobe")
    press(air, "Pure oxygen by mask and bag, tight seal")
    expect(air.locator(".kapedu-drill-reply")).to_contain_text("the chest rises")
    press(air, "Run 10×")
    expect(air.locator(".kapedu-drill-alarms")).to_have_text("No alarm")
    press(air, "End the drill and look back")
    expect(air).to_contain_text("of 13 points")
    expect(air).to_contain_text("clinic-policy example, needs sign-off by a qualified physician")
    expect(air.locator(".main-svg").first).to_be_visible()
    look_at_it_on_a_phone(page, axe)


def test_the_long_run_is_guessed_followed_and_sorted(opened, axe):
    page = opened("4-risks/4-the-long-run")
    guess = activity(page, "How many of how many?")
    press(guess, "Show the people")
    expect(guess).to_contain_text("below what is published")
    months = activity(page, "Over the months")
    choose(months.get_by_label("Go on as planned"))
    press(months, "Decide")
    expect(months).to_contain_text("As we would.")
    missing = activity(page, "Who is missing?")
    began = missing.get_by_role("slider", name="Who began")
    began.press("End")
    expect(missing).to_contain_text("12 % of all who began")
    touch = activity(page, "Touch, case by case")
    choose(touch.get_by_label("Do not"))
    press(touch, "Place it")
    expect(touch).to_contain_text("What was agreed sober")
    look_at_it_on_a_phone(page, axe)


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
    look_at_it_on_a_phone(page, axe)
