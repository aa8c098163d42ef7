"""The graded quiz in real JupyterLab: a trainee answers and hands in, an instructor scores the free text."""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

QUIZ = "my-work/module-1/module-1.ipynb"
READY = 60_000
SERVED = {"module-1", "module-3", "pre-test"}
# what the button of JupyterLab's list of assignments sends
SUBMIT_FROM_THE_LIST = """async () => {
    const headers = { 'X-XSRFToken': document.cookie.match(/_xsrf=([^;]*)/)[1] };
    const body = new URLSearchParams({ course_id: 'kapedu', assignment_id: 'module-1' });
    return (await fetch('/assignments/submit', { method: 'POST', headers, body })).json();
}"""


def item(page: Page, name: str) -> Locator:
    return page.locator(f".jp-NotebookPanel:not(.lm-mod-hidden) [data-item={name}]")


def saved(page: Page, name: str) -> None:
    expect(item(page, name).locator(".kq-status")).to_contain_text("Saved")


def open_quiz(page: Page) -> None:
    expect(item(page, "answer-a-patient").get_by_role("textbox")).to_be_visible(timeout=READY)


def sheet_on_disk(root: Path) -> dict[str, Any]:
    sheet = json.loads((root / "my-work" / "module-1" / "answers.json").read_text(encoding="utf-8"))
    return dict(sheet["answers"])


def answers_on_disk(root: Path) -> dict[str, Any]:
    return {name: entry["answer"] for name, entry in sheet_on_disk(root).items()}


@pytest.fixture
def quiz_course(tmp_path, monkeypatch, copy_course) -> SimpleNamespace:
    """A copy of the course with its assessments and an exchange of its own."""
    exchange = tmp_path / "kapedu" / "exchange"  # a private one
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "data"))
    root = copy_course(tmp_path / "course", "course", "modules", "assessments")
    for quiz in (root / "assessments" / "source").iterdir():
        if quiz.name not in SERVED:  # getting a quiz ready takes seconds
            shutil.rmtree(quiz)
    return SimpleNamespace(root=root, exchange=exchange)


@pytest.fixture
def trainee_server(quiz_course, serve_course) -> Iterator[Any]:
    with serve_course(quiz_course.root) as server:
        # the quizzes are got ready while the course opens; this comes back when they are
        subprocess.run([sys.executable, "-m", "kapedu.grading.preparing", quiz_course.root], check=True)
        yield server


