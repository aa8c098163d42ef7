"""Build a schedule of ketamine and therapy on a calendar and see it held beside what was studied."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from kapedu.figures.pairing_calendar import height_px
from kapedu.figures.pairing_calendar import pairing_calendar as calendar_figure
from kapedu.knowledge.citation import short_citation
from kapedu.practice.pairing import PairingError, pairing, pairings
from kapedu.practice.pairing_schedule import (
    Finding,
    Level,
    Schedule,
    check_schedule,
    studied_schedule,
)
from kapedu.practice.standing import standing
from kapedu.widgets.parts.controls import Choice, Select, Slider
from kapedu.widgets.parts.drawing import Drawing
from kapedu.widgets.parts.layout import activity, row, stack
from kapedu.widgets.parts.plot_view import PlotView

if TYPE_CHECKING:
    import ipywidgets

_WHOSE = {"mine": "My days", "studied": "Studied days"}
_INTEGRATION = {"0": "None", "1": "The next day", "3": "Three days later", "5": "Five days later"}
_MARKS = {
    Level.AS_STUDIED: "=",
    Level.DIFFERS: "≠",
    Level.NOT_STUDIED: "?",
    Level.KEEPS_RULE: "✓",
    Level.BREAKS_RULE: "!",
}


def pairing_calendar(therapy: str = "pe") -> ipywidgets.VBox:
    """Set days of dosing and therapy; read what was studied, what differs, and which rules are kept.

    Args:
        therapy: Key of the therapy at the start.
    """
    return _Calendar(therapy).box


class _Calendar:
    def __init__(self, therapy: str) -> None:
        names = {key: one.name for key, one in pairings().items()}
        self.therapy = Select("Therapy", names, therapy)
        self.whose = Choice("Show", _WHOSE, "mine")
        self.doses = Slider("Doses", 6, 1, 8, 1)
        self.doses_apart = Slider("Days between doses", 3, 1, 14, 1, "days")
        self.first = Slider("First therapy session, on day", 2, -21, 60, 1, "", "Day 0 is the first dose.")
        self.sessions = Slider("Therapy sessions", 4, 0, 16, 1)
        self.sessions_apart = Slider("Days between sessions", 7, 1, 14, 1, "days")
        self.preparation = Slider(
            "Preparation visits", 1, 0, 4, 1, "", "Every three days before the first dose."
        )
        self.integration = Select("Integration visit after each dose", _INTEGRATION, "0")
        self.said = Drawing(live=True)
        self.set_by_hand = stack(
            row(self.doses, self.doses_apart),
            row(self.sessions, self.sessions_apart),
            row(self.first, self.preparation),
            self.integration,
        )
        self.plot = PlotView(calendar_figure(self._mine()), height_px(self._mine()))
        self.box = activity(
            "Build a schedule", row(self.therapy, self.whose), self.set_by_hand, self.said, self.plot
        )
        for control in (
            self.therapy, self.whose, self.doses, self.doses_apart, self.first, self.sessions, self.sessions_apart,
            self.preparation, self.integration,
        ):  # fmt: skip
            control.observe(self._changed, names="value")
        self._show()

    def _mine(self) -> Schedule:
        """The schedule that the controls say."""
        apart = round(self.doses_apart.value)
        doses = tuple(range(0, round(self.doses.value) * apart, apart))
        start, step = round(self.first.value), round(self.sessions_apart.value)
        therapy = tuple(start + step * number for number in range(round(self.sessions.value)))
        later = int(str(self.integration.value))
        return Schedule(
            doses,
            therapy,
            tuple(-3 * number for number in range(1, round(self.preparation.value) + 1)),
            tuple(day + later for day in doses) if later else (),
        )

    def _changed(self, _change: Any) -> None:
        self._show()

    def _show(self) -> None:
        one = pairing(str(self.therapy.value))
        studied = self.whose.value == "studied"
        self.set_by_hand.layout.display = "none" if studied else None
        try:
            schedule = studied_schedule(one) if studied else self._mine()
        except PairingError as error:
            self.said.html = f"<p>This cannot be put on a calendar: {escape(str(error))}.</p>"
            return
        if schedule is None:
            place = (
                "The days of the studied design are not on file." if one.is_studied else str(one.timing.value)
            )
            located = f" {one.located.value}." if one.located else ""
            self.said.html = f"<p>{escape(one.name)}: {escape(place)}{escape(located)}</p>"
            self.plot.layout.display = "none"
            return
        self.plot.layout.display = None
        self.plot.height_px = height_px(schedule)
        self.plot.show(calendar_figure(schedule))
        findings = check_schedule(one, schedule)
        if studied:
            findings = tuple(
                found for found in findings if found.level not in {Level.KEEPS_RULE, Level.BREAKS_RULE}
            )
        self.said.html = f"<ul>{''.join(map(_told, findings))}</ul>"


def _told(found: Finding) -> str:
    own = found.basis.source == "design"
    source = "" if own else f"{escape(short_citation(found.basis.source))}; "
    return (
        f'<li><span aria-hidden="true">{_MARKS[found.level]}</span> '
        f"<strong>{escape(str(found.level).capitalize())}.</strong> {escape(found.text)} "
        f'<span class="kapedu-source">{source}{escape(standing(found.basis))}</span></li>'
    )
