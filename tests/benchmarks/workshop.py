"""A workshop on one machine: the first visitor, a burst of arrivals, a long time with many, and what remains.

    make bench-workshop                                      small: 8 visitors, 1 minute
    make bench-workshop VISITORS=100 BURST=30 MOVING=10 MINUTES=30        the goals of the course

Everything runs on this machine, so visitors and server share its processors; few visitors are real browsers, the
others speak the same protocol without drawing (`workshop_visitor`). Nothing passes or fails: it is read beside the
load average, which is printed with it.
"""

import argparse
import asyncio
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import psutil

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

import bench_voila  # noqa: E402  (the folder is on the path from here on)
from playwright.async_api import Browser, async_playwright  # noqa: E402
from tornado.websocket import WebSocketClosedError  # noqa: E402
from workshop_visitor import Visitor  # noqa: E402

EXPLORER = "voila/render/dose-explorer.ipynb"
MOVES_PER_S = 1
LOST = (OSError, AssertionError, TimeoutError, WebSocketClosedError)  # a visitor has lost the page
MOST_VISITORS, MOST_MINUTES = 300, 120
_MIB = 1 << 20


class Gallery:
    """A running ``kapedu demo``."""

    def __init__(self, visitors: int) -> None:
        self._folder = tempfile.TemporaryDirectory(dir="/tmp", ignore_cleanup_errors=True)
        command = [sys.executable, "-m", "kapedu.cli", "demo", "--no-lessons", "--no-browser", "--port", "0"]
        self._process = subprocess.Popen(
            [*command, "--visitors", str(visitors)],
            env={**os.environ, "TMPDIR": self._folder.name},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout is not None
        found = re.search(r"http://\S+", self._process.stdout.readline())
        assert found, "kapedu demo printed no address"
        self.address = found[0]

    def family(self) -> list[psutil.Process]:
        server = psutil.Process(self._process.pid)
        return [server, *server.children(recursive=True)]

    def memory_mib(self) -> tuple[float, int]:
        """Memory of the server and all its kernels, each shared page counted once; and how many processes."""
        total, processes = 0.0, 0
        for process in self.family():
            with suppress(psutil.Error):
                total += process.memory_full_info().pss / _MIB
                processes += 1
        return total, processes

    async def until_prepared(self) -> None:
        """Wait until every dashboard is prepared: the family has stopped growing and working."""
        quiet = 0
        before = -1.0
        while quiet < 3:
            await asyncio.sleep(0.5)
            used = sum(sum(process.cpu_times()[:2]) for process in self.family())
            quiet = quiet + 1 if used - before < 0.05 else 0
            before = used

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(60)
        self._folder.cleanup()


def load() -> str:
    return "load average " + " ".join(f"{one:.1f}" for one in os.getloadavg())


def say(line: str) -> None:
    print(f"{line:<100} [{load()}]", flush=True)


def p95(seconds: Sequence[float]) -> float:
    return sorted(seconds)[max(0, round(0.95 * len(seconds)) - 1)]


async def in_browser(browser: Browser, url: str) -> float:
    """Seconds from the request to the reaction to a key press, in an empty browser."""
    context = await browser.new_context()
    page = await context.new_page()
    page.set_default_timeout(120_000)
    start = time.perf_counter()
    await page.goto(url, wait_until="commit")
    curve = page.locator(".kapedu-drawing .scatterlayer path.js-line").first
    await curve.wait_for(state="attached")
    before = await curve.get_attribute("d")
    await page.get_by_role("slider", name="Dose", exact=True).press("ArrowRight")
    await page.wait_for_function(
        """(path) => document.querySelector(".kapedu-drawing .scatterlayer path.js-line").getAttribute("d") !== path""",
        arg=before,
    )
    taken = time.perf_counter() - start
    await context.close()
    return taken


def first_visitor(repeats: int) -> None:
    seconds = bench_voila.measure("warm", kept=False, repeats=repeats)
    ours = seconds[bench_voila.OURS]
    bare = seconds[bench_voila.BARE_LAB]
    ratio = statistics.median(ours) / statistics.median(bare)
    say(
        f"first visitor: {bench_voila.shown(ours)}; bare slider, Voilà's own template: {bench_voila.shown(bare)}; "
        f"ratio {ratio:.2f} (goal 1.3)"
    )


async def burst(gallery: Gallery, count: int, browsers: int) -> list[Visitor]:
    url = gallery.address + EXPLORER
    visitors = [Visitor(url) for _ in range(count - browsers)]
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(**bench_voila.CHROMIUM)
        await browser.new_context()
        drawn = [in_browser(browser, url) for _ in range(browsers)]
        seconds = await asyncio.gather(*(visitor.arrive() for visitor in visitors), *drawn)
        await browser.close()
    plain, real = seconds[: len(visitors)], seconds[len(visitors) :]
    said = f"burst of {count}: all interactive after {max(seconds):.1f} s (goal for 30: 12 s)"
    if real:
        said += f"; {browsers} real browsers {min(real):.1f} to {max(real):.1f} s"
    say(f"{said}; others median {statistics.median(plain):.1f} s")
    return visitors


async def long_time(visitors: list[Visitor], moving: int, minutes: float) -> None:
    """Some visitors move their slider every second, all others stay connected."""
    seconds: list[float] = []
    failures: list[str] = []
    end = time.perf_counter() + minutes * 60

    async def moves(visitor: Visitor) -> None:
        while time.perf_counter() < end:
            started = time.perf_counter()
            try:
                seconds.append(await visitor.move())
            except LOST as error:
                failures.append(repr(error))
                return
            await asyncio.sleep(max(0.0, 1 / MOVES_PER_S - (time.perf_counter() - started)))

    await asyncio.gather(*(moves(visitor) for visitor in visitors[:moving]))
    for visitor in visitors[moving:]:  # who only looked on is still there
        try:
            await visitor.move()
        except LOST as error:
            failures.append(repr(error))
    say(
        f"{len(visitors)} connected, {moving} moving, {minutes:g} min: {len(seconds)} movements, median "
        f"{1000 * statistics.median(seconds):.0f} ms, p95 {1000 * p95(seconds):.0f} ms (goal 300), slowest "
        f"{1000 * max(seconds):.0f} ms; {len(failures)} failures {sorted(set(failures))[:3] or ''}"
    )


async def one_round(gallery: Gallery, options: argparse.Namespace, empty: float) -> None:
    """A room that arrives, stays and leaves; ``empty`` is the server's memory in MiB before anybody came."""
    visitors = await burst(gallery, min(options.burst, options.visitors), options.browsers)
    while len(visitors) < options.visitors:
        wave = [Visitor(gallery.address + EXPLORER) for _ in range(min(10, options.visitors - len(visitors)))]
        await asyncio.gather(*(visitor.arrive() for visitor in wave))
        visitors += wave
    full, _ = gallery.memory_mib()
    each = (full - empty) / len(visitors)
    say(f"{len(visitors)} visitors: {full:.0f} MiB, {each:.1f} MiB for each (goal 80)")
    await long_time(visitors, min(options.moving, len(visitors)), options.minutes)
    later, _ = gallery.memory_mib()
    say(f"the same visitors afterwards: {later:.0f} MiB")
    await asyncio.gather(*(visitor.leave() for visitor in visitors))
    await gallery.until_prepared()
    left, processes = gallery.memory_mib()
    say(f"all have left: {left:.0f} MiB in {processes} processes (before: {empty:.0f} MiB)")


async def run(options: argparse.Namespace) -> None:
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} processors, {load()}")
    await asyncio.to_thread(first_visitor, options.repeats)
    gallery = Gallery(options.visitors + options.browsers + 5)
    try:
        await gallery.until_prepared()
        empty, _ = gallery.memory_mib()
        say(f"server with its dashboards prepared, nobody there: {empty:.0f} MiB")
        for _ in range(
            options.rounds
        ):  # what stays after the first room has left must not grow with the next
            await one_round(gallery, options, empty)
    finally:
        gallery.stop()


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure a workshop on this machine.")
    parser.add_argument("--visitors", type=int, default=8, help="how many are there at once")
    parser.add_argument("--burst", type=int, default=5, help="how many of them arrive together")
    parser.add_argument("--browsers", type=int, default=1, help="how many of these are real browsers")
    parser.add_argument("--moving", type=int, default=2, help="how many move a slider, once a second")
    parser.add_argument("--minutes", type=float, default=1, help="for how long")
    parser.add_argument(
        "--repeats", type=int, default=3, help="visits of the first visitor, beside the bare page"
    )
    parser.add_argument("--rounds", type=int, default=1, help="how many such rooms, one after the other")
    options = parser.parse_args()
    if not 1 <= options.visitors <= MOST_VISITORS or not 0 < options.minutes <= MOST_MINUTES:
        parser.error(f"at most {MOST_VISITORS} visitors and {MOST_MINUTES} minutes")
    if shutil.which("chromium") is None:
        options.browsers = 0
    asyncio.run(run(options))


if __name__ == "__main__":
    main()
