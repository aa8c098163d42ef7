"""Predict when the experience peaks and what is left after the pump stops; then see blood and brain."""

from __future__ import annotations

from typing import Any

from kapedu.figures.effect_lag import lag_loop, lag_timeline, measure_lag
from kapedu.widgets.mechanism.teaching_case import infusion_course, infusion_min
from kapedu.widgets.parts.controls import Button, Choice, Html, Slider
from kapedu.widgets.parts.layout import activity, row, stack
from kapedu.widgets.parts.plot_view import PlotView

_UNTIL_MIN = 180
_AFTER_MIN = 10
_VIEWS = {"clock": "Along the clock", "loop": "One against the other"}


def effect_lag() -> Any:
    """The activity: two predictions on the timeline, then the curves and the loop."""
    return _EffectLag().box


class _EffectLag:
    def __init__(self) -> None:
        self.course = infusion_course(_UNTIL_MIN)
        self.moment_min = infusion_min() + _AFTER_MIN
        self.marks_min = (_AFTER_MIN, infusion_min(), self.moment_min, 2 * infusion_min(), 3 * infusion_min())
        self.peak = Slider(
            "The experience is strongest at minute", 20, 5, 120, 1, "min", "Moves the dashed line."
        )
        self.left = Slider(
            "Ten minutes after the pump stops, this much is left",
            50,
            0,
            100,
            5,
            "%",
            "Moves the cross.",
        )
        self.button = Button("Uncover the curves", on_click=self.reveal)
        self.look = Choice("Look at it", _VIEWS, "clock")
        self.reading = Html("", live=True)
        self.revealed = False
        self.view = PlotView(self._figure(), 360)
        self.lower = stack(self.button, self.reading)
        self.box = activity("Blood and brain", row(self.peak, self.left), self.view, self.lower)
        for control in (self.peak, self.left, self.look):
            control.observe(self._changed, names="value")

    def reveal(self) -> None:
        """Show the curves and compare them with the predictions."""
        self.revealed = True
        self.view.show(self._figure())
        self.reading.html = self._words()
        self.lower.children = (self.look, self.reading)

    def _changed(self, _change: Any) -> None:
        self.view.show(self._figure())
        if self.revealed:
            self.reading.html = self._words()

    def _figure(self) -> Any:
        if self.revealed and self.look.value == "loop":
            return lag_loop(self.course, self.marks_min)
        return lag_timeline(
            _UNTIL_MIN,
            infusion_min(),
            self.peak.value,
            (self.moment_min, self.left.value),
            self.course if self.revealed else None,
        )

    def _words(self) -> str:
        if self.look.value == "loop":
            return (
                "<p>Follow the minutes round. On the dotted line blood and brain would be equal. Going up, the brain is "
                "behind; coming down, it is ahead of what the blood suggests.</p>"
            )
        lag = measure_lag(self.course, self.moment_min)
        return (
            f"<p>In the model the effect site peaks at minute <b>{lag.brain_peak_min:g}</b> (you said {self.peak.value:g}). "
            f"Ten minutes after the pump stops the artery holds {lag.blood_left_percent:.0f} % of its peak, the effect "
            f"site <b>{lag.brain_left_percent:.0f} %</b> (you said {self.left.value:g}).</p>"
        )
