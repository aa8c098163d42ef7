"""Another drug, route by route: predict which route feels it most, then see what was measured."""

from __future__ import annotations

from html import escape
from typing import Any

from kapedu.figures.interaction_by_route import (
    ROUTES,
    measured,
    measured_drugs,
    most_changed,
)
from kapedu.figures.interaction_by_route import (
    interaction_by_route as drawn,
)
from kapedu.knowledge import Quantity, Status
from kapedu.widgets.parts.controls import Choice, Html, Select
from kapedu.widgets.parts.layout import activity, stack
from kapedu.widgets.parts.plot_view import PlotView


def interaction_by_route() -> Any:
    """The activity: choose a drug, predict the route that changes most, and see the published factors."""
    return _Interaction().box


class _Interaction:
    def __init__(self) -> None:
        self.known = measured_drugs()
        drugs = {name: one.title for name, one in self.known.items()}
        self.drug = Select("The patient also takes", drugs, None, "Drugs with at least one published figure.")
        self.guess = Choice("Predict: whose exposure to ketamine changes most?", dict(ROUTES))
        self.reading = Html("", live=True)
        self.view: PlotView | None = None
        self.shown = stack()
        self.box = activity("The same drug, another route", self.drug, self.guess, self.shown)
        self.drug.observe(self._new_drug, names="value")
        self.guess.observe(self._draw, names="value")

    def _new_drug(self, _change: Any) -> None:
        self.shown.children = ()
        self.guess.value = None

    def _draw(self, _change: Any) -> None:
        if self.guess.value is None:
            return
        chosen = self.known[str(self.drug.value)]
        figure = drawn(chosen)
        if self.view is None:
            self.view = PlotView(figure, 300)
        else:
            self.view.show(figure)
        guess = ROUTES[self.guess.value].lower()
        most = most_changed(chosen)
        if most is None:
            (only,) = (ROUTES[route].lower() for route in measured(chosen))
            verdict = (
                f"You predicted: {guess}. <b>There is a figure on file for one route only: {only}.</b> So nobody can "
                "tell from these data which route changes most, and one route's figure must not be carried over to another."
            )
        else:
            right = "as you predicted" if self.guess.value == most else f"you predicted: {guess}"
            verdict = f"<b>{ROUTES[most]}</b> changes most among the routes measured ({right})."
            if self.guess.value not in measured(chosen):
                verdict += " Your route has no figure on file with this drug."
        if any(ratio.status == Status.UNVERIFIED for ratio in measured(chosen).values()):
            verdict += " The hollow dot is unverified: take the answer with care."
        remark = "".join(
            f" {ROUTES[route]}: {_note(ratio)}." for route, ratio in measured(chosen).items() if ratio.note
        )
        self.reading.html = f"<p>{verdict}{remark}</p>"
        self.shown.children = (self.view, self.reading)


def _note(ratio: Quantity) -> str:
    return escape((ratio.note or "").replace("NK:K", "norketamine-to-ketamine"))
