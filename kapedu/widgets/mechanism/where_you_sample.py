"""Draw blood from an unseen curve: the level depends on the vessel and the minute."""

from __future__ import annotations

from typing import Any

from kapedu.figures.blood_samples import Sample, Site, blood_samples, draw_sample, model_peaks
from kapedu.widgets.mechanism.teaching_case import infusion_course, infusion_min
from kapedu.widgets.parts.controls import Button, Choice, Html, Slider
from kapedu.widgets.parts.layout import activity, row, stack
from kapedu.widgets.parts.plot_view import PlotView

_UNTIL_MIN = 240
_ENOUGH = 3
_VESSELS = {"artery": "Artery", "vein": "Arm vein"}
_TASK = (
    "<p>Find a minute at which the vein reads far less than the artery, and one at which it reads more. "
    f"After {_ENOUGH} samples you may uncover the curves.</p>"
)


def where_you_sample() -> Any:
    """The activity: samples from one infusion, then the curves behind them and other models' peaks."""
    return _Sampling().box


class _Sampling:
    def __init__(self) -> None:
        self.course = infusion_course(_UNTIL_MIN)
        self.samples: list[Sample] = []
        self.uncovered = False
        self.vessel = Choice("Vessel", _VESSELS, "vein")
        self.minute = Slider("Minute", 20, 5, _UNTIL_MIN, 5, "min", "Counted from the start of the infusion.")
        self.draw = Button("Draw a sample", on_click=self.take)
        self.uncover = Button("Uncover the curves", on_click=self.show_curves, kind="quiet", disabled=True)
        self.again = Button("Start again", on_click=self.restart, kind="quiet")
        self.reading = Html(_TASK, live=True)
        self.view = PlotView(self._figure(), 340)
        self.peaks: PlotView | None = None
        self.others = stack()
        self.box = activity(
            "Draw blood",
            row(self.vessel, self.minute),
            row(self.draw, self.uncover, self.again),
            self.view,
            self.reading,
            self.others,
        )

    def take(self) -> None:
        """Draw one sample at the chosen vessel and minute."""
        site: Site = "artery" if self.vessel.value == "artery" else "vein"
        sample = draw_sample(self.course, site, self.minute.value)
        if sample not in self.samples:
            self.samples.append(sample)
        self.uncover.disabled = self.uncovered or len(self.samples) < _ENOUGH
        left = _ENOUGH - len(self.samples)
        invite = (
            ""
            if self.uncovered
            else " You may uncover the curves now."
            if left <= 0
            else f" {left} more before you may uncover the curves."
        )
        self.reading.html = (
            f"<p>Minute {sample.time_min:g}, {_VESSELS[site].lower()}: "
            f"<b>{sample.ketamine_ng_ml:.0f} ng/mL</b>.{invite}</p>"
        )
        self.view.show(self._figure())

    def show_curves(self) -> None:
        """Show the curves, and what published models give for the same infusion."""
        self.uncovered = True
        self.uncover.disabled = True
        self.view.show(self._figure())
        self.reading.html = (
            "<p>Same patient, same drug. While the pump runs the artery is ahead; soon after it stops the vein reads "
            "more. You can go on drawing samples.</p>"
        )
        if self.peaks is None:
            self.peaks = PlotView(model_peaks(), 570)
        self.others.children = (
            Html("<p>And this is what published models say about the last minute of the same infusion:</p>"),
            self.peaks,
        )

    def restart(self) -> None:
        """Throw the samples away and cover the curves."""
        self.samples.clear()
        self.uncovered = False
        self.uncover.disabled = True
        self.reading.html = _TASK
        self.others.children = ()
        self.view.show(self._figure())

    def _figure(self) -> Any:
        return blood_samples(
            self.samples, infusion_min(), _UNTIL_MIN, self.course if self.uncovered else None
        )
