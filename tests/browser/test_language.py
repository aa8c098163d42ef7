"""The course in Ukrainian: the page, its buttons, its language for those who listen to it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.steps import nothing_cut_off, wait_in_voila
from tests.language.extract import cited_in, sources_of_sheets
from tests.language.latin import citations, latin_words

pytestmark = pytest.mark.browser
READ = "() => document.body.innerText"
OTHER_LANGUAGE = {"English"}  # the link to it, in its own words


def test_a_lesson_is_asked_for_in_ukrainian_and_speaks_it_throughout(demo, open_page, axe):
    page = open_page(f"{demo.address}?lang=uk")
    expect(page.locator("html")).to_have_attribute("lang", "uk")
    assert latin_words(page.evaluate(READ), names=OTHER_LANGUAGE) == []
    page.get_by_role("link", name="Від рецептора до мережі").press("Enter")
    expect(page).to_have_url(re.compile("/1-mechanism/uk/1-receptor-to-network.ipynb"))
    wait_in_voila(page)
    expect(page.locator("html")).to_have_attribute("lang", "uk")
    expect(page.get_by_role("button", name="Запустити експеримент")).to_be_visible()
    named = citations([*cited_in("1-receptor-to-network"), *sources_of_sheets()], "uk")
    assert latin_words(page.evaluate(READ), named) == []
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