def test_a_trainee_answers_restarts_reloads_and_hands_in(quiz_course, trainee_server, open_page, axe) -> None:  # noqa: PLR0915 - one visit
    root = quiz_course.root
    page = open_page(trainee_server.url(QUIZ))
    open_quiz(page)
    expect(item(page, "first-target")).to_contain_text("Question 1 of 18")
    expect(item(page, "seen-in-people")).to_contain_text("each wrong tick costs the same share")

    item(page, "first-target").get_by_label("Busy inhibitory interneurons").check()
    saved(page, "first-target")
    boxes = item(page, "seen-in-people")
    boxes.get_by_label("A scan saw the cycling").check()
    boxes.get_by_label("A blocker of mTOR").check()
    saved(page, "seen-in-people")
    number = item(page, "lozenge-spread")
    number.get_by_role("textbox").fill("20 g")
    expect(number.locator(".kq-problem")).to_have_text("Write the number in mg.")
    number.get_by_role("textbox").fill("20 mg")
    expect(number.locator(".kq-problem")).to_be_hidden()
    own = item(page, "answer-a-patient")
    own.get_by_role("textbox").fill("The window is a hypothesis.\nIn people it has not been shown.")
    saved(page, "answer-a-patient")
    expect(own.get_by_role("textbox")).to_be_focused()
    assert answers_on_disk(root) == {
        "first-target": "interneurons",
        "seen-in-people": ["cycling", "rapamycin"],
        "lozenge-spread": "20 mg",
        "answer-a-patient": "The window is a hypothesis.\nIn people it has not been shown.",
    }
    assert axe(page, ".kapedu-question") == []
    spend_time_at(own, root)

    item(page, "first-target").evaluate("node => { node.dataset.old = 'yes' }")
    number.get_by_role("textbox").fill("21 mg")
    page.get_by_role("button", name="Start again").click()  # gives the quiz a new kernel, at once
    expect(page.locator("[data-old]")).to_have_count(0, timeout=READY)
    open_quiz(page)
    expect(number.get_by_role("textbox")).to_have_value("21 mg")
    expect(item(page, "first-target").get_by_label("Busy inhibitory interneurons")).to_be_checked()
    page.reload()
    open_quiz(page)
    expect(item(page, "seen-in-people").get_by_label("A blocker of mTOR")).to_be_checked()
    expect(number.get_by_role("textbox")).to_have_value("21 mg")
    expect(item(page, "answer-a-patient").get_by_role("textbox")).to_have_value(
        "The window is a hypothesis.\nIn people it has not been shown."
    )
    expect(item(page, "first-target").locator(".kq-status")).to_contain_text("you can still change it")

    page.get_by_text("You have answered 4 of 18 questions.").wait_for()
    page.get_by_role("button", name="Hand in", exact=True).click()
    page.get_by_text("They would earn no points.").wait_for()
    page.get_by_role("button", name="Hand in with open questions").click()
    expect(page.get_by_text("Receipt: ")).to_be_visible(timeout=READY)
    (submission,) = (quiz_course.exchange / "kapedu" / "inbound").iterdir()
    sheet = json.loads((submission / "answers.json").read_text(encoding="utf-8"))
    assert len(sheet["answers"]) == 4
    assert sheet["answers"]["answer-a-patient"]["seconds"] >= 1
    page.get_by_text("Handed in at ").first.wait_for()

    listed = page.evaluate("async () => (await fetch('/assignments?course_id=kapedu')).json()")
    states = {(entry["assignment_id"], entry["status"]) for entry in listed["value"]}
    quizzes = {path.name for path in (root / "assessments" / "source").iterdir()}
    assert states == {("module-1", "submitted"), *((quiz, "fetched") for quiz in quizzes)}
    answer = page.evaluate(SUBMIT_FROM_THE_LIST)
    assert answer["success"], answer
    assert len(list((quiz_course.exchange / "kapedu" / "inbound").iterdir())) == 2


def spend_time_at(question: Locator, root: Path) -> None:
    """Stay at the question that holds the keyboard until a second was counted, touch the answer, see it on the disk."""
    expect(question).to_have_attribute("data-seconds", re.compile("[1-9]"))
    question.get_by_role("textbox").press("End")
    question.get_by_role("textbox").press_sequentially(" ")
    name = str(question.get_attribute("data-item"))
    deadline = time.monotonic() + READY / 1000
    while not sheet_on_disk(root)[name].get("seconds"):
        assert time.monotonic() < deadline, f"no time came to the sheet for {name}"
        question.page.wait_for_timeout(100)


def use_the_other_kinds(page: Page) -> str:
    """Order, match, point and say how sure, with keys alone; returns the step that was moved to the top."""
    order = item(page, "chain-order")
    third = str(order.locator(".kq-step").nth(2).get_attribute("data-step"))
    order.locator(".kq-step").nth(2).get_by_role("button", name="Move up").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(order.locator(".kq-step").first).to_have_attribute("data-step", third)
    expect(order.get_by_role("button", name="Move down").first).to_be_focused()  # it cannot go up any more
    expect(order.locator(".kq-said")).to_contain_text("now number 1 of 5.")
    saved(page, "chain-order")
    lines = item(page, "route-shares").get_by_role("combobox")
    lines.first.focus()
    page.keyboard.type("Hardly")
    page.keyboard.press("Tab")
    expect(lines.nth(1)).to_be_focused()
    expect(item(page, "route-shares").locator(".kq-problem")).to_have_text("Lines still open: 3.")
    slider = item(page, "brain-half").get_by_role("slider")
    slider.focus()
    for key in ("End", "ArrowLeft", "ArrowLeft"):
        page.keyboard.press(key)
    expect(item(page, "brain-half").locator(".kq-reading")).to_contain_text("118 min: ")
    expect(slider).to_have_attribute("aria-valuetext", re.compile("118 min: .* ng/mL"))
    saved(page, "brain-half")
    sure = item(page, "which-form").get_by_label("How sure are you?")
    item(page, "which-form").locator("input").first.focus()
    page.keyboard.press("Space")
    sure.focus()
    page.keyboard.type("Cert")
    saved(page, "which-form")
    return third


