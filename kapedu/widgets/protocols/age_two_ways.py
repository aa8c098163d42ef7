"""Age twice over: what it does to the level, and what it does to the odds of a surge in pressure."""

from __future__ import annotations

from typing import Any

from kapedu.figures import Series, series
from kapedu.knowledge import fact
from kapedu.widgets.parts.controls import Button, Choice, Html, Slider
from kapedu.widgets.parts.layout import activity, stack
from kapedu.widgets.parts.plot_view import PlotView

_GUESSES = {
    "level": "The level of the drug",
    "pressure": "The odds of a surge in pressure",
    "both": "Both about alike",
}
_STEP_YEARS = 5
_DRAWN_MIN = 1440
_ROUTE = "esketamine-in"


def age_two_ways() -> Any:
    """The activity: predict what age changes most, then read both for one age."""
    return _Age().box


class _Age:
    def __init__(self) -> None:
        self.youngest, self.oldest = (float(fact(f"variation.age.{name}")) for name in ("youngest", "oldest"))
        self.guess = Choice(f"From {self.youngest:g} to {self.oldest:g} years: which changes more?", _GUESSES)
        self.button = Button("Compare", on_click=self.reveal)
        self.age = Slider("Age", self.oldest, self.youngest, self.oldest, 1, "years")
        self.verdict = Html("", live=True)
        self.reading = Html("", live=True)
        self.view: PlotView | None = None
        self.shown = stack()
        self.box = activity("Older twice over", self.guess, self.button, self.verdict, self.shown)
        self.age.observe(self._read, names="value")

    def reveal(self) -> None:
        """Draw both, once something was predicted."""
        if self.guess.value is None:
            self.verdict.html = "<p>First predict: choose one of the three.</p>"
            return
        if self.view is None:
            self.view = PlotView(self._figure(), 340)
            self.shown.children = (self.view, self.age, self.reading)
            self._read()
        right = self.guess.value == "pressure"
        self.verdict.html = (
            f"<p><b>{'Yes.' if right else 'No.'}</b> In the model of nasal esketamine age changes the level a "
            "little; in one large series of infusions it changed the odds of a surge several times over.</p>"
        )

    def _figure(self) -> Any:
        from kapedu.practice.risk_pressure import age_odds

        ages = [float(age) for age in range(int(self.youngest), int(self.oldest) + 1, _STEP_YEARS)]
        odds = [age_odds(age, self.youngest) for age in ages]
        return series(
            [
                Series(
                    "Odds of a surge in systolic pressure",
                    ages,
                    [one[0] for one in odds],
                    low=[one[1] for one in odds],
                    high=[one[2] for one in odds],
                ),
                Series("Exposure to nasal esketamine", ages, [self.exposure(age) for age in ages]),
            ],
            "Age (years)",
            f"Relative to a person of {self.youngest:g} (times)",
            caption=f"What age does, relative to {self.youngest:g} years; bars are the published interval",
            sources=("yale_bp2024", "perezruixo2021"),
            yaxis={"rangemode": "tozero"},
            legend={"orientation": "h", "y": -0.25},
        )

    def exposure(self, age_years: float) -> float:
        """Exposure over a day relative to the youngest age, by the model of nasal esketamine."""
        return self._area(age_years) / self._area(self.youngest)

    def _area(self, age_years: float) -> float:
        import numpy as np

        from kapedu.pharmacology import Dose, Patient, simulate

        dose = Dose(_ROUTE, float(fact("variation.age.esketamine_dose")))
        weight = float(fact("simulation.conventions.reference_weight"))
        times = np.arange(0, _DRAWN_MIN + 1.0, 4)
        return float(simulate(dose, Patient(weight, age_years), times).venous_ng_ml.sum())

    def _read(self, _change: Any = None) -> None:
        from kapedu.practice.risk_pressure import age_odds

        age = self.age.value
        ratio, low, high = age_odds(age, self.youngest)
        self.reading.html = (
            f"<p>At <b>{age:g} years</b>, relative to {self.youngest:g}: exposure <b>{self.exposure(age):.2f} times</b> "
            f"(computed by the model); odds of a surge <b>{ratio:.1f} times</b>, between {low:.1f} and {high:.1f} "
            "(computed from the published ratio per year; primary).</p>"
        )
