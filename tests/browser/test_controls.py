"""The controls in a real page: keyboard, names, sizes, and what the kernel hears."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = pytest.mark.browser

SERVE = Path(__file__).parents[1] / "benchmarks" / "serve_pages.py"
PAGE = """
from kapedu.widgets import Button, Choice, Html, Select, Slider, TextField, activity, row
dose = Slider("Dose", 1000, 100, 3000, 50, "mg", hint="Of the racemate")
route = Choice("Route", {"iv": "Vein", "im": "Muscle", "po": "Mouth"}, "iv")
reason = Choice("Why?", {"long": "Because a longer explanation does not fit on a button", "short": "Because"})
patient = Select("Patient", {"10": "Ten", "9": "Nine", "x": "Other"}, "9")
words = TextField("Your words", hint="One sentence", multiline=True)
heard = []
said = Html("<p>nothing</p>", live=True)
def tell(change):
    heard.append(f"{change.owner.label}={change.new}")
    said.html = "<p>" + "; ".join(heard) + "</p>"
for control in (dose, route, reason, patient, words):
    control.observe(tell, names="value")
def start_again():
    dose.value, route.value, patient.value = 500, "po", "x"
off = Button("Not yet", disabled=True)
def toggle(button):
    off.disabled = not off.disabled
    button.label = "Forbid" if not off.disabled else "Allow"
def report():
    said.html = f"<p>reported {dose.value:g}, {route.value}, {patient.value}, {words.value}</p>"
activity("Try it", row(dose, route), reason, row(patient, words),
         row(Button("Start again", start_again), Button("Allow", toggle, kind="quiet"), off, Button("Report", report)), said, level=2)
"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("pages")
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    code = {
        "cell_type": "code",
        "id": "c",
        "metadata": {},
        "source": PAGE,
        "outputs": [],
        "execution_count": None,
    }
    head = {"cell_type": "markdown", "id": "h", "metadata": {}, "source": "# Page"}
    page = {"cells": [head, code], "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    (folder / "page.ipynb").write_text(json.dumps(page), encoding="utf-8")
    command = [sys.executable, str(SERVE), str(folder), "kapedu", "fresh"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield f"{process.stdout.readline().strip()}voila/render/page.ipynb"
        finally:
            process.terminate()


@pytest.fixture
def shown(open_page: Callable[..., Page], address: str) -> Callable[..., Page]:
    def show(size: str = "wide", **options: object) -> Page:
        page = open_page(address, size, **options)
        expect(page.get_by_role("button", name="Not yet")).to_be_visible()
        return page

    return show


def said(page: Page) -> Locator:
    return page.locator(".kapedu-control-html[aria-live=polite]")


def test_the_keyboard_alone_reaches_and_changes_everything(shown: Callable[..., Page]) -> None:
    page = shown()
    page.get_by_role("slider", name="Dose").focus()
    keys = [
        ("ArrowRight", "Dose=1050.0"),
        ("Tab", None),
        ("ArrowDown", "Dose=1000.0"),
        ("PageUp", "Dose=1500.0"),
        ("Tab", None),
        ("ArrowRight", "Route=im"),
        ("Tab", None),
        ("Space", "Why?=long"),
        ("Tab", None),
        ("ArrowDown", "Patient=x"),
        ("Tab", None),
        ("a", "Your words=a"),
        ("Tab", None),
        ("Enter", "Dose=500.0; Route=po"),
    ]
    heard: list[str] = []
    for key, tells in keys:
        page.keyboard.press(key)
        if tells:
            heard.append(tells)
            expect(said(page)).to_have_text("; ".join(heard))
        else:
            focused = page.locator(":focus")
            width = focused.evaluate(
                "(element) => [element, element.closest('label')].some((one) => one && parseFloat(getComputedStyle(one).outlineWidth) >= 2)"
            )
            assert width, f"no visible focus after {key}"
    assert page.get_by_role("slider", name="Dose").input_value() == "500"
    assert page.get_by_role("spinbutton").input_value() == "500"
    expect(page.get_by_role("radio", name="Mouth")).to_be_checked()
    expect(page.get_by_role("combobox", name="Patient")).to_have_value("x")


def test_every_control_has_its_name_and_its_explanation(shown: Callable[..., Page]) -> None:
    page = shown()
    dose = page.get_by_role("slider", name="Dose")
    expect(dose).to_have_accessible_description("Of the racemate")
    assert dose.get_attribute("aria-valuetext") == "1000 mg"
    expect(page.get_by_role("spinbutton", name="Dose, exact value in mg")).to_have_value("1000")
    expect(page.get_by_role("group", name="Route").get_by_role("radio")).to_have_count(3)
    expect(page.get_by_role("combobox", name="Patient")).to_have_value("9")
    expect(page.get_by_role("textbox", name="Your words")).to_have_accessible_description("One sentence")
    assert page.get_by_role("combobox").locator("option").all_inner_texts() == ["Ten", "Nine", "Other"]
    expect(said(page)).to_have_text("nothing")  # drawing it has changed nothing


def test_a_number_out_of_range_is_explained_and_the_last_one_kept(shown: Callable[..., Page]) -> None:
    page = shown()
    exact = page.get_by_role("spinbutton")
    exact.fill("5000")
    exact.press("Enter")
    expect(page.get_by_role("alert")).to_have_text("Enter a number from 100 to 3000 mg. Still using 1000 mg.")
    expect(exact).to_have_attribute("aria-invalid", "true")
    expect(said(page)).to_have_text("nothing")
    exact.fill("1212")
    exact.press("Enter")
    expect(said(page)).to_have_text("Dose=1200.0")
    expect(exact).to_have_value("1200")
    expect(page.get_by_role("alert")).to_have_count(0)
    assert exact.get_attribute("aria-invalid") is None


def test_a_button_can_be_allowed_and_renamed_by_the_kernel(shown: Callable[..., Page]) -> None:
    page = shown()
    expect(page.get_by_role("button", name="Not yet")).to_be_disabled()
    page.get_by_role("button", name="Allow").click()
    expect(page.get_by_role("button", name="Not yet")).to_be_enabled()
    expect(page.get_by_role("button", name="Forbid")).to_be_visible()


def test_dragging_sends_the_last_value(shown: Callable[..., Page]) -> None:
    page = shown()
    box = page.get_by_role("slider", name="Dose").bounding_box()
    assert box
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] * 0.31, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] + 30, middle, steps=40)
    page.mouse.up()
    expect(said(page)).to_contain_text("Dose=3000.0")
    assert said(page).inner_text().endswith("Dose=3000.0")


