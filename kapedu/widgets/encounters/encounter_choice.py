"""The session simulator: choose a case and who plays, or open a shared run; play it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from kapedu.cases import CaseError, EncounterRun
from kapedu.cases.library import case_named, case_names, library
from kapedu.cases.vocabulary import PHASES
from kapedu.language import N_, _, said
from kapedu.widgets.encounters.encounter import Encounter
from kapedu.widgets.encounters.encounter_memory import EncounterMemory
from kapedu.widgets.parts.controls import Button, Choice, Html, Select, TextField
from kapedu.widgets.parts.layout import row, stack
from kapedu.widgets.parts.shared_state import with_link

if TYPE_CHECKING:
    from pathlib import Path

    import ipywidgets

    from kapedu.cases.case import Case

_WHO = {"one": N_("One person"), "room": N_("A room that votes")}


class SessionSimulator:
    """The choice of a case and the encounter below it; `box` is what is shown.

    Args:
        folder: Where runs are kept, for tests.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        ranked = sorted(library(), key=_rank)
        self.choice = Select(_("Case"), {case.id: _name(case) for case in ranked})
        self.about = Html(live=True)
        self.who = Choice(
            _("Who plays"),
            said(_WHO),
            "one",
            hint=_("A room votes on each choice: large type, hands counted, the votes kept for the debrief."),
        )
        self.open_button = Button(_("Open this case"), self.open)
        self.code = TextField(_("Code of a shared run"), hint=_("It stands at the end of a debrief."))
        self.code_button = Button(_("Look at this run"), self.open_shared)
        self.told = Html(live=True)
        self.memory = EncounterMemory()
        self.memory.on_msg(self._remember)
        self.encounter: Encounter | None = None
        self.place = stack()
        self.box = stack(
            row(stack(self.choice, self.about), self.who),
            row(self.open_button),
            self.place,
            self.code,
            row(self.code_button),
            self.told,
            self.memory,
        )
        self.choice.observe(self._tell, names="value")
        self.who.observe(self._set_room, names="value")
        self._tell()

    def open(self) -> None:
        """Show the chosen case; a run that was left open goes on."""
        here = self.encounter
        if here is not None and here.case.id == self.choice.value and not here.is_shared:
            return
        self._show(Encounter(self.choice.value, folder=self._folder, level=2))
        self.memory.open_case = self.choice.value

    def open_shared(self) -> None:
        """Show the run of a code, as it was played; a code that is none is told."""
        try:
            run = EncounterRun.from_code(self.code.value)
            shared = Encounter(run.case_id, level=2, shared=run)
        except CaseError as error:
            self.told.html = f"<p>{escape(str(error))}</p>"
            return
        self.told.html = f"<p>{escape(_('{title} is open above.').format(title=shared.case.title))}</p>"
        self._show(shared)

    def _show(self, encounter: Encounter) -> None:
        self.encounter = encounter
        self._set_room()
        self.place.children = (encounter.box,)

    def _set_room(self, _change: Any = None) -> None:
        if self.encounter is not None:
            self.encounter.view.room = self.who.value == "room"

    def _remember(self, _widget: Any, content: Any, _buffers: Any) -> None:
        match content:
            case {"open_case": str(name)} if name in case_names() and self.encounter is None:
                self.choice.value = name
                self.open()

    def _tell(self, _change: Any = None) -> None:
        case = case_named(self.choice.value)
        told = _("about {minutes} minutes, emergency") if case.emergency else _("about {minutes} minutes")
        self.about.html = f"<p>{escape(case.summary)} ({told.format(minutes=f'{case.minutes:g}')})</p>"


def _rank(case: Case) -> tuple[bool, int, str]:
    return len(case.phases) > 1, list(PHASES).index(case.phase), case.title


def _name(case: Case) -> str:
    return f"{_('All phases') if len(case.phases) > 1 else _(PHASES[case.phase])}: {case.title}"


def session_simulator() -> ipywidgets.Widget:
    """The session simulator, ready to show."""
    simulator = SessionSimulator()
    simulator.box.simulator = simulator  # the box keeps its parts alive
    return with_link(simulator.box, {"case": simulator.choice, "who": simulator.who})
