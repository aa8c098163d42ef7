"""When is norketamine highest? Guess, then see that two published models answer differently."""

from __future__ import annotations

from html import escape
from typing import Any

from kapedu.figures.metabolite_clock import clock
from kapedu.figures.metabolite_clock import metabolite_clock as drawn
from kapedu.widgets.mechanism.teaching_case import infusion_min, patient, regimen
from kapedu.widgets.parts.controls import Button, Choice, Html, Slider
from kapedu.widgets.parts.layout import activity, stack
from kapedu.widgets.parts.plot_view import PlotView

_MODELS = {"simons": "Simons 2022", "otto": "Otto 2021"}
_VESSELS = {"arterial": "artery", "venous": "vein"}
_BESIDE = {"none": "Nothing", "ketamine": "Ketamine", "hydroxynorketamine": "Hydroxynorketamine"}
_DRAWN_MIN = 480


def metabolite_clock() -> Any:
    """The activity: guess when norketamine is highest, then see two models of it."""
    return _Clock().box


class _Clock:
    def __init__(self) -> None:
        self.guess = Slider(
            "Norketamine is highest",
            infusion_min(),
            10,
            _DRAWN_MIN,
            5,
            "min",
            f"Minutes since the start; the pump stops at {infusion_min():g}.",
        )
        self.button = Button("Show both models", on_click=self.reveal)
        self.beside = Choice("Draw beside it", _BESIDE, "none")
        self.reading = Html("", live=True)
        self.view: PlotView | None = None
        self.courses: dict[str, Any] = {}
        self.shown = stack()
        self.box = activity("The clock of norketamine", self.guess, self.button, self.shown)
        self.beside.observe(self._draw, names="value")

    def reveal(self) -> None:
        """Keep the guess and show both models."""
        if not self.courses:
            self._simulate()
        found = {name: clock(course) for name, course in self.courses.items()}
        peaks = " and ".join(
            f"after {one.peak_min:g} min ({name}, {_VESSELS[self.courses[name].site]})"
            for name, one in found.items()
        )
        self.reading.html = (
            f"<p>You guessed {self.guess.value:g} min. <b>The models say: {peaks}.</b> They were fitted to blood from "
            "different vessels, and each assumed a share of ketamine that becomes norketamine; none of them measured it. "
            "Their disagreement is part of what is known.</p>" + self._assumed()
        )
        self._draw()

    def _simulate(self) -> None:
        import numpy as np

        from kapedu.pharmacology import simulate

        times = np.arange(_DRAWN_MIN + 1.0)
        self.courses = {
            title: simulate(regimen(), patient(), times, model=name, metabolites=True)
            for name, title in _MODELS.items()
        }

    def _assumed(self) -> str:
        notes = dict.fromkeys(note for course in self.courses.values() for note in course.notes)
        items = "".join(f"<li>{escape(note)}</li>" for note in notes)
        return f"<details><summary>What the models assume</summary><ul>{items}</ul></details>"

    def _draw(self, _change: Any = None) -> None:
        beside = "" if self.beside.value == "none" else str(self.beside.value)
        figure = drawn(self.courses, beside, infusion_min())
        if self.view is None:
            self.view = PlotView(figure, 380)
        else:
            self.view.show(figure)
        self.shown.children = (self.reading, self.beside, self.view)
