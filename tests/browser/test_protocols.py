"""The lessons of module 2, the screening dashboard and the protocol planner, each activity used once."""

from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.steps import activity, choose, look_at_it_on_a_phone, press

pytestmark = pytest.mark.browser


def type_into(field: Locator, value: str) -> None:
    """Type a value and leave the field."""
    field.fill(value)
    field.press("Tab")


def test_ten_patients_a_medicine_and_five_questions(opened, axe):
    page = opened("2-protocols/1-who")
    box = activity(page, "Grade seven claims")
    choose(box.get_by_label("A label or repeated trials"))
    press(box, "Place it")
    expect(box).to_contain_text("Grade of this course: A")

    box = activity(page, "Ten patients at the door")
    choose(box.get_by_role("radio", name="Ready"))
    press(box, "Compare with the engine")
    expect(box).to_contain_text("You decide as the engine does.")
    press(box, "Next patient")
    expect(box).to_contain_text("Patient 2 of 10: Marta")
    choose(box.get_by_role("radio", name="Stop"))
    choose(box.get_by_role("checkbox", name="Blood pressure too high today"))
    press(box, "Compare with the engine")
    expect(box).to_contain_text("You ticked 1 of its 3 findings")
    expect(box).to_contain_text("clinic-policy example, needs sign-off by a qualified physician")

    box = activity(page, "What is on the list?")
    box.get_by_role("textbox").fill("sertralin and Xanax")
    expect(box).to_contain_text("Recognised: alprazolam")
    expect(box).to_contain_text("did you mean sertraline?")

    box = activity(page, "Five questions for Tom")
    box.get_by_role("combobox").select_option("Suicidal intent, or a recent attempt")
    press(box, "Ask")
    expect(box).to_contain_text("Suicidal intent, or a recent attempt: yes")
    look_at_it_on_a_phone(page, axe)


def test_lesson_two_compares_protocols_finds_slips_and_dates_the_law(opened, axe):
    page = opened("2-protocols/2-what", size="narrow")
    expect(page.locator(".kapedu-activity")).to_have_count(5)
    box = activity(page, "Compare two protocols")
    press(box, "Compare them")
    expect(box).to_contain_text("Guess first")
    for radio in box.get_by_role("radio", name="B", exact=True).all():
        choose(radio)
    press(box, "Compare them")
    expect(box.locator(".main-svg").first).to_be_visible()
    expect(box).to_contain_text("you said B")
    box.get_by_role("combobox", name="Protocol B").select_option("im_kap")
    expect(box).to_contain_text("clinic-policy example, needs sign-off by a qualified physician")

    box = activity(page, "Find the slip")
    choose(box.get_by_label("Another strength of the vial"))
    press(box, "Check it")
    expect(box).to_contain_text("the vial in hand holds 50 mg/mL")
    press(box, "Next order")
    expect(box).to_contain_text("Order 2 of 7")

    box = activity(page, "Work out a dose")
    type_into(box.get_by_role("spinbutton", name="Height"), "165")
    type_into(box.get_by_role("spinbutton", name="Body weight"), "150")
    expect(box).to_contain_text("Which was meant?")

    box = activity(page, "Label or off label?")
    choose(box.get_by_label("Both", exact=True))
    press(box, "Place it")
    expect(box).to_contain_text("It belongs elsewhere")

    box = activity(page, "When was this last true?")
    box.get_by_role("combobox", name="Read on").select_option("2028-12-01")
    expect(box).to_contain_text("was to be read again by 30 November 2027")
    look_at_it_on_a_phone(page, axe)


def test_people_and_orders_differ(opened, axe):
    page = opened("2-protocols/3-how-it-varies")
    who = activity(page, "Who ends highest?")
    who.get_by_label("Who will be highest").select_option("A")
    press(who, "Give the dose")
    expect(who).to_contain_text("E is highest")
    rules = activity(page, "Three rules, every weight")
    choose(rules.get_by_label("35 mg for everybody", exact=True))
    expect(rules).to_contain_text("0.29 mg/kg")
    order = activity(page, "Check the order")
    choose(order.get_by_label("Much higher level"))
    press(order, "Decide")
    expect(order).to_contain_text("Exposure was 2.6 times as high")
    age = activity(page, "Older twice over")
    choose(age.get_by_label("The odds of a surge"))
    press(age, "Compare")
    expect(age).to_contain_text("3.2 times")
    look_at_it_on_a_phone(page, axe)


