"""The plot view in real pages: Voilà for most of it, JupyterLab for what differs there."""

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

SERVE = Path(__file__).parents[1] / "benchmarks" / "serve_pages.py"
PAGE = """
from kapedu.figures import Figure, Table
from kapedu.figures.theme import ARTERIAL, EFFECT, base_layout
from kapedu.widgets import PlotView, Slider, stack
times = list(range(0, 101, 10))
def line(name, slope, colour):
    y = [slope * time for time in times]
    return {"type": "scatter", "mode": "lines", "name": name, "x": times, "y": y, "line": {"color": colour}}
def figure(slope):
    data = [line("Blood", slope, ARTERIAL), line("Brain", slope / 2, EFFECT)]
    layout = base_layout("Time (min)", "Ketamine (ng/mL)", yaxis={"range": [0, 900]}, transition={"duration": 1000})
    rows = tuple((time, slope * time, slope * time / 2) for time in times)
    table = Table("Ketamine", ("Time (min)", "Blood (ng/mL)", "Brain (ng/mL)"), rows)
    return Figure({"data": data, "layout": layout}, f"Blood rises to {100 * slope} ng/mL.", table, ("kamp2020",))
slope = Slider("Slope", 2, 1, 9, 1)
plot = PlotView(figure(2))
slope.observe(lambda change: plot.show(figure(int(change.new))), names="value")
stack(slope, plot)
"""
SECOND = "PlotView(figure(5), title='Another one')"
DRAWN = ".kapedu-drawing .scatterlayer path.js-line"
LIBRARY = "performance.getEntriesByType('resource').map((entry) => entry.name).filter((name) => name.includes('plotly-basic'))"

LAB_MS = 60_000  # JupyterLab and its kernel start on a busy machine

OpenPage = Callable[..., Page]


