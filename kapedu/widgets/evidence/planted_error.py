"""Forest plots with one error each: find the study, name the slip, see the plot without it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from kapedu.evidence.measure import Measure
from kapedu.evidence.planted import KINDS, PUZZLES, planted
from kapedu.evidence.pool import pool
from kapedu.figures.effect_rows import height_px
from kapedu.figures.effect_scale import Scale
from kapedu.figures.forest import forest
from kapedu.widgets.parts.controls import Button, Choice, Html, Select
from kapedu.widgets.parts.layout import activity, row
from kapedu.widgets.parts.plot_view import PlotView

if TYPE_CHECKING:
    from kapedu.figures import Figure

_SCALE = Scale(Measure.MD, "points", "favours esketamine", "favours placebo")
_NAMES = {key: f"Plot {place}" for place, key in enumerate(PUZZLES, 1)}
_NONE_YET = ""


def planted_error() -> Any:
    """The activity."""
    return _Hunt().box


class _Hunt:
    def __init__(self) -> None:
        self.puzzle = Choice("Plot", _NAMES, "first")
        self.corrected = False
        self.planted = planted("first")
        self.where = Select("Which trial is wrong?", {_NONE_YET: "Choose one"})
        self.what = Select("What went wrong?", {_NONE_YET: "Choose one", **KINDS})
        self.feedback = Html(live=True)
        self.swap = Button("Show it without the error", on_click=self.turn, kind="quiet")
        self.view = PlotView(self._figure(), height_px(1 + len(self.planted.studies)))
        self.box = activity(
            "Find the planted error",
            self.puzzle,
            self.view,
            row(self.where, self.what),
            row(Button("Check", on_click=self.check), self.swap),
            self.feedback,
        )
        self.box.hunt = self  # the box keeps its parts alive
        self.puzzle.observe(self._turned, names="value")
        self._turned(None)

    def check(self) -> None:
        """Compare the two choices with what was planted."""
        if _NONE_YET in (self.where.value, self.what.value):
            self.feedback.html = "<p>Choose a trial and a slip first.</p>"
            return
        hits = (self.where.value == self.planted.trial, self.what.value == self.planted.kind)
        if all(hits):
            told = f"<b>Found.</b> {escape(self.planted.why)} Now look at the plot without it."
        elif hits[0]:
            told = "<b>The right trial.</b> But would that slip look like this? Think of place and width."
        elif hits[1]:
            told = "<b>The right slip,</b> but in another trial."
        else:
            told = "<b>Not this one.</b> Compare widths with numbers of people, and places with the rest."
        self.feedback.html = f"<p>{told}</p>"

    def turn(self) -> None:
        """Swap between the plot with the error and the one without."""
        self.corrected = not self.corrected
        self.swap.label = "Show it with the error" if self.corrected else "Show it without the error"
        self._show()

    def _turned(self, _change: Any) -> None:
        self.planted = planted(str(self.puzzle.value))
        self.corrected = False
        self.swap.label = "Show it without the error"
        names = dict.fromkeys(study.name for study in self.planted.right)
        self.where.options = {_NONE_YET: "Choose one", **{name: name for name in names}}
        self.where.value = self.what.value = _NONE_YET
        self.feedback.html = ""
        self._show()

    def _show(self) -> None:
        figure = self._figure()
        shown = self.planted.right if self.corrected else self.planted.studies
        self.view.height_px = height_px(1 + len(shown))
        self.view.show(figure)

    def _figure(self) -> Figure:
        studies = self.planted.right if self.corrected else self.planted.studies
        return forest(pool(studies, "REML", "wald", quiet=True), _SCALE, below="pool")
