"""Light, dark and paper: the same lesson in each, in JupyterLab and in Voilà."""

import re

import pytest

from tests.browser.steps import wait_in_lab, wait_in_voila

pytestmark = pytest.mark.browser

LESSON = "1-mechanism/3-blood-to-experience.ipynb"
A4 = {"width": 672, "height": 1000}  # what an A4 page with 16 mm of margin holds, in CSS pixels
DRAWN = "document.querySelectorAll('.kapedu-drawing .main-svg').length > 0"
TO_PRESS = ", ".join(
    f"{selector}:visible"
    for selector in (
        "button",
        "input[type=range]",
        ".kapedu-bar",
        ".kapedu-way",
        ".kapedu-header",
        "#jp-top-panel",
        ".jp-SideBar",
    )
)
CUT_OFF = """width => [...document.querySelectorAll('h1, p, li, table, .kapedu-drawing, .kapedu-drawing .main-svg, .kapedu-question')]
    .filter(part => part.checkVisibility() && part.getBoundingClientRect().right > width + 1)
    .map(part => part.outerHTML.slice(0, 120))"""
INK = """() => getComputedStyle(document.querySelector('.kapedu-drawing .xtick text')).fill"""
SQUEEZED = """() => [...document.querySelectorAll('.kapedu-drawing')].filter(drawing => drawing.clientWidth).every(drawing =>
    drawing.querySelector('.main-svg')?.clientWidth === drawing.clientWidth
    && drawing.closest('.kapedu-activity').getBoundingClientRect().right <= innerWidth)"""
GROUND = "() => getComputedStyle(document.querySelector('.kapedu-activity')).backgroundColor"


def on_paper(page):
    """As the page is printed: Chromium tells it, and lays it out for paper."""
    page.set_viewport_size(A4)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(TO_PRESS).count() == 0
    assert page.evaluate(CUT_OFF, A4["width"]) == []
    assert page.evaluate(GROUND) == "rgb(255, 255, 255)"
    assert page.evaluate(INK) == "rgb(29, 42, 51)"
    drawings = page.locator(".kapedu-drawing .main-svg[viewBox]")
    assert drawings.count() > 0
    assert all(
        box and box["width"] > 300 and box["height"] > 100
        for box in (one.bounding_box() for one in drawings.all())
    )
    page.emulate_media(media="null")
    page.evaluate("dispatchEvent(new Event('afterprint'))")


def test_a_lesson_in_voila_holds_in_the_dark_and_on_paper(demo, open_page, axe):
    page = wait_in_voila(open_page(f"{demo.address}voila/render/{LESSON}", color_scheme="dark"))
    page.wait_for_function(DRAWN)
    assert page.evaluate(GROUND) == "rgb(22, 28, 32)"
    assert page.evaluate(INK) == "rgb(232, 238, 241)"
    assert axe(page, "main") == []
    on_paper(page)
    assert page.evaluate(INK) == "rgb(232, 238, 241)"
    pages = len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))
    assert 10 < pages < 30


def test_a_lesson_in_jupyterlab_follows_the_system_and_prints_alone(course_server, open_page, axe):
    page = wait_in_lab(open_page(course_server.url(f"modules/{LESSON}"), color_scheme="dark"))
    page.wait_for_function(DRAWN)
    assert page.evaluate(INK) == "rgb(232, 238, 241)"
    assert axe(page, ".kapedu-bar") == []
    assert axe(page, ".kapedu-reading .jp-RenderedMarkdown") == []
    page.emulate_media(color_scheme="light")
    page.wait_for_function("document.body.dataset.jpThemeLight === 'true'")
    page.wait_for_function(f"({INK})() === 'rgb(29, 42, 51)'")
    on_paper(page)
    pages = len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4")))
    assert 10 < pages < 30


def test_a_lesson_that_is_open_in_jupyterlab_becomes_as_narrow_as_its_window(course_server, open_page):
    page = wait_in_lab(open_page(course_server.url(f"modules/{LESSON}")))
    page.wait_for_function(DRAWN)
    for width in (700, 390, 1366):
        page.set_viewport_size({"width": width, "height": 768})
        page.wait_for_function(SQUEEZED)


def test_where_the_system_chooses_the_colours_a_drawing_keeps_its_ground_and_its_ink(demo, open_page):
    page = open_page(f"{demo.address}voila/render/{LESSON}", forced_colors="active", color_scheme="dark")
    page.wait_for_function(DRAWN)
    ground = page.locator(".kapedu-drawing .main-svg").first
    assert ground.evaluate("at => getComputedStyle(at).backgroundColor") == "rgb(22, 28, 32)"
    assert page.evaluate(INK) == "rgb(232, 238, 241)"
