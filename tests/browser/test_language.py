"""The course in Ukrainian: the page, its buttons, its language for those who listen to it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.steps import nothing_cut_off, wait_in_voila

pytestmark = pytest.mark.browser


def test_a_lesson_is_asked_for_in_ukrainian_and_speaks_it_throughout(demo, open_page, axe):
    page = open_page(f"{demo.address}?lang=uk")
    expect(page.locator("html")).to_have_attribute("lang", "uk")
    page.get_by_role("link", name="Від рецептора до мережі").press("Enter")
    expect(page).to_have_url(re.compile("/1-mechanism/uk/1-receptor-to-network.ipynb"))
    wait_in_voila(page)
    expect(page.locator("html")).to_have_attribute("lang", "uk")
    question = page.locator(".kq-check").first
    question.get_by_label("У каналі, між ворітьми та фільтром").check()
    question.get_by_role("button", name="Перевірити відповідь").press("Enter")
    expect(question.locator(".kq-outcome-title")).to_have_text("Правильно.")
    expect(page.get_by_role("navigation", name="Шлях курсом")).to_contain_text("Від дози до крові")
    assert axe(page, "main") == []
    nothing_cut_off(page)


def test_a_page_that_is_asked_for_in_a_language_comes_in_it(demo, open_page):
    page = open_page(f"{demo.address}voila/render/1-mechanism/1-receptor-to-network.ipynb?lang=uk")
    expect(page).to_have_url(re.compile("/1-mechanism/uk/1-receptor-to-network.ipynb"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Від рецептора до мережі")
