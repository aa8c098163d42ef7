"""What is kept of an encounter, and where: the run, and what the reader wrote beside it."""

import json
from dataclasses import dataclass, field
from pathlib import Path

from kapedu.cases import EncounterRun
from kapedu.widgets.encounters.encounter_votes import Vote, read_votes
from kapedu.widgets.encounters.run_file import RunFile, own_folder

_NOTES_LONGEST = 20_000


@dataclass(frozen=True)
class Kept:
    """What a file holds: the run, what the reader wrote, how the debrief was answered, how a room voted."""

    run: EncounterRun
    notes: str = ""
    judged: dict[str, str] = field(default_factory=dict)
    begun: bool = False
    votes: tuple[Vote, ...] = ()

    @property
    def subject(self) -> str:
        """Id of the case."""
        return self.run.subject

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


def encounter_file(case_id: str, reader: str = "", folder: Path | None = None) -> RunFile[Kept]:
    """The file of one case and one reader."""
    return RunFile(case_id, folder or own_folder("encounters"), Kept.from_json, reader)
