"""Activity: three studies that could not be located, and what one writes about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kapedu.figures.missing_studies import FEATURES, beside_html, missing_studies, told_html, written_html
from kapedu.widgets.parts.controls import Button, Select, Slider, TextField
from kapedu.widgets.parts.drawing import Drawing
from kapedu.widgets.parts.layout import activity, stack

if TYPE_CHECKING:
    import ipywidgets


def missing_study() -> ipywidgets.VBox:
    """The activity: guess how much of the description fits, compare, then write the sentence."""
    return _Missing().box


class _Missing:
    def __init__(self) -> None:
        self._studies = {study.id: study for study in missing_studies()}
        self.study = Select("Study", {study.id: study.title for study in missing_studies()})
        self.told = Drawing()
        self.guess = Slider(
            "How many of the five features will the nearest real study share?", 3, 0, len(FEATURES), 1
        )
        self.compare = Button("Show the nearest study", self._compare)
        self.beside = Drawing(live=True)
        self.text = TextField(
            "What do you write about this claim?",
            hint="One or two sentences, as you would send them to a colleague.",
            multiline=True,
            rows=4,
        )
        self.check = Button("Compare my sentence", self._check)
        self.said = Drawing(live=True)
        self.lower = stack(self.guess, self.compare)
        self.box = activity("Could not be located", self.study, self.told, self.lower)
        self.study.observe(self._open, names="value")
        self._open()

    def _open(self, _change: Any = None) -> None:
        self.told.html = told_html(self._studies[str(self.study.value)])
        self.beside.html = self.said.html = ""
        self.lower.children = (self.guess, self.compare)

    def _compare(self) -> None:
        study = self._studies[str(self.study.value)]
        self.beside.html = (
            f"<p>You guessed {self.guess.value:g}; it shares <strong>{study.matches}</strong> of "
            f"{len(FEATURES)}.</p>{beside_html(study)}"
        )
        self.lower.children = (self.beside, self.text, self.check, self.said)

    def _check(self) -> None:
        if not self.text.value.strip():
            self.said.html = "<p>Write your sentence first.</p>"
            return
        self.said.html = written_html(self.text.value)