def test_the_quiz_can_be_answered_with_the_keyboard_alone(quiz_course, trainee_server, open_page) -> None:
    page = open_page(trainee_server.url(QUIZ))
    open_quiz(page)
    first = item(page, "first-target").locator("input").first
    first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(item(page, "first-target").locator("input").nth(1)).to_be_checked()
    saved(page, "first-target")
    page.keyboard.press("Tab")
    expect(item(page, "first-target").locator("input:focus")).to_have_count(0)
    item(page, "seen-in-people").locator("input").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(item(page, "seen-in-people").locator("input:checked")).to_have_count(2)
    saved(page, "seen-in-people")
    item(page, "article-type").get_by_role("textbox").focus()
    page.keyboard.type("a b dd x")  # JupyterLab would take these letters for commands on cells
    page.keyboard.press("Tab")
    saved(page, "article-type")
    third = use_the_other_kinds(page)
    found = answers_on_disk(quiz_course.root)
    assert found["article-type"] == "a b dd x"
    assert found["chain-order"][0] == third
    assert found["route-shares"] == ["muscle=trace"]
    assert found["brain-half"] == "118"
    assert page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) [data-item]").count() == 18


def test_on_a_telephone_the_quiz_fits_and_can_be_touched(quiz_course, trainee_server, open_page, axe) -> None:
    page = open_page(trainee_server.url(QUIZ), "narrow")
    open_quiz(page)
    expect(page.locator(".kq-title").get_by_text("of 18")).to_have_count(18)
    for question in page.locator(".kapedu-question").locator("visible=true").all():
        assert question.evaluate("node => node.scrollWidth <= node.clientWidth + 1")
        box = question.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 390
    for label in page.locator(".kq-option-label, .kq-input").locator("visible=true").all():
        assert label.bounding_box()["height"] >= 44
    assert axe(page, ".kapedu-question") == []


def test_judgements_and_a_question_without_a_panel_are_answered_with_keys_on_a_phone(
    quiz_course, trainee_server, open_page, axe
) -> None:
    page = open_page(trainee_server.url("my-work/module-3/module-3.ipynb"), "narrow")
    expect(item(page, "ses-opening").get_by_role("textbox")).to_be_visible(timeout=READY)
    idea = item(page, "inward-turn")
    expect(idea).to_contain_text("Question 10 of 20 no points")
    expect(idea).to_contain_text("If you were thinking:")
    expect(idea).to_contain_text("no panel of clinicians has answered this question yet")
    idea.locator("input").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    saved(page, "inward-turn")
    steps = item(page, "ses-blindfold").get_by_role("combobox")
    steps.first.focus()
    for place in range(5):
        page.keyboard.type("Clearly w" if place == 3 else "Clearly the")
        page.keyboard.press("Tab")
    expect(item(page, "ses-blindfold").locator(".kq-problem")).to_be_hidden()
    saved(page, "ses-blindfold")
    sheet = json.loads(
        (quiz_course.root / "my-work" / "module-3" / "answers.json").read_text(encoding="utf-8")
    )
    given = {name: entry["answer"] for name, entry in sheet["answers"].items()}
    assert given["inward-turn"] == "less"
    assert set(given["ses-blindfold"]) == {"cues=do", "eyes=do", "score=do", "strong=never", "turn-away=do"}
    for question in page.locator(".kapedu-question").locator("visible=true").all():
        assert question.evaluate("node => node.scrollWidth <= node.clientWidth + 1")
    assert axe(page, ".kapedu-question") == []


