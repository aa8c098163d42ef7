"""What may lie in a submission's folder: a notebook, an answer sheet, a time stamp, all of them plain files.

nbgrader copies whatever it finds, and follows links while it does. A link to another trainee's sheet would
be marked, one to ``/dev/zero`` would fill the disk, a named pipe would stop the batch. Here everything that
grading does not read is set aside first, in a folder beside the submission, and a note says what it was.
"""

import json
import os
import shutil
import stat
from pathlib import Path

from nbgrader.utils import parse_utc

from kapedu.quiz.answer_sheet import FILE_NAME, MAXIMUM_BYTES

TIMESTAMP_NAME = "timestamp.txt"
SECRET_NAME = "submission_secret.txt"  # noqa: S105 - the name of a file
ASIDE = ".set-aside"
NOTE = ".set-aside.json"
MAXIMUM_NOTEBOOK_BYTES = 20_000_000
_MAXIMUM_LINE_BYTES = 200
_TOLD_NAMES = 3
_SHOWN_NAME = 40


def limits(assignment: str) -> dict[str, int]:
    """The files that nbgrader or grading reads, and the largest size of each in bytes."""
    return {
        f"{assignment}.ipynb": MAXIMUM_NOTEBOOK_BYTES,
        FILE_NAME: MAXIMUM_BYTES,
        TIMESTAMP_NAME: _MAXIMUM_LINE_BYTES,
        SECRET_NAME: _MAXIMUM_LINE_BYTES,  # nbgrader's own, for handing feedback back
    }


def tidy_before_grading(assignment: str, student: str, notebooks: list[str]) -> None:  # noqa: ARG001
    """Before nbgrader converts a submission (``pre_convert_hook``): set aside what is not read, and see that there is a notebook.

    Args:
        assignment: The assignment's name.
        student: The pattern of students that is graded; not used.
        notebooks: Paths of the notebooks found in one submission; becomes the assignment's own.

    Raises:
        SystemExit: A file cannot be set aside. nbgrader passes over any other error and would copy it.
    """
    folder = Path(notebooks[0]).parent
    try:
        set_aside(folder, assignment)
    except OSError as error:
        raise SystemExit(
            f"Grading stopped: what lies in {folder} cannot be moved ({error.strerror})."
            " Move it away by hand, then grade again."
        ) from error
    notebooks[:] = [str(folder / f"{assignment}.ipynb")]


def set_aside(folder: Path, assignment: str) -> None:
    """Move everything but those files out of the folder, to ``.set-aside-<assignment>`` beside it; an empty file stands in for a lost notebook.

    Raises:
        OSError: The folder's content cannot be moved.
    """
    allowed = limits(assignment)
    with os.scandir(folder) as entries:
        names = sorted(entry.name for entry in entries if entry.name != NOTE)
    faults = {name: _fault(folder / name, allowed.get(name)) for name in names}
    odd = {name: fault for name, fault in faults.items() if fault}
    if odd:
        folder.chmod(stat.S_IMODE(folder.stat().st_mode) | stat.S_IRWXU)
        aside = _real_folder(folder.parent / f"{ASIDE}-{assignment}")
        for name in odd:
            _make_movable(folder / name)
            (folder / name).rename(_free_name(aside / name))
        write_note(folder, _read_note(folder) | odd)
    (folder / f"{assignment}.ipynb").touch()


def copy_submission(source: Path, destination: Path, assignment: str) -> dict[str, str]:
    """Copy the files of a submission, each only if it is a plain file of its allowed size.

    Returns:
        What was left behind, by name, and why; the same stands in the note beside the copy.
    """
    destination.mkdir(parents=True)
    allowed = limits(assignment)
    with os.scandir(source) as entries:
        names = sorted(entry.name for entry in entries)
    left = {}
    for name in names:
        fault = _fault(source / name, allowed.get(name))
        if fault is None:
            fault = _copy_plain(source / name, destination / name, allowed[name])
        if fault and not (name.startswith(".") and name not in allowed):  # editors leave hidden files
            left[name] = fault
    if left:
        write_note(destination, left)
    return left


