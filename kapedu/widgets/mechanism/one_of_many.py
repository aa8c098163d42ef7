"""The same dose per kilogram in many people: guess how far apart they end, then meet them one by one."""

from __future__ import annotations

from html import escape
from typing import Any

from kapedu.figures.one_of_many import fold_in_groups
from kapedu.figures.one_of_many import one_of_many as drawn
from kapedu.widgets.mechanism.teaching_case import infusion_min, regimen
from kapedu.widgets.parts.controls import Button, Html, Slider
from kapedu.widgets.parts.layout import activity, stack
from kapedu.widgets.parts.plot_view import PlotView

_SEED = 2026
_PEOPLE = 1000
_GROUP = 100
_DRAWN_MIN = 240
_STEP_MIN = 4
_PERCENTILES = (5, 50, 95)


def one_of_many() -> Any:
    """The activity: guess the spread at the end of the infusion, then set one person against the band."""
    return _Many().box


class _Many:
    def __init__(self) -> None:
        self.guess = Slider(
            "The highest of 100 people, compared with the lowest",
            1.2,
            1,
            10,
            0.1,
            "times",
            "All get the same dose for their weight. Compare their levels in the artery when the pump stops.",
        )
        self.button = Button("Show the people", on_click=self.reveal)
        self.another = Button("Another patient", on_click=self.next_person, kind="quiet")
        self.reading = Html("", live=True)
        self.person_says = Html("", live=True)
        self.view: PlotView | None = None
        self.person = -1
        self.shown = stack()
        self.box = activity("One of many", self.guess, self.button, self.shown)

    def reveal(self) -> None:
        """Draw the people, keep the guess, and show the band with the first person."""
        if self.view is None:
            self._draw_people()
            self.next_person()
            assert self.view is not None
            self.shown.children = (self.reading, self.view, self.person_says, self.another, self._about())
        smallest, middle, largest = self.fold
        self.reading.html = (
            f"<p>You guessed {self.guess.value:g} times. <b>In ten groups of {_GROUP} virtual people the highest was "
            f"{middle:.1f} times the lowest</b> (middle of the groups; {smallest:.1f} to {largest:.1f}). Nobody "
            "was given a wrong dose.</p>"
        )

    def next_person(self) -> None:
        """Show somebody else of the same people."""
        import numpy as np

        from kapedu.pharmacology import simulate

        self.person = (self.person + 1) % _PEOPLE
        someone = self.people.select(np.array([self.person]))
        course = simulate(regimen(), someone, self.bands.time_min)
        name = f"Patient {self.person + 1}"
        figure = drawn(self.bands, course, name, infusion_min())
        if self.view is None:
            self.view = PlotView(figure, 360)
        else:
            self.view.show(figure)
        below = int((self.at_end < self.at_end[self.person]).sum())
        self.person_says.html = (
            f"<p><b>{name}</b>, {float(someone.weight_kg[0]):.0f} kg: at the end of the infusion "
            f"{round(100 * below / _PEOPLE)} of 100 people are below this one. Could you have told from the dose?</p>"
        )

    def _draw_people(self) -> None:
        import numpy as np

        from kapedu.pharmacology import population, population_bands, simulate

        self.people = population(_PEOPLE, np.random.default_rng(_SEED))
        times = np.arange(0, _DRAWN_MIN + _STEP_MIN, _STEP_MIN)
        self.bands = population_bands(regimen(), self.people, times, _PERCENTILES, ("arterial",))
        self.at_end = simulate(regimen(), self.people, [infusion_min()]).arterial_ng_ml[:, 0]
        self.fold = fold_in_groups(self.at_end, _GROUP)

    def _about(self) -> Html:
        notes = "".join(f"<li>{escape(note)}</li>" for note in (*self.bands.notes, *self.bands.course.notes))
        return Html(
            f"<details><summary>What varies here, and what the model assumes</summary><ul>{notes}</ul></details>"
        )
