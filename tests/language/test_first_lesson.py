"""Module 1's first lesson in Ukrainian: no English word of the course's own, whatever its reader chooses and presses."""

import ast
import json
from collections.abc import Iterator
from typing import Any

import ipywidgets
import pytest

import kapedu.widgets
from kapedu.knowledge import citation
from kapedu.language import _
from kapedu.widgets.parts.controls import Button, Choice, Html, Select
from kapedu.widgets.questions.question_view import QuestionView
from tests.language.extract import ROOT, sources_of_sheets
from tests.language.latin import citations, latin_words, spoken, words_of

LESSON = ROOT / "modules" / "1-mechanism" / "uk" / "1-receptor-to-network.ipynb"
SHOWN = ("label", "hint", "html", "spec", "problem", "outcome", "buttons", "status", "_shown", "_sources")
NOT_SHOWN = {"id", "mode", "control", "kind", "state", "verdict", "words", "saves"}
ROUNDS = 12  # more than the experiments of the longest activity and the cards of the longest stack


@pytest.fixture
def in_the_lesson(monkeypatch):
    monkeypatch.setattr(citation, "_cited", {})
    monkeypatch.chdir(LESSON.parent)
    with spoken("uk"):
        yield


def calls() -> Iterator[tuple[str, list[Any]]]:
    for cell in json.loads(LESSON.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] == "code":
            call = ast.parse("".join(cell["source"])).body[-1].value
            yield call.func.id, [ast.literal_eval(argument) for argument in call.args]


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, part in value.items():
            if name not in NOT_SHOWN:
                yield from strings(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from strings(part)


def tree(widget: ipywidgets.Widget) -> Iterator[ipywidgets.Widget]:
    yield widget
    for child in getattr(widget, "children", ()):
        yield from tree(child)


def shown(widget: ipywidgets.Widget) -> Iterator[str]:
    for part in tree(widget):
        for name in SHOWN:
            if part.has_trait(name):
                yield from map(words_of, strings(getattr(part, name)))
        if isinstance(part, Choice | Select):
            yield from part.options.values()


def answered(view: QuestionView) -> Iterator[str]:
    """What a question says to each answer, before and after its explanation."""
    many = view.spec["control"] == "checkbox"
    for option in view.spec["options"]:
        for button in ("again", "change", "check", "show", "keep", "compare"):
            view.answer = [option["id"]] if many else option["id"]
            view.press(button)
            yield from shown(view)


def played(box: ipywidgets.Widget) -> Iterator[str]:
    """What an activity says to whoever tries every option and presses every button."""
    parts = list(tree(box))
    for part in parts:
        for option in getattr(part, "options", ()):
            part.value = option
            yield from shown(box)
    backwards = {_("Back"), _("Start again")}
    for _round in range(ROUNDS):
        for part in parts:
            if isinstance(part, Choice) and part.value is None:
                part.value = next(iter(part.options))
            if isinstance(part, Button) and not part.disabled and part.label not in backwards:
                part.click()
                yield from shown(box)


def everything_said(widget: ipywidgets.Widget) -> set[str]:
    more = answered if isinstance(widget, QuestionView) else played
    return {*shown(widget), *more(widget)}


def test_nothing_of_the_lesson_is_said_in_english(in_the_lesson):
    english, texts = [], set()
    for name, arguments in calls():
        made = getattr(kapedu.widgets, name)(*arguments)
        if isinstance(made, ipywidgets.Widget):
            texts |= everything_said(made)
        elif made is not None:
            texts.add(words_of(made._repr_html_()))
    names = citations(dict.fromkeys([*citation._cited, *sources_of_sheets()]), "uk")
    for text in sorted(texts):
        english += latin_words(text, names)
    assert english == []
    assert len(texts) > 300, "the walk through the lesson saw too little to tell"


def test_the_walk_sees_an_english_word(in_the_lesson):
    seen = everything_said(ipywidgets.VBox((Html("<p>Ланка one: <b>глутамат</b></p>"),)))
    cited = citations(sources_of_sheets(), "uk")
    assert [word.split()[0] for text in seen for word in latin_words(text, cited)] == ["one"]
