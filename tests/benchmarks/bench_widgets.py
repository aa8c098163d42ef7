"""What a figure costs: to import, in messages to the page, and from a key press to the repainted curve.

The curve's peer in messages and start-up is plotly's own FigureWidget, with the same curve. The floor of the
key press is a slider of ipywidgets whose label repeats its value: the way to the kernel and back without any
model or drawing. Both pages take turns in one run.
"""

import json
import statistics
import subprocess
import sys
from contextlib import ExitStack
from typing import Any

from bench_voila import CHROMIUM, bare_notebook, serving
from playwright.sync_api import Page, sync_playwright
from row import Row

STARTS = 7
PRESSES = 60
BLOCK = 10
PAUSE_MS = 120  # a person's key presses are further apart than the answer takes

IMPORT_OURS = "import kapedu"
WIDGET_OURS = """
from kapedu.figures import Figure, Table
from kapedu.widgets import PlotView
trace = {"type": "scatter", "mode": "lines", "x": list(range(241)), "y": [float(i * i) for i in range(241)]}
def make():
    return PlotView(Figure({"data": [trace], "layout": {}}, "A curve.", Table("A curve", ("x", "y"), ((0, 0.0),))))
"""
WIDGET_PLOTLY = """
import plotly.graph_objects as go
def make():
    return go.FigureWidget(go.Scatter(x=list(range(241)), y=[float(i * i) for i in range(241)]))
"""
TIMED = """
from time import perf_counter
start = perf_counter()
{code}
print(perf_counter() - start)
"""
COUNTED = """
import json
import comm.base_comm
sent = []
def count(self, msg_type, data=None, metadata=None, buffers=None, **keys):
    text = json.dumps([data, metadata, keys], default=str)
    sent.append(len(text.encode()) + sum(memoryview(part).nbytes for part in buffers or ()))
comm.base_comm.BaseComm.publish_msg = count
comm.DummyComm.publish_msg = count
{code}
first = make()
after_first = sum(sent)
second = make()
print(after_first, sum(sent) - after_first)
"""
REACTIVE = """import numpy as np
from kapedu.figures import concentration
from kapedu.pharmacology import Dose, Patient, Regimen, simulate
from kapedu.widgets import PlotView, Slider, stack
minutes = np.arange(241.0)
dose = Slider("Dose", 20, 0.5, 150, 0.5, "mg")
def figure():
    regimen = Regimen((Dose("iv", dose.value, over_min=40),))
    return concentration({"Infusion": simulate(regimen, Patient(70), minutes)})
plot = PlotView(figure())
dose.observe(lambda change: plot.show(figure()), names="value")
stack(dose, plot)"""
WATCH = """(selector) => {
  const seen = (window.kapeduSeen = []);
  let pressed = null;
  addEventListener("keydown", (event) => (pressed = event.timeStamp), true);
  const painted = () => {
    if (pressed === null) return;
    const start = pressed;
    pressed = null;
    requestAnimationFrame(() => seen.push(performance.now() - start));
  };
  const drawing = document.querySelector(selector);
  if (drawing.on) drawing.on("plotly_afterplot", painted);
  else new MutationObserver(painted).observe(drawing, { childList: true, characterData: true, subtree: true });
}"""


def run(code: str) -> list[float]:
    command = [sys.executable, "-c", code]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    return [float(part) for part in answer.stdout.split()]


def seconds(code: str) -> float:
    """Median of several fresh processes."""
    return statistics.median(run(TIMED.format(code=code))[0] for _ in range(STARTS))


def start_up() -> list[Row]:
    bare, ours, other = (
        seconds(code) for code in (IMPORT_OURS, WIDGET_OURS + "make()", WIDGET_PLOTLY + "make()")
    )
    return [
        Row("import kapedu", f"{bare * 1000:.1f} ms", "–", "nothing", "", "nearly free"),
        Row(
            "import and first figure",
            f"{ours:.2f} s",
            f"{other:.2f} s",
            "plotly FigureWidget",
            f"{ours / other:.2f}",
            "under 0.5 s",
        ),
    ]


def messages() -> list[Row]:
    ours, other = (run(COUNTED.format(code=code)) for code in (WIDGET_OURS, WIDGET_PLOTLY))
    return [
        Row(
            f"messages of the {which} figure, data included",
            f"{ours[place] / 1000:.1f} kB",
            f"{other[place] / 1000:.1f} kB",
            "plotly FigureWidget",
            f"{ours[place] / other[place]:.4f}",
            goal,
        )
        for place, (which, goal) in enumerate((("first", ""), ("second", "under 50 kB")))
    ]


def press(page: Page, slider: Any, count: int) -> None:
    before = page.evaluate("window.kapeduSeen.length")
    for number in range(count):
        slider.press("ArrowRight")
        page.wait_for_function("(count) => window.kapeduSeen.length > count", arg=before + number)
        page.wait_for_timeout(PAUSE_MS)


def latency(presses: int) -> Row:
    reactive = json.loads(bare_notebook())
    reactive["cells"][0]["source"] = REACTIVE
    floor = json.loads(bare_notebook())
    floor["cells"][0]["source"] = floor["cells"][0]["source"].replace("max=10", "max=1000")
    with ExitStack() as stack:
        pages = (
            (json.dumps(reactive), "reactive.ipynb", ".kapedu-drawing", "input[type=range]"),
            (json.dumps(floor), "floor.ipynb", ".widget-label:not(.widget-inline-hbox *)", ".noUi-handle"),
        )
        servers = [stack.enter_context(serving(page[0], page[1], "kapedu", "fresh")) for page in pages]
        browser = stack.enter_context(sync_playwright()).chromium.launch(**CHROMIUM)
        opened = []
        for server, (_, _, selector, slider) in zip(servers, pages, strict=True):
            page = browser.new_context().new_page()
            page.goto(server.url)
            page.locator(slider).wait_for(timeout=60_000)
            page.wait_for_selector(
                f"{selector} .scatterlayer" if "drawing" in selector else selector, state="attached"
            )
            page.evaluate(WATCH, selector)
            press(page, page.locator(slider), 5)
            page.evaluate("window.kapeduSeen.length = 0")
            opened.append((page, page.locator(slider)))
        for _ in range(presses // BLOCK):
            for page, slider in opened:
                page.bring_to_front()
                press(page, slider, BLOCK)
        ours, other = (sorted(page.evaluate("window.kapeduSeen")) for page, _ in opened)
        browser.close()

    def shown(times: list[float]) -> str:
        return f"{statistics.median(times):.0f} / {statistics.quantiles(times, n=10)[8]:.0f} ms"

    ratio = statistics.median(ours) / statistics.median(other)
    what = "key press on a slider to repainted curve, median / p90"
    return Row(
        what, shown(ours), shown(other), "bare slider, label repeats it", f"{ratio:.2f}", "under 60 / 100 ms"
    )


def rows(presses: int = PRESSES) -> list[Row]:
    """Start-up, messages, key presses."""
    return [*start_up(), *messages(), latency(presses)]
