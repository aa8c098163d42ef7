"""How many of how many? Guess a risk, then see it as people."""

from __future__ import annotations

from typing import Any

from kapedu.figures import risk_rows
from kapedu.figures.icon_array import HEIGHT_PX
from kapedu.widgets.parts.controls import Button, Html, Select, Slider
from kapedu.widgets.parts.layout import activity, stack
from kapedu.widgets.parts.plot_view import PlotView
from kapedu.widgets.risks.risk_explorer import risk_reading

_HUNDRED, _RARE_MOST = 100, 100


def how_many() -> Any:
    """The activity: guess one risk after the other as so many people, then see them."""
    return _HowMany().box


class _HowMany:
    def __init__(self) -> None:
        from kapedu.practice.risk import absolute_risks

        self.risks = absolute_risks()
        self.risk = Select("Risk", {key: one.title for key, one in self.risks.items()})
        self.common = Slider("Your guess, of 100", 10, 0, _HUNDRED, 1)
        self.rare = Slider("Your guess, of 1000", 10, 0, _RARE_MOST, 1)
        self.button = Button("Show the people", on_click=self.reveal)
        self.place = stack()
        self.reading = Html("", live=True)
        self.view: PlotView | None = None
        self.shown = stack()
        self.box = activity(
            "How many of how many?", self.risk, self.place, self.button, self.reading, self.shown
        )
        self.risk.observe(lambda _change: self._ask(), names="value")
        self._ask()

    @property
    def one(self) -> Any:
        return self.risks[str(self.risk.value)]

    @property
    def guess(self) -> Slider:
        """The slider in sight: of a hundred, or of a thousand where the risk is rare."""
        return self.common if risk_rows.crowd_size(self.one.high) == _HUNDRED else self.rare

    def _ask(self) -> None:
        self.place.children = (self.guess,)
        self.shown.children = ()
        self.reading.html = ""

    def reveal(self) -> None:
        """Show the published risk beside the guess."""
        one, size = self.one, risk_rows.crowd_size(self.one.high)
        figure = risk_rows.range_icons(one.title, one.low, one.high, (one.quantity.source,), size)
        if self.view is None:
            self.view = PlotView(figure, HEIGHT_PX)
        else:
            self.view.show(figure)
        guessed = self.guess.value
        low, high = size * one.low, size * one.high
        half = 0.5  # a guess is a whole number of people
        where = "inside" if low - half <= guessed <= high + half else "below" if guessed < low else "above"
        self.reading.html = (
            f"<p>You guessed {guessed:g} of {size}: <b>{where}</b> what is published.</p>{risk_reading(one)}"
        )
        self.shown.children = (self.view,)
