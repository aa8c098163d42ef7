"""Whether a record is kept here, and keeping it: the place is named by the environment that the course sets."""

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kapedu.language import LANGUAGES
from kapedu.record.event import Event, RecordError
from kapedu.record.journal import Journal

VARIABLE = "KAPEDU_RECORD"


def journal_in_use(environment: Mapping[str, str] | None = None) -> Journal | None:
    """The journal of the course that is open, or None where nobody's record is kept, as in a workshop."""
    named = (os.environ if environment is None else environment).get(VARIABLE, "")
    return Journal(Path(named)) if named else None


def _module(folder: Path) -> str:
    """The folder of the module that a notebook belongs to; its translation lies one folder deeper."""
    return folder.parent.name if folder.name in LANGUAGES else folder.name


def remember(kind: str, item: str, *, module: str = "", **detail: Any) -> str:
    """Keep what was just done, if a record is kept here; a lesson goes on whatever happens.

    Args:
        kind: One of ``kapedu.record.KINDS``.
        item: Id of the check, prediction, reflection or case.
        module: Folder of the lesson; without it, the folder that this notebook runs in.
        **detail: What else belongs to it, plain JSON.

    Returns:
        Why it could not be kept, to be shown to the learner; empty when all is well.
    """
    journal = journal_in_use()
    if journal is None:
        return ""
    try:
        journal.add(
            Event(
                datetime.now(UTC).isoformat(timespec="seconds"),
                kind,
                module or _module(Path.cwd()),
                item,
                detail,
            )
        )
    except (OSError, RecordError) as error:
        return f"This could not be added to your record: {error}"
    return ""
