"""Match an infusion by another route: in total exposure or in peak, never in both."""

from __future__ import annotations

from html import escape
from typing import Any

from kapedu.figures.route_comparison import Comparison, compare, route_comparison
from kapedu.knowledge import fact
from kapedu.widgets.mechanism.teaching_case import infusion_course, patient
from kapedu.widgets.parts.controls import Button, Choice, Html, Slider
from kapedu.widgets.parts.layout import activity, row, stack
from kapedu.widgets.parts.plot_view import PlotView

_ROUTES = {"po": "Swallowed", "sl": "Under the tongue", "in": "Nasal spray", "im": "Into a muscle"}
_GOALS = {"exposure": "The same total exposure", "peak": "The same peak"}
_OTHER = {"exposure": "peak", "peak": "total exposure"}
_LONG_MIN = 1440
_DRAWN_MIN = 300


def route_match() -> Any:
    """The activity: guess the dose by another route that matches the infusion in one property."""
    return _Match().box


class _Match:
    def __init__(self) -> None:
        self.reference = infusion_course(_LONG_MIN)
        low = fact("pkpd.absorption.nasal_racemic.F_low").value
        assert isinstance(low, tuple)
        lowest, high = min(low), float(fact("pkpd.absorption.nasal_racemic.F_high"))
        default = float(fact("pkpd.absorption.nasal_racemic.F_default"))
        self.route = Choice("Route", _ROUTES, "po")
        self.goal = Choice("What should match the infusion?", _GOALS, "exposure")
        self.dose = Slider("Dose", 35, 5, 500, 5, "mg", "A guess for this exercise, not a dose to give.")
        self.share = Slider(
            "Share that gets through the nose",
            100 * default,
            round(100 * lowest),
            round(100 * high),
            1,
            "%",
            "The published range: nobody knows where your patient lies.",
        )
        self.button = Button("Show the curves", on_click=self.reveal)
        self.reading = Html("", live=True)
        self.view: PlotView | None = None
        self.guessed_mg: float | None = None
        self.sliders = row(self.dose)
        self.shown = stack(self.reading)
        self.box = activity(
            "Match the infusion", self.route, self.goal, self.sliders, self.button, self.shown
        )
        for control in (self.route, self.goal):
            control.observe(self._new_task, names="value")
        for slider in (self.dose, self.share):
            slider.observe(self._explore, names="value")
        self._arrange()

    def reveal(self) -> None:
        """Keep the guess and show both curves."""
        self.guessed_mg = self.dose.value
        self._draw()

    def _new_task(self, _change: Any) -> None:
        self.guessed_mg = None
        self._arrange()
        self.reading.html = "<p>A new task: guess the dose, then show the curves.</p>"
        self.shown.children = (self.reading,)

    def _explore(self, _change: Any) -> None:
        if self.guessed_mg is not None:
            self._draw()

    def _arrange(self) -> None:
        self.sliders.children = (self.dose, self.share) if self.route.value == "in" else (self.dose,)

    def _course(self, amount_mg: float) -> Any:
        from kapedu.pharmacology import Dose, simulate

        route = self.route.value
        share = self.share.value / 100 if route == "in" else None
        dose = Dose(str(route), amount_mg, "mg", bioavailability=share)
        return simulate(dose, patient(), self.reference.time_min)

    def _draw(self) -> None:
        course = self._course(self.dose.value)
        found = compare(self.reference, course)
        name = f"{self.dose.value:g} mg, {_ROUTES[str(self.route.value)].lower()}"
        figure = route_comparison(self.reference, course, ("the infusion", name), _DRAWN_MIN)
        if self.view is None:
            self.view = PlotView(figure, 360)
        else:
            self.view.show(figure)
        self.reading.html = self._words(found, course)
        self.shown.children = (self.view, self.reading)

    def _words(self, found: Comparison, course: Any) -> str:
        goal = str(self.goal.value)
        reached = found.exposure_percent if goal == "exposure" else found.peak_percent
        other = found.peak_percent if goal == "exposure" else found.exposure_percent
        needed = self.dose.value * 100 / reached
        aim = _GOALS[goal].lower()
        notes = "".join(f"<li>{escape(note)}</li>" for note in course.notes)
        return (
            f"<p>You guessed {self.guessed_mg:g} mg. <b>For {aim} this model needs about {needed:.0f} mg.</b> The {_OTHER[goal]} would then be "
            f"{other * 100 / reached:.0f} % of the infusion's. An exercise, not a dose to give.</p>"
            f"<details><summary>What the model assumes</summary><ul>{notes}</ul></details>"
        )
