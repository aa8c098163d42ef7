"""Orders with something else on the list: predict what happens to the level, then see what is on file."""

from __future__ import annotations

from html import escape
from typing import Any

from kapedu.figures import concentration
from kapedu.knowledge import Status, fact, sheet
from kapedu.knowledge.citation import short_citation
from kapedu.widgets.parts.controls import Button, Choice, Html
from kapedu.widgets.parts.layout import activity, row, stack
from kapedu.widgets.parts.plot_view import PlotView

ANSWERS = {
    "higher": "Much higher level",
    "lower": "Much lower level",
    "little": "Little change",
    "unknown": "Size not known for this route",
}
_DRAWN_H = 6
_INFUSION_MIN = "dose_to_mood.teaching_case.infusion_min"


def order_check() -> Any:
    """The activity: seven orders, one decision each, with the curves where there is a figure to draw them from."""
    return _Orders().box


class _Orders:
    def __init__(self) -> None:
        content = sheet("variation")
        self.orders = content.members("orders")
        self.texts = content.descriptions
        self.place = 0
        self.right = 0
        self.front = Html()
        self.guess = Choice("With that on the list, the level of ketamine will show", ANSWERS)
        self.tell = Button("Decide", on_click=self.decide)
        self.onward = Button("Next order", on_click=self.next_order, kind="quiet", disabled=True)
        self.reading = Html("", live=True)
        self.view: PlotView | None = None
        self.shown = stack()
        self.box = activity(
            "Check the order", self.front, self.guess, row(self.tell, self.onward), self.reading, self.shown
        )
        self._show()

    @property
    def order(self) -> str:
        return self.orders[self.place]

    def _text(self, field: str) -> str:
        return str(self.texts[f"orders.{self.order}.{field}"])

    def _show(self) -> None:
        dose = fact(f"variation.orders.{self.order}.dose")
        self.front.html = (
            f"<p><small>Order {self.place + 1} of {len(self.orders)} · fictional; the doses are exercises</small></p>"
            f"<p><b>{escape(self._text('title'))}</b>: {escape(dose.number_text)} mg.</p>"
        )

    def decide(self) -> None:
        """Keep the decision and explain it."""
        if not self.onward.disabled:
            return
        if self.guess.value is None:
            self.reading.html = "<p>First decide: choose one of the four.</p>"
            return
        answer = self._text("answer")
        why = fact(f"variation.orders.{self.order}.why")
        right = self.guess.value == answer
        self.right += right
        verdict = "Yes." if right else f"No: {ANSWERS[answer].lower()}."
        people = f", {escape(why.population)}" if why.population else ""
        self.onward.disabled = False
        self.reading.html = (
            f"<p><b>{verdict}</b> {escape(str(why.value))} "
            f"<small>({escape(short_citation(why.source))}{people}; {why.status})</small></p>{self._draw()}"
        )
        self.guess.disabled = self.tell.disabled = True
        if self.place + 1 == len(self.orders):
            self.onward.label = "Start again"
            self.reading.html += (
                f"<p><b>{self.right} of {len(self.orders)} decided as the figures say.</b></p>"
            )

    def _draw(self) -> str:
        """Show both curves where a figure exists; returns what to say about them."""
        import numpy as np

        from kapedu.pharmacology import Dose, Patient, interactions, simulate

        also, route = self._text("also"), self._text("route")
        known = interactions()[also]
        figure = {"iv": known.iv, "po": known.oral, "esketamine-in": known.nasal}.get(route)
        if figure is None:
            self.shown.children = ()
            return "<p><i>No curve is drawn: there is no figure for this route to draw it from.</i></p>"
        over = float(fact(_INFUSION_MIN)) if route == "iv" else 0.0
        dose = Dose(route, float(fact(f"variation.orders.{self.order}.dose")), over_min=over)
        weight = float(fact("simulation.conventions.reference_weight"))
        times = np.arange(0, 60.0 * _DRAWN_H + 1, 2)
        courses = {
            "Alone": simulate(dose, Patient(weight), times),
            f"With {known.title.partition(' (')[0]}": simulate(
                dose, Patient(weight), times, interactions=(also,)
            ),
        }
        drawing = concentration(courses, ("venous",))
        if self.view is None:
            self.view = PlotView(drawing, 320)
        else:
            self.view.show(drawing)
        self.shown.children = (self.view,)
        if figure.status is Status.UNVERIFIED:
            return (
                "<p><i>The second curve is drawn with an <b>unverified</b> figure "
                f"({figure.number_text} times) and only shows what it would mean.</i></p>"
            )
        return ""

    def next_order(self) -> None:
        """Deal the next order, or the first again."""
        if self.onward.disabled:
            return
        self.place = (self.place + 1) % len(self.orders)
        if not self.place:
            self.right = 0
        self.onward.label = "Next order"
        self.guess.value = None
        self.guess.disabled = self.tell.disabled = False
        self.onward.disabled = True
        self.reading.html = ""
        self.shown.children = ()
        self._show()
