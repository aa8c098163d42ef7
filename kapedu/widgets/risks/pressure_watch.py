"""When to look: guess the peak of the pressure by route, then try schedules on it."""

from __future__ import annotations

from functools import cache
from typing import Any

from kapedu.figures.pressure_watch import pressure_watch as drawn
from kapedu.figures.pressure_watch import seen_of_peak
from kapedu.knowledge import fact, sheet
from kapedu.widgets.parts.controls import Button, Choice, Html, Select, Slider
from kapedu.widgets.parts.layout import activity, stack
from kapedu.widgets.parts.plot_view import PlotView

_SCHEDULES = {
    "course": "As this course teaches for the route",
    "label": "Before, and about 40 minutes after",
    "ends": "Before, and when the person leaves",
}


def pressure_watch() -> Any:
    """The activity: a guess, the rises of four cohorts, and what a schedule would have seen of them."""
    return _Watch().box


@cache
def _last_min() -> float:
    return float(fact("risks.watch.last"))


class _Watch:
    def __init__(self) -> None:
        self.titles = sheet("risks").texts("watch", "title")
        self.route = Select("Route", self.titles)
        self.guess = Slider("The mean rise will be highest at minute", 20, 0, 120, 5, "min")
        self.button = Button("Show the pressure", on_click=self.reveal)
        self.schedule = Choice("Who looks when?", _SCHEDULES, "course")
        self.reading = Html("", live=True)
        self.view: PlotView | None = None
        self.shown = stack()
        self.box = activity("When do you look?", self.route, self.guess, self.button, self.shown)
        self.route.observe(self._new_route, names="value")
        self.schedule.observe(self._draw, names="value")

    def _new_route(self, _change: Any) -> None:
        self.shown.children = ()

    def reveal(self) -> None:
        """Keep the guess and show the rises."""
        self._draw(None)
        self.shown.children = (self.view, self.schedule, self.reading)

    def _regimen(self) -> Any:
        from kapedu.pharmacology import Regimen

        return Regimen.parse(str(fact(f"risks.watch.{self.route.value}.dose").value))

    def checks(self) -> list[float]:
        """Minutes at which somebody looks, by the chosen schedule."""
        from kapedu.practice.monitoring import schedule_for

        schedule = schedule_for(str(self.route.value))
        regimen = self._regimen()
        match self.schedule.value:
            case "course":
                return [check.minute for check in schedule.checks(regimen)]
            case "label":
                value = fact("risks.watch.only").value
                assert isinstance(value, tuple)
                return [float(minute) for minute in value]
            case _:
                return [0.0, schedule.leave_after(regimen)]

    def _draw(self, _change: Any) -> None:
        import numpy as np

        from kapedu.pharmacology import Patient, simulate
        from kapedu.pharmacology.cardiovascular import rises

        times = np.arange(0, _last_min() + 1.0, 2)
        weight = float(fact("simulation.conventions.reference_weight"))
        course = simulate(self._regimen(), Patient(weight), times)
        found = rises(course.effect_site_s_ng_ml)
        checks = self.checks()
        figure = drawn(times, found, checks, self.titles[str(self.route.value)], self.guess.value)
        if self.view is None:
            self.view = PlotView(figure, 400)
        else:
            self.view.show(figure)
        self._read(times, found, checks)

    def _read(self, times: Any, found: Any, checks: list[float]) -> None:
        from kapedu.practice.monitoring import schedule_for
        from kapedu.practice.standing import standing

        largest = max(found.values(), key=lambda rise: float(rise.cohort.peak))
        peak_at = float(times[int(largest.mean.argmax())])
        met, highest = seen_of_peak(times, largest, checks)
        least = min(float(rise.mean.max()) for rise in found.values())
        schedule = schedule_for(str(self.route.value))
        stands = (
            f"<br><small>Distance between checks, during and after: {standing(schedule.during_every)}; "
            f"{standing(schedule.after_every)}.</small>"
            if self.schedule.value == "course"
            else ""
        )
        looks = "once" if len(checks) == 1 else f"{len(checks)} times"
        self.reading.html = (
            f"<p>You expected the peak at minute {self.guess.value:g}; the model puts it at minute <b>{peak_at:.0f}</b>.</p>"
            f"<p>This schedule looks {looks} and meets a mean rise of <b>{met:.0f} of {highest:.0f} mmHg</b> "
            f"in the cohort that saw most. The cohort that saw least saw {least:.0f}.{stands}</p>"
        )
