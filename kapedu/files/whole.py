"""Writing a file whole or not at all, and keeping what cannot be read.

The content goes to a temporary file beside the target, is seen to the disk, and then takes the target's name. So a
process that is killed, a full disk or a power failure leaves the old file or the new one behind, never half of one.
"""

import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

OWNER_ONLY = 0o600
READABLE = 0o644
_TOO_MANY = 1000


def write_whole(path: Path, content: str | bytes, *, permissions: int = OWNER_ONLY) -> None:
    """Write a file in the place of what is there.

    Args:
        path: The file, in a folder that is there. A link of that name is replaced, not followed.
        content: All that it shall hold; text is written as UTF-8.
        permissions: Who may read and write it.

    Raises:
        OSError: The folder cannot be written to, or the disk is full; what was there is untouched.
    """
    _write(path, content, permissions, os.replace)


def write_new(path: Path, content: str | bytes, *, permissions: int = OWNER_ONLY) -> None:
    """Write a file that must not be there yet, in a folder that is.

    Args:
        path: The file.
        content: All that it shall hold; text is written as UTF-8.
        permissions: Who may read and write it.

    Raises:
        FileExistsError: Something of that name is there, also if it was made meanwhile.
        OSError: The folder cannot be written to, or the disk is full.
    """
    if os.path.lexists(path):
        raise FileExistsError(f"{path} exists already")
    _write(path, content, permissions, _take_free_name)


def set_aside(path: Path) -> Path:
    """Rename a file to a free name that ends in ``.damaged``, so that nothing is lost with it.

    Returns:
        Where it is now: ``answers.json.1.damaged``, then ``answers.json.2.damaged`` and so on.

    Raises:
        OSError: It cannot be renamed, or there are too many such names in its folder.
    """
    for number in range(1, _TOO_MANY):
        kept = path.with_name(f"{path.name}.{number}.damaged")
        if not os.path.lexists(kept):
            path.rename(kept)
            return kept
    raise OSError(f"{path.name}: too many damaged copies in {path.parent}; please move them away")


def _take_free_name(temporary: str, path: Path) -> None:
    try:
        os.link(temporary, path)  # a link, unlike a rename, refuses to replace
    except FileExistsError:
        raise
    except OSError:  # a disk without links, such as a memory stick: take the name first
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY))
        Path(temporary).replace(path)


def _write(
    path: Path, content: str | bytes, permissions: int, take_name: Callable[[str, Path], None]
) -> None:
    data = content.encode() if isinstance(content, str) else content
    descriptor, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            with suppress(PermissionError):  # a disk that knows no permissions
                os.fchmod(file.fileno(), permissions)
            os.fsync(file.fileno())
        take_name(temporary, path)
    finally:
        Path(temporary).unlink(missing_ok=True)
