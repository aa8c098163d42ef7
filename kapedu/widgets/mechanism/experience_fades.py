"""Bend the link between level and experience until it passes through the landmarks."""

from __future__ import annotations

from typing import Any

from kapedu.figures.experience import experience, landmarks_met
from kapedu.knowledge import fact
from kapedu.widgets.mechanism.teaching_case import infusion_course
from kapedu.widgets.parts.controls import Html, Slider
from kapedu.widgets.parts.layout import activity
from kapedu.widgets.parts.plot_view import PlotView

_UNTIL_MIN = 240


def experience_fades() -> Any:
    """The activity: one slider, the steepness, and landmarks to pass through."""
    return _Fade().box


class _Fade:
    def __init__(self) -> None:
        self.course = infusion_course(_UNTIL_MIN)
        self.chosen = float(fact("pkpd.effect_site.readout.hill_gamma"))
        self.steepness = Slider(
            "Steepness",
            1,
            1,
            6,
            0.5,
            "",
            "1: the experience follows the level closely. Higher: it collapses below a certain level.",
        )
        figure = experience(self.course, self.steepness.value)
        self.view = PlotView(figure, 380)
        self.reading = Html(self._words(), live=True)
        self.box = activity("How fast does it fade?", self.steepness, self.view, self.reading)
        self.steepness.observe(self._bend, names="value")

    def _bend(self, _change: Any) -> None:
        figure = experience(self.course, self.steepness.value)
        self.view.show(figure)
        self.reading.html = self._words()

    def _words(self) -> str:
        hits, all_of_them = landmarks_met(self.course, self.steepness.value)
        return (
            f"<p><b>The curve passes through {hits} of {all_of_them} landmarks.</b></p><p>The course uses {self.chosen:g}: a <b>design choice</b> (unverified). Several settings "
            "pass through all landmarks, so the landmarks cannot tell you which is right.</p>"
        )
