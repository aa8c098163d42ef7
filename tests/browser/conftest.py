"""What every browser test shares: Chromium, the course served by our own command, pages that may not leave home."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

import psutil
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Request, expect, sync_playwright

from tests.browser.steps import wait_in_voila

REPOSITORY = Path(__file__).resolve().parents[2]
RESULTS = REPOSITORY / "test-results"
SIZES = {"wide": {"width": 1366, "height": 768}, "narrow": {"width": 390, "height": 844}}
CHROMIUM_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
START_SECONDS = 90
PATIENCE_MS = 30_000  # for anything to appear: a page of JupyterLab needs some seconds on a busy machine
END_SECONDS = 30
KERNEL = """() => JSON.parse(document.getElementById("jupyter-config-data").textContent).kernelId"""
LONGEST_FIRST = (
    "test_course.py",
    "test_quiz.py",
    "test_lessons_b.py",
    "test_lessons_a.py",
    "test_dashboard.py",
)
HOME_MACHINE = {"127.0.0.1", "localhost"}

PageFactory = Callable[..., Page]


@dataclass(frozen=True)
class CourseServer:
    """A running ``kapedu course``: the folder that it serves, the address that it printed."""

    root: Path
    address: str
    printed: str
    pid: int

    def url(self, path: str) -> str:
        """The address of a notebook in the served folder."""
        parts = urlparse(self.address)
        return f"{parts.scheme}://{parts.netloc}/lab/tree/{path}?{parts.query}"


def chromium_path() -> str | None:
    """The Chromium to drive; None stands for Playwright's own."""
    named = os.environ.get("KAPEDU_CHROMIUM")
    return named or shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Leave the outcome of the test's body on the item, where the page factory looks for it."""
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]
    if report.when == "call":
        item.stash[FAILED] = report.failed


