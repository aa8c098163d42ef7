"""An experiment on yourself: four leaflets, one result; say after each how keen you are, then compare."""

from __future__ import annotations

from html import escape
from typing import Any

from kapedu.figures.framing import RATING_TOP, hidden_html, leaflet_drawing, leaflets, ratings_drawn
from kapedu.figures.icon_array import HEIGHT_PX
from kapedu.widgets.parts.controls import Button, Slider
from kapedu.widgets.parts.drawing import Drawing
from kapedu.widgets.parts.layout import activity, row, stack
from kapedu.widgets.parts.plot_view import PlotView

_MIDDLE = 5


def framing_experiment() -> Any:
    """The activity: rate four leaflets, then see what they had in common."""
    return _Experiment().box


class _Experiment:
    def __init__(self) -> None:
        self.leaflets = leaflets()
        self.ratings: dict[str, float] = {}
        self.card = Drawing(live=True)
        self.drawing = stack()
        self.rating = Slider(
            "How keen are you to offer this treatment?",
            _MIDDLE,
            0,
            RATING_TOP,
            1,
            "of 10",
            "0: not at all. 10: to the next suitable patient. Answer by feeling.",
        )
        self.next = Button("Next leaflet", self._next)
        self.again = Button("Start again", self._again, "quiet")
        self.asking = stack(self.card, self.drawing, self.rating, self.next)
        self.lower = stack(self.asking)
        self.box = activity("Four leaflets", self.lower)
        self._show()

    def _show(self) -> None:
        at = len(self.ratings)
        leaflet = self.leaflets[at]
        letter = "ABCD"[at]
        self.card.html = (
            f'<div class="kapedu-card"><p class="kapedu-card-count">Leaflet {at + 1} of {len(self.leaflets)}</p>'
            f"<p><strong>Treatment {letter}.</strong> {escape(leaflet.text)}</p></div>"
        )
        self.drawing.children = (PlotView(leaflet_drawing(), HEIGHT_PX),) if leaflet.drawn else ()
        self.next.label = "Next leaflet" if at < len(self.leaflets) - 1 else "Compare my ratings"

    def _next(self) -> None:
        self.ratings[self.leaflets[len(self.ratings)].name] = self.rating.value
        if len(self.ratings) < len(self.leaflets):
            self.rating.value = _MIDDLE
            self._show()
            return
        told = Drawing(
            "<p><strong>All four leaflets tell the same result:</strong> response with the esketamine spray against a "
            "placebo spray at day 28, the pool you rated in the workbench.</p>",
            live=True,
        )
        self.lower.children = (
            told,
            PlotView(ratings_drawn(self.ratings), 230),
            Drawing(hidden_html()),
            row(self.again),
        )

    def _again(self) -> None:
        self.ratings.clear()
        self.rating.value = _MIDDLE
        self.lower.children = (self.asking,)
        self._show()
