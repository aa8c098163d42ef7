"""The instructor's page of the class, served by ``kapedu report``, as an instructor meets it."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from tests.browser.steps import activity, choose, nothing_cut_off, press, wait_in_voila
from tests.classroom import make_class

pytestmark = [
    pytest.mark.browser,
    pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning"),  # nbgrader's own relationships, harmless
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # nbgrader leaves connections to the collector
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),  # the same, seen by pytest
]
REPOSITORY = Path(__file__).resolve().parents[2]
START_SECONDS = 90
PAGE_MS = 120_000


@pytest.fixture
def address(tmp_path):
    """A running ``kapedu report`` over a made-up class."""
    root = make_class(tmp_path / "course", 12)
    (root / "course").mkdir()
    shutil.copy(REPOSITORY / "course" / "instructor.ipynb", root / "course")
    command = [sys.executable, "-m", "kapedu.cli", "report", "--root", str(root), "--port", "0"]
    with tempfile.TemporaryDirectory(dir="/tmp", ignore_cleanup_errors=True) as folder:
        environment = {**os.environ, "KAPEDU_OPEN": "0", "TMPDIR": folder}
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
            overdue = threading.Timer(START_SECONDS, process.kill)
            overdue.start()
            found = re.search(r"http://\S+", process.stdout.readline())
            overdue.cancel()
            try:
                assert found, "kapedu report printed no address"
                yield found[0]
            finally:
                process.terminate()
                try:
                    process.wait(30)
                finally:
                    process.kill()


def test_only_who_has_the_word_sees_the_class_and_can_work_with_it(address, open_page, axe):
    page_url, _, word = address.partition("?token=")
    assert len(word) >= 16
    with urlopen(page_url, timeout=30) as answer:  # without the word: the page that asks for it
        assert "/login" in answer.url
        assert b"Your class" not in answer.read()
    page = open_page("about:blank")
    page.goto(address, timeout=PAGE_MS)  # no kernel is kept warm here: its report would be old
    wait_in_voila(page)
    heat = activity(page, "Scores by trainee and question")
    expect(heat.get_by_role("rowheader", name="Mean of the class")).to_be_visible()
    heat.get_by_label("Quiz").select_option("pre-test")
    expect(heat.get_by_text("pre-test: share of each question's points")).to_be_visible()
    choose(heat.get_by_role("radio", name="Lowest score first"))
    weak = activity(page, "What is weak")
    choose(weak.get_by_role("radio", name="Objectives"))
    expect(weak.get_by_text("pre-test: objectives, the weakest first")).to_be_visible()
    heat.get_by_role("region").focus()  # a table that scrolls is reached by keyboard
    page.keyboard.press("ArrowDown")
    gain = activity(page, "From one test to the other")
    gain.get_by_label("Second test").select_option("pre-test")
    expect(gain.get_by_text("11 trainees took both")).to_be_visible()
    export = activity(page, "Take the grades with you")
    press(export, "Moodle")
    with page.expect_download() as started:
        export.get_by_role("link", name="Save moodle.csv").click()
    text = Path(started.value.path()).read_text(encoding="utf-8")
    assert text.startswith("Username,Email address,module-1 (36)")
    assert axe(page, "main") == []
    nothing_cut_off(page)
    assert axe(page, "main") == []
