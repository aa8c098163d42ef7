"""The home page of the course: it knows where the learner was."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from kapedu.course import read_map
from tests.browser.conftest import REPOSITORY
from tests.browser.steps import wait_in_lab, wait_in_voila

pytestmark = pytest.mark.browser

READY_MS = 60_000
MISSED = ("r-where-binds", "r-more-glutamate")


def test_what_was_answered_in_a_lesson_is_known_at_home_and_can_be_erased(
    tmp_path, copy_course, serve_course, open_page, axe
):
    root = copy_course(tmp_path / "course")
    with serve_course(root) as server:
        page = open_page(server.address)
        begin = page.get_by_text("Begin with:").locator("a")
        begin.click(timeout=READY_MS)
        question = page.locator(".kq-check:visible").first
        question.locator("input").first.check(timeout=READY_MS)
        question.get_by_role("button", name="Check my answer").click()
        expect(question.locator(".kq-why").first).to_be_visible()
        page.get_by_role("button", name="Course home").locator("visible=true").first.click()
        expect(page.get_by_text("Go on with:")).to_be_visible()
        first = page.locator(".kapedu-home-lesson", has=page.locator("a[href*='1-receptor-to-network']"))
        expect(first.locator(".kapedu-home-mark")).to_contain_text("begun")
        page.get_by_role("button", name="Show my record").click()
        expect(page.get_by_role("cell", name="From receptor to network")).to_be_visible()
        assert axe(page, ".kapedu-stack") == []
        assert axe(page, ".jp-NotebookPanel:not(.lm-mod-hidden) .jp-RenderedMarkdown") == []
        page.get_by_label("Lessons, facts, cases and references").fill("rapamycin")
        found = page.get_by_role("link", name="From receptor to network: How do you test a chain?")
        expect(found).to_be_visible()
        assert axe(page, ".kapedu-stack") == []
        found.press("Enter")
        section = page.get_by_role("heading", name="How do you test a chain?").locator("visible=true")
        expect(section).to_be_in_viewport()
        page.get_by_role("button", name="Course home").locator("visible=true").first.click()
        assert (root / "my-work" / "record.jsonl").read_text(encoding="utf-8").count("\n") == 1
        page.get_by_role("button", name="Erase my record").click()
        page.get_by_role("button", name="Yes, erase it for good").click()
        expect(page.get_by_text("Begin with:")).to_be_visible()
        assert not (root / "my-work" / "record.jsonl").exists()


def test_what_was_missed_comes_back_and_each_question_is_brought_into_view(
    tmp_path, copy_course, serve_course, open_page, axe
):
    root = copy_course(tmp_path / "course")
    record = root / "my-work" / "record.jsonl"
    record.parent.mkdir()
    at = (datetime.now(UTC) - timedelta(days=4)).isoformat()
    common = {"v": 1, "at": at, "kind": "check", "module": "1-mechanism", "detail": {"verdict": "wrong"}}
    record.write_text(
        "".join(json.dumps(common | {"item": item}) + "\n" for item in MISSED), encoding="utf-8"
    )
    with serve_course(root) as server:
        page = open_page(server.address, size="narrow")
        start = page.get_by_role("button", name="Review now")
        start.click(timeout=READY_MS)
        for more in ("1 more after this one", "The last one for now"):
            expect(page.get_by_text(more)).to_be_in_viewport()
            question = page.locator(".kq-check:visible")
            question.locator("input").first.focus()
            page.keyboard.press("Space")
            question.get_by_role("button", name="Check my answer").press("Enter")
            again = question.get_by_role("button", name="Good:").or_(
                question.get_by_role("button", name="Ask me again")
            )
            assert axe(page, ".kapedu-stack") == []
            again.press("Enter")
        expect(page.get_by_text("Nothing to review now")).to_be_in_viewport()
        assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    kinds = [json.loads(line)["kind"] for line in record.read_text(encoding="utf-8").splitlines()]
    assert kinds == ["check", "check", "review", "review"]


def test_the_way_leads_from_lesson_to_lesson_in_jupyterlab_and_in_voila(course_server, demo, open_page, axe):
    first, second = read_map(REPOSITORY).lessons[:2]
    page = open_page(course_server.url(first.path))
    wait_in_lab(page)
    expect(page.get_by_role("button", name="Previous lesson").locator("visible=true")).to_have_count(0)
    page.get_by_role("navigation", name="Way through the course").get_by_role(
        "button", name=second.title
    ).press("Enter")
    expect(page.get_by_role("heading", level=1, name=second.title)).to_be_visible(timeout=READY_MS)
    back = page.get_by_role("button", name=f"Previous lesson: {first.title}").locator("visible=true")
    back.press("Enter")
    expect(page.get_by_role("heading", level=1, name=first.title)).to_be_visible()

    page = open_page(f"{demo.address}voila/render/{first.path.removeprefix('modules/')}", "narrow")
    wait_in_voila(page)
    strip = page.get_by_role("navigation", name="Way through the course")
    assert axe(page, ".kapedu-way") == []
    strip.get_by_role("link").press("Enter")
    expect(page.get_by_role("heading", level=1, name=second.title)).to_be_visible(timeout=READY_MS)
