"""Make a dated plan for a made-up person and print it: a teaching exercise."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import replace
from datetime import date, timedelta
from html import escape
from typing import TYPE_CHECKING

from kapedu.language import _
from kapedu.practice.pairing import pairing, pairings
from kapedu.practice.plan_request import EXAMPLE, PlanRequest, read_plan
from kapedu.practice.regimens import protocol, protocols
from kapedu.widgets.parts.controls import Button, Select, TextField
from kapedu.widgets.parts.drawing import Drawing
from kapedu.widgets.parts.layout import activity, row, stack
from kapedu.widgets.protocols.protocol_compare import weight_slider

if TYPE_CHECKING:
    import ipywidgets

    from kapedu.practice.handout import Handout
    from kapedu.widgets.parts.controls import Slider

_FIRST_MONDAY = date(2027, 1, 11)
_WEEKS = 12
_LONG = "Day by day"
_SHOWN = ("At a glance", "The dose, worked out", "Day by day", "When we decide")


def plan_maker() -> ipywidgets.VBox:
    """Choose protocol, therapy, start and goals; see the plan, and take it away as HTML or PDF."""
    return PlanMaker().box


class PlanMaker:
    """The plan maker and its parts.

    Args:
        weight: The slider to use; without it, one of its own.
        level: Level of the heading.
    """

    def __init__(self, weight: Slider | None = None, level: int = 3) -> None:
        self._person = read_plan(EXAMPLE, "the example")
        self._level = level
        own = weight is None
        mondays = [_FIRST_MONDAY + timedelta(weeks=number) for number in range(_WEEKS)]
        self.weight = weight or weight_slider()
        self.protocol = Select(
            _("Protocol"), {key: f"{one.name} ({one.purpose})" for key, one in protocols().items()}
        )
        self.therapy = Select(_("Therapy"), {key: one.name for key, one in pairings().items()}, "cbt")
        self.start = Select(
            _("First dose on"), {day.isoformat(): f"{day:%A} {day.day} {day:%B %Y}" for day in mondays}
        )
        self.goal = TextField(_("Goal, in the person's words"), self._person.goals[0])
        self.touch = TextField(_("Agreement on touch"), self._person.preferences["touch"])
        self.sign = TextField(_("An early sign of relapse"), self._person.early_signs[0])
        self.make = Button(_("Make the plan"), self.show)
        self.said = Drawing(live=True)
        self.links = Drawing()
        self.parts = Drawing()
        self.box = activity(
            _("Make a plan"),
            row(self.protocol, self.therapy),
            row(self.start, self.weight) if own else self.start,
            row(self.goal, self.touch),
            self.sign,
            self.make,
            self.said,
            self.links,
            stack(self.parts),
            level=level,
        )

    def request(self) -> PlanRequest:
        """What the controls say, for a made-up person.

        Raises:
            PlanError: The goal is empty.
        """
        goal, touch, sign = (field.value.strip() for field in (self.goal, self.touch, self.sign))
        numbers = {**self._person.profile.numbers, "weight_kg": self.weight.value}
        return replace(
            self._person,
            profile=replace(self._person.profile, numbers=numbers),
            start=date.fromisoformat(str(self.start.value)),
            protocol=protocol(str(self.protocol.value)),
            therapy=pairing(str(self.therapy.value)),
            goals=(goal,) if goal else (),
            preferences={**self._person.preferences, "touch": touch or "not yet agreed"},
            early_signs=(sign,) if sign else (),
        )

    def show(self) -> None:
        """Make the plan and show it; where it cannot be made, say why."""
        from kapedu.pharmacology import DosingError
        from kapedu.practice.handout import handout
        from kapedu.practice.handout_html import section_html
        from kapedu.practice.plan import make_plan
        from kapedu.practice.plan_request import PlanError

        try:
            shown = handout(make_plan(self.request()))
            self.links.html = _links(shown)
        except (PlanError, DosingError) as error:
            self.said.html = f"<p>This plan cannot be made: {escape(str(error))}.</p>"
            self.links.html = self.parts.html = ""
            return
        kept = [part for part in shown.sections if part.heading in _SHOWN]
        self.said.html = (
            f"<p><strong>{escape(shown.banner)}</strong> Shown here: {len(kept)} of {len(shown.sections)} parts; "
            "the handout has them all.</p>"
        )
        self.parts.html = "".join(_folded(part.heading, section_html(part, self._level + 1)) for part in kept)


def _folded(heading: str, html: str) -> str:
    """A part of the handout in the look of a lesson; the long one is folded."""
    shown = html.replace('class="scroll"', 'class="kapedu-scroll"').replace(
        "<table>", '<table class="kapedu-grid">'
    )
    return f"<details><summary>Show the calendar</summary>{shown}</details>" if heading == _LONG else shown


def _links(shown: Handout) -> str:
    from kapedu.practice.handout_html import as_html
    from kapedu.practice.handout_pdf import as_pdf

    files: tuple[tuple[str, str, bytes], ...] = (
        ("plan.html", "text/html", as_html(shown).encode()),
        ("plan.pdf", "application/pdf", as_pdf(shown)),
    )
    items = "".join(
        f'<li><a download="{name}" href="data:{kind};base64,{b64encode(content).decode()}">'
        f"Download the handout as {name.rpartition('.')[2].upper()}</a></li>"
        for name, kind, content in files
    )
    return f"<ul>{items}</ul>"