def what_was_set_aside(folder: Path) -> tuple[list[str], str]:
    """Remarks on what was set aside in a submission's folder, and why its sheet cannot be read (or nothing)."""
    found = _read_note(folder)
    if not found:
        return [], ""
    named = [f"{_plain(name)} ({_plain(reason)})" for name, reason in sorted(found.items())[:_TOLD_NAMES]]
    more = len(found) - len(named)
    told = ", ".join(named) + (f" and {more} more" if more else "")
    return [f"Files set aside and not read: {told}."], _plain(found.get(FILE_NAME, ""))


def write_note(folder: Path, found: dict[str, str]) -> None:
    """Write down what was set aside and why, in place of whatever has the note's name."""
    path = folder / NOTE
    if path.is_dir() and not path.is_symlink():
        path.rename(_free_name(folder.parent / NOTE))
    path.unlink(missing_ok=True)
    path.write_text(json.dumps(found, indent=1), encoding="utf-8")


def read_plain_file(path: Path, limit: int) -> bytes | None:
    """At most ``limit`` bytes of a plain file; None if it is anything else, or not there."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        return None
    with os.fdopen(descriptor, "rb") as file:
        return file.read(limit)


def _read_note(folder: Path) -> dict[str, str]:
    try:
        found = json.loads(read_plain_file(folder / NOTE, MAXIMUM_BYTES) or b"{}")
    except (ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {name: reason for name, reason in found.items() if isinstance(reason, str)}


def _copy_plain(path: Path, target: Path, limit: int) -> str | None:
    """Copy a file without following a link that took its place meanwhile; why not, or None."""
    data = read_plain_file(path, limit + 1)
    if data is None:
        return "cannot be opened"
    if len(data) > limit:
        return "far too big"
    target.write_bytes(data)
    shutil.copystat(path, target, follow_symlinks=False)
    target.chmod(0o644)
    return None


def _fault(path: Path, limit: int | None) -> str | None:
    """Why an entry of a submission's folder is not read; None if it is."""
    found = path.lstat()
    if stat.S_ISLNK(found.st_mode):
        return "a link"
    if stat.S_ISDIR(found.st_mode):
        return "a folder"
    if not stat.S_ISREG(found.st_mode):
        return "not a plain file"
    if limit is None:
        return "not part of the quiz"
    if found.st_size > limit:
        return "far too big"
    return _time_fault(path) if path.name == TIMESTAMP_NAME else None


def _time_fault(path: Path) -> str | None:
    """Whether nbgrader would end the whole batch at a time that it cannot read."""
    try:
        parse_utc((read_plain_file(path, _MAXIMUM_LINE_BYTES) or b"").decode("utf-8").strip())
    except (ValueError, OverflowError, TypeError, AttributeError):
        return "not a time"
    return None


def _real_folder(path: Path) -> Path:
    """Make a folder, in place of anything else of that name."""
    if os.path.lexists(path) and not stat.S_ISDIR(path.lstat().st_mode):
        path.unlink()
    path.mkdir(exist_ok=True)
    path.chmod(stat.S_IRWXU | stat.S_IRGRP | stat.S_IXGRP)
    return path


def _make_movable(path: Path) -> None:
    """A folder can be moved to another one only by who may write to it."""
    if stat.S_ISDIR(path.lstat().st_mode):
        path.chmod(stat.S_IRWXU)


def _free_name(path: Path) -> Path:
    number, free = 1, path
    while os.path.lexists(free):
        number += 1
        free = path.with_name(f"{number}-{path.name}")
    return free


def _plain(name: str) -> str:
    """A text that can be printed on one line, shortened."""
    shown = "".join(letter if letter.isprintable() else "?" for letter in name)
    return shown if len(shown) <= _SHOWN_NAME else shown[: _SHOWN_NAME - 1] + "…"
