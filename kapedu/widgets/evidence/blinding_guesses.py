"""A table of guesses to fill in: Bang's and James's indices follow, and what they mean for bias."""

from __future__ import annotations

from typing import Any

from kapedu.evidence.blinding_index import Guesses
from kapedu.evidence.errors import EvidenceError
from kapedu.figures.blinding_guesses import EXAMPLES, guesses_drawn
from kapedu.widgets.parts.controls import Html, Select, Slider
from kapedu.widgets.parts.layout import activity, row, stack
from kapedu.widgets.parts.plot_view import PlotView

_OWN = "own"
_MOST = 100
_KINDS = ("right", "wrong", "unsure")


def blinding_guesses() -> Any:
    """The activity: what the people of two arms guessed, and the indices."""
    return _Table().box


class _Table:
    def __init__(self) -> None:
        examples = {name: title for name, (title, _, _) in EXAMPLES.items()}
        self.example = Select("Example (all invented)", {**examples, _OWN: "My own numbers"}, "invented")
        self.counts = {
            (arm, kind): Slider(f"{title}: {kind}", 0, 0, _MOST, 1, "people")
            for arm, title in (("treated", "Treated"), ("control", "Control"))
            for kind in _KINDS
        }
        self.problem = Html(live=True)
        self.setting = False
        self._fill()
        self.view = PlotView(guesses_drawn(*self._guesses()), 240)
        arms = [stack(*(self.counts[arm, kind] for kind in _KINDS)) for arm in ("treated", "control")]
        self.box = activity("What did they guess?", self.example, row(*arms), self.problem, self.view)
        self.example.observe(self._chosen, names="value")
        for slider in self.counts.values():
            slider.observe(self._moved, names="value")

    def _fill(self) -> None:
        if self.example.value not in EXAMPLES:
            return
        _, treated, control = EXAMPLES[str(self.example.value)]
        self.setting = True
        for arm, counts in (("treated", treated), ("control", control)):
            for kind, count in zip(_KINDS, counts, strict=True):
                self.counts[arm, kind].value = count
        self.setting = False

    def _guesses(self) -> tuple[Guesses, Guesses]:
        def arm(name: str) -> Guesses:
            return Guesses(*(int(self.counts[name, kind].value) for kind in _KINDS))

        return arm("treated"), arm("control")

    def _chosen(self, _change: Any) -> None:
        self._fill()
        self._draw()

    def _moved(self, _change: Any) -> None:
        if self.setting:
            return
        if self.example.value == _OWN:
            self._draw()
        else:
            self.example.value = _OWN  # draws it

    def _draw(self) -> None:
        try:
            self.view.show(guesses_drawn(*self._guesses()))
        except EvidenceError:
            self.problem.html = "<p>Nobody was asked in one of the arms. Put at least one person in each.</p>"
        else:
            self.problem.html = ""
