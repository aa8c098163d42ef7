"""Guess how the saline group of the trial under anaesthesia did, then look in two ways."""

from __future__ import annotations

from typing import Any

from kapedu.figures.masked_trial import VIEWS, View, arm_scores, masked_trial_days
from kapedu.widgets.parts.controls import Button, Choice, Html, Slider
from kapedu.widgets.parts.layout import activity, stack
from kapedu.widgets.parts.plot_view import PlotView

_NOTICE = {
    "scores": "As scores, ketamine is lower on day 1. Now look at the changes.",
    "changes": "As changes, saline fell further. The same figures; only the starting points were different.",
}


def masked_trial() -> Any:
    """The activity: a guess for the hidden group, then scores and changes."""
    return _Trial().box


class _Trial:
    def __init__(self) -> None:
        start = arm_scores("placebo")[0.0]
        self.guess = Slider(
            "Score of the saline group on day 1",
            round(start),
            0,
            round(start),
            1,
            "points",
            f"They started at {start:g}; lower is better.",
        )
        self.button = Button("Show the saline group", on_click=self.reveal)
        self.look = Choice("Look at", dict(VIEWS), "scores")
        self.reading = Html("", live=True)
        self.revealed = False
        self.view = PlotView(self._figure(), 360)
        self.lower = stack(self.guess, self.button)
        self.box = activity("Ketamine asleep", self.view, self.lower, self.reading)
        for control in (self.guess, self.look):
            control.observe(self._changed, names="value")

    def reveal(self) -> None:
        """Show the group that was hidden."""
        self.revealed = True
        self.lower.children = (self.look,)
        self._changed(None)

    def _changed(self, _change: Any) -> None:
        self.view.show(self._figure())
        if self.revealed:
            actual = arm_scores("placebo")[1.0]
            self.reading.html = (
                f"<p>You guessed {self.guess.value:g}; the saline group was at <b>{actual:g}</b> on day 1. "
                f"{_NOTICE[str(self.look.value)]}</p>"
            )

    def _figure(self) -> Any:
        view: View = "changes" if self.revealed and self.look.value == "changes" else "scores"
        return masked_trial_days(view, shown=self.revealed, guess=self.guess.value)