def test_lesson_four_sorts_therapies_builds_a_schedule_and_prints_a_plan(opened, axe):
    page = opened("2-protocols/4-pairing", size="narrow")
    expect(page.locator(".kapedu-activity")).to_have_count(3)
    box = activity(page, "What was studied?")
    choose(box.get_by_label("In a controlled study"))
    press(box, "Place it")
    expect(box).to_contain_text("28 people who had responded")

    box = activity(page, "Build a schedule")
    expect(box).to_contain_text("6 doses; 3 were studied")
    choose(box.get_by_label("Studied days"))
    expect(box).to_contain_text("10 sessions, as studied")
    box.get_by_role("combobox", name="Therapy").select_option("emdr")
    expect(box).to_contain_text("no controlled study located")

    box = activity(page, "Make a plan")
    press(box, "Make the plan")
    expect(box).to_contain_text("Teaching exercise")
    with page.expect_download() as waiting:
        box.get_by_role("link", name="Download the handout as PDF").click()
    assert Path(waiting.value.path()).read_bytes().startswith(b"%PDF-")
    look_at_it_on_a_phone(page, axe)


def test_a_sheet_a_change_a_course_and_a_plan(opened, axe):
    page = opened("2-protocols/5-personalise-and-maintain")
    box = activity(page, "Fill in a sheet")
    choose(box.get_by_role("radiogroup").nth(8).get_by_role("radio", name="1 several days"))
    press(box, "Answer the rest with the lowest")
    expect(box).to_contain_text("1 of 27, minimal")
    expect(box).to_contain_text("Ask now.")

    box = activity(page, "One change, four yardsticks")
    after = box.get_by_role("spinbutton", name="After")
    after.fill("9")
    after.press("Tab")
    expect(box).to_contain_text(
        "Reliably better (rule of the English talking-therapy services, 6 points): yes"
    )
    expect(box.locator(".main-svg").first).to_be_visible()

    box = activity(page, "Review at three, decide at four")
    for number, total in enumerate((27, 31, 32), start=1):
        press(box, "Next score")
        expect(box).to_contain_text(f"; {number}: {total}")
    choose(box.get_by_role("radio", name="Look for reasons"))
    press(box, "Decide")
    expect(box).to_contain_text("As the course-rule has it.")

    box = activity(page, "Space out: Dora")
    choose(box.get_by_role("radio", name="4 weeks"))
    press(box, "See the score before that dose")
    expect(box).to_contain_text("14 points after 4 weeks")

    box = activity(page, "A plan for Chiara")
    choose(box.get_by_role("checkbox", name="Stops answering her friends"))
    expect(box).to_contain_text("My signs: stops answering her friends.")
    look_at_it_on_a_phone(page, axe)


def test_a_case_is_loaded_changed_and_screened_at_once(opened, axe):
    page = opened("screening")
    box = activity(page, "Screen a patient")
    expect(box).to_contain_text("Pause.")
    box.get_by_role("combobox", name="Load").select_option("Elena, 41")
    expect(box).to_contain_text("Ready.")
    choose(box.get_by_role("radio", name="On the day"))
    escort = box.get_by_role("radiogroup", name="A responsible adult")
    choose(escort.get_by_role("radio", name="no", exact=True))
    expect(box).to_contain_text("No escort")
    pressure = box.get_by_role("textbox", name="Systolic pressure")
    pressure.fill("172")
    expect(box).to_contain_text("Blood pressure too high today: 172/78 mmHg")
    look_at_it_on_a_phone(page, axe)


def test_the_planner_shares_one_weight_and_makes_a_plan(opened, axe):
    page = opened("protocol-planner", size="narrow")
    expect(page.locator(".kapedu-activity")).to_have_count(3)
    weight = page.get_by_role("spinbutton", name="Body weight").first
    type_into(weight, "90")
    expect(activity(page, "Work out a dose")).to_contain_text("45 mg, 0.9 mL")
    expect(activity(page, "Compare two protocols")).to_contain_text("45")
    box = activity(page, "Make a plan")
    press(box, "Make the plan")
    expect(box.get_by_role("link", name="Download the handout as HTML")).to_be_visible()
    look_at_it_on_a_phone(page, axe)
    assert axe(page, "html") == []
