"""Take the announced trial apart and plan a better one: nine decisions, then the whole plan is checked."""

from __future__ import annotations

from typing import Any

from kapedu.figures.redesign import announced_html, decisions, review_html, review_sources
from kapedu.widgets.parts.controls import Button, Choice, Html
from kapedu.widgets.parts.drawing import Drawing
from kapedu.widgets.parts.layout import activity, row, stack


def redesign_trial() -> Any:
    """The activity: read what was announced, decide, have the plan checked."""
    return _Redesign().box


class _Redesign:
    def __init__(self) -> None:
        self.choices = {
            decision.id: Choice(f"{place}. {decision.question}", decision.options)
            for place, decision in enumerate(decisions(), start=1)
        }
        self.announced = Button("Fill in what was announced", self._as_announced, "quiet")
        self.check = Button("Check my plan", self._check)
        self.problem = Html(live=True)
        self.result = Drawing(live=True)
        self.box = activity(
            "Redesign the veterans' trial",
            Drawing(announced_html()),
            row(self.announced),
            stack(*self.choices.values()),
            row(self.check),
            self.problem,
            self.result,
        )
        for choice in self.choices.values():
            choice.observe(self._changed, names="value")

    def _as_announced(self) -> None:
        open_decisions = []
        for decision in decisions():
            if decision.announced is None:
                open_decisions.append(decision.question)
            else:
                self.choices[decision.id].value = decision.announced
        self.problem.html = f"<p>Filled in. The announcement does not say: {' '.join(open_decisions)} Decide these yourself.</p>"

    def _changed(self, _change: Any) -> None:
        self.problem.html = ""
        self.result.html = ""

    def _check(self) -> None:
        missing = [
            str(place) for place, choice in enumerate(self.choices.values(), start=1) if choice.value is None
        ]
        if missing:
            self.problem.html = f"<p>Still to decide: {', '.join(missing)}.</p>"
            return
        from kapedu.knowledge import cite

        chosen = {name: str(choice.value) for name, choice in self.choices.items()}
        sources = cite(*review_sources())._repr_html_()
        self.result.html = f"{review_html(chosen)}<p>Sources</p>{sources}"
