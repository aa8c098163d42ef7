"""The ledger beside the gradebook: every mark ever given, one JSON object per line, only ever added to.

Each line carries the fingerprint of the line before it, so that a line which was changed, taken out or put
in later shows. A lost gradebook is restored from it (:mod:`kapedu.grading.rebuild`).
"""

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

FILE_NAME = "ledger.jsonl"
MARKED = "marked"
BY_HAND = "scored-by-hand"


class LedgerError(Exception):
    """The ledger cannot be used as it is; the message says where and why."""


class Ledger:
    """A ledger file; safe for several graders on one machine at once.

    A line that was cut off by a power failure is passed over when reading and told by :meth:`problems`.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._read_to = 0
        self._origins: dict[tuple[str, str], set[str]] = {}
        self._by_hand: dict[tuple[str, ...], dict[str, Any]] = {}

    def append(self, entry: dict[str, Any]) -> None:
        """Add one entry and see it to the disk.

        Raises:
            OSError: The file cannot be written to.
        """
        with self.path.open("a+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            last = _last_line(file)
            line = json.dumps({**entry, "previous": _fingerprint(last)}, ensure_ascii=False, sort_keys=True)
            torn = bool(last) and not last.endswith(b"\n")
            file.write((b"\n" if torn else b"") + line.encode("utf-8", "replace") + b"\n")
            file.flush()
            os.fsync(file.fileno())

    def entries(self) -> Iterator[dict[str, Any]]:
        """Every entry that can be read, oldest first."""
        for _, line in self._lines():
            entry = _read(line)
            if entry is not None:
                yield entry

    def latest(
        self, assignment: str | None = None, event: str = MARKED
    ) -> dict[tuple[str, ...], dict[str, Any]]:
        """The newest entry of each student (and item, where an entry is about one), oldest student first."""
        newest: dict[tuple[str, ...], dict[str, Any]] = {}
        for entry in self.entries():
            if entry.get("event") == event and assignment in {None, entry.get("assignment")}:
                names = ("assignment", "student") + (("item",) if event == BY_HAND else ())
                newest[tuple(str(entry.get(name)) for name in names)] = entry
        return newest

    def problems(self) -> list[str]:
        """What is wrong with the file, in sentences; empty if every line is whole and in its place."""
        found = []
        before = b""
        for number, line in self._lines():
            entry = _read(line)
            if entry is None:
                found.append(f"line {number}: it is cut off or not readable")
            elif entry.get("previous") != _fingerprint(before):
                found.append(f"line {number}: the line before it was changed, taken out or put in later")
            before = line
        return found

    def others_with_origin(self, assignment: str, origin: str, student: str) -> set[str]:
        """Other students whose sheet for this assignment was started as the same one."""
        self._catch_up()
        return self._origins.get((assignment, origin), set()) - {student}

    def note_by_hand(self, entry: dict[str, Any], at: str) -> bool:
        """Add a score or comment given by hand, unless the ledger has it just so; whether it was added."""
        self._catch_up()
        before = self._by_hand.get(_place(entry), {})
        if all(before.get(name) == value for name, value in entry.items()):
            return False
        self.append({"event": BY_HAND, "at": at, **entry})
        return True

    def _catch_up(self) -> None:
        """Take in what was added since the last look."""
        if not self.path.is_file():
            return
        with self.path.open("rb") as file:
            file.seek(self._read_to)
            for line in file:
                if not line.endswith(b"\n"):
                    break
                self._read_to += len(line)
                entry = _read(line)
                if entry and entry.get("event") == BY_HAND:
                    self._by_hand[_place(entry)] = entry
                elif entry and entry.get("origin"):
                    place = (str(entry.get("assignment")), str(entry["origin"]))
                    self._origins.setdefault(place, set()).add(str(entry.get("student")))

    def _lines(self) -> Iterator[tuple[int, bytes]]:
        if self.path.is_file():
            with self.path.open("rb") as file:
                yield from enumerate(file, start=1)


@cache
def ledger_at(path: Path) -> Ledger:
    """The ledger of a file, one in a process."""
    return Ledger(path)


def ledger_beside(db_url: str, root: str | Path) -> Ledger:
    """The ledger of a gradebook: beside an SQLite file, else in the course folder ``root``."""
    file = db_url.removeprefix("sqlite:///")
    folder = Path(file).parent if file not in {db_url, ":memory:"} else Path(root)
    return ledger_at((folder / FILE_NAME).absolute())


def _place(entry: dict[str, Any]) -> tuple[str, ...]:
    return tuple(str(entry.get(name)) for name in ("assignment", "student", "item"))


def _fingerprint(line: bytes) -> str:
    return hashlib.sha256(line.rstrip(b"\n")).hexdigest() if line else ""


def _read(line: bytes) -> dict[str, Any] | None:
    if not line.endswith(b"\n"):
        return None
    try:
        entry = json.loads(line)
    except ValueError:
        return None
    return entry if isinstance(entry, dict) else None


def _last_line(file: Any) -> bytes:
    """The last line of an open file, read from its end."""
    size = file.seek(0, os.SEEK_END)
    step, tail = 4096, b""
    while size > 0:
        start = max(0, size - step)
        file.seek(start)
        tail = file.read(size - start) + tail
        if b"\n" in tail[:-1]:
            break
        size = start
    return bytes(tail[:-1].rpartition(b"\n")[2] + tail[-1:]) if tail else b""
