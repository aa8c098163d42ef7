"""Plan for a rise in blood pressure, then see how far published averages lie apart."""

from __future__ import annotations

from html import escape
from typing import Any

from kapedu.figures.blood_pressure import Pressure, pressure_reports, pressure_rises, pressure_statistics
from kapedu.figures.dot_rows import UNVERIFIED
from kapedu.widgets.parts.controls import Button, Choice, Html, Slider
from kapedu.widgets.parts.layout import activity, row, stack
from kapedu.widgets.parts.plot_view import PlotView


def pressure_cohorts() -> Any:
    """The activity: a planned rise, then the cohorts with what each averaged."""
    return _Cohorts().box


class _Cohorts:
    def __init__(self) -> None:
        self.plan = Slider("Rise in systolic pressure to plan for", 10, 0, 40, 1, "mmHg")
        self.button = Button("Show the cohorts", on_click=self.reveal)
        self.pressure = Choice("Pressure", {"systolic": "Systolic", "diastolic": "Diastolic"}, "systolic")
        self.detail = Choice("Show", {"means": "Averages only", "spread": "Averages and spread"}, "means")
        self.reading = Html("", live=True)
        self.view: PlotView | None = None
        self.shown = stack()
        self.switches = row(self.pressure, self.detail)
        self.box = activity("How much will it rise?", self.plan, self.button, self.shown)
        for control in (self.plan, self.pressure, self.detail):
            control.observe(self._changed, names="value")

    def reveal(self) -> None:
        """Show the cohorts beside the plan."""
        self._draw()

    def _changed(self, _change: Any) -> None:
        if self.view is not None:
            self._draw()

    def _draw(self) -> None:
        pressure: Pressure = "diastolic" if self.pressure.value == "diastolic" else "systolic"
        spreads = self.detail.value == "spread"
        plan = self.plan.value if pressure == "systolic" else None
        figure = pressure_rises(pressure, spreads=spreads, guess_mmhg=plan)
        if self.view is None:
            self.view = PlotView(figure, 440)
        else:
            self.view.show(figure)
        self.reading.html = self._words(pressure, spreads=spreads)
        self.shown.children = (self.switches, self.view, self.reading)

    def _words(self, pressure: Pressure, *, spreads: bool) -> str:
        averages = "".join(f"<li>{escape(name)}: {escape(text)}</li>" for name, text in pressure_statistics())
        checked = [cohort for cohort in pressure_reports(pressure) if cohort.status != UNVERIFIED]
        above = sum(cohort.value > self.plan.value for cohort in checked)
        planned = (
            f"<p>Your plan of {self.plan.value:g} mmHg lies below {above} of {len(checked)} checked averages. An average "
            "is what half of the readings exceed, roughly.</p>"
            if pressure == "systolic"
            else ""
        )
        widest = max(checked, key=lambda cohort: (cohort.high or 0) - (cohort.low or 0))
        spread = (
            f"<p>In the widest checked cohort one standard deviation above the average is {widest.high:.0f} mmHg; about "
            "one reading in six would lie above that if readings spread evenly to both sides.</p>"
            if spreads and widest.high is not None
            else "<p>Now switch on the spread.</p>"
        )
        return f"{planned}{spread}<p><b>What each number is an average of</b></p><ul>{averages}</ul>"
