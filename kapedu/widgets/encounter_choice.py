"""The session simulator: choose a case, play it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from kapedu.cases.library import case_named, library
from kapedu.cases.vocabulary import PHASES
from kapedu.widgets.controls import Button, Html, Select
from kapedu.widgets.encounter import Encounter
from kapedu.widgets.layout import row, stack
from kapedu.widgets.shared_state import with_link

if TYPE_CHECKING:
    from pathlib import Path

    import ipywidgets


class SessionSimulator:
    """The choice of a case and the encounter below it; `box` is what is shown.

    Args:
        folder: Where runs are kept, for tests.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        ranked = sorted(library(), key=lambda case: (list(PHASES).index(case.phase), case.title))
        names = {case.id: f"{PHASES[case.phase]}: {case.title}" for case in ranked}
        self.choice = Select("Case", names)
        self.about = Html(live=True)
        self.open_button = Button("Open this case", self.open)
        self.encounter: Encounter | None = None
        self.place = stack()
        self.box = stack(self.choice, self.about, row(self.open_button), self.place)
        self.choice.observe(self._tell, names="value")
        self._tell()

    def open(self) -> None:
        """Show the chosen case; a run that was left open goes on."""
        if self.encounter is not None and self.encounter.case.id == self.choice.value:
            return
        self.encounter = Encounter(self.choice.value, folder=self._folder, level=2)
        self.place.children = (self.encounter.box,)

    def _tell(self, _change: Any = None) -> None:
        case = case_named(self.choice.value)
        emergency = ", emergency" if case.emergency else ""
        self.about.html = f"<p>{escape(case.summary)} (about {case.minutes:g} minutes{emergency})</p>"


def session_simulator() -> ipywidgets.Widget:
    """The session simulator, ready to show."""
    simulator = SessionSimulator()
    simulator.box.simulator = simulator  # the box keeps its parts alive
    return with_link(simulator.box, {"case": simulator.choice})
