"""Small steps that the browser tests share: find an activity, choose, press, look at the page on a phone."""

from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

READY_MS = 60_000
NARROW = {"width": 390, "height": 844}
CUT_OFF = """box => [...box.querySelectorAll('*')].filter(part =>
    !part.closest('svg, .js-plotly-plot, [class*=visually-hidden], .kapedu-scroll, details:not([open]), thead')
    && getComputedStyle(part).position !== 'absolute'
    && part.getBoundingClientRect().right > box.getBoundingClientRect().right + 1
).map(part => part.outerHTML.slice(0, 120))"""


def wait_in_lab(page: Page) -> Page:
    """Wait until a lesson in JupyterLab has run all its cells."""
    status = page.locator(".kapedu-bar-status").locator("visible=true")
    expect(status).to_have_text("Ready", timeout=READY_MS)
    return page


def wait_in_voila(page: Page) -> Page:
    """Wait until a page served by Voilà has drawn its widgets."""
    page.locator("body[data-kapedu-ready]").wait_for(timeout=READY_MS)
    return page


def activity(page: Page, title: str) -> Locator:
    """The activity with this heading, scrolled into view."""
    found = page.locator(".kapedu-activity").filter(has=page.get_by_role("heading", name=title))
    found.scroll_into_view_if_needed()
    return found


def choose(radio: Locator) -> None:
    """Press a radio button by keyboard, which cannot miss it while the page above is still being drawn."""
    radio.focus()
    radio.press("Space")
    expect(radio).to_be_checked()


def press(box: Locator, name: str) -> None:
    """Press the button of this name by keyboard."""
    button = box.get_by_role("button", name=name, exact=True)
    button.focus()
    button.press("Enter")


def type_number(box: Locator, name: str, value: str) -> None:
    """Type a number into the field beside a slider."""
    exact = box.get_by_label(f"{name}, exact value")
    exact.fill(value)
    exact.press("Enter")


def nothing_cut_off(page: Page) -> None:
    """Make the page as narrow as a phone: no activity and not the page itself may need sideways scrolling."""
    page.set_viewport_size(NARROW)
    for box in page.locator(".kapedu-activity").all():
        box.scroll_into_view_if_needed()
        assert box.evaluate(CUT_OFF) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]


def look_at_it_on_a_phone(page: Page, axe: Callable[..., list[str]]) -> None:
    """Nothing is cut off on a phone, and axe finds nothing to mend."""
    nothing_cut_off(page)
    assert axe(page, ".kapedu-activity") == []
