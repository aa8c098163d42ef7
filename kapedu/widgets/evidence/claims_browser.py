"""Activity: browse the claims register of all five articles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kapedu.figures.verdicts import ARTICLE_NAMES, NAMES, claims_html, filtered, verdicts_by_article
from kapedu.knowledge.claims import Verdict, all_claims
from kapedu.widgets.parts.controls import Button, Html, Select, Slider
from kapedu.widgets.parts.drawing import Drawing
from kapedu.widgets.parts.layout import activity, row, stack
from kapedu.widgets.parts.plot_view import PlotView

if TYPE_CHECKING:
    import ipywidgets

_ALL = "all"


def claims_browser() -> ipywidgets.VBox:
    """The activity: guess how many claims are plainly supported, then filter and open them."""
    return _Browser().box


class _Browser:
    def __init__(self) -> None:
        topics = sorted({claim.topic for claim in all_claims()})
        self.guess = Slider(
            "How many of the claims are supported as they stand?",
            len(all_claims()) // 2,
            0,
            len(all_claims()),
            1,
            "claims",
        )
        self.button = Button("Show the verdicts", self._reveal)
        self.article = Select("Article", {_ALL: "All five", **ARTICLE_NAMES})
        self.topic = Select("Topic", {_ALL: "All topics", **{name: _capital(name) for name in topics}})
        self.verdict = Select("Verdict", {_ALL: "All verdicts"} | {one.value: NAMES[one] for one in Verdict})
        self.view = PlotView(verdicts_by_article(all_claims(), shown=False), 320)
        self.said = Html("", live=True)
        self.list = Drawing()
        self.lower = stack(self.guess, self.button)
        self.box = activity("Browse the register", self.view, self.said, self.lower)
        for control in (self.article, self.topic, self.verdict):
            control.observe(self._changed, names="value")

    def _reveal(self) -> None:
        supported = sum(claim.verdict is Verdict.SUPPORTED for claim in all_claims())
        self.said.html = (
            f"<p>You guessed {self.guess.value:g}. Supported as they stand: <b>{supported}</b> of "
            f"{len(all_claims())}. Open a claim to see what was found.</p>"
        )
        self.lower.children = (row(self.article, self.topic, self.verdict), self.list)
        self._changed()

    def _changed(self, _change: Any = None) -> None:
        found = filtered(_chosen(self.article), _chosen(self.topic), _chosen(self.verdict))
        self.view.show(verdicts_by_article(found))
        self.list.html = claims_html(found)


def _chosen(control: Select) -> str:
    return "" if control.value in (None, _ALL) else str(control.value)


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
