"""What the session simulator costs: a session second by second, one action in the kernel and on the screen, many runs.

python tests/benchmarks/run.py cases
"""

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
from playwright.sync_api import sync_playwright

sys.path.insert(0, str(Path(__file__).parent))

from row import Row

from kapedu.cases.body import draw_patient, drug_trace
from kapedu.cases.case import Case
from kapedu.cases.engine import begin, step
from kapedu.cases.library import (
    FOLDER,
    case_names,
    library,
    read_case_file,
)
from kapedu.cases.players import greedy, idle, last_state, play_expert, play_random
from kapedu.pharmacology import Patient, parse_dose, simulate
from kapedu.widgets.encounters.encounter import Encounter

CHROMIUM = {
    "executable_path": shutil.which("chromium"),
    "args": ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
}
MINUTES = 90
RUNS = 1000


def seconds(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def busiest() -> Case:
    """The case with the most rules that has a session long enough."""
    return max(
        (case for case in library() if case.dosing and not case.pump_waits and case.limit_min >= MINUTES),
        key=lambda case: len(case.events) + len(case.drifts),
    )


def session() -> list[Row]:
    """A session of ninety minutes, one step a second, nothing remembered from before."""
    case = busiest()
    opening = [action for action in case.expert if action.startswith("choose:")][:3]  # it must not end early

    def play(seed: int) -> int:
        state = begin(case, seed)
        for action in opening:
            state = step(state, action)
        steps = 0
        while not state.ended and steps < MINUTES * 60:
            state = step(state, "wait:1")
            steps += 1
        return steps

    found = [seconds(lambda seed=seed: play(seed)) for seed in range(5)]
    times = np.arange(MINUTES * 60) / 60

    def floor() -> None:
        for _ in range(10):
            simulate(parse_dose("iv 0.5 mg/kg over 40 min"), Patient(70), times)

    beside = seconds(floor) / 10
    return [
        Row(
            f"{play(9):,} steps of one second ({case.id})",
            f"{1000 * statistics.median(found):.0f} ms",
            f"{1000 * beside:.1f} ms",
            "the concentrations alone, one call",
            "",
            "500 ms",
        )
    ]


def actions() -> list[Row]:
    """Every action of the experts, from the message to the new page data on disk and in the trait."""
    times = []
    with tempfile.TemporaryDirectory() as folder:
        for name in case_names():
            one = Encounter(name, 3, folder=Path(folder))
            one.hello()
            one.begin()
            for action in one.case.expert:
                was = one.state
                spent = seconds(lambda action=action, one=one: one.do(action))
                if one.state is not was and not one.state.ended:
                    times.append(spent)
    times.sort()
    return [
        Row(
            f"{len(times)} actions in the kernel, saved to disk",
            f"median {1000 * statistics.median(times):.0f} ms, p95 {1000 * times[int(0.95 * len(times))]:.0f} ms",
            f"{1000 * times[-1]:.0f} ms",
            "the slowest of them",
            "",
            "50 ms",
        )
    ]


def library_runs() -> list[Row]:
    """A thousand automatic runs over the whole library: random, waiting, greedy, expert."""
    cases = library()

    def play() -> None:
        for number in range(RUNS):
            case, kind = cases[number % len(cases)], number // len(cases) % 4
            if kind == 0:
                play_random(case, number, np.random.default_rng(number))
            elif kind == 1:
                last_state(begin(case, number), idle)
            elif kind == 2:
                last_state(begin(case, number), greedy)
            else:
                play_expert(case, number)

    spent = seconds(play)
    return [
        Row(
            f"{RUNS:,} automatic runs of {len(cases)} cases",
            f"{spent:.1f} s",
            f"{1000 * spent / RUNS:.1f} ms",
            "each",
            "",
            "120 s",
        )
    ]


def reading() -> list[Row]:
    """Reading the library, and one plan of the pump for one body."""
    spent = seconds(lambda: [read_case_file(FOLDER / f"{name}.yaml") for name in case_names()])
    case = busiest()
    plans = [
        seconds(lambda seed=seed: drug_trace(case, draw_patient(case, seed), ((0, 1.0), (900, 0.0))))
        for seed in range(2000, 2020)
    ]
    return [
        Row(
            f"reading {len(case_names())} case files",
            f"{1000 * spent:.0f} ms",
            f"{1000 * spent / len(case_names()):.0f} ms",
            "each",
            "",
        ),
        Row(
            "a changed plan of the pump, solved for one body",
            f"{1000 * statistics.median(plans):.1f} ms",
            f"{1000 * max(plans):.1f} ms",
            "the slowest of 20",
            "",
        ),
    ]


PRESSED = """([button, attribute]) => new Promise(done => {
    const root = document.querySelector(".ke");
    const before = root.getAttribute(attribute);
    const start = performance.now();
    const watch = new MutationObserver(() => {
        if (root.getAttribute(attribute) === before) return;
        watch.disconnect();
        requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
    });
    watch.observe(root, { attributes: true });
    button.click();
})"""


def on_screen() -> list[Row]:
    """From the press of a button to the second frame after the page has changed, in Chromium through Voilà.

    Beside it a press in the same page that makes the same trip to the kernel and back and asks nothing of the engine.
    """
    case = next(case for case in library() if len(case.phases) > 1)
    with demo() as address, sync_playwright() as playwright:
        page = playwright.chromium.launch(**CHROMIUM).new_page(viewport={"width": 1366, "height": 768})
        page.goto(f"{address}voila/render/session-simulator.ipynb")
        page.locator("body[data-kapedu-ready]").wait_for()
        page.get_by_label("Case", exact=True).select_option(case.id)
        page.get_by_role("button", name="Open this case").click()
        page.get_by_role("heading", name=case.title).wait_for()  # the case that was open before has gone
        page.get_by_role("button", name="Begin").click()
        page.locator(".ke-options .ke-button").first.wait_for()
        ours, floor = [], []
        for action in (action for action in case.expert if action.startswith("choose:")):
            button = page.locator(f'.ke-options [data-key="{action}"]')
            while not button.count():  # not open yet: time has to pass, which is a step as well
                wait = page.get_by_role("button", name="+1 min").element_handle()
                ours.append(page.evaluate(PRESSED, [wait, "data-serial"]))
            ours.append(page.evaluate(PRESSED, [button.element_handle(), "data-serial"]))
            labels = ("A room that votes", "One person")
            presses = [page.get_by_label(label).element_handle() for label in labels]
            floor += [page.evaluate(PRESSED, [press, "data-room"]) for press in presses]
    ours.sort()
    floor.sort()
    return [
        Row(
            f"{len(ours)} steps on the screen ({case.id})",
            f"median {statistics.median(ours):.0f} ms, p95 {ours[int(0.95 * len(ours))]:.0f} ms",
            f"median {statistics.median(floor):.0f} ms, p95 {floor[int(0.95 * len(floor))]:.0f} ms",
            "an empty trip to the kernel and back, same page",
            f"{statistics.median(ours) / statistics.median(floor):.1f}",
            "p95 200 ms",
        )
    ]


@contextmanager
def demo() -> Iterator[str]:
    """The dashboards, served as in a workshop: the address."""
    command = [sys.executable, "-m", "kapedu.cli", "demo", "--port", "0", "--no-lessons"]
    environment = {**os.environ, "KAPEDU_OPEN": "0"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        found = re.search(r"http://\S+", process.stdout.readline())
        try:
            assert found, "kapedu demo printed no address"
            yield found[0]
        finally:
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()


def rows() -> list[Row]:
    """The measurements as lines of the common table."""
    return [*session(), *actions(), *on_screen(), *library_runs(), *reading()]


def main() -> None:
    from run import table

    print(table(rows()))


if __name__ == "__main__":
    main()
