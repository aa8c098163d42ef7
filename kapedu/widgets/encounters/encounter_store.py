"""Where a run is kept: one small file for each case, written whole after every action.

In JupyterLab it lies in ``my-work/encounters`` at the root of the course. Under Voilà many readers may share one
folder, so the file's name carries a random word that the reader's own browser keeps.
"""

import json
import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from kapedu.cases import CaseError, EncounterRun
from kapedu.language import _
from kapedu.widgets.encounters.encounter_votes import Vote, read_votes
from kapedu.widgets.parts.kept_file import set_aside, write_whole

_READER = re.compile(r"[0-9a-f]{16}")
_NOTES_LONGEST = 20_000


@dataclass(frozen=True)
class Kept:
    """What a file holds: the run, what the reader wrote, how the debrief was answered, how a room voted."""

    run: EncounterRun
    notes: str = ""
    judged: dict[str, str] = field(default_factory=dict)
    begun: bool = False
    votes: tuple[Vote, ...] = ()

    def to_json(self) -> str:
        """The file's text."""
        data = json.loads(self.run.to_json())
        data |= {"notes": self.notes[:_NOTES_LONGEST], "judged": self.judged, "begun": self.begun}
        data["votes"] = [vote.to_data() for vote in self.votes]
        return json.dumps(data, ensure_ascii=False) + "\n"

    @classmethod
    def from_json(cls, text: str) -> "Kept":
        """What a file's text holds.

        Raises:
            CaseError: It holds no run.
        """
        run = EncounterRun.from_json(text)
        data = json.loads(text)
        notes, judged = data.get("notes", ""), data.get("judged", {})
        good = isinstance(judged, dict) and all(isinstance(value, str) for value in judged.values())
        return cls(
            run,
            notes if isinstance(notes, str) else "",
            judged if good else {},
            begun=bool(data.get("begun", False)),
            votes=read_votes(data.get("votes", [])),
        )


class RunStore(Protocol):
    """Where an encounter keeps its run."""

    def load(self) -> tuple[Kept | None, str]:
        """What is kept, and what the reader must be told (empty if nothing)."""

    def save(self, kept: Kept) -> str:
        """Keep it; a sentence where that fails, else nothing."""


class EncounterStore:
    """The file of one case and one reader."""

    def __init__(self, case_id: str, reader: str = "", folder: Path | None = None) -> None:
        shared = is_shared() and _READER.fullmatch(reader)
        self.folder = folder or own_folder()
        self.path = self.folder / (f"{case_id}.{reader}.json" if shared else f"{case_id}.json")

    def load(self) -> tuple[Kept | None, str]:
        """What is kept, and what the reader must be told (empty if nothing)."""
        if not os.path.lexists(self.path):
            return None, ""
        try:
            return Kept.from_json(self.path.read_text(encoding="utf-8")), ""
        except (CaseError, OSError, UnicodeDecodeError) as error:
            reason = str(error) if isinstance(error, CaseError) else _("it cannot be opened")
            return (
                None,
                _("Your earlier run could not be read ({why}). It is kept as {name}.").format(
                    why=reason, name=set_aside(self.path)
                ),
            )

    def save(self, kept: Kept) -> str:
        """Write it so that either the old or the new file exists; a sentence where that fails, else nothing."""
        reason = write_whole(self.path, kept.to_json())
        told = _("Not saved: {why}. You can play on, but a reload starts anew.")
        return told.format(why=reason) if reason else ""


def is_shared() -> bool:
    """Whether the kernel belongs to a page that Voilà serves."""
    return any(name.startswith("VOILA_") for name in os.environ)


def own_folder() -> Path:
    here = Path.cwd()
    for place in (here, *here.parents):
        if (place / "course").is_dir() and (place / "modules").is_dir():
            return place / "my-work" / "encounters"
    return here / "my-work" / "encounters"
