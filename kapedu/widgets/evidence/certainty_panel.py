"""How sure can one be: five reasons to rate down, and the line of the summary of findings they lead to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kapedu.evidence.register import most_studies, rated
from kapedu.figures.certainty_table import certainty_table, judgement_list
from kapedu.knowledge.questions import DOMAINS, judgements
from kapedu.widgets.parts.controls import Html, Select
from kapedu.widgets.parts.layout import stack

if TYPE_CHECKING:
    from kapedu.evidence.pool import Pooled
    from kapedu.figures.effect_scale import Scale
    from kapedu.knowledge.questions import Question

_OPEN = ""
_LEVELS = {_OPEN: "not judged yet", "0": "no step down", "1": "one step down", "2": "two steps down"}


@dataclass(frozen=True)
class Answer:
    """What is rated: the pool, how it is written, everybody analysed, and the risk in the control groups."""

    pooled: Pooled
    scale: Scale
    people: int | None
    baseline: float | None


class CertaintyPanel:
    """Five lists that start at the course's own judgement, and the table that follows from them."""

    def __init__(self) -> None:
        self.domains = {domain: Select(domain[0].upper() + domain[1:], _LEVELS) for domain in DOMAINS}
        self.proposal = Html()
        self.table = Html()
        self.verdict = Html(live=True)
        lists = stack(*self.domains.values())
        lists.add_class("kapedu-evidence-domains")
        self.box = stack(self.verdict, self.table, lists, self.proposal)
        self._asked: tuple[str, str, bool] | None = None
        self._reasons: dict[str, str] = {}
        self._levels: dict[str, int] = {}
        for control in self.domains.values():
            control.observe(self._changed, names="value")

    def ask(self, question: Question, comparator: str, answer: Answer) -> None:
        """Rate this answer; what was set by hand stays until another question is asked."""
        self._title, self._answer = question.title, answer
        asked = (question.key, comparator, answer.pooled.k > 1)
        if self._asked != asked:
            self._asked = None  # nothing to show while the lists are being set
            # where the course judged a pool, a measure that only one of its studies has is another answer
            is_it = answer.pooled.k > 1 or most_studies(question, comparator) == 1
            judged = judgements(question.key, comparator) if is_it else ()
            self._levels = {one.domain: one.levels for one in judged}
            self._reasons = {one.domain: one.reason for one in judged}
            for domain, control in self.domains.items():
                control.value = str(self._levels.get(domain, 0)) if judged else _OPEN
            self.proposal.html = judgement_list(judged)
            self._asked = asked
        self._show()

    def _changed(self, _change: Any) -> None:
        if self._asked is not None:
            self._show()

    def _show(self) -> None:
        levels = {
            domain: int(control.value) for domain, control in self.domains.items() if control.value != _OPEN
        }
        kept = {
            domain: self._reasons[domain] for domain in levels if levels[domain] == self._levels.get(domain)
        }
        answer, certainty = self._answer, rated(self._title, levels, kept)
        still_open = len(self.domains) - len(levels)
        domains = "1 domain" if still_open == 1 else f"{still_open} domains"
        told = f"{domains} to judge" if still_open else certainty.overall.label
        self.verdict.html = f"<p>Certainty: <strong>{told}</strong></p>"
        counts = (answer.people, answer.baseline)
        self.table.html = certainty_table(
            answer.pooled, answer.scale, certainty, counts, still_open=still_open
        )