def notebook(*cells: str) -> str:
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    code = [
        {
            "cell_type": "code",
            "id": f"c{number}",
            "metadata": {},
            "source": cell,
            "outputs": [],
            "execution_count": None,
        }
        for number, cell in enumerate(cells)
    ]
    head = {"cell_type": "markdown", "id": "head", "metadata": {}, "source": "# Page\n\n## Section"}
    return json.dumps(
        {"cells": [head, *code], "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    )


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("pages")
    (folder / "page.ipynb").write_text(notebook(PAGE, SECOND), encoding="utf-8")
    command = [sys.executable, str(SERVE), str(folder), "kapedu", "fresh"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield f"{process.stdout.readline().strip()}voila/render/page.ipynb"
        finally:
            process.terminate()


def wait_for_figures(page: Page, timeout: float = 30_000) -> None:
    expect(page.locator(".kapedu-drawing:has(.scatterlayer)")).to_have_count(2, timeout=timeout)
    expect(page.locator(DRAWN)).to_have_count(4)


@pytest.fixture
def shown(open_page: OpenPage, address: str) -> Callable[..., Page]:
    def show(size: str = "wide", **options: object) -> Page:
        page = open_page(address, size, **options)
        wait_for_figures(page)
        return page

    return show


def test_several_figures_share_one_library_and_leave_no_globals(open_page: OpenPage, address: str) -> None:
    page = open_page("about:blank")
    page.add_init_script("window.Plotly = 'of somebody else'")
    page.goto(address)
    wait_for_figures(page)
    (requested,) = page.evaluate(LIBRARY)
    assert re.search(r"/voila/labextensions/kapedu/static/plotly-basic\.min\.js\?v=[\d.]+$", requested)
    assert page.evaluate("[window.Plotly, typeof window.moduleName]") == ["of somebody else", "undefined"]
    assert page.evaluate("document.querySelectorAll('style[id*=StyleSheet]').length") == 1


def test_without_the_served_file_the_kernel_sends_the_library_once(open_page: OpenPage, address: str) -> None:
    page = open_page("about:blank")
    page.route("**/plotly-basic*", lambda route: route.abort())
    asked: list[bool] = []
    page.on(
        "websocket",
        lambda socket: socket.on(
            "framesent",
            lambda frame: asked.append(
                b'"ask": "plotly.js"' in _bytes(frame) or b'"ask":"plotly.js"' in _bytes(frame)
            ),
        ),
    )
    page.goto(address)
    wait_for_figures(page)
    assert asked.count(True) == 1
    assert page.evaluate("[typeof window.Plotly, typeof window.moduleName]") == ["undefined", "undefined"]


def _bytes(frame: str | bytes) -> bytes:
    return frame.encode() if isinstance(frame, str) else frame


def test_a_slider_redraws_the_same_drawing_with_its_words_and_numbers(shown: Callable[..., Page]) -> None:
    page = shown()
    figure = page.get_by_role("figure", name="Ketamine")
    figure.get_by_text("Show the numbers as a table").click()
    expect(figure.get_by_role("row", name="100 200 100")).to_be_visible()
    page.evaluate("document.querySelector('.kapedu-drawing .main-svg').setAttribute('data-kept', 'yes')")
    before = page.locator(DRAWN).first.get_attribute("d")
    page.get_by_role("slider", name="Slope").press("ArrowRight")
    expect(figure.locator("figcaption")).to_have_text("Blood rises to 300 ng/mL.")
    expect(figure.get_by_role("row", name="100 300 150")).to_be_visible()
    expect(page.locator(DRAWN).first).not_to_have_attribute("d", before or "")
    expect(page.locator(".kapedu-drawing .main-svg").first).to_have_attribute("data-kept", "yes")


def test_the_table_says_what_its_rows_and_columns_are(shown: Callable[..., Page]) -> None:
    page = shown()
    figure = page.get_by_role("figure", name="Ketamine")
    figure.get_by_text("Show the numbers as a table").press("Enter")
    table = figure.get_by_role("table", name="Ketamine")
    assert table.get_by_role("columnheader").all_inner_texts() == [
        "Time (min)",
        "Blood (ng/mL)",
        "Brain (ng/mL)",
    ]
    assert table.get_by_role("rowheader").all_inner_texts() == [str(time) for time in range(0, 101, 10)]


def test_arrow_keys_read_the_values_aloud(shown: Callable[..., Page]) -> None:
    page = shown()
    stage = page.get_by_role("application", name="Ketamine")
    said = page.get_by_role("figure", name="Ketamine").locator("[aria-live=polite]")
    page.get_by_role("slider", name="Slope").focus()
    page.keyboard.press("Tab")  # the number box
    page.keyboard.press("Tab")
    expect(stage).to_be_focused()
    expect(page.get_by_text("arrow keys read the values").first).to_be_visible()
    for key, words in (
        ("ArrowRight", "0 min: Blood 0 ng/mL, Brain 0"),
        ("ArrowRight", "10 min: Blood 20 ng/mL, Brain 10"),
        ("End", "100 min: Blood 200 ng/mL, Brain 100"),
        ("ArrowLeft", "90 min: Blood 180 ng/mL, Brain 90"),
        ("Home", "0 min: Blood 0 ng/mL, Brain 0"),
        ("Escape", ""),
    ):
        page.keyboard.press(key)
        expect(said).to_have_text(words)
    page.keyboard.press("End")
    expect(page.locator(".kapedu-drawing .hoverlayer .legend").first).to_be_visible()
    page.keyboard.press("Shift+Tab")
    expect(said).to_have_text("")


@pytest.mark.parametrize("size", ["wide", "narrow"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(
    shown: Callable[..., Page], axe: Callable[..., list[str]], size: str, scheme: str
) -> None:
    page = shown(size, color_scheme=scheme)
    for opener in page.get_by_text("Show the numbers as a table").all():
        opener.click()
    expect(page.get_by_role("table")).to_have_count(2)
    assert axe(page, "main") == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_drawing_follows_the_theme_and_the_width_of_the_page(shown: Callable[..., Page]) -> None:
    page = shown(color_scheme="light")
    tick = page.locator(".kapedu-drawing .xtick text").first
    assert tick.evaluate("(text) => getComputedStyle(text).fill") == "rgb(29, 42, 51)"
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(
        "getComputedStyle(document.querySelector('.kapedu-drawing .xtick text')).fill === 'rgb(232, 238, 241)'"
    )
    wide = page.evaluate("document.querySelector('.kapedu-drawing .main-svg').clientWidth")
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_function(
        "document.querySelector('.kapedu-drawing .main-svg').clientWidth === document.querySelector('.kapedu-drawing').clientWidth"
    )
    assert page.evaluate("document.querySelector('.kapedu-drawing .main-svg').clientWidth") < wide


@pytest.mark.parametrize(("motion", "kept"), [("reduce", False), ("no-preference", True)])
def test_reduced_motion_is_honoured(shown: Callable[..., Page], motion: str, *, kept: bool) -> None:
    page = shown(reduced_motion=motion)
    drawn = page.evaluate("'transition' in document.querySelector('.kapedu-drawing').layout")
    assert drawn is kept


def test_in_jupyterlab_it_draws_and_its_keys_stay_with_it(
    open_page: OpenPage, copy_course: Callable[..., Path], serve_course: Callable[..., Any], tmp_path: Path
) -> None:
    root = copy_course(tmp_path)
    # one cell: JupyterLab leaves out cells that are not in sight
    both = PAGE.replace("stack(slope, plot)", f"stack(slope, plot, {SECOND})")
    (root / "modules" / "page.ipynb").write_text(notebook(both), encoding="utf-8")
    with serve_course(root, "--instructor") as server:
        page = open_page(server.url("modules/page.ipynb"))
        expect(page.locator("#jp-bottom-panel, #jp-main-statusbar").get_by_text("| Idle")).to_be_visible(
            timeout=LAB_MS
        )
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.get_by_role("menuitem", name=re.compile(r"^Run All Cells")).first.click()
        wait_for_figures(page, LAB_MS)
        (requested,) = page.evaluate(LIBRARY)
        assert re.search(r"/lab/extensions/kapedu/static/plotly-basic\.min\.js\?v=[\d.]+$", requested)
        active = "[...document.querySelectorAll('.jp-Cell')].findIndex((cell) => cell.classList.contains('jp-mod-active'))"
        stage = page.get_by_role("application", name="Ketamine")
        stage.focus()
        before = page.evaluate(active)
        for key in ("ArrowRight", "ArrowRight", "ArrowRight", "ArrowLeft"):
            page.keyboard.press(key)
        said = page.get_by_role("figure", name="Ketamine").locator("[aria-live=polite]")
        expect(said).to_have_text("10 min: Blood 20 ng/mL, Brain 10")
        page.get_by_role("slider", name="Slope").press("ArrowRight")
        expect(page.locator("figcaption").first).to_have_text("Blood rises to 300 ng/mL.")
        for key in ("ArrowDown", "b", "d", "d"):  # a step down; then what would add and delete cells
            page.keyboard.press(key)
        expect(page.locator("figcaption").first).to_have_text("Blood rises to 200 ng/mL.")
        assert page.evaluate(active) == before
        assert page.locator(".jp-Cell").count() == 2
