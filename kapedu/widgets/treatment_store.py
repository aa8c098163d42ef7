"""Where a course of treatment is kept: one small file for each patient, written whole after every step."""

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from kapedu.cases import CaseError
from kapedu.treatment import CourseRun
from kapedu.widgets.encounter_store import is_shared, own_folder


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
            reason = "" if run.patient_id == self.patient_id else "it is one of another patient"
            if not reason:
                return run, ""
        kept = self.path.with_name(f"{self.path.name}.damaged")
        try:
            self.path.replace(kept)
        except OSError:
            kept = self.path
        return None, f"Your earlier run could not be read ({reason}). It is kept as {kept.name}."

    def save(self, run: CourseRun) -> str:
        if not self.keeps:
            return ""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            descriptor, temporary = tempfile.mkstemp(prefix=f".{self.path.name}.", dir=self.path.parent)
            try:
                with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                    file.write(run.to_json())
                    file.flush()
                    os.fsync(file.fileno())
                Path(temporary).replace(self.path)
            except BaseException:
                Path(temporary).unlink(missing_ok=True)
                raise
        except OSError as error:
            reason = error.strerror or type(error).__name__
            return f"Not saved: {reason}. You can go on, but a reload starts anew."
        return ""
