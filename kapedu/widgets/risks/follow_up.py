"""People on repeated doses: at each visit go on, look closer, or hold."""

from __future__ import annotations

from html import escape
from typing import Any

from kapedu.knowledge.citation import short_citation
from kapedu.practice.risk_followup import CHOICES, compared, followers
from kapedu.widgets.parts.controls import Button, Choice, Html, Select
from kapedu.widgets.parts.layout import activity, row

_VERDICTS = {
    "same": "As we would.",
    "less": "Less careful than we would be.",
    "more": "More careful than we would be.",
}


def follow_up() -> Any:
    """The activity: four people over months, one decision at each visit."""
    return _FollowUp().box


class _FollowUp:
    def __init__(self) -> None:
        self.people = followers()
        self.who = Select("Person", {key: one.who.partition(",")[0] for key, one in self.people.items()})
        self.scene = Html()
        self.choice = Choice("What do you do?", CHOICES)
        self.tell = Button("Decide", self.decide)
        self.onward = Button("Next visit", self.next_visit, "quiet", disabled=True)
        self.reading = Html("", live=True)
        self.box = activity(
            "Over the months", self.who, self.scene, self.choice, row(self.tell, self.onward), self.reading
        )
        self.who.observe(lambda _change: self.restart(), names="value")
        self.restart()

    @property
    def person(self) -> Any:
        return self.people[str(self.who.value)]

    def restart(self) -> None:
        """Back to the first visit."""
        self.place = 0
        self.same = 0
        self._show()

    def _show(self) -> None:
        visit = self.person.visits[self.place]
        self.scene.html = (
            f"<p>{escape(self.person.who)}</p><p><b>{escape(visit.when)}.</b> {escape(visit.text)}</p>"
        )
        self.choice.value = None
        self.choice.disabled = self.tell.disabled = False
        self.onward.disabled = True
        self.onward.label = "Next visit"
        self.reading.html = ""

    def decide(self) -> None:
        """Keep the decision and explain it."""
        if self.tell.disabled:
            return
        if self.choice.value is None:
            self.reading.html = "<p>First decide: choose one of the three.</p>"
            return
        visit = self.person.visits[self.place]
        verdict = compared(visit, self.choice.value)
        self.same += verdict == "same"
        last = self.place + 1 == len(self.person.visits)
        self.onward.label = "Begin again" if last else "Next visit"
        self.onward.disabled = False
        told = f" You decided {self.same} of {len(self.person.visits)} as we would." if last else ""
        self.reading.html = (
            f"<p><b>{_VERDICTS[verdict]}</b> {escape(CHOICES[visit.answer])}. {escape(str(visit.why.value))} "
            f"<small>({escape(short_citation(visit.why.source))}; {visit.why.status})</small>{told}</p>"
        )
        self.choice.disabled = self.tell.disabled = True

    def next_visit(self) -> None:
        """The next visit of this person, or the first again."""
        if self.onward.disabled:
            return
        if self.place + 1 == len(self.person.visits):
            self.restart()
            return
        self.place += 1
        self._show()
