"""A dashboard in a workshop: a link that holds its state, free text that stays text, a policy that blocks scripts."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.steps import nothing_cut_off, wait_in_voila

pytestmark = pytest.mark.browser

WATCH = """document.addEventListener("securitypolicyviolation", (event) => {
  (window.violations ??= []).push(`${event.violatedDirective} ${event.blockedURI}`);
});"""
INJECT = """async () => {
  const before = window.violations ?? [];
  const script = document.createElement("script");
  script.textContent = "window.injected = true";
  document.body.append(script);
  const holder = document.createElement("div");
  document.body.append(holder);
  await new Promise((done) => {
    document.addEventListener("securitypolicyviolation", (event) => event.violatedDirective === "script-src-attr" && done());
    holder.innerHTML = '<img src="data:," onerror="window.handled = true">';
  });
  return { before, injected: window.injected ?? false, handled: window.handled ?? false };
}"""
MARKUP = '<img src="x" onerror="window.handled = true"><script>window.injected = true</script>'


def test_a_link_opens_a_dashboard_as_it_was_and_says_what_it_cannot(
    demo: Any, open_page: Callable[..., Page], axe: Callable[..., list[str]]
) -> None:
    page = open_page("about:blank")
    page.add_init_script(WATCH)
    page.goto(demo.address + "voila/render/dose-explorer.ipynb?route=im&dose=0.7&weight=900")
    wait_in_voila(page)
    expect(page.get_by_role("rowheader", name="A: IM 0.7 mg/kg")).to_be_visible()
    expect(page.get_by_role("alert").filter(has_text="weight=900")).to_contain_text("from 40 to 150 kg")
    page.evaluate("navigator.clipboard.writeText = async (text) => { window.copied = text; }")
    page.get_by_role("button", name="Copy a link to this").press("Enter")
    expect(page.get_by_text("Copied.")).to_be_visible()
    link = page.evaluate("window.copied")
    assert "route=im" in link
    assert "dose=0.7" in link
    nothing_cut_off(page)
    assert axe(page, "html") == []
    assert page.evaluate(INJECT) == {"before": [], "injected": False, "handled": False}

    page.goto(link)
    wait_in_voila(page)
    expect(page.get_by_role("rowheader", name="A: IM 0.7 mg/kg")).to_be_visible()
    page.get_by_role("button", name="Start again").press("Enter")
    page.wait_for_url("**/dose-explorer.ipynb")
    wait_in_voila(page)
    expect(page.get_by_role("rowheader", name="A: IV 0.5 mg/kg over 40 min")).to_be_visible()


def test_what_a_visitor_writes_stays_text(demo: Any, open_page: Callable[..., Page]) -> None:
    page = open_page(demo.address + "voila/render/screening.ipynb")
    wait_in_voila(page)
    medicines = page.get_by_label("Medicines, one a line")
    medicines.fill(MARKUP)
    medicines.press("Tab")
    expect(page.get_by_text("onerror", exact=False).first).to_be_visible()
    assert page.locator('img[src="x"]').count() == 0
    assert json.loads(page.evaluate("JSON.stringify([window.injected ?? 0, window.handled ?? 0])")) == [0, 0]
