"""The home page of the course: it knows where the learner was."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

READY_MS = 60_000


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
