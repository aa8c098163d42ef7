"""Activity: a referral of four lines, and time for five questions."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from kapedu.figures.screening_views import chart_html, decision_html, finding_html
from kapedu.practice.screening import screen
from kapedu.practice.screening_inquiry import ask, gaps
from kapedu.practice.vignette import behind, vignettes
from kapedu.widgets.parts.controls import Button, Select
from kapedu.widgets.parts.findings_view import FindingsView
from kapedu.widgets.parts.layout import activity, row

if TYPE_CHECKING:
    import ipywidgets

_CASE = "09-tom"
_FIRST = "suicidal_intent"
_QUESTIONS = 5


class FiveQuestions:
    """Ask one thing at a time; then compare what is known with what is the case."""

    def __init__(self) -> None:
        self._truth = behind(_CASE)
        self.known = vignettes()[_CASE].profile
        self.asked: dict[str, str] = {}
        self.chart = FindingsView(f'<div class="kapedu-card">{chart_html(self.known)}</div>')
        self.what = Select("Ask about", self._open_gaps())
        self.ask = Button("Ask", self._ask)
        self.again = Button("Start again", self._restart, "quiet")
        self.result = FindingsView(live=True)
        self.box: ipywidgets.VBox = activity(
            "Five questions for Tom", self.chart, self.what, row(self.ask, self.again), self.result
        )
        self._tell()

    def _open_gaps(self) -> dict[str, str]:
        found = {key: f"{words[0].upper()}{words[1:]}" for key, words in gaps(self.known).items()}
        return dict(sorted(found.items(), key=lambda pair: pair[1]))

    def _ask(self) -> None:
        key = self.what.value
        if key is None or len(self.asked) >= _QUESTIONS or key in self.asked:
            return
        reply = ask(self.known, self._truth, key)
        self.asked[key] = f"{self.what.options[key]}: {reply.said}"
        self.known = reply.profile
        if len(self.asked) < _QUESTIONS:
            self.what.options = self._open_gaps()
        self.ask.disabled = self.what.disabled = len(self.asked) >= _QUESTIONS
        self._tell()

    def _restart(self) -> None:
        self.known = vignettes()[_CASE].profile
        self.asked.clear()
        self.what.options = self._open_gaps()
        self.ask.disabled = self.what.disabled = False
        self._tell()

    def _tell(self) -> None:
        result = screen(self.known)
        left = _QUESTIONS - len(self.asked)
        answers = "".join(f"<li>{escape(said)}</li>" for said in self.asked.values())
        heard = f"<p><strong>What you heard</strong></p><ul>{answers}</ul>" if answers else ""
        holes = len(gaps(self.known))
        count = f"<p>{left} question{'' if left == 1 else 's'} left; {holes} holes in the form.</p>"
        self.result.html = heard + (count if left else self._end(result.decision, holes))

    def _end(self, decision: str, holes: int) -> str:
        """What the five questions brought, and what they left in the dark."""
        known = {finding.name for finding in screen(self.known).findings}
        truth = screen(self._truth)
        hidden = [finding for finding in truth.findings if finding.name not in known]
        first = (
            "You asked about suicide. With a depression called severe, and nobody having asked, that comes first."
            if _FIRST in self.asked
            else "You did not ask about suicide. He has a plan. With a depression called severe it is the first question."
        )
        items = "".join(finding_html(finding) for finding in hidden)
        dark = (
            f"<p><strong>Still in the dark:</strong></p><ul class='kapedu-findings'>{items}</ul>"
            if hidden
            else "<p>Nothing that matters is left in the dark. That was luck and judgement.</p>"
        )
        return (
            f"{decision_html(screen(self.known))}<p>{first}</p><p>With {holes} holes the engine says "
            f"<strong>{escape(decision)}</strong>, whatever the answers: what was not asked is not known to be absent. "
            f"With everything known it says <strong>{escape(truth.decision)}</strong>, now for reasons.</p>{dark}"
        )


def five_questions() -> ipywidgets.VBox:
    """Choose five questions to ask about an incomplete referral, and see what they bring."""
    return FiveQuestions().box
