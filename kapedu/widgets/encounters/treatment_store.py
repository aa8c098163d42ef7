"""Where a course of treatment is kept: one small file for each patient, written whole after every step."""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from kapedu.cases import CaseError
from kapedu.treatment import CourseRun
from kapedu.widgets.encounters.encounter_store import is_shared, own_folder
from kapedu.widgets.parts.kept_file import set_aside, write_whole


class CourseStore(Protocol):
    """Where a course of treatment keeps its run."""

    def load(self) -> tuple[CourseRun | None, str]:
        """What is kept, and what the reader must be told (empty if nothing)."""

    def save(self, run: CourseRun) -> str:
        """Keep it; a sentence where that fails, else nothing."""


@dataclass(frozen=True)
class FileStore:
    """The file of one patient, in the learner's own folder; under Voilà, which many share, nothing is kept."""

    patient_id: str
    folder: Path | None = None

    @property
    def path(self) -> Path:
        return (self.folder or own_folder().parent / "treatment") / f"{self.patient_id}.json"

    @property
    def keeps(self) -> bool:
        return self.folder is not None or not is_shared()

    def load(self) -> tuple[CourseRun | None, str]:
        if not self.keeps or not os.path.lexists(self.path):
            return None, ""
        try:
            run = CourseRun.from_json(self.path.read_text(encoding="utf-8"))
        except (CaseError, OSError, UnicodeDecodeError) as error:
            reason = str(error) if isinstance(error, CaseError) else "it cannot be opened"
        else:
            reason = "" if run.subject == self.patient_id else "it is one of another patient"
            if not reason:
                return run, ""
        return None, f"Your earlier run could not be read ({reason}). It is kept as {set_aside(self.path)}."

    def save(self, run: CourseRun) -> str:
        if not self.keeps:
            return ""
        reason = write_whole(self.path, run.to_json())
        return f"Not saved: {reason}. You can go on, but a reload starts anew." if reason else ""
