"""A small file of the learner's: written whole or not at all, and set aside, never lost, when it cannot be read."""

import os
import tempfile
from pathlib import Path

_TOO_MANY = 1000


def write_whole(path: Path, text: str) -> str:
    """Write a file so that either the old or the new one exists; why that failed, or nothing."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        return error.strerror or type(error).__name__
    return ""


def set_aside(path: Path) -> str:
    """Rename a file to a free name that ends in ``.damaged``; the name it has now."""
    for number in range(1, _TOO_MANY):
        kept = path.with_name(f"{path.name}.{number}.damaged")
        if not os.path.lexists(kept):
            try:
                path.rename(kept)
            except OSError:
                return path.name
            return kept.name
    return path.name
