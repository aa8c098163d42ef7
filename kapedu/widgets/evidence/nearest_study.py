"""Activity: search the trials register for the study nearest to a claim."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from kapedu.figures.study_search import (
    ANY,
    CHECKED,
    CONTROLS,
    QUESTION_NAMES,
    comparison_html,
    entries,
    found_html,
    search,
)
from kapedu.figures.verdicts import article_name
from kapedu.knowledge.claims import all_claims
from kapedu.widgets.parts.controls import Button, Select, TextField
from kapedu.widgets.parts.drawing import Drawing
from kapedu.widgets.parts.layout import activity, row, stack

if TYPE_CHECKING:
    import ipywidgets

_CLAIMS = ("C002-7", "C003-7", "C001-5", "C003-1", "C003-9")
_NONE = "none"
_DOSES = "<p class='kapedu-source'>Doses tell what a study gave. They are no instructions.</p>"


def nearest_study() -> ipywidgets.VBox:
    """The activity: a claim, a search, a choice, and what the claims register names."""
    return _Search().box


class _Search:
    def __init__(self) -> None:
        claims = {claim.id: claim for claim in all_claims()}
        self._claims = {name: claims[name] for name in _CLAIMS}
        self.claim = Select("Claim", {name: claim.claim for name, claim in self._claims.items()})
        self.card = Drawing()
        self.words = TextField("Words in the study's description", hint="For example: cbt, ptsd, cocaine")
        self.question = Select("What it compares", dict(QUESTION_NAMES))
        self.control = Select("Compared with", dict(CONTROLS))
        self.checked = Select("Status of its figures", dict(CHECKED))
        self.found = Drawing(live=True)
        self.choice = Select("The nearest study", {_NONE: "Choose a study"})
        self.button = Button("Compare with the register", self._compare)
        self.said = Drawing(live=True)
        self.box = activity(
            "Search for the nearest study",
            self.claim,
            self.card,
            row(self.words, self.question),
            row(self.control, self.checked),
            self.found,
            self.choice,
            stack(self.button, self.said),
        )
        for control in (self.words, self.question, self.control, self.checked):
            control.observe(self._look, names="value")
        self.claim.observe(self._forget, names="value")
        self.choice.observe(self._forget, names="value")
        self._forget()
        self._look()

    def _look(self, _change: Any = None) -> None:
        found = search(
            self.words.value,
            str(self.question.value or ANY),
            str(self.control.value or ANY),
            str(self.checked.value or ANY),
        )
        self.found.html = found_html(found) + _DOSES
        self.choice.options = {_NONE: "Choose a study"} | {entry.key: entry.label for entry in found}

    def _forget(self, _change: Any = None) -> None:
        claim = self._claims[str(self.claim.value)]
        self.card.html = (
            f'<div class="kapedu-card"><p class="kapedu-card-count">{escape(article_name(claim))}</p>'
            f"<p><strong>{escape(claim.claim)}.</strong></p></div>"
        )
        self.said.html = ""

    def _compare(self) -> None:
        key = str(self.choice.value)
        if key == _NONE:
            self.said.html = "<p>Choose the study that comes nearest first.</p>"
            return
        claim = self._claims[str(self.claim.value)]
        chosen = next(entry for entry in entries() if entry.key == key)
        self.said.html = (
            f"<p>You chose <strong>{escape(chosen.first.trial)}</strong>.</p>{comparison_html(claim, chosen)}"
        )
