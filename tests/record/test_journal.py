"""The file of a record: nothing is lost, nothing is replaced, a torn line costs itself alone."""

import json
import os
import subprocess
import sys
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapedu.record import Event, Journal, RecordError

AT = "2026-11-22T09:00:00+00:00"


def event(number=1, **detail):
    return Event(AT, "check", "1-mechanism", f"r-{number}", detail)


def test_events_come_back_in_their_order(tmp_path):
    journal = Journal(tmp_path / "my-work" / "record.jsonl")
    assert journal.read().events == ()
    for number in range(5):
        journal.add(event(number, verdict="right"))
    assert [one.item for one in journal.read().events] == [f"r-{number}" for number in range(5)]


def test_only_its_owner_may_read_it(tmp_path):
    journal = Journal(tmp_path / "record.jsonl")
    journal.add(event())
    assert journal.path.stat().st_mode & 0o077 == 0


@given(st.binary(max_size=200), st.integers(0, 60))
def test_whatever_a_crash_left_behind_the_other_lines_are_read(tmp_path_factory, rubbish, cut):
    journal = Journal(tmp_path_factory.mktemp("record") / "record.jsonl")
    journal.add(event(1))
    whole = journal.path.read_bytes()
    journal.path.write_bytes(whole + rubbish.replace(b"\n", b" ") + event(2).line().encode()[:cut])
    journal.add(event(3))
    held = journal.read()
    assert [one.item for one in held.events if one.item in {"r-1", "r-3"}] == ["r-1", "r-3"]
    assert len(held.events) + len(held.unreadable) <= 3


def test_two_writers_at_once_lose_nothing(tmp_path):
    journal = Journal(tmp_path / "record.jsonl")

    def write(first):
        for number in range(first, first + 50):
            journal.add(event(number))

    writers = [threading.Thread(target=write, args=(first,)) for first in (0, 50, 100)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    held = journal.read()
    assert sorted(one.item for one in held.events) == sorted(f"r-{number}" for number in range(150))
    assert held.unreadable == ()


def test_a_killed_writer_costs_the_line_in_flight_at_most(tmp_path):
    code = (
        "import sys\nfrom pathlib import Path\nfrom kapedu.record import Event, Journal\n"
        f"journal = Journal(Path({str(tmp_path / 'record.jsonl')!r}))\n"
        "for number in range(100_000):\n"
        f"    journal.add(Event({AT!r}, 'check', 'm', f'r-{{number}}'))\n"
        "    print(number, flush=True)\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as writer:
        for line in writer.stdout:
            if int(line) == 40:
                writer.kill()
                break
        said = [40, *(int(line) for line in writer.stdout if line.strip())]
    held = Journal(tmp_path / "record.jsonl").read()
    assert len(held.events) >= max(said) + 1
    assert len(held.unreadable) <= 1


def test_an_export_holds_everything_and_replaces_nothing(tmp_path):
    journal = Journal(tmp_path / "record.jsonl")
    journal.add(event(1, verdict="wrong"))
    journal.path.write_bytes(journal.path.read_bytes() + b"torn")
    target = tmp_path / "mine.json"
    assert journal.export(target) == 1
    data = json.loads(target.read_text())
    assert data["events"][0]["detail"] == {"verdict": "wrong"}
    assert data["unreadable_lines"] == [2]
    with pytest.raises(RecordError, match="exists already"):
        journal.export(target)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine.json", "record.jsonl"]


def test_erasing_says_how_much_and_leaves_no_file(tmp_path):
    journal = Journal(tmp_path / "record.jsonl")
    journal.add(event())
    assert journal.erase() == 1
    assert not os.path.lexists(journal.path)
    assert journal.erase() == 0
