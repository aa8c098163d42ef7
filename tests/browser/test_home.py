"""The home page of the course: it knows where the learner was."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

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
        page.get_by_text("lessons done").first.click()
        expect(page.get_by_role("cell", name="begun", exact=True)).to_be_visible()
        assert axe(page, ".kapedu-stack") == []
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
