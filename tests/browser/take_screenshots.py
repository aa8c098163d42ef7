"""Take the pictures of the README from the real thing: ``make screenshots``."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Locator, Page, sync_playwright

ROOT = Path(__file__).parents[2]
IMAGES = ROOT / "course" / "images"
COURSE = ("course", "modules", "assessments", "kapedu", "pyproject.toml")
MADE_BY_USE = shutil.ignore_patterns(
    "release", "submitted", "autograded", "feedback", "gradebook.db*", "__pycache__"
)
CASE = "A pressure alarm, and she feels fine"
WIDE = {"width": 1366, "height": 768}
COLOURS = 128
PHONE = {"width": 390, "height": 844}


@contextmanager
def served(command: str, folder: Path) -> Iterator[str]:
    """The address printed by ``kapedu COMMAND``, started in a copy of the course."""
    environment = {**os.environ, "KAPEDU_OPEN": "0", "XDG_DATA_HOME": str(folder)}
    line = [sys.executable, "-m", "kapedu.cli", command, "--port", "0"]
    with subprocess.Popen(line, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield next(found[0] for text in process.stdout or () if (found := re.search(r"http://\S+", text)))
        finally:
            process.terminate()


def opened(browser: Browser, address: str, size: dict[str, int], ready: str) -> Page:
    """A page once ``ready`` is there."""
    page = browser.new_page(viewport=size)
    page.goto(address)
    page.locator(ready).first.wait_for(timeout=90_000)
    page.wait_for_load_state("networkidle")
    return page


def to_top(thing: Locator) -> None:
    """Scroll until the thing stands at the top."""
    thing.evaluate("(element) => element.scrollIntoView({ block: 'start' })")


def take_in_lab(browser: Browser, folder: Path) -> None:
    """Home, an activity and a quiz, in JupyterLab."""
    with served("course", folder) as home:
        where, _, token = home.partition("/lab/tree/")
        token = token.partition("?")[2]
        page = opened(browser, home, WIDE, ".kapedu-home, .jp-MarkdownOutput h2")
        page.get_by_text("Begin with:").wait_for()
        page.get_by_text("Ready", exact=True).wait_for()
        to_top(page.get_by_role("heading", name=re.compile("^Module 1")))
        page.screenshot(path=IMAGES / "home.png")
        lesson = f"{where}/lab/tree/modules/1-mechanism/2-dose-to-blood.ipynb?{token}"
        page = opened(browser, lesson, WIDE, ".kapedu-plot")
        sample = page.locator(".kapedu-activity", has=page.get_by_role("heading", name="Draw blood"))
        for minute in ("10", "35", "60"):
            for vessel in ("Artery", "Arm vein"):
                sample.get_by_text(vessel, exact=True).click()
                sample.get_by_role("spinbutton").fill(minute)
                sample.get_by_role("spinbutton").press("Enter")
                sample.get_by_role("button", name="Draw a sample").click()
        sample.get_by_role("button", name="Uncover the curves").click()
        sample.locator("path.js-line").first.wait_for()
        to_top(sample)
        page.screenshot(path=IMAGES / "activity.png")
        quiz = f"{where}/lab/tree/my-work/module-1/module-1.ipynb?{token}"
        page = opened(browser, quiz, WIDE, "input[type=radio]")
        page.locator("input[type=radio]").nth(1).click()
        page.locator(".kq-status", has_text="Saved").first.wait_for()
        page.get_by_text("Ready", exact=True).wait_for()
        to_top(page.locator("fieldset").first)
        page.screenshot(path=IMAGES / "quiz.png")


def take_in_gallery(browser: Browser, folder: Path) -> None:
    """The dose explorer, wide and on a phone, and the session simulator."""
    with served("demo", folder) as gallery:
        explorer = f"{gallery}voila/render/dose-explorer.ipynb"
        page = opened(browser, explorer, {"width": 1366, "height": 1000}, "path.js-line")
        page.get_by_label("Two regimens").check()
        page.wait_for_function("document.querySelectorAll('path.js-line').length > 3")
        page.screenshot(path=IMAGES / "dose-explorer.png")
        opened(browser, explorer, PHONE, "path.js-line").screenshot(path=IMAGES / "phone.png")
        simulator = f"{gallery}voila/render/session-simulator.ipynb"
        page = opened(browser, simulator, {"width": 1366, "height": 1000}, "body[data-kapedu-ready]")
        page.get_by_label("Case", exact=True).select_option(f"Altered state: {CASE}")
        page.get_by_role("button", name="Open this case").click()
        page.locator(".ke[data-serial]").wait_for()
        page.get_by_role("button", name="Begin").click()
        page.get_by_role("log").get_by_text("The monitor flashes.").wait_for()
        to_top(page.get_by_role("heading", name=CASE))
        page.screenshot(path=IMAGES / "simulator.png")


def shrink(path: Path) -> None:
    """Keep as many colours as a page needs: a third of the size, and nothing that the eye would miss."""
    with Image.open(path) as picture:
        picture.convert("RGB").quantize(COLOURS).save(path, optimize=True)


def main() -> None:
    """Take them with the Chromium that the tests use."""
    IMAGES.mkdir(exist_ok=True)
    chromium = os.environ.get("KAPEDU_CHROMIUM") or shutil.which("chromium")
    with tempfile.TemporaryDirectory(dir="/tmp") as name, sync_playwright() as playwright:
        for part in COURSE:
            source, copy = ROOT / part, Path(name) / part
            if source.is_dir():
                shutil.copytree(source, copy, ignore=MADE_BY_USE)
            else:
                shutil.copy(source, copy)
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        take_in_lab(browser, Path(name))
        take_in_gallery(browser, Path(name))
        browser.close()
    for path in IMAGES.glob("*.png"):
        shrink(path)


if __name__ == "__main__":
    main()
