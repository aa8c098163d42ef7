"""Guess how much of a dose gets through by each route, then see what was published."""

from __future__ import annotations

from typing import Any

from kapedu.figures.bioavailability import ROUTES, bioavailability, bioavailability_reports
from kapedu.widgets.parts.controls import Button, Choice, Html, Slider
from kapedu.widgets.parts.layout import activity, stack
from kapedu.widgets.parts.plot_view import PlotView

_PLACES = {"nose": "Nose", "tongue": "Under the tongue", "swallowed": "Swallowed", "muscle": "Muscle"}
_FIRST = "<p>Guess first, then press the button.</p>"
_NOTICE = {
    "nose": "The dots for the racemate do not overlap. Before you choose between them, see how few people are behind each.",
    "tongue": "Wafer, lozenge, tablet, solution and film agree better than the nose does, in small groups. The lozenge "
    "shows how far one patient can be from another.",
    "swallowed": "The racemate and S-ketamine differ here. Four small studies cannot say whether that is the drug or the people.",
    "muscle": "One figure, and we have it only from web reviews that quote an older paper. A number is not better known "
    "for being repeated often.",
}


def bioavailability_disputes() -> Any:
    """The activity: a guess for a route, then the published shares with the people behind them."""
    return _Disputes().box


class _Disputes:
    def __init__(self) -> None:
        self.guesses: dict[str, float] = {}
        self.route = Choice("Route", _PLACES, "nose")
        self.guess = Slider("Share of the dose that gets through", 50, 0, 100, 5, "%", "Your best guess.")
        self.button = Button("Show what was published", on_click=self.reveal)
        self.reading = Html(_FIRST, live=True)
        self.view: PlotView | None = None
        self.shown = stack(self.reading)
        self.box = activity("How much gets through?", self.route, stack(self.guess, self.button), self.shown)
        self.route.observe(self._changed, names="value")
        self.guess.observe(self._changed, names="value")

    def reveal(self) -> None:
        """Keep the guess for this route and show the published shares."""
        if self.route.value is not None:
            self.guesses[self.route.value] = self.guess.value
            self._draw()

    def _changed(self, change: Any) -> None:
        if change["owner"] is self.guess and self.route.value in self.guesses:
            self.guesses[self.route.value] = self.guess.value
        self._draw()

    def _draw(self) -> None:
        route = self.route.value
        if route not in self.guesses:
            self.reading.html = _FIRST
            self.shown.children = (self.reading,)
            return
        figure = bioavailability(route, self.guesses[route])
        height = 110 + 66 * len(bioavailability_reports(route))
        if self.view is None:
            self.view = PlotView(figure, height)
        else:
            self.view.height_px = height
            self.view.show(figure)
        missing = [place for place in ROUTES if place not in self.guesses]
        more = (
            f" Still to guess: {', '.join(_PLACES[place].lower() for place in missing)}." if missing else ""
        )
        self.reading.html = f"<p>{_NOTICE[route]}{more}</p>"
        self.shown.children = (self.view, self.reading)
