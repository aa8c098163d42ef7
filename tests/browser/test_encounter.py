"""The session simulator in a real Chromium: played by keyboard, reloaded in the middle, looked back at, narrow."""

import os
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

START_SECONDS = 90
END_SECONDS = 10
SERIAL = "serial => document.querySelector('.ke')?.dataset.serial !== serial"


@pytest.fixture
def address() -> Iterator[str]:
    with tempfile.TemporaryDirectory(dir="/tmp", ignore_cleanup_errors=True) as folder:
        environment = {**os.environ, "KAPEDU_OPEN": "0", "TMPDIR": folder}
        command = [sys.executable, "-m", "kapedu.cli", "demo", "--port", "0", "--no-lessons"]
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
            overdue = threading.Timer(START_SECONDS, process.kill)
            overdue.start()
            assert process.stdout is not None
            found = re.search(r"http://\S+", process.stdout.readline())
            overdue.cancel()
            try:
                assert found, "kapedu demo printed no address"
                yield f"{found[0]}voila/render/session-simulator.ipynb"
            finally:
                stop(process)


def stop(process: subprocess.Popen[str]) -> None:
    """End the server; asked again, because a request that just comes in can swallow the first time."""
    for _ in range(3):
        process.terminate()
        try:
            process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            continue
        return
    process.kill()


def open_case(page: Page, title: str) -> None:
    page.locator("body[data-kapedu-ready]").wait_for()
    page.get_by_label("Case").select_option(label=title)
    page.get_by_role("button", name="Open this case").click()
    page.locator(".ke[data-serial]").wait_for()


def serial(page: Page) -> str | None:
    return page.locator(".ke").get_attribute("data-serial")


def press_key_on(page: Page, key: str) -> None:
    """Choose with the keyboard alone: focus the button, press Enter, wait for the answer."""
    before = serial(page)
    page.locator(f'[data-key="{key}"]').focus()
    page.keyboard.press("Enter")
    page.wait_for_function(SERIAL, arg=before)


def test_an_encounter_is_played_by_keyboard_and_survives_a_reload(address, open_page, axe):
    page = open_page(address, size="narrow")
    title = "Altered state: Stop it, I want out"
    open_case(page, title)
    page.get_by_role("button", name="Begin").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="A raised hand")).to_be_focused()
    expect(page.get_by_role("log")).to_contain_text("“Stop it. I want out.”")
    assert axe(page, "html") == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390

    press_key_on(page, "choose:stop-now")
    expect(page.locator(".ke-pump")).to_contain_text("Pump off")
    assert page.evaluate("document.activeElement.className") == "ke-button"

    page.get_by_label("60×", exact=True).check()
    page.wait_for_function("parseInt(document.querySelector('.ke-clock').textContent) >= 19")
    page.get_by_label("Paused", exact=True).check()
    page.get_by_label("Your notes").fill("She hears the pump stop.")
    page.get_by_label("Your notes").blur()
    page.wait_for_function("!document.querySelector('.ke').hasAttribute('aria-busy')")
    told = page.locator(".ke-clock").inner_text()

    page.reload()
    open_case(page, title)
    expect(page.locator(".ke-clock")).to_have_text(told)
    expect(page.locator(".ke-notice")).to_contain_text(f"You are back at {told}")
    expect(page.get_by_label("Your notes")).to_have_value("She hears the pump stop.")

    for key in ("say-true", "watch-on", "honour-stop"):
        press_key_on(page, f"choose:{key}")
    expect(page.get_by_role("heading", name="Looking back")).to_be_visible()
    expect(page.locator(".ke-result")).to_contain_text("a good end")
    page.locator(".kapedu-drawing .scatterlayer path.js-line").first.wait_for(state="attached")
    assert axe(page, "html") == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
