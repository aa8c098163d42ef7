"""Activity: judge claims by what was found, then compare with the reasoned verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kapedu.figures.verdicts import NAMES, found_html, judged_html
from kapedu.knowledge.claims import Verdict, all_claims
from kapedu.widgets.parts.controls import Button, Choice
from kapedu.widgets.parts.drawing import Drawing
from kapedu.widgets.parts.layout import activity, row

if TYPE_CHECKING:
    import ipywidgets

_CLAIMS = ("C002-10", "C003-8", "C000-3", "C003-6", "C001-5", "C002-2")
_VERDICTS = (Verdict.SUPPORTED, Verdict.PARTLY, Verdict.UNSUPPORTED, Verdict.CONTRADICTED)


def judge_claims() -> ipywidgets.VBox:
    """The activity: one claim at a time with what was found, a verdict, the comparison."""
    return _Judging().box


class _Judging:
    def __init__(self) -> None:
        claims = {claim.id: claim for claim in all_claims()}
        self._claims = [claims[name] for name in _CLAIMS]
        self.given: list[Verdict] = []
        self.card = Drawing()
        self.verdict = Choice("Your verdict", {verdict.value: NAMES[verdict] for verdict in _VERDICTS})
        self.judge = Button("Judge", self._judge)
        self.next = Button("Next claim", self._next, "quiet", disabled=True)
        self.said = Drawing(live=True)
        self.box = activity(
            "Judge six claims", self.card, self.verdict, row(self.judge, self.next), self.said
        )
        self._show()

    def _show(self) -> None:
        place = len(self.given)
        self.verdict.label = f"Your verdict on claim {place + 1} of {len(self._claims)}"
        self.card.html = found_html(self._claims[place])

    def _judge(self) -> None:
        if not self.next.disabled:
            return
        if self.verdict.value is None:
            self.said.html = "<p>Choose a verdict first.</p>"
            return
        chosen, claim = Verdict(self.verdict.value), self._claims[len(self.given)]
        self.given.append(chosen)
        if len(self.given) == len(self._claims):
            self.next.label = "Judge them again"
        self.next.disabled = False  # before the reader is told, so that the next Tab can reach it
        self.verdict.disabled = self.judge.disabled = True
        self.said.html = judged_html(claim, chosen) + self._tally()

    def _tally(self) -> str:
        if len(self.given) < len(self._claims):
            return ""
        same = sum(claim.verdict is chosen for claim, chosen in zip(self._claims, self.given, strict=True))
        return (
            f"<p>You judged {same} of {len(self._claims)} as we do. Where you differ, ask which words of "
            "the claim, or which study, decided it for you.</p>"
        )

    def _next(self) -> None:
        if self.next.disabled:
            return
        if len(self.given) == len(self._claims):
            self.given.clear()
            self.next.label = "Next claim"
        self.next.disabled = True
        self.verdict.value = None
        self.verdict.disabled = self.judge.disabled = False
        self.said.html = ""
        self._show()
