"""Ten people under one dosing rule: predict who ends highest, then change the rule."""

from __future__ import annotations

from typing import Any

from kapedu.figures.ten_people import DosedPerson, fold
from kapedu.figures.ten_people import ten_people as drawn
from kapedu.knowledge import fact
from kapedu.widgets.parts.controls import Button, Choice, Html, Select
from kapedu.widgets.parts.layout import activity, stack
from kapedu.widgets.parts.plot_view import PlotView

_LETTERS = "ABCDEFGHIJ"
_OPEN = "choose"


def who_is_highest() -> Any:
    """The activity: predict who of ten people ends with the highest level, under two or three rules."""
    return _Highest().box


class _Highest:
    def __init__(self) -> None:
        from kapedu.practice.dosing_rule import dosing_rules

        self.rules = dosing_rules()
        self._draw_people()
        options = {_OPEN: "Choose a person", **self._described()}
        self.rule = Choice(
            "Dosing rule", {key: rule.title for key, rule in self.rules.items() if key != "cap"}, "per_kg"
        )
        self.guess = Select("Who will be highest when the pump stops?", options, _OPEN)
        self.button = Button("Give the dose", on_click=self.reveal)
        self.reading = Html("", live=True)
        self.view: PlotView | None = None
        self.shown = stack()
        self.box = activity("Who ends highest?", self.rule, self.guess, self.button, self.reading, self.shown)
        self.rule.observe(self._new_rule, names="value")

    def _draw_people(self) -> None:
        import numpy as np

        from kapedu.pharmacology import population

        weights = np.array(fact("variation.ten_people.weight").value, dtype=float)
        rng = np.random.default_rng(int(float(fact("variation.ten_people.seed"))))
        self.people = population(len(weights), rng, weight_kg=weights)

    def _described(self) -> dict[str, str]:
        assert self.people.is_woman is not None
        return {
            letter: f"{letter}: {'woman' if woman else 'man'}, {weight:g} kg, {age:.0f} years"
            for letter, woman, weight, age in zip(
                _LETTERS, self.people.is_woman, self.people.weight_kg, self.people.ages, strict=False
            )
        }

    def _new_rule(self, _change: Any) -> None:
        self.guess.value = _OPEN
        self.shown.children = ()
        self.reading.html = "<p>A new rule for the same ten people: predict again.</p>"

    def reveal(self) -> None:
        """Show the ten levels beside the prediction."""
        if self.guess.value == _OPEN:
            self.reading.html = "<p>First choose the person you expect to be highest.</p>"
            return
        dosed = self.dosed(str(self.rule.value))
        figure = drawn(dosed, self.rules[str(self.rule.value)].title, self.guess.value)
        if self.view is None:
            self.view = PlotView(figure, 380)
        else:
            self.view.show(figure)
        self.reading.html = self._words(dosed)
        self.shown.children = (self.view,)

    def dosed(self, key: str) -> tuple[DosedPerson, ...]:
        """The ten people under a rule, lightest first."""
        from kapedu.practice.dosing_rule import end_levels

        rule, people = self.rules[key], self.people
        return tuple(
            DosedPerson(letter, *map(float, numbers))
            for letter, *numbers in zip(
                _LETTERS,
                people.weight_kg,
                rule.dose_mg(people.weight_kg),
                end_levels(rule, people),
                people.clearance_factor,
                people.volume_factor,
                strict=False,
            )
        )

    def _words(self, dosed: tuple[DosedPerson, ...]) -> str:
        ranked = sorted(dosed, key=lambda person: -person.level_ng_ml)
        place = next(rank for rank, person in enumerate(ranked, 1) if person.name == self.guess.value)
        verdict = "Yes." if place == 1 else f"Your person is number {place} of {len(ranked)}."
        top = ranked[0]
        return (
            f"<p><b>{verdict}</b> {top.name} is highest. Relative to a typical person of the same weight, {top.name} "
            f"clears {top.clearance:.2f} times as much and has {top.volume:.2f} times the room: two things that nobody "
            f"sees at the bedside. From the lowest to the highest it is {fold(dosed):.1f}-fold.</p>"
        )
