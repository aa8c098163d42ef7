"""Orders with a number written under them: find the slip of a unit, or say that there is none."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from kapedu.practice.traps import FAMILIES, Trap, traps
from kapedu.widgets.parts.controls import Button, Choice
from kapedu.widgets.parts.drawing import Drawing
from kapedu.widgets.parts.layout import activity, row

if TYPE_CHECKING:
    import ipywidgets

_WRITTEN = {"dose": "Dose to give", "volume": "Volume to draw up", "pump": "Pump set to"}


def order_traps() -> ipywidgets.VBox:
    """Check made-up orders one by one; some are right."""
    return _Traps().box


class _Traps:
    def __init__(self) -> None:
        self._traps = traps()
        self.answers: list[bool] = []
        self.order = Drawing()
        self.choice = Choice("What is wrong with the number?", dict(FAMILIES))
        self.check = Button("Check it", self._checked)
        self.next = Button("Next order", self._deal, "quiet", disabled=True)
        self.feedback = Drawing(live=True)
        self.box = activity(
            "Find the slip", self.order, self.choice, row(self.check, self.next), self.feedback
        )
        self._show()

    @property
    def _current(self) -> Trap:
        return self._traps[min(len(self.answers), len(self._traps) - 1)]

    def _show(self) -> None:
        trap = self._current
        verdict = trap.verdict
        self.order.html = (
            f'<div class="kapedu-card"><p class="kapedu-card-count">Order {len(self.answers) + 1} of '
            f"{len(self._traps)}. Made up.</p><p>{escape(trap.told)}</p>"
            f"<p><strong>{_WRITTEN[trap.what]}: {verdict.written:g} {escape(verdict.unit)}</strong></p></div>"
        )

    def _checked(self) -> None:
        if self.choice.value is None:
            self.feedback.html = "<p>First choose; work it out on paper if you like.</p>"
            return
        if self.check.disabled:
            return
        trap = self._current
        right = self.choice.value == trap.family
        self.answers.append(right)
        self.next.disabled = False
        if len(self.answers) == len(self._traps):
            self.next.label = "See how you did"
        self.feedback.html = _feedback(trap, str(self.choice.value), right=right)
        self.choice.disabled = self.check.disabled = True

    def _deal(self) -> None:
        if self.next.disabled:
            return
        if len(self.answers) == len(self._traps) and self.order.html:
            self._close()
            return
        if len(self.answers) == len(self._traps):
            self.answers.clear()
            self.choice.layout.display = self.check.layout.display = None
        self.next.label, self.next.disabled = "Next order", True
        self.choice.value = None
        self.choice.disabled = self.check.disabled = False
        self.feedback.html = ""
        self._show()

    def _close(self) -> None:
        hits = sum(self.answers)
        self.order.html = ""
        self.choice.layout.display = self.check.layout.display = "none"
        self.next.label = "Try them again"
        missed = "".join(
            f"<li>{escape(trap.told)} {escape(FAMILIES[trap.family])}.</li>"
            for trap, right in zip(self._traps, self.answers, strict=True)
            if not right
        )
        self.feedback.html = f"<p>You were right on {hits} of {len(self._traps)}.</p>" + (
            f"<p>Look again at these:</p><ul>{missed}</ul>" if missed else ""
        )


def _feedback(trap: Trap, chosen: str, *, right: bool) -> str:
    verdict = "Yes." if right else f"You chose: {escape(FAMILIES[chosen].lower())}."
    steps = "".join(f"<li>{escape(str(step))}</li>" for step in trap.order.steps())
    warnings = "".join(f"<li><strong>{escape(words)}</strong></li>" for words in trap.order.warnings())
    return (
        f'<div class="kapedu-result"><p><strong>{escape(FAMILIES[trap.family])}.</strong> {verdict}</p>'
        f"<p>{escape(trap.verdict.told)}</p><p>Worked out:</p><ul>{steps}{warnings}</ul></div>"
    )
