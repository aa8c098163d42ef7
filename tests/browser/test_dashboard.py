"""The gallery, the dose explorer and a lesson as a reader meets them: Voilà in a real Chromium."""

import importlib.util
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

END_SECONDS = 30
READY = "body[data-kapedu-ready]"
CURVE = ".kapedu-drawing .scatterlayer path.js-line"
EXPLORER = "voila/render/dose-explorer.ipynb"


@pytest.fixture
def explorer(demo: Any, open_page: Callable[..., Page]) -> Callable[..., Page]:
    def opened(**options: Any) -> Page:
        page = open_page(demo.address + EXPLORER, **options)
        page.locator(READY).wait_for()
        page.locator(CURVE).first.wait_for(state="attached")
        return page

    return opened


def curve(page: Page) -> str | None:
    return page.locator(CURVE).first.get_attribute("d")


def wait_for_another(page: Page, drawn: str | None, summary: str) -> None:
    """Wait until both the drawing and the words below it have changed."""
    page.wait_for_function(
        """([selector, path, words]) => document.querySelector(selector)?.getAttribute("d") !== path
        && document.querySelector("figcaption").innerText !== words""",
        arg=[CURVE, drawn, summary],
    )


def tab_to(page: Page, wanted: str) -> None:
    """Press Tab until the control with this accessible name has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        name = page.evaluate(
            "() => document.activeElement.labels?.[0]?.innerText ?? document.activeElement.innerText"
        )
        if name and name.strip() == wanted:
            return
    pytest.fail(f"Tab never reached {wanted!r}")


def test_from_the_gallery_by_keyboard_to_another_curve(demo, open_page, axe):
    page = open_page(demo.address)
    assert axe(page, "html") == []
    tab_to(page, "Dose explorer")
    page.keyboard.press("Enter")
    page.locator(READY).wait_for()
    page.locator(CURVE).first.wait_for(state="attached")
    assert page.title() == "Dose explorer"
    assert "253 ng/mL after 40 min" in page.locator("figcaption").inner_text()

    drawn, summary = curve(page), page.locator("figcaption").inner_text()
    tab_to(page, "Route")
    page.keyboard.press("ArrowDown")
    wait_for_another(page, drawn, summary)

    drawn, summary = curve(page), page.locator("figcaption").inner_text()
    tab_to(page, "Dose")
    page.keyboard.press("ArrowRight")
    wait_for_another(page, drawn, summary)
    expect(page.get_by_role("rowheader", name="A: IM 0.55 mg/kg")).to_be_visible()


@pytest.mark.parametrize("size", ["wide", "narrow"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_is_cut_off(explorer, axe, size, scheme):
    page = explorer(size=size, color_scheme=scheme)
    page.get_by_label("Two regimens").check()
    page.get_by_role("combobox", name="Route").nth(1).select_option("in")
    page.get_by_text("What the model assumes").click()
    expect(page.get_by_role("slider", name="Share that reaches the blood")).to_be_visible()
    assert axe(page, "html") == []
    assert page.evaluate("document.documentElement.scrollWidth") == page.viewport_size["width"]


def test_fingers_find_targets_of_44_pixels(explorer):
    page = explorer(size="narrow", has_touch=True)
    for control in page.locator(".kapedu-regimen :is(select, .kapedu-range, .kapedu-option):visible").all():
        assert control.bounding_box()["height"] >= 44


def test_landmarks_a_skip_link_and_no_code(explorer):
    page = explorer()
    for role in ("banner", "main", "contentinfo"):
        assert page.get_by_role(role).count() == 1
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("h1").all_inner_texts() == ["Dose explorer"]
    assert page.get_by_role("contentinfo").inner_text() == "This course teaches; it does not treat."
    assert "import" not in page.get_by_role("main").inner_text()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "kapedu-content"


def test_a_dose_that_cannot_be_given_is_explained_in_place(explorer):
    page = explorer()
    page.get_by_label("Dose, exact value in mg/kg").fill("9")
    page.keyboard.press("Tab")
    expect(page.get_by_text("Enter a number from 0.1 to 2 mg/kg")).to_be_visible()


@pytest.mark.parametrize("how", ["another page", "closed"])
def test_leaving_a_page_ends_its_kernel(demo, explorer, how):
    page = explorer()
    kernel = demo.kernel(page)
    if how == "closed":
        page.close(run_before_unload=True)
    else:
        page.goto(demo.address)
    kernel.wait(END_SECONDS)
    assert not kernel.is_running()


def test_leaving_before_the_page_is_ready_ends_its_kernel(demo, open_page):
    page = open_page(demo.address)
    page.goto(demo.address + EXPLORER, wait_until="commit")
    page.locator("#jupyter-config-data").wait_for(state="attached")
    kernel = demo.kernel(page)
    page.goto(demo.address)
    kernel.wait(END_SECONDS)
    assert not kernel.is_running()


def test_a_page_whose_kernel_has_gone_offers_to_reload(demo, explorer):
    page = explorer()
    page.evaluate(
        """async () => {
            const form = new FormData();
            form.append("_xsrf", document.cookie.match("_xsrf=([^;]*)")[1]);
            const id = JSON.parse(document.getElementById("jupyter-config-data").textContent).kernelId;
            await fetch(`/voila/api/shutdown/${id}`, {method: "POST", body: form});
            dispatchEvent(new Event("online"));
        }"""
    )
    expect(page.get_by_role("alert").get_by_text("has stopped")).to_be_visible()
    page.get_by_role("button", name="Reload the page").click()
    page.locator(READY).wait_for()
    expect(page.get_by_role("button", name="Reload the page")).to_have_count(0)


def test_a_lesson_is_a_page_without_code(demo, open_page, axe):
    page = open_page(demo.address + "voila/render/1-mechanism/2-dose-to-blood.ipynb")
    page.locator(READY).wait_for(timeout=60_000)
    assert page.title() == "From dose to blood"
    assert page.locator("h1").count() == 1
    assert page.get_by_role("slider").count() > 0
    assert "from kapedu" not in page.get_by_role("main").inner_text()
    assert axe(page, "html") == []


def test_the_scripts_named_at_the_top_are_those_that_a_page_loads(explorer):
    path = Path(__file__).parent / "record_page_scripts.py"
    spec = importlib.util.spec_from_file_location("record_page_scripts", path)
    recorder = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(recorder)
    page = explorer()
    page.wait_for_load_state("networkidle")
    loaded = recorder.loaded_scripts(page)
    recorded = json.loads(recorder.RECORD.read_text(encoding="utf-8"))
    assert {kind: sorted(names) for kind, names in loaded.items() if kind != "voila"} == {
        kind: sorted(names) for kind, names in recorded.items() if kind != "voila"
    }
    assert loaded["voila"] == recorded["voila"]


def test_plotly_and_the_front_end_are_asked_for_once(explorer):
    page = explorer()
    page.wait_for_load_state("networkidle")
    asked = page.evaluate("performance.getEntriesByType('resource').map((entry) => entry.name)")
    scripts = [url for url in asked if re.search(r"\.js(\?|$)", url)]
    once = {url for url in scripts if scripts.count(url) == 1}
    assert {url for url in scripts if "plotly" in url} <= once
    assert len(scripts) - len(once) <= 8  # what is fetched early shows up again, from memory, when it runs


GIVES_UP = """
  const loads = Number(sessionStorage.getItem("loads") || 0) + 1;
  sessionStorage.setItem("loads", loads);
  if (loads <= TIMES) new MutationObserver(() => {
    for (const node of document.querySelectorAll(".jp-OutputArea-output"))
      if (node.textContent === "Loading widget...") node.textContent = "Error displaying widget: model not found";
  }).observe(document, { childList: true, subtree: true });
"""


@pytest.mark.parametrize(("failures", "asked_to_reload"), [(1, 0), (2, 1)])
def test_a_page_that_came_up_incomplete_loads_once_more_and_then_asks(
    demo, open_page, failures, asked_to_reload
):
    page = open_page("about:blank")
    page.add_init_script(GIVES_UP.replace("TIMES", str(failures)))
    page.goto(demo.address + EXPLORER)
    page.wait_for_function("() => sessionStorage.getItem('loads') === '2'")
    page.locator(READY).wait_for()
    expect(page.get_by_role("button", name="Reload the page")).to_have_count(asked_to_reload)
