"""Activity: plan the day, the days and the weeks after a dose, and see what the plan lacks."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from kapedu.figures.statements import origin_in_line
from kapedu.instruments.relapse_plan import signs
from kapedu.knowledge import Status
from kapedu.knowledge.markup import badge
from kapedu.practice.integration_plan import (
    Plan,
    acts,
    contacts,
    gaps,
    homework,
    homework_status,
    note,
    therapies,
    waits,
)
from kapedu.widgets.encounters.session_view import SessionView
from kapedu.widgets.parts.checklist import Checklist
from kapedu.widgets.parts.controls import Button, Choice, Select, TextField
from kapedu.widgets.parts.layout import activity, row, stack

if TYPE_CHECKING:
    import ipywidgets


class IntegrationPlanner:
    """The form, the plan beside it, and what it lacks; `box` is what is shown."""

    def __init__(self) -> None:
        self.act = Choice("Within a day, in her words", {name: one.words for name, one in acts().items()})
        self.contact = Choice("How do you stay in touch?", contacts())
        self.parked = Choice("Big decisions", waits())
        self.signs = Checklist("Her early signs", {name: one.words for name, one in signs().items()})
        self.watcher = TextField("Who else sees them?", hint="A role will do: her sister, a colleague.")
        self.call = TextField("Whom does she call, and how soon?")
        self.therapy = Select("Her therapy", therapies())
        self.homework = Choice("Homework until the next session", {"x": "x"})
        self.check = Button("Check the plan", self._check)
        self.plan = SessionView()
        self.lacks = SessionView(live=True)
        self._fields = (
            self.act,
            self.contact,
            self.parked,
            self.signs,
            self.watcher,
            self.call,
            self.homework,
        )
        form = stack(
            self.act,
            self.contact,
            self.parked,
            self.signs,
            self.watcher,
            self.call,
            self.therapy,
            self.homework,
        )
        self.box: ipywidgets.VBox = activity(
            "Plan what comes after", row(form, self.plan), row(self.check), self.lacks
        )
        self.therapy.observe(self._other_therapy, names="value")
        for one in self._fields:
            one.observe(self._changed, names="value")
        self._other_therapy(None)

    def _other_therapy(self, _change: Any) -> None:
        offered = homework(str(self.therapy.value))
        self.homework.value = None
        self.homework.options = dict(sorted(offered.items(), key=lambda pair: pair[1].lower()))
        self._changed(None)

    def _changed(self, _change: Any) -> None:
        self.plan.html = self._plan_html()
        self.lacks.html = ""

    def _check(self) -> None:
        open_fields = [
            one.label for one in (self.act, self.contact, self.parked, self.homework) if one.value is None
        ]
        if open_fields:
            self.lacks.html = f"<p>Choose first: {escape('; '.join(open_fields))}.</p>"
            return
        found = gaps(
            Plan(
                str(self.act.value),
                str(self.contact.value),
                str(self.parked.value),
                tuple(self.signs.value),
                self.watcher.value,
                self.call.value,
                str(self.therapy.value),
                str(self.homework.value),
            )
        )
        if not found:
            self.lacks.html = (
                "<div class='kapedu-takeaway'><p><strong>Nothing is missing.</strong> Read it to her and let her change the "
                f"words. {escape(str(note().value))} {badge(Status(note().status))}</p></div>"
            )
            return
        items = "".join(
            f"<li class='kapedu-finding'><strong>{escape(one.place)}.</strong> {escape(one.words)}"
            f"<br>{origin_in_line(one.basis or note())}</li>"
            for one in found
        )
        self.lacks.html = (
            f"<p><strong>Look again at {len(found)} thing{'' if len(found) == 1 else 's'}.</strong></p>"
            f"<ul class='kapedu-findings'>{items}</ul>"
        )

    def _plan_html(self) -> str:
        chosen = "; ".join(signs()[name].words.lower() for name in self.signs.value) or "…"
        lines = (
            ("By tomorrow", acts()[self.act.value].words if self.act.value else "…"),
            ("We meet", contacts()[self.contact.value] if self.contact.value else "…"),
            ("Big decisions", waits()[self.parked.value] if self.parked.value else "…"),
            ("My signs", chosen),
            ("Who sees them too", self.watcher.value.strip() or "…"),
            ("I call", self.call.value.strip() or "…"),
            (
                f"Until next time ({therapies()[str(self.therapy.value)]})",
                self.homework.options.get(str(self.homework.value), "…"),
            ),
        )
        items = "".join(f"<li><strong>{escape(head)}:</strong> {escape(text)}</li>" for head, text in lines)
        basis = homework_status()
        return (
            f'<div class="kapedu-plan"><p><strong>After the dose</strong> (a teaching exercise)</p><ul>{items}</ul>'
            "<p>If I think of ending my life, I do not wait: I call at once.</p>"
            f"<p class='kapedu-gauge-note'>{escape(str(basis.value))} {badge(Status(basis.status))}</p></div>"
        )


def integration_planner() -> ipywidgets.VBox:
    """Build a plan for the day, the days and the weeks after a dose."""
    return IntegrationPlanner().box
