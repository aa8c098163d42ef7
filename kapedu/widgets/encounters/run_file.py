"""Where a run is kept: one small file for each case or patient, written whole after every action.

In JupyterLab it lies in ``my-work`` at the root of the course. Under Voilà many readers may share one folder, so the
file's name carries a random word that the reader's own browser keeps.
"""

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from kapedu.cases import CaseError
from kapedu.language import _
from kapedu.widgets.parts.kept_file import set_aside, write_whole

_READER = re.compile(r"[0-9a-f]{16}")


class Keepable(Protocol):
    """What can be kept in a file: a run, alone or with what the reader wrote beside it."""

    @property
    def subject(self) -> str: ...

    def to_json(self) -> str: ...


Kept = TypeVar("Kept", bound=Keepable)


class Store(Protocol[Kept]):
    """Where a page keeps a run."""

    def load(self) -> tuple[Kept | None, str]:
        """What is kept, and what the reader must be told (empty if nothing)."""

    def save(self, kept: Kept) -> str:
        """Keep it; a sentence where that fails, else nothing."""


class RunFile(Generic[Kept]):
    """The file of one case or patient, and one reader.

    Args:
        name: Id of the case or patient.
        folder: Where it lies.
        read: What a file's text holds; a CaseError where it is no run.
        reader: Word of the reader's browser; only looked at where many readers share a server.
    """

    def __init__(self, name: str, folder: Path, read: Callable[[str], Kept], reader: str = "") -> None:
        self._name, self._read = name, read
        is_word = _READER.fullmatch(reader) is not None
        self._keeps = is_word or not is_shared()
        self.path = folder / (f"{name}.{reader}.json" if is_word and is_shared() else f"{name}.json")

    def load(self) -> tuple[Kept | None, str]:
        """What the file holds, and what the reader must be told (empty if nothing)."""
        if not self._keeps:
            return None, _("Your browser keeps nothing for this page, so a reload starts anew.")
        if not os.path.lexists(self.path):
            return None, ""
        try:
            kept = self._read(self.path.read_text(encoding="utf-8"))
        except (CaseError, OSError, UnicodeDecodeError) as error:
            reason = str(error) if isinstance(error, CaseError) else _("it cannot be opened")
        else:
            if kept.subject == self._name:
                return kept, ""
            reason = _("it is one of {name}").format(name=repr(kept.subject))
        told = _("Your earlier run could not be read ({why}). It is kept as {name}.")
        return None, told.format(why=reason, name=set_aside(self.path))

    def save(self, kept: Kept) -> str:
        """Write it so that either the old or the new file exists; a sentence where that fails, else nothing."""
        reason = write_whole(self.path, kept.to_json()) if self._keeps else ""
        told = _("Not saved: {why}. You can go on, but a reload starts anew.")
        return told.format(why=reason) if reason else ""


def is_shared() -> bool:
    """Whether the kernel belongs to a page that Voilà serves."""
    return any(name.startswith("VOILA_") for name in os.environ)


def own_folder(kind: str) -> Path:
    """The reader's own folder for runs of one kind."""
    here = Path.cwd()
    for place in (here, *here.parents):
        if (place / "course").is_dir() and (place / "modules").is_dir():
            return place / "my-work" / kind
    return here / "my-work" / kind