FAILED = pytest.StashKey[bool]()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The files that take longest go first, so that no worker is left alone with one of them at the end."""
    items.sort(
        key=lambda item: LONGEST_FIRST.index(item.path.name) if item.path.name in LONGEST_FIRST else 99
    )


@pytest.fixture
def open_page(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[PageFactory]:
    """``open_page(url, size="wide")``: a page in a browser of its own.

    The test fails when any of its pages asks another machine for anything; a failing test leaves a picture
    of each of its pages in ``test-results``.
    """
    pages: list[Page] = []
    contexts = []
    outside: list[str] = []

    def look(asked: Request) -> None:
        address = urlparse(asked.url)
        if address.scheme in {"http", "https", "ws", "wss"} and address.hostname not in HOME_MACHINE:
            outside.append(asked.url)

    def factory(url: str, size: str = "wide", **context_options: Any) -> Page:
        context = chromium.new_context(viewport=SIZES[size], **context_options)
        contexts.append(context)
        context.on("request", look)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        pages.append(page)
        page.goto(url)
        return page

    yield factory
    if request.node.stash.get(FAILED, True):
        RESULTS.mkdir(exist_ok=True)
        for number, page in enumerate(pages, 1):
            name = "".join(letter if letter.isalnum() else "-" for letter in request.node.name)
            page.screenshot(path=RESULTS / f"{name}-{number}.png")
    for context in contexts:
        context.close()
    assert not outside, f"the page asked other machines: {sorted(set(outside))}"


@pytest.fixture
def opened(demo: Any, open_page: PageFactory) -> PageFactory:
    """``opened("2-protocols/1-who", size="wide")``: a lesson or dashboard of the gallery, ready to be used."""

    def factory(path: str, size: str = "wide") -> Page:
        return wait_in_voila(open_page(f"{demo.address}voila/render/{path}.ipynb", size=size))

    return factory


@pytest.fixture
def axe() -> Callable[..., list[str]]:
    """``axe(page, selector)``: the rules broken within the selector, one line each; an empty list is right."""

    def check(page: Page, selector: str, *, ignore: tuple[str, ...] = ()) -> list[str]:
        assert page.locator(selector).count(), f"nothing on the page matches {selector}"
        rules = {rule: {"enabled": False} for rule in ignore}
        response = Axe().run(page, context=selector, options={"rules": rules}).response
        return [
            f"{broken['id']} ({broken['impact']}): {broken['help']}: {node['html'][:160]}"
            for broken in response["violations"]
            for node in broken["nodes"]
        ]

    return check


@pytest.fixture(scope="session")
def copy_course() -> Callable[..., Path]:
    """``copy_course(destination, *folders)``: what the course serves, copied, so that no test writes into the checkout."""

    def copy(destination: Path, *folders: str) -> Path:
        for folder in folders or ("course", "modules"):
            ignored = shutil.ignore_patterns(".ipynb_checkpoints", "__pycache__")
            shutil.copytree(REPOSITORY / folder, destination / folder, ignore=ignored)
        return destination

    return copy


@pytest.fixture(scope="session")
def serve_course() -> Callable[..., AbstractContextManager[CourseServer]]:
    """``with serve_course(root, "--instructor") as server``: run ``kapedu course`` there on a free port."""
    return _serve_course


@contextmanager
def _serve_course(root: Path, *options: str) -> Iterator[CourseServer]:
    command = [sys.executable, "-m", "kapedu.cli", "course", "--port", "0", *options]
    environment = {**os.environ, "KAPEDU_OPEN": "0"}
    with subprocess.Popen(
        command, cwd=root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert process.stdout is not None
        overdue = threading.Timer(START_SECONDS, process.kill)
        overdue.start()
        printed = []
        address = ""
        for line in process.stdout:
            printed.append(line)
            if line.strip().startswith("http://"):
                address = line.strip()
                break
        overdue.cancel()
        assert address, "kapedu course printed no address:\n" + "".join(printed)
        reader = threading.Thread(target=printed.extend, args=(process.stdout,), daemon=True)
        reader.start()
        try:
            yield CourseServer(root, address, "".join(printed), process.pid)
        finally:
            process.terminate()
            try:
                process.wait(30)
            finally:
                process.kill()
                reader.join()


@pytest.fixture(scope="session")
def course_server(
    tmp_path_factory: pytest.TempPathFactory,
    copy_course: Callable[..., Path],
    serve_course: Callable[..., AbstractContextManager[CourseServer]],
) -> Iterator[CourseServer]:
    """The course as a trainee gets it, served from a copy."""
    with serve_course(copy_course(tmp_path_factory.mktemp("course"))) as server:
        yield server


class Demo:
    """A running `kapedu demo`."""

    def __init__(self, process: subprocess.Popen[str], address: str, presenter: str) -> None:
        self.process = process
        self.address = address
        self.presenter = presenter

    def kernel(self, page: Page) -> psutil.Process:
        """The process of the page's kernel."""
        kernel_id = page.evaluate(KERNEL)
        overdue = time.monotonic() + START_SECONDS
        while time.monotonic() < overdue:  # a page comes before its kernel
            for child in psutil.Process(self.process.pid).children(recursive=True):
                if any(kernel_id in connection.laddr for connection in child.net_connections("unix")):
                    return child
        raise AssertionError(f"no process listens for kernel {kernel_id}")


@pytest.fixture(scope="session")
def demo() -> Iterator[Demo]:
    """``kapedu demo``: the gallery in Voilà."""
    with tempfile.TemporaryDirectory(dir="/tmp", ignore_cleanup_errors=True) as folder:
        environment = {**os.environ, "KAPEDU_OPEN": "0", "TMPDIR": folder}
        command = [sys.executable, "-m", "kapedu.cli", "demo", "--port", "0"]
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
            overdue = threading.Timer(START_SECONDS, process.kill)
            overdue.start()
            assert process.stdout is not None
            # for everybody, and for the presenter alone
            found = [re.search(r"http://\S+", process.stdout.readline()) for _ in range(2)]
            overdue.cancel()
            try:
                assert all(found), "kapedu demo printed no address"
                yield Demo(process, *(each[0] for each in found if each))
            finally:
                process.terminate()
                try:
                    process.wait(END_SECONDS)
                finally:
                    process.kill()
