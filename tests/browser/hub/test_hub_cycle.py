"""One class on one server: released, fetched, answered, collected, graded and returned, all through the browser.

Two instructors and two trainees log in with their own accounts; nobody types a command.
"""

import json
import re
import stat
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.hub.conftest import PASSWORD
from tests.browser.steps import wait_in_lab

pytestmark = [pytest.mark.browser, pytest.mark.long]

SPAWN_MS = 120_000
QUIZ = "module-1"
Opened = Callable[[str], Page]


@pytest.fixture
def log_in(hub, open_page) -> Opened:
    """``log_in("tess")``: the course home of this account, after a log-in through the hub's own page."""

    def opened(account: str) -> Page:
        page = open_page(hub.address)
        page.locator("#username_input").fill(account)
        page.locator("#password_input").fill(PASSWORD)
        page.locator("#password_input").press("Enter")
        expect(page.get_by_role("heading", level=1).first).to_contain_text("Ketamine", timeout=SPAWN_MS)
        return page

    return opened


def formgrader(hub: Any, page: Page, account: str, path: str = "") -> None:
    page.goto(f"{hub.address}/user/{account}/formgrader/{path}")


def line(page: Page, name: str) -> Locator:
    """The line of formgrader's table with this name."""
    return page.get_by_role("row").filter(has=page.get_by_text(name, exact=True))


def press_and_read(page: Page, name: str, icon: str, outcome: str) -> None:
    """Press an icon in the line of formgrader's table, wait for its report and close it."""
    line(page, name).locator(f"a:has(.glyphicon-{icon})").click()
    report = page.locator("#success-modal, #error-modal")
    expect(report).to_contain_text(outcome, timeout=SPAWN_MS)
    report.get_by_text("OK", exact=True).click()
    expect(report).to_have_count(0)


def assignment_list(page: Page) -> None:
    page.get_by_role("menuitem", name="Nbgrader").click()
    page.get_by_role("menuitem", name="Assignment List").click()


def test_a_class_of_two_instructors_and_two_trainees(hub, log_in: Opened) -> None:
    early = log_in("tom")  # before anything is released
    assert not (hub.home("tom") / "kapedu-course" / "my-work" / QUIZ).exists()

    ann = log_in("ann")
    formgrader(hub, ann, "ann")
    press_and_read(ann, QUIZ, "education", "Successfully created")
    press_and_read(ann, QUIZ, "cloud-upload", "Successfully released")

    assignment_list(early)
    early.get_by_role("button", name="Fetch", exact=True).first.click()
    expect(early.get_by_role("button", name="Submit", exact=True).first).to_be_visible()
    assert (hub.home("tom") / "kapedu-course" / "my-work" / QUIZ / f"{QUIZ}.ipynb").is_file()

    tess = log_in("tess")  # the released quiz is there already
    tess.goto(f"{hub.address}/user/tess/lab/tree/my-work/{QUIZ}/{QUIZ}.ipynb")
    question = tess.locator("[data-item=first-target]")
    question.get_by_label("Busy inhibitory interneurons").check(timeout=SPAWN_MS)
    expect(question.locator(".kq-status")).to_contain_text("Saved")
    own_words = tess.locator("[data-item=answer-a-patient]")
    own_words.get_by_role("textbox").fill("In people it has not been shown.")
    expect(own_words.locator(".kq-status")).to_contain_text("Saved")
    wait_in_lab(tess)
    tess.get_by_role("button", name="Hand in", exact=True).click()
    tess.get_by_role("button", name="Hand in with open questions").click()
    expect(tess.get_by_text("Receipt: ")).to_be_visible(timeout=SPAWN_MS)

    bob = log_in("bob")  # the other instructor takes over
    formgrader(hub, bob, "bob")
    press_and_read(bob, QUIZ, "cloud-download", "Successfully collected")
    formgrader(hub, bob, "bob", f"manage_submissions/{QUIZ}")
    press_and_read(bob, "tess", "flash", "Successfully autograded")
    expect(line(bob, "tess")).to_contain_text("needs manual grading")
    bob.goto(f"{hub.address}/user/bob/formgrader/gradebook/{QUIZ}/{QUIZ}")
    bob.get_by_role("link", name=re.compile("Submission #")).first.click()
    score = bob.locator("input#answer-a-patient")
    expect(score).to_have_class(re.compile("needs_manual_grade"))
    with bob.expect_response(lambda answer: "/api/grade/" in answer.url and answer.request.method == "PUT"):
        score.fill("2")
        score.press("Tab")

    formgrader(hub, ann, "ann")  # and the first returns the marks
    press_and_read(ann, QUIZ, "comment", "Successfully generated feedback")
    press_and_read(ann, QUIZ, "envelope", "Successfully released feedback")

    tess.goto(f"{hub.address}/user/tess/lab/tree/course/index.ipynb")
    wait_in_lab(tess)
    assignment_list(tess)
    tess.get_by_role("button", name="Fetch Feedback").first.click()
    expect(tess.get_by_text("view feedback").first).to_be_visible()
    (feedback,) = (hub.home("tess") / "kapedu-course" / "my-work" / QUIZ / "feedback").glob(f"*/{QUIZ}.html")
    text = feedback.read_text(encoding="utf-8")
    assert "Busy inhibitory interneurons" in text
    ledger = (hub.course / "class" / "assessments" / "ledger.jsonl").read_text(encoding="utf-8")
    assert "tess" in json.loads(ledger.splitlines()[0])["student"]


def test_what_is_not_theirs_stays_closed(hub, log_in: Opened, open_page) -> None:
    stranger = open_page(hub.address)  # an account of the machine in neither group, with the right password
    stranger.locator("#username_input").fill("guest")
    stranger.locator("#password_input").fill(PASSWORD)
    stranger.locator("#password_input").press("Enter")
    expect(stranger.locator(".login_error")).to_be_visible()

    tess = log_in("tess")
    for address in ("/user/tom/lab", "/user/ann/formgrader/", "/hub/admin"):
        answer = tess.request.get(hub.address + address)
        assert answer.status in {403, 404}, f"{address} answers {answer.status}"
    formgrader = tess.request.get(f"{hub.address}/user/tess/formgrader/")
    assert formgrader.status == 404

    assert stat.S_IMODE((hub.course / "class").stat().st_mode) == 0o2770
    inbound = stat.S_IMODE((hub.course / "exchange" / "kapedu" / "inbound").stat().st_mode)
    assert not inbound & stat.S_IROTH, "trainees put in and cannot look"
    assert not list((hub.course / "lessons").rglob("source"))
