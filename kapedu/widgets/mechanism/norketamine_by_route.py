"""Which form of ketamine brings the most norketamine, and how the answer depends on the ruler."""

from __future__ import annotations

from typing import Any

from kapedu.figures.norketamine import VIEWS, View, norketamine_bars, norketamine_forms
from kapedu.widgets.parts.controls import Choice, Html
from kapedu.widgets.parts.layout import activity, stack
from kapedu.widgets.parts.plot_view import PlotView

_NOTICE = {
    "published": "Look at the doses in the table before you trust the heights: the spray was a smaller dose, and it was "
    "followed for less time.",
    "per_mg": "Now the doses are taken into account. The gap shrinks, the order stays.",
    "ratio": "The fairest ruler: how much norketamine comes with the ketamine that arrives. Norketamine was measured; the "
    "ketamine beside it is <b>computed</b> from the study's own bioavailability and a pooled clearance, so read the "
    "order, not the decimals.",
}


def norketamine_by_route() -> Any:
    """The activity: predict the form with the most norketamine, then look at it with three rulers."""
    return _Norketamine().box


class _Norketamine:
    def __init__(self) -> None:
        labels = sorted(form.label for form in norketamine_forms("published"))
        self.guess = Choice(
            "Predict: which form brings the most norketamine?", {text: text for text in labels}
        )
        self.ruler = Choice("Ruler", dict(VIEWS), "published")
        self.reading = Html("", live=True)
        self.view: PlotView | None = None
        self.shown = stack()
        self.box = activity("Norketamine by form", self.guess, self.shown)
        self.guess.observe(self._draw, names="value")
        self.ruler.observe(self._draw, names="value")

    def _draw(self, _change: Any) -> None:
        if self.guess.value is None:
            return
        view: View = (
            "ratio"
            if self.ruler.value == "ratio"
            else "per_mg"
            if self.ruler.value == "per_mg"
            else "published"
        )
        figure = norketamine_bars(view)
        if self.view is None:
            self.view = PlotView(figure, 360)
        else:
            self.view.show(figure)
        most = norketamine_forms(view)[0].label
        answer = (
            "as you predicted" if most == self.guess.value else f"you predicted: {self.guess.value.lower()}"
        )
        self.reading.html = f"<p><b>{most}</b> comes first ({answer}). {_NOTICE[view]}</p>"
        self.shown.children = (self.ruler, self.view, self.reading)
