"""Activity: five mornings, ten questions each, and a decision before the pump is started."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from kapedu.figures.statements import origin_in_line
from kapedu.knowledge import Status
from kapedu.knowledge.markup import badge
from kapedu.practice.time_out import decisions, items, judge, mornings, note
from kapedu.widgets.encounters.session_page import said_html
from kapedu.widgets.encounters.session_view import SessionView
from kapedu.widgets.parts.checklist import Checklist
from kapedu.widgets.parts.controls import Button, Choice
from kapedu.widgets.parts.layout import activity, row, stack

if TYPE_CHECKING:
    import ipywidgets

    from kapedu.practice.time_out import Morning


class TimeOut:
    """The mornings one after the other; `box` is what is shown."""

    def __init__(self) -> None:
        self._mornings = tuple(mornings().values())
        self._place = 0
        self._asked: list[str] = []
        self.right: dict[str, bool] = {}
        self.patient = SessionView()
        self.ask = Checklist("Ask. What you tick is answered at once.", self._points())
        self.answers = SessionView(live=True)
        self.decision = Choice("What follows?", decisions())
        self.act = Button("Decide", self._act)
        self.result = SessionView(live=True)
        self.box: ipywidgets.VBox = activity(
            "Before the pump",
            self.patient,
            row(self.ask, stack(self.answers, self.decision)),
            row(self.act),
            self.result,
        )
        self.ask.observe(self._ticked, names="value")
        self._open()

    @property
    def morning(self) -> Morning:
        return self._mornings[self._place]

    @staticmethod
    def _points() -> dict[str, str]:
        """The points, in alphabetical order: the order of the list is part of the exercise."""
        return {name: item.ask for name, item in sorted(items().items(), key=lambda pair: pair[1].ask)}

    def _open(self) -> None:
        self._asked = []
        self.ask.show(self._points())
        self.ask.disabled = self.decision.disabled = False
        self.decision.value = None
        self.decision.hint = ""
        self.answers.html = "<p>Nothing has been asked yet.</p>"
        self.result.html = ""
        self.act.label = "Decide"
        one = self.morning
        self.patient.html = (
            f'<p class="kapedu-step-count">Morning {self._place + 1} of {len(self._mornings)}</p>'
            + said_html([("shows", "On the couch", one.who), ("says", "", one.says)])
        )

    def _ticked(self, _change: Any) -> None:
        now = list(self.ask.value)
        self._asked = [name for name in self._asked if name in now]
        self._asked += [name for name in now if name not in self._asked]
        lines = [("reply", items()[name].ask, self.morning.answers[name]) for name in self._asked]
        self.answers.html = said_html(lines) if lines else "<p>Nothing has been asked yet.</p>"

    def _act(self) -> None:
        if self.act.label == "Decide":
            self._decide()
        elif self._place + 1 < len(self._mornings):
            self._place += 1
            self._open()
        else:
            self._place = 0
            self.right.clear()
            self._open()

    def _decide(self) -> None:
        if self.decision.value is None:
            self.decision.hint = "Decide first. To start is a decision too."
            return
        found = judge(self.morning.name, self._asked, self.decision.value)
        self.right[self.morning.name] = found.is_right and found.knew
        self.ask.disabled = self.decision.disabled = True
        is_last = self._place + 1 == len(self._mornings)
        self.act.label = "Begin again" if is_last else "Next morning"
        one = self.morning
        unasked = "1 question was" if len(found.left_out) == 1 else f"{len(found.left_out)} questions were"
        verdict = (
            "Yes."
            if found.is_right and found.knew
            else "Right, by luck: you did not ask what decides it."
            if found.is_right and one.catch
            else f"Right today. You could not know: {unasked} not asked."
            if found.is_right
            else f"What follows is: {decisions()[one.decision].lower()}."
        )
        catch = ""
        if one.catch:
            asked_for, answer = items()[one.catch].ask, one.answers[one.catch]
            catch = f"<p>What decides it: <em>{escape(asked_for)}</em>. {escape(answer)}</p>"
        left = "".join(
            f"<li>{escape(item.ask)}: {escape(one.answers[item.name])} {escape(str(item.why.value))} {origin_in_line(item.why)}</li>"
            for item in found.left_out
        )
        order = (
            ""
            if found.began_with_who or not self._asked
            else "<p>You did not begin with who this is. Widely taught: name first, since the rest hangs on it.</p>"
        )
        asked = (
            f"<details class='kapedu-others'><summary>What you did not ask ({len(found.left_out)})</summary><ul>{left}</ul></details>"
            if left
            else "<p>You asked everything.</p>"
        )
        self.result.html = (
            f'<div class="kapedu-comment" data-verdict="{"best" if found.is_right else "harmful"}"><p><strong>{escape(verdict)}</strong></p>'
            f"{catch}<p>{escape(str(one.why.value))} {origin_in_line(one.why)}</p></div>{order}{asked}"
            + (self._account() if is_last else "")
        )

    def _account(self) -> str:
        count = sum(self.right.values())
        return (
            f"<div class='kapedu-takeaway'><p><strong>{count} of {len(self._mornings)} mornings decided, and known why.</strong> "
            "What stopped a dose stood in another place each time, and what the patient said first gave none of it away. "
            f"{escape(str(note().value))} {badge(Status(note().status))}</p></div>"
        )


def time_out() -> ipywidgets.VBox:
    """Ask, hear the answers, and decide whether a dose is started."""
    return TimeOut().box
