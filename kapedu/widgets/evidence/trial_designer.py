"""The trial designer: plan with one belief, run it under another, and see what the design does to the answer."""

from __future__ import annotations

from html import escape
from typing import Any

from kapedu.evidence.trial_simulation import ADJUSTMENTS, Adjustment
from kapedu.figures.trial_power import (
    BELIEFS,
    SHORT,
    Simulated,
    beliefs_html,
    believed,
    power_at,
    power_drawn,
)
from kapedu.knowledge import fact
from kapedu.widgets.parts.controls import Button, Choice, Html, Select, Slider
from kapedu.widgets.parts.drawing import Drawing
from kapedu.widgets.parts.layout import activity, row
from kapedu.widgets.parts.plot_view import PlotView

_SEED = 2026
_MOST_RUNS = 600
_FEWEST_RUNS = 200
_SCORES = 600_000  # simulated in one go, so that a control answers at once
_NOTHING = "nothing"
_DESIGNS = {"parallel": "Parallel", "crossover": "Crossover if no better"}
_ADJUSTED: dict[Adjustment, str] = {
    "none": "Not at all",
    "bonferroni": "Bonferroni",
    "holm": "Holm",
    "hierarchical": "In a fixed order",
}


def trial_designer() -> Any:
    """The activity: size by formula, a trial by simulation, drop-out, secondary endpoints, crossover."""
    return _Designer().box


class _Designer:
    def __init__(self) -> None:
        beliefs = {name: f"{SHORT[name]}: {believed(name)[0]:.1f} points" for name in BELIEFS}
        self.belief = Select("Plan with this effect", beliefs, "positive")
        self.truth = Select("And in truth it is", {**beliefs, _NOTHING: "No effect at all"}, "pooled")
        self.power = Slider("Power aimed at", 100 * self._planned("power"), 50, 95, 5, "%")
        self.drop_out = Slider("Drop-out", 100 * self._planned("drop_out"), 0, 50, 5, "%")
        self.people = Slider("People randomised to each arm", 20, 5, 500, 1, "people")
        self.take = Button("Take the size of the formula", self._take, "quiet")
        self.design = Choice("Design", _DESIGNS, "parallel")
        self.secondary = Slider(
            "Secondary endpoints",
            3,
            0,
            8,
            1,
            "",
            "The drug does nothing to any of them.",
        )
        self.adjust = Select(
            "Allow for several endpoints", {str(name): text for name, text in _ADJUSTED.items()}, "none"
        )
        self.reading = Html(live=True)
        self._setting = True
        self.people.value = self._size()
        self._setting = False
        found, words = self._simulated()
        self.view = PlotView(self._figure(found), 340)
        self.reading.html = words
        self.box = activity(
            "The trial designer",
            row(self.belief, self.truth),
            row(self.power, self.drop_out),
            row(self.people, self.design),
            row(self.take),
            row(self.secondary, self.adjust),
            self.reading,
            self.view,
            Drawing(beliefs_html()),
        )
        self.belief.observe(self._believed, names="value")
        for control in (
            self.truth,
            self.power,
            self.drop_out,
            self.people,
            self.design,
            self.secondary,
            self.adjust,
        ):
            control.observe(self._changed, names="value")

    @staticmethod
    def _planned(name: str) -> float:
        return float(fact(f"appraisal.design.{name}"))

    def _size(self) -> int:
        from kapedu.evidence.design import sample_size_means

        difference, sd = believed(str(self.belief.value))
        plan = sample_size_means(
            difference, sd, power=self.power.value / 100, drop_out=self.drop_out.value / 100
        )
        return min(plan.randomised, int(self.people.maximum))

    def _take(self) -> None:
        self.people.value = self._size()

    def _believed(self, _change: Any) -> None:
        before = self.people.value
        self._take()
        if self.people.value == before:
            self._changed(None)

    def _changed(self, _change: Any) -> None:
        if self._setting:
            return
        found, words = self._simulated()
        self.view.show(self._figure(found))
        self.reading.html = words

    def _figure(self, found: Simulated) -> Any:
        return power_drawn(self.drop_out.value / 100, self.power.value / 100, found)

    @property
    def _runs(self) -> int:
        endpoints = 1 if self.design.value == "crossover" else 1 + int(self.secondary.value)
        return max(_FEWEST_RUNS, min(_MOST_RUNS, _SCORES // (int(self.people.value) * endpoints)))

    def _simulated(self) -> tuple[Simulated, str]:
        truth = str(self.truth.value)
        difference = 0.0 if truth == _NOTHING else believed(truth)[0]
        told = "in truth no effect" if truth == _NOTHING else f"in truth {difference:.1f} points"
        crossover = self.design.value == "crossover"
        self.secondary.disabled = self.adjust.disabled = crossover
        power, error, words = self._crossover(difference) if crossover else self._parallel(difference)
        planned = power_at(str(self.belief.value), int(self.people.value), self.drop_out.value / 100)
        found = "false alarms" if truth == _NOTHING else "simulated"
        lead = (
            f"<p><strong>Planned power {100 * planned:.0f} %, {found} {100 * power:.0f} %</strong> ({self._runs} trials, "
            f"{escape(told)}).</p>"
        )
        return Simulated(int(self.people.value), power, error, told), lead + words

    def _parallel(self, difference: float) -> tuple[float, float, str]:
        import numpy as np

        from kapedu.evidence.trial_simulation import Endpoint, Parallel, simulate_parallel

        sd = believed("pooled")[1]
        count = int(self.secondary.value)
        endpoints = (
            Endpoint("CAPS-5", difference, sd),
            *(Endpoint(f"secondary {place}", 0.0, sd) for place in range(1, count + 1)),
        )
        adjustment: Adjustment = next(name for name in ADJUSTMENTS if name == self.adjust.value)
        found = simulate_parallel(
            Parallel(
                int(self.people.value),
                endpoints,
                self.drop_out.value / 100,
                correlation=float(fact("trial_design.designer.correlation")),
                adjustment=adjustment,
            ),
            np.random.default_rng(_SEED),
            self._runs,
        )
        alarms = 100 * found.any_false_alarm
        words = f"<p>On average {found.analysed_per_arm:.0f} people are left in each arm. "
        if count:
            words += (
                f"In <strong>{alarms:.0f} of 100</strong> trials at least one endpoint that the drug does nothing to comes out "
                "significant."
            )
        return found.power["CAPS-5"], found.power_error["CAPS-5"], f"{words}</p>"

    def _crossover(self, difference: float) -> tuple[float, float, str]:
        from dataclasses import replace

        import numpy as np

        from kapedu.evidence.crossover import simulate_crossover
        from kapedu.evidence.veterans_case import crossover_trial

        plan = replace(
            crossover_trial(int(self.people.value), difference), drop_out=self.drop_out.value / 100
        )
        found = simulate_crossover(plan, np.random.default_rng(_SEED), self._runs)
        words = (
            f"<p>Of the midazolam patients {100 * found.crossed_share:.0f} of 100 cross over. Difference before crossing: "
            f"<strong>{_points(-found.first_phase)} points</strong>; by the arm of randomisation after it: "
            f"{_points(-found.end_as_randomised)}.</p>"
            f"<p>Those who cross over improve by <strong>{_points(found.gain_after_crossing)} points</strong> afterwards, of which "
            f"{_points(found.of_which_regression)} would have come without any drug (regression to the mean).</p>"
        )
        return found.power, found.power_error, words


def _points(value: float) -> str:
    """Points with a true minus sign, and none before a zero."""
    return f"{round(value, 1) + 0.0:.1f}".replace("-", "−")
