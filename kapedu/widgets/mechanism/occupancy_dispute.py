"""How many receptors does the infusion occupy? Guess, then choose whose affinity you believe."""

from __future__ import annotations

from typing import Any

from kapedu.figures.occupancy_dispute import (
    BELIEFS,
    affinity_figure,
    highest_occupancy,
)
from kapedu.figures.occupancy_dispute import (
    occupancy_dispute as drawn,
)
from kapedu.widgets.mechanism.teaching_case import infusion_course
from kapedu.widgets.parts.controls import Button, Choice, Html, Slider
from kapedu.widgets.parts.layout import activity, stack
from kapedu.widgets.parts.plot_view import PlotView

_DRAWN_MIN = 240
_STEP_MIN = 2
_OPEN = "open"


def occupancy_dispute() -> Any:
    """The activity: guess the occupancy of the infusion, then see how it hangs on one disputed figure."""
    return _Dispute().box


class _Dispute:
    def __init__(self) -> None:
        self.guess = Slider("Receptors occupied at the highest point", 50, 0, 100, 1, "%")
        self.button = Button("Show the dispute", on_click=self.reveal)
        self.belief = Choice("Whose affinity do you believe?", {_OPEN: "I leave it open", **BELIEFS}, _OPEN)
        self.reading = Html("", live=True)
        self.view: PlotView | None = None
        self.course: Any = None
        self.guessed: float | None = None
        self.shown = stack()
        self.box = activity("Whose affinity?", self.guess, self.button, self.shown)
        self.belief.observe(self._draw, names="value")

    def reveal(self) -> None:
        """Keep the guess and show the whole band."""
        self.guessed = self.guess.value
        if self.course is None:
            self.course = infusion_course(_DRAWN_MIN, _STEP_MIN)
        self._draw()

    def _draw(self, _change: Any = None) -> None:
        belief = None if self.belief.value == _OPEN else str(self.belief.value)
        figure = drawn(self.course, belief)
        if self.view is None:
            self.view = PlotView(figure, 360)
        else:
            self.view.show(figure)
        self.reading.html = f"<p>{self._agreeing()}{self._about(belief)}</p>"
        self.shown.children = (self.belief, self.view, self.reading)

    def _agreeing(self) -> str:
        assert self.guessed is not None
        inside = [
            BELIEFS[name]
            for name, (low, high) in highest_occupancy(self.course).items()
            if round(low) <= self.guessed <= round(high)
        ]
        agree = f"agrees with: {', '.join(inside)}" if inside else "agrees with none of the three"
        return f"You guessed {self.guessed:g} %. <b>Your guess {agree}.</b> "

    def _about(self, belief: str | None) -> str:
        if belief is None:
            return "Same patient, same drug, same level: only the affinity taken from the bench differs."
        figure = affinity_figure(belief)
        measured = f"; measured with {figure.population}" if figure.population else ""
        caution = " Do not build on it." if str(figure.status) == "unverified" else ""
        return f"This affinity is <i>{figure.status}</i>{measured}.{caution}"
