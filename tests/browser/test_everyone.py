"""Every page for everyone: axe over the whole page, at twice the size, at 320 px, with nothing that moves by itself."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import NARROW, READY_MS, wait_in_lab

pytestmark = [pytest.mark.browser, pytest.mark.long]

REPOSITORY = Path(__file__).resolve().parents[2]
LESSONS = sorted(
    path.relative_to(REPOSITORY / "modules") for path in REPOSITORY.glob("modules/*/[0-9]*.ipynb")
)
DASHBOARDS = sorted(path.name for path in (REPOSITORY / "kapedu" / "dashboards").glob("*.ipynb"))
PAGES = [str(path) for path in (*LESSONS, *DASHBOARDS)]
# WCAG 1.4.4: a page of 1366 px at 200 %; 1.4.10: a page as narrow as 320 px
TWICE_AS_LARGE = {"width": 683, "height": 384}
NARROWEST = {"width": 320, "height": 640}
TOO_WIDE = """() => {
    const room = document.documentElement.clientWidth;
    const scrolls_itself = part => {  // a wide table in a frame of its own, which WCAG 1.4.10 allows
        for (let at = part.parentElement; at; at = at.parentElement)
            if (['auto', 'scroll'].includes(getComputedStyle(at).overflowX)) return at !== document.documentElement;
        return false;
    };
    const outside = [...document.querySelectorAll('body *')].filter(part => {
        const box = part.getBoundingClientRect();
        return box.width && box.height && box.right > room + 1 && getComputedStyle(part).position !== 'absolute'
            && !scrolls_itself(part) && !part.closest('svg, .js-plotly-plot, [class*=visually-hidden], details:not([open]), thead');
    });
    const scrolls = document.documentElement.scrollWidth > room ? [`the page is ${document.documentElement.scrollWidth} px wide`] : [];
    return [...scrolls, ...outside.slice(0, 5).map(part => part.outerHTML.slice(0, 160))];
}"""
REDRAWN = """() => [...document.querySelectorAll('.kapedu-drawing')].every(drawing =>
    !drawing.clientWidth || drawing.querySelector('.main-svg')?.clientWidth === drawing.clientWidth)"""
CUT_WORDS = """() => [...document.querySelectorAll('.kapedu-drawing')].flatMap(drawing => {
    const room = drawing.getBoundingClientRect();
    return [...drawing.querySelectorAll('text')].filter(words => {
        const box = words.getBoundingClientRect();
        return box.width && (box.left < room.left - 2 || box.right > room.right + 2);
    }).map(words => `${words.textContent} is cut off`);
})"""
MOVING = """() => document.getAnimations().filter(each => each.playState === 'running').map(
    each => each.animationName ?? each.transitionProperty)"""
# What JupyterLab itself brings (course/guides/accessibility.md names each)
LABS_OWN = {
    "aria-allowed-attr",
    "aria-command-name",
    "aria-input-field-name",
    "aria-required-attr",
    "aria-required-children",
    "aria-required-parent",
    "aria-toggle-field-name",
    "aria-valid-attr-value",
    "color-contrast",
    "landmark-unique",
    "list",
    "listitem",
    "nested-interactive",
    "region",
    "scrollable-region-focusable",
    "target-size",
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_breaks_no_rule_and_fits_at_every_size(demo, open_page, axe, name: str) -> None:
    page = open_page(f"{demo.address}voila/render/{name}", reduced_motion="reduce")
    page.locator("body[data-kapedu-ready]").wait_for(timeout=READY_MS)
    assert axe(page, "body") == []
    assert page.evaluate(MOVING) == [], "asked not to move, it moves"
    for size in (TWICE_AS_LARGE, NARROW, NARROWEST):
        page.set_viewport_size(size)
        page.wait_for_function(
            "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"
        )
        assert page.evaluate(TOO_WIDE) == [], f"at {size['width']} px"
        page.wait_for_function(REDRAWN)
        assert page.evaluate(CUT_WORDS) == [], f"at {size['width']} px"
    assert axe(page, "body") == []


def broken_rules(page: Page, axe, selector: str) -> set[str]:
    return {line.split(" ", 1)[0] for line in axe(page, selector)}


def test_in_jupyterlab_what_is_ours_breaks_no_rule_and_the_rest_is_written_down(
    course_server, open_page, axe
) -> None:
    page = open_page(course_server.url("modules/1-mechanism/2-dose-to-blood.ipynb"))
    wait_in_lab(page)
    for ours in (".kapedu-bar", ".kapedu-activity", ".kapedu-course-name"):
        assert axe(page, ours) == []
    expect(page.locator(".jp-NotebookPanel").first).to_be_visible()
    assert broken_rules(page, axe, "body") <= LABS_OWN