@pytest.fixture
def graded_course(quiz_course, serve_course) -> Iterator[SimpleNamespace]:
    """A course where Ann has handed in and the answer sheets have been marked, served to its instructor."""
    from kapedu.grading import prepare_assignments

    root = quiz_course.root
    prepare_assignments(root)
    assessments = root / "assessments"
    folder = assessments / "submitted" / "ann" / "module-1"
    folder.mkdir(parents=True)
    (folder / "module-1.ipynb").write_bytes(
        (assessments / "release" / "module-1" / "module-1.ipynb").read_bytes()
    )
    at = "2026-11-22T09:00:00+00:00"
    text = "Rodents grew spines; in people <b>nothing</b> was measurable."
    answers = {"first-target": "interneurons", "answer-a-patient": text}
    sheet = {
        "schema_version": 1,
        "assignment": "module-1",
        "seed": "5f",
        "started": at,
        "answers": {name: {"answer": value, "at": at} for name, value in answers.items()},
        "handed_in": [],
    }
    (folder / "answers.json").write_text(json.dumps(sheet), encoding="utf-8")
    command = [sys.executable, "-m", "nbgrader", "autograde", "module-1"]
    subprocess.run(command, cwd=assessments, env=os.environ, check=True, capture_output=True)
    with serve_course(root, "--instructor") as server:
        yield SimpleNamespace(server=server, assessments=assessments)


@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own relationships, harmless
@pytest.mark.filterwarnings(
    "ignore::ResourceWarning"
)  # nbgrader leaves database connections to the collector
def test_an_instructor_scores_the_free_text_in_formgrader_and_gives_feedback(
    graded_course, open_page, axe
) -> None:
    from nbgrader.api import Gradebook

    server = graded_course.server
    url = f"sqlite:///{graded_course.assessments}/gradebook.db"
    with Gradebook(url) as gradebook:
        submission = gradebook.find_submission_notebook("module-1", "module-1", "ann").id
        assert gradebook.find_submission("module-1", "ann").needs_manual_grade
    page = open_page(server.address)  # JupyterLab lets this browser in; formgrader alone would not
    page.goto(server.url("").replace("/lab/tree/", f"/formgrader/submissions/{submission}/"))
    answer = page.locator(
        ".nbgrader_cell", has_text="Rodents grew spines; in people <b>nothing</b> was measurable."
    )
    expect(answer).to_be_visible()
    expect(answer).to_contain_text("promises nothing")
    expect(page.get_by_text("Busy inhibitory interneurons").first).to_be_visible()
    score = page.locator("input#answer-a-patient")
    expect(score).to_have_class(re.compile("needs_manual_grade"))  # formgrader has loaded the grades
    with page.expect_response(
        lambda response: "/api/grade/" in response.url and response.request.method == "PUT"
    ):
        score.fill("3")
        score.press("Tab")
    comment = page.locator("textarea#answer-a-patient-comment")
    with page.expect_response(
        lambda response: "/api/comment/" in response.url and response.request.method == "PUT"
    ):
        comment.fill("Name a trial next time.")
        comment.press("Escape")
    with Gradebook(url) as gradebook:
        grade = gradebook.find_grade("answer-a-patient", "module-1", "module-1", "ann")
        assert grade.manual_score == 3.0
        assert gradebook.find_submission("module-1", "ann").score == 4.0
        comment = gradebook.find_comment("answer-a-patient", "module-1", "module-1", "ann")
        assert comment.manual_comment == "Name a trial next time."
    command = [sys.executable, "-m", "nbgrader", "generate_feedback", "module-1"]
    subprocess.run(command, cwd=graded_course.assessments, env=os.environ, check=True, capture_output=True)
    feedback = graded_course.assessments / "feedback" / "ann" / "module-1" / "module-1.html"
    feedback_on_a_dark_phone_and_on_paper(open_page(feedback.as_uri(), "narrow", color_scheme="dark"), axe)


def feedback_on_a_dark_phone_and_on_paper(page: Page, axe: Any) -> None:
    """It follows the device without a script, fits, and has nothing folded away on paper."""
    ground = "() => getComputedStyle(document.body).backgroundColor"
    expect(page.get_by_text("Name a trial next time.")).to_be_visible()
    assert page.evaluate(ground) == "rgb(22, 28, 32)"
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert axe(page, "main") == []
    source = page.locator("details a").first
    expect(source).to_be_hidden()
    page.emulate_media(media="print")
    assert page.evaluate(ground) == "rgb(255, 255, 255)"
    expect(source).to_be_visible()
