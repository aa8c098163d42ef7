"""The lessons of module 3, as a reader uses them: Voilà in Chromium, each activity once, then on a phone."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.steps import activity, choose, look_at_it_on_a_phone, press, wait_in_voila

pytestmark = pytest.mark.browser


@pytest.fixture
def opened(demo, open_page):
    def open_(lesson: str, activities: int) -> Page:
        page = open_page(f"{demo.address}voila/render/3-session-phases/{lesson}.ipynb")
        wait_in_voila(page)
        expect(page.locator(".kapedu-activity")).to_have_count(activities)
        return page

    return open_


def watch(box: Locator, guess: str) -> None:
    """Answer the first question of a demonstration and go one step on."""
    choose(box.get_by_label(guess))
    press(box, "This is what I would do")
    expect(box).to_contain_text("You guessed.")
    expect(box.get_by_role("button", name="Step back")).to_be_enabled()


def say(box: Locator, wording: str, answer: str) -> None:
    """Say something in a drill, hear the answer, and go on to the next turn."""
    choose(box.get_by_label(wording))
    press(box, "Say it")
    expect(box).to_contain_text(answer)
    press(box, "Go on")
    expect(box.get_by_role("button", name="Say it")).to_be_focused()


def test_lesson_one_watches_writes_a_card_and_finds_words(opened, axe):
    page = opened("1-preparation", 4)
    watch(activity(page, "Watch: The last visit before the first dose"), "Tell him that he need not worry")

    box = activity(page, "Write the card")
    choose(box.get_by_label("This drug has been used in medicine"))
    press(box, "Put it on the card")
    expect(box.get_by_role("combobox", name="Clause")).to_have_value("alternatives")
    press(box, "Check the card")
    expect(box).to_contain_text("Long use in anaesthesia says nothing about this use")

    say(
        activity(page, "Talk: Before the first dose"),
        "are you thinking of ending your life",
        "Nobody asked it like that",
    )

    box = activity(page, "A reflection")
    box.get_by_label("Your thoughts").fill("I explained because I was tired.")
    press(box, "Keep it in my record")
    expect(box).to_contain_text("look for this")
    look_at_it_on_a_phone(page, axe)


def test_lesson_two_leads_a_time_out_and_starts_quietly(opened, axe):
    page = opened("2-administration", 5)
    cards = activity(page, "Nine tasks")
    choose(cards.get_by_label("The medical team"))
    press(cards, "Place it")
    expect(cards).to_contain_text("Eligibility is decided there")

    box = activity(page, "Watch: A list, a start, fifteen minutes")
    watch(box, "Stop everybody, and begin the list")
    expect(box.locator(".main-svg").first).to_be_visible()
    expect(box).to_contain_text("clinic-policy example, needs sign-off by a qualified physician")

    box = activity(page, "Before the pump")
    choose(box.get_by_label("Allergies and reactions"))
    expect(box).to_contain_text("Penicillin, as written")
    choose(box.get_by_label("Start as ordered"))
    press(box, "Decide")
    expect(box).to_contain_text("Nothing was found today")

    say(activity(page, "Talk: Already on the couch"), "That sounds like half a yes", "I'm only afraid")
    look_at_it_on_a_phone(page, axe)


def test_lesson_three_stays_near_and_says_little(opened, axe):
    page = opened("3-altered-state", 4)
    watch(activity(page, "Watch: One sentence, one breath"), "Show him the monitor as a proof")
    say(activity(page, "Talk: Far away"), "I am here, Jonas. You are on the couch.", "The head comes to rest")

    box = activity(page, "Say it yourself")
    box.get_by_label("You say").fill("Who is it? Look at him!")
    press(box, "Look through it")
    expect(box).to_contain_text("that has not been named")
    look_at_it_on_a_phone(page, axe)


def test_lesson_four_follows_the_depth_and_adds_no_picture(opened, axe):
    page = opened("4-therapeutic-exploration", 4)
    watch(activity(page, "Watch: A radio in another room"), "Ask what kind of radio it is")

    box = activity(page, "Which move, how deep?")
    choose(box.get_by_label("Asking for details of a possible memory"))
    press(box, "Compare with the course")
    expect(box).to_contain_text("does not belong here (1)")
    for depth, sign in (("Coming back", "opens an eye"), ("Able to talk", "whole slow sentences")):
        choose(box.get_by_label(depth))
        expect(box).to_contain_text(sign)
        choose(box.get_by_label("Silence beside the patient"))
        press(box, "Compare with the course")
    expect(box.get_by_role("table", name="Moves by depth")).to_be_visible()

    say(activity(page, "Talk: Half back"), "You're outside. Take your time there.", "I like the gravel")
    look_at_it_on_a_phone(page, axe)


def test_lesson_five_plans_a_day_and_the_weeks(opened, axe):
    page = opened("5-integration", 4)
    watch(activity(page, "Watch: Two pages before breakfast"), "Go through the eleven with her")

    box = activity(page, "Plan what comes after")
    choose(box.get_by_label("Give notice tomorrow morning"))
    choose(box.get_by_label("A visit in a month"))
    choose(box.get_by_label("They wait for two weeks"))
    choose(box.get_by_label("Let the new way of thinking settle"))
    press(box, "Check the plan")
    expect(box).to_contain_text("cannot be taken back")
    expect(box).to_contain_text("comes too late")

    say(
        activity(page, "Talk: The next morning"),
        "how are you this morning? Have you slept",
        "Five hours. Toast.",
    )
    look_at_it_on_a_phone(page, axe)
