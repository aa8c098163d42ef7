"""Three dosing rules across body weights: what each does to the light and to the heavy."""

from __future__ import annotations

from html import escape
from typing import Any

from kapedu.figures.level_by_weight import level_by_weight as drawn
from kapedu.knowledge import fact
from kapedu.widgets.parts.controls import Choice, Html, Slider
from kapedu.widgets.parts.layout import activity
from kapedu.widgets.parts.plot_view import PlotView

_SEED = 3
_PERCENTILES = (5.0, 50.0, 95.0)
_SHEET = "variation.by_weight"


def rule_by_weight() -> Any:
    """The activity: choose a rule and a weight, and read what the rule gives and what comes of it."""
    return _Rules().box


class _Rules:
    def __init__(self) -> None:
        import numpy as np

        from kapedu.pharmacology import population
        from kapedu.practice.dosing_rule import dosing_rules, levels_by_weight

        span = fact(f"{_SHEET}.weight").value
        assert isinstance(span, tuple)
        (low, high), step = span, float(fact(f"{_SHEET}.step"))
        self.weights = np.arange(low, high + step, step)
        people = population(
            int(float(fact(f"{_SHEET}.people"))), np.random.default_rng(_SEED), weight_kg=float(low)
        )
        self.rules = dosing_rules()
        self.levels = {
            rule.title: levels_by_weight(rule, self.weights, people, np.array(_PERCENTILES))
            for rule in self.rules.values()
        }
        self.rule = Choice("Dosing rule", {key: rule.title for key, rule in self.rules.items()}, "per_kg")
        self.weight = Slider("Somebody of", 120, float(low), float(high), step, "kg")
        self.reading = Html("", live=True)
        self.view = PlotView(self._figure(), 400)
        self.box = activity("Three rules, every weight", self.rule, self.view, self.weight, self.reading)
        self._read()
        self.rule.observe(self._changed, names="value")
        self.weight.observe(self._changed, names="value")

    def _figure(self) -> Any:
        return drawn(self.weights, self.levels, self.rules[str(self.rule.value)].title, _PERCENTILES)

    def _changed(self, change: dict[str, Any]) -> None:
        if change["owner"] is self.rule:
            self.view.show(self._figure())
        self._read()

    def _read(self) -> None:
        rule = self.rules[str(self.rule.value)]
        place = int(abs(self.weights - self.weight.value).argmin())
        low, middle, high = self.levels[rule.title][:, place]
        given = float(rule.dose_mg(self.weights[[place]])[0])
        used = [figure for figure in (rule.per_kg, rule.fixed, rule.cap) if figure]
        standing = "; ".join(f"{escape(figure.number_text)} mg: {figure.status}" for figure in used)
        self.reading.html = (
            f"<p>At <b>{self.weights[place]:g} kg</b> this rule gives <b>{given:.3g} mg</b>, which is "
            f"{given / self.weights[place]:.2g} mg/kg. The middle person ends at {middle:.0f} ng/mL, nine in ten between "
            f"{low:.0f} and {high:.0f}.</p><p><small>Standing of the figures in the rule: {standing}. Computed by the "
            "model, which knows weight but not how much of it is fat.</small></p>"
        )
