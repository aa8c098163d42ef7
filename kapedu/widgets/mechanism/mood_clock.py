"""Two clocks on one axis: the drug in hours, mood in days."""

from __future__ import annotations

from typing import Any

from kapedu.figures.mood_clock import Clocks, reading
from kapedu.figures.mood_clock import mood_clock as draw_clock
from kapedu.figures.mood_studies import STUDY_LABELS, Study, study
from kapedu.knowledge import fact
from kapedu.widgets.mechanism.teaching_case import infusion_min
from kapedu.widgets.parts.controls import Html, Select, Slider
from kapedu.widgets.parts.layout import activity, row
from kapedu.widgets.parts.plot_view import PlotView

_MOMENTS = {
    "0.167": "10 min",
    "0.667": "40 min",
    "4": "4 h",
    "24": "1 day",
    "72": "3 days",
    "168": "1 week",
    "336": "2 weeks",
}
_CURVE = "pkpd.antidepressant_course.teaching_curve"
_FIRST_MIN, _LAST_MIN, _POINTS = 5, 20160, 160


def mood_clock() -> Any:
    """The activity: a hand to move, published results to lay over, and the chosen speeds of mood."""
    return _MoodClock().box


class _MoodClock:
    def __init__(self) -> None:
        onset, decline = (fact(f"{_CURVE}.{name}") for name in ("onset_half_time", "decline_half_time"))
        assert isinstance(onset.value, tuple)
        assert isinstance(decline.value, tuple)
        (fastest, slowest), (shortest, longest) = onset.value, decline.value
        self.now = Select("Move the clock to", _MOMENTS, "0.667")
        self.overlay = Select("Lay over published results", dict(STUDY_LABELS), "none")
        self.onset = Slider(
            "Half-time of building up",
            (fastest + slowest) / 2,
            fastest,
            slowest,
            0.25,
            "h",
            f"Design choice ({onset.status}).",
        )
        self.decline = Slider(
            "Half-time of fading",
            (shortest + longest) / 2,
            shortest,
            longest,
            0.5,
            "d",
            f"Design choice ({decline.status}).",
        )
        self._simulate()
        figure = self._figure()
        self.view = PlotView(figure, 400)
        self.reading = Html("", live=True)
        self.box = activity(
            "Two clocks", row(self.now, self.overlay), self.view, self.reading, row(self.onset, self.decline)
        )
        for control in (self.now, self.overlay, self.onset, self.decline):
            control.observe(self._changed, names="value")

    def _simulate(self) -> None:
        import numpy as np

        from kapedu.pharmacology import simulate
        from kapedu.widgets.mechanism.teaching_case import patient, regimen

        minutes = np.union1d(np.geomspace(_FIRST_MIN, _LAST_MIN, _POINTS), infusion_min())
        course = simulate(regimen(), patient(), minutes)
        self.hours = minutes / 60
        self.level = 100 * course.arterial_ng_ml / course.arterial_ng_ml.max()
        self.sources = course.sources

    def _changed(self, _change: Any) -> None:
        figure = self._figure()
        self.view.show(figure)
        self.reading.html = f"<p>{reading(self._clocks(), self._now(), self._study())}</p>"

    def _figure(self) -> Any:
        return draw_clock(self._clocks(), self._now(), self._study())

    def _clocks(self) -> Clocks:
        from kapedu.pharmacology import antidepressant_response

        mood = 100 * antidepressant_response(self.hours, self.onset.value, self.decline.value)
        return Clocks(self.hours, self.level, mood, self.sources)

    def _now(self) -> float:
        return float(str(self.now.value))

    def _study(self) -> Study | None:
        return study(str(self.overlay.value))