HASTE = """() => {
  const one = (selector) => document.querySelector(selector);
  const change = (element, value, event) => {
    element.value = value;
    element.dispatchEvent(new Event(event, { bubbles: true }));
  };
  for (const dose of [500, 700, 900]) change(one("input[type=range]"), dose, "input");
  for (const route of ["im", "po"]) one(`input[type=radio][value=${route}]`).click();
  for (const patient of ["10", "x"]) change(one("select"), patient, "change");
  for (const words of ["a", "a b"]) change(one("textarea"), words, "input");
  [...document.querySelectorAll("button")].find((button) => button.textContent === "Report").click();
}"""


def test_a_press_never_overtakes_what_was_chosen_before_it(shown: Callable[..., Page]) -> None:
    page = shown()
    page.evaluate(HASTE)
    expect(page.get_by_text("reported 900, po, x, a b")).to_be_visible()


def test_targets_are_44_pixels_high_where_fingers_point(shown: Callable[..., Page]) -> None:
    page = shown("narrow", has_touch=True, is_mobile=True)
    for target in (
        "button",
        "select",
        "textarea",
        "input[type=range]",
        "input[type=number]",
        ".kapedu-option",
    ):
        for place in page.locator(f".kapedu {target}").all():
            box = place.bounding_box()
            assert box
            assert box["height"] >= 44, f"{target} is {box['height']} px high"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("size", ["wide", "narrow"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(
    shown: Callable[..., Page], axe: Callable[..., list[str]], size: str, scheme: str
) -> None:
    page = shown(size, color_scheme=scheme)
    page.get_by_role("spinbutton").fill("7")
    page.get_by_role("spinbutton").press("Tab")
    expect(page.get_by_role("alert")).to_be_visible()
    assert axe(page, "main") == []
