"""The file of a record: one event a line, only ever added to, so that a crash can cost the last line at most."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from kapedu.files.whole import OWNER_ONLY, write_new
from kapedu.record.event import SCHEMA_VERSION, Event, RecordError

FILE_NAME = "record.jsonl"


@dataclass(frozen=True)
class Journalled:
    """What a journal holds.

    Attributes:
        events: In the order in which they were written.
        unreadable: Numbers of the lines that are no events, from 1; they stay in the file.
    """

    events: tuple[Event, ...]
    unreadable: tuple[int, ...] = ()


@dataclass(frozen=True)
class Journal:
    """A learner's record on disk."""

    path: Path

    def add(self, event: Event) -> None:
        """Write one event at the end and make sure that it is on the disk.

        Raises:
            RecordError: The event cannot be kept.
            OSError: The file cannot be written to.
        """
        line = event.line().encode()
        self.path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self.path, os.O_RDWR | os.O_APPEND | os.O_CREAT, OWNER_ONLY)
        try:
            size = os.fstat(descriptor).st_size
            torn = size > 0 and os.pread(descriptor, 1, size - 1) != b"\n"
            os.write(descriptor, b"\n" + line if torn else line)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def read(self) -> Journalled:
        """All events; a file that is not there holds none.

        Raises:
            OSError: The file cannot be read.
        """
        if not self.path.exists():
            return Journalled(())
        events, unreadable = [], []
        text = self.path.read_bytes().decode("utf-8", errors="replace")
        for number, line in enumerate(text.split("\n"), 1):
            if not line.strip():
                continue
            try:
                events.append(Event.from_line(line))
            except RecordError:
                unreadable.append(number)
        return Journalled(tuple(events), tuple(unreadable))

    def export(self, target: Path) -> int:
        """Write the whole record to another file, to read or to take away.

        Returns:
            How many events were written.

        Raises:
            RecordError: The target exists already.
            OSError: It cannot be written.
        """
        held = self.read()
        data = {
            "schema_version": SCHEMA_VERSION,
            "about": "What was done in the course, without a name. It was kept on this computer only.",
            "unreadable_lines": list(held.unreadable),
            "events": [asdict(event) for event in held.events],
        }
        try:
            write_new(target, json.dumps(data, ensure_ascii=False, indent=1) + "\n")
        except FileExistsError:
            raise RecordError(f"{target} exists already; give the name of a new file") from None
        return len(held.events)

    def erase(self) -> int:
        """Delete the record; how many events it held."""
        count = len(self.read().events)
        self.path.unlink(missing_ok=True)
        return count
