"""From page request to an interactive dashboard, in a real browser, beside a page with one bare slider.

A page is interactive when a key press on its slider has changed what the page shows: for the dose explorer the
drawn curve and the summary below it, for the bare page a label. The pages take turns in one run, so that what
else the machine does hits all of them. "Empty cache" is a new browser profile for each visit; "kept cache" is the
second visit of a profile. "Warm kernel" is how `kapedu demo` serves its dashboards.
"""

import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright
from row import Row

ROOT = Path(__file__).parents[2]
REPEATS = 7
GOAL = 1.3
CHROMIUM = {
    "executable_path": shutil.which("chromium"),
    "args": ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
}
BARE = """import ipywidgets
slider = ipywidgets.IntSlider(value=3, min=0, max=10, description="Dose")
label = ipywidgets.Label("Value 3")
slider.observe(lambda change: setattr(label, "value", f"Value {change.new}"), "value")
ipywidgets.VBox([slider, label])"""

OURS = "dose explorer"
BARE_LAB = "bare slider, template lab"
BARE_OURS = "bare slider, our template"


def bare_notebook() -> str:
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    cell = {
        "cell_type": "code",
        "id": "bare",
        "metadata": {},
        "source": BARE,
        "outputs": [],
        "execution_count": None,
    }
    return json.dumps(
        {"cells": [cell], "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    )


class Server:
    """One page served by its own server; stopped when the context ends."""

    def __init__(self, process: subprocess.Popen[str], page: str) -> None:
        self._process = process
        assert process.stdout is not None
        self.url = f"{process.stdout.readline().strip()}voila/render/{page}"

    def wait_until_warm(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write("warm?\n")
        self._process.stdin.flush()
        assert self._process.stdout.readline() == "ready\n"


@contextmanager
def serving(notebook: str, name: str, template: str, kernels: str) -> Iterator[Server]:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / name).write_text(notebook, encoding="utf-8")
        command = [sys.executable, str(Path(__file__).parent / "serve_pages.py"), folder, template, kernels]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
            try:
                yield Server(process, name)
            finally:
                process.terminate()


def use_explorer(page: Page) -> None:
    curve = page.locator(".kapedu-drawing .scatterlayer path.js-line").first
    curve.wait_for(state="attached")
    before = curve.get_attribute("d")
    summary = page.locator("figcaption").inner_text()
    page.get_by_role("slider", name="Dose", exact=True).press("ArrowRight")
    page.wait_for_function(
        """([path, text]) => document.querySelector(".kapedu-drawing .scatterlayer path.js-line").getAttribute("d") !== path
        && document.querySelector("figcaption").innerText !== text""",
        arg=[before, summary],
    )


def use_bare(page: Page) -> None:
    page.locator(".noUi-handle").press("ArrowRight")
    page.get_by_text("Value 4").wait_for()


def visit(browser: Browser, server: Server, use: Any, *, kept: bool) -> float:
    """Seconds from the request to the reaction."""
    context = browser.new_context()
    try:
        if kept:
            use(opened(context, server))
            for page in context.pages:
                page.close(run_before_unload=False)
        server.wait_until_warm()
        start = time.perf_counter()
        use(opened(context, server))
        return time.perf_counter() - start
    finally:
        context.close()


def opened(context: Any, server: Server) -> Page:
    page: Page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto(server.url, wait_until="commit")
    return page


def measure(kernels: str, *, kept: bool, repeats: int) -> dict[str, list[float]]:
    explorer = (ROOT / "kapedu" / "dashboards" / "dose-explorer.ipynb").read_text(encoding="utf-8")
    with ExitStack() as stack:
        servers = {
            OURS: (
                stack.enter_context(serving(explorer, "dose-explorer.ipynb", "kapedu", kernels)),
                use_explorer,
            ),
            BARE_LAB: (stack.enter_context(serving(bare_notebook(), "bare.ipynb", "lab", kernels)), use_bare),
            BARE_OURS: (
                stack.enter_context(serving(bare_notebook(), "bare.ipynb", "kapedu", kernels)),
                use_bare,
            ),
        }
        browser = stack.enter_context(sync_playwright()).chromium.launch(**CHROMIUM)
        seconds: dict[str, list[float]] = {name: [] for name in servers}
        for turn in range(repeats + 1):
            for name, (server, use) in servers.items():
                taken = visit(browser, server, use, kept=kept)
                if turn:  # the first visit warms the server itself
                    seconds[name].append(taken)
        browser.close()
    return seconds


def shown(seconds: list[float]) -> str:
    return f"{statistics.median(seconds):.2f} s ({min(seconds):.2f} to {max(seconds):.2f})"


def rows(repeats: int = REPEATS) -> list[Row]:
    """Median seconds (fastest to slowest) of each way of opening the page."""
    table = []
    for what, kernels, kept in (
        ("Voilà page interactive: warm kernel, empty cache", "warm", False),
        ("Voilà page interactive: warm kernel, kept cache", "warm", True),
        ("Voilà page interactive: fresh kernel, empty cache", "fresh", False),
    ):
        seconds = measure(kernels, kept=kept, repeats=repeats)
        ours = seconds[OURS]
        for other in (BARE_LAB, BARE_OURS):
            ratio = statistics.median(ours) / statistics.median(seconds[other])
            goal = f"at most {GOAL:g}" if other == BARE_LAB else ""
            table.append(Row(what, shown(ours), shown(seconds[other]), other, f"{ratio:.2f}", goal))
    return table
