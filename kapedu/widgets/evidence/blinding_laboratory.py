"""The blinding laboratory: how a trial is masked, what belief adds, and what a thousand such trials find."""

from __future__ import annotations

from typing import Any

from kapedu.figures.blinding_laboratory import basis_html, comparison_html, estimates_drawn
from kapedu.knowledge import fact
from kapedu.widgets.parts.controls import Select, Slider
from kapedu.widgets.parts.drawing import Drawing
from kapedu.widgets.parts.layout import activity, row
from kapedu.widgets.parts.plot_view import PlotView

_SEED = 1
_RUNS = 2000
_OWN = "own"
_MASKS = {
    "inert infusion": "Infusion against saline (assumed)",
    "midazolam": "Infusion against midazolam",
    "inert spray": "Spray against an inert spray",
    "saline under anaesthesia": "Against saline, patients asleep",
    "open label": "Open: everybody knows",
    _OWN: "As set below",
}
_FIRST = "midazolam"


def blinding_laboratory() -> Any:
    """The activity: true effect, expectancy, masking and size; bias, power and blinding indices follow."""
    return _Laboratory().box


class _Laboratory:
    def __init__(self) -> None:
        from kapedu.evidence.blinding import maskings
        from kapedu.evidence.veterans_case import standard_deviation

        self.maskings = maskings()
        self.sd = standard_deviation()
        self.mask = Select("How is the trial masked?", _MASKS, _FIRST)
        chance = "50 is chance, 100 is everybody."
        self.treated = Slider("Guess right in the treated arm", 50, 50, 100, 1, "%", chance)
        self.control = Slider("Guess right in the control arm", 50, 50, 100, 1, "%", chance)
        self.effect = Slider(
            "True effect of the drug",
            self._start("true_effect"),
            0,
            12,
            0.5,
            "points",
            "Three is about the pooled effect in PTSD.",
        )
        self.expectancy = Slider(
            "What full belief adds",
            self._start("expectancy"),
            0,
            12,
            0.5,
            "points",
            "From sure of the control to sure of the drug. No published figure known; ours (course-rule).",
        )
        self.people = Slider("People in each arm", self._start("people_per_arm"), 10, 300, 5, "people")
        self.setting = False
        self.box: Any = None
        self.view: PlotView | None = None
        self.numbers = Drawing()
        self.basis = Drawing()
        self._set_mask()
        self._run(None)
        assert self.view is not None
        self.box = activity(
            "The blinding laboratory",
            row(self.mask, self.people),
            self.basis,
            row(self.treated, self.control),
            row(self.effect, self.expectancy),
            self.view,
            self.numbers,
        )
        self.mask.observe(self._masked, names="value")
        for guessing in (self.treated, self.control):
            guessing.observe(self._guessed, names="value")
        for control in (self.effect, self.expectancy, self.people):
            control.observe(self._run, names="value")

    @staticmethod
    def _start(name: str) -> float:
        return float(fact(f"trial_design.laboratory.{name}"))

    def _set_mask(self) -> None:
        self.basis.html = basis_html(str(self.mask.value))
        chosen = self.maskings.get(str(self.mask.value))
        if chosen is None:
            return
        self.setting = True
        self.treated.value = round(100 * (1 + chosen.notices_treated) / 2)
        self.control.value = round(100 * (1 + chosen.notices_control) / 2)
        self.setting = False

    def _masked(self, _change: Any) -> None:
        self._set_mask()
        self._run(None)

    def _guessed(self, _change: Any) -> None:
        if self.setting:
            return
        if self.mask.value == _OWN:
            self._run(None)
        else:
            self.mask.value = _OWN  # runs it

    def _run(self, _change: Any) -> None:
        import numpy as np

        from kapedu.evidence.blinding import BlindingTrial, from_guesses, simulate_blinding

        own = from_guesses("as set", self.treated.value / 100, self.control.value / 100)
        seen, masked = (
            simulate_blinding(
                BlindingTrial(
                    int(self.people.value), self.effect.value, self.expectancy.value, self.sd, masking
                ),
                np.random.default_rng(_SEED),
                _RUNS,
            )
            for masking in (own, self.maskings["perfect mask"])
        )
        figure = estimates_drawn(seen, masked)
        if self.view is None:
            self.view = PlotView(figure, 300)
        else:
            self.view.show(figure)
        self.numbers.html = comparison_html(seen, masked)
