"""An encounter that counts: without reasons, without a look back and without a second go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kapedu.language import N_, _
from kapedu.widgets.encounters.encounter import Encounter
from kapedu.widgets.parts.controls import Html

if TYPE_CHECKING:
    from pathlib import Path

    import ipywidgets

_OVER = N_("The encounter is over")


class ExamEncounter(Encounter):
    """An encounter under examination.

    Args:
        case_id: Id of a case of the library.
        seed: Whose body it is.
        folder: Where the run is kept, if in a file.
        level: Level of the heading, 2 to 6.
    """

    afterwards = N_("The session is complete. Marks, reasons and sources come with the feedback.")

    def __init__(self, case_id: str, seed: int | None, *, folder: Path | None = None, level: int = 3) -> None:
        super().__init__(case_id, seed, folder=folder, level=level)
        self.view.case = {**self.view.case, "graded": True, "over": _(_OVER)}

    def restart(self) -> None:
        """There is one go, as in an examination."""
        self._tell(_("There is one go; your run stays as it is."), "info")
        self._show()

    def _looks_back(self) -> tuple[ipywidgets.Widget, ...]:
        return (Html(f"<p>{_(self.afterwards)}</p>", live=True),)

    def _lines(self) -> list[dict[str, str]]:
        return [{**line, "why": ""} for line in super()._lines()]
