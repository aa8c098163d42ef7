"""From a ratio to people: choose an outcome and a baseline risk; the table, the words and the people follow."""

from __future__ import annotations

from typing import Any

from kapedu.figures.absolute_effects import OUTCOMES, finding_html, for_a_patient, outcome, people_drawn
from kapedu.figures.icon_array import HEIGHT_PX
from kapedu.widgets.evidence.certainty_workbench import Ladder
from kapedu.widgets.parts.controls import Button, Choice, Slider
from kapedu.widgets.parts.layout import activity, row
from kapedu.widgets.parts.plot_view import PlotView

_FIRST = "saline"


def absolute_effects() -> Any:
    """The activity: a relative effect at a baseline risk, per 1,000 and as people."""
    return _Effects().box


def picture_for_patient() -> Any:
    """Benefit and harm of the spray, drawn for a patient: the same hundred people in both."""
    benefit, harm = for_a_patient()
    return activity(
        "A picture for the patient",
        PlotView(benefit, HEIGHT_PX, title="Benefit: how many of 100 are clearly better"),
        PlotView(harm, HEIGHT_PX, title="Harm: how many of 100 feel detached"),
    )


class _Effects:
    def __init__(self) -> None:
        self.outcome = Choice("Outcome", OUTCOMES, _FIRST)
        self.risk = Slider(
            "Chance of it without the treatment",
            self._own(_FIRST),
            1,
            80,
            0.1,
            "%",
            "It starts at the trials' own control arms. Whom do you treat?",
        )
        self.of = Choice("Draw", {"100": "100 people", "1000": "1,000 people"}, "100")
        self.reset = Button("Back to the trials' own chance", self._reset, "quiet")
        self.table = Ladder()
        self.view = PlotView(self._figure(), HEIGHT_PX)
        self.box = activity(
            "From a ratio to people",
            self.outcome,
            row(self.risk, self.of),
            row(self.reset),
            self.view,
            self.table,
        )
        self.outcome.observe(self._changed_outcome, names="value")
        for control in (self.risk, self.of):
            control.observe(self._changed, names="value")
        self._changed(None)

    @staticmethod
    def _own(name: str) -> float:
        return round(100 * outcome(name).control_risk, 1)

    def _reset(self) -> None:
        self.risk.value = self._own(str(self.outcome.value))

    def _changed_outcome(self, _change: Any) -> None:
        before = self.risk.value
        self._reset()
        if self.risk.value == before:
            self._changed(None)

    def _changed(self, _change: Any) -> None:
        self.view.show(self._figure())
        self.table.html = finding_html(outcome(str(self.outcome.value)), self.risk.value)

    def _figure(self) -> Any:
        return people_drawn(outcome(str(self.outcome.value)), self.risk.value, int(str(self.of.value)))
