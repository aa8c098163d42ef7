"""``kapedu record show|export|erase``: a learner's own record, which never leaves the computer by itself."""

import argparse
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from kapedu.course import MapError, course_folder
from kapedu.record.event import RecordError
from kapedu.record.journal import FILE_NAME, Journal
from kapedu.record.keeping import journal_in_use
from kapedu.record.lessons import read_lessons
from kapedu.record.progress import missed, standings, to_continue
from kapedu.record.review import due_now, in_words, recalls

FOLDER = "my-work"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("action", choices=["show", "export", "erase"], help="what to do with the record")
    parser.add_argument("target", nargs="?", type=Path, metavar="FILE", help="where to export it to")
    parser.add_argument(
        "--course", type=Path, metavar="FOLDER", help="the course; without it, the one around here"
    )
    parser.add_argument("--json", action="store_true", help="show it for machines")
    parser.add_argument("--yes", action="store_true", help="erase without asking")


def run(arguments: argparse.Namespace) -> int:
    try:
        root = course_folder(arguments.course)
        journal = journal_in_use() or Journal(root / FOLDER / FILE_NAME)
        if arguments.action == "export":
            return _export(journal, arguments.target)
        if arguments.action == "erase":
            return _erase(journal, sure=arguments.yes)
        return _show(journal, root, as_json=arguments.json)
    except (MapError, RecordError) as error:
        sys.stderr.write(f"kapedu record: {error}\n")
        return 2
    except BrokenPipeError:  # nobody reads on; kapedu.cli knows what to do
        raise
    except OSError as error:
        sys.stderr.write(f"kapedu record: {error}\n")
        return 1


def _show(journal: Journal, root: Path, *, as_json: bool) -> int:
    held = journal.read()
    lessons = read_lessons(root)
    found = standings(lessons, held.events)
    following = to_continue(found, held.events)
    again = missed(lessons, held.events)
    now = datetime.now(UTC)
    coming = recalls(held.events)
    due = due_now(coming, lessons, now)
    if as_json:
        data = {
            "file": str(journal.path),
            "events": len(held.events),
            "unreadable_lines": list(held.unreadable),
            "lessons": [
                {
                    "path": one.lesson.path,
                    "title": one.lesson.title,
                    "state": one.state,
                    "checks": len(one.lesson.checks),
                    "tried": one.tried,
                    "right": one.right,
                }
                for one in found
            ],
            "continue": following.path if following else None,
            "missed": [f"{lesson.path}: {item}" for lesson, item in again],
            "review": [
                {"module": one.module, "item": one.item, "due": one.due.isoformat(), "reviews": one.reviews}
                for one in coming
            ],
        }
        sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=1) + "\n")
        return 0
    lines = [
        f"{one.state:>9}  {one.tried} of {len(one.lesson.checks)} checks  {one.lesson.module}: {one.lesson.title}"
        for one in found
    ]
    lines.append("")
    if following:
        lines.append(f"Go on with: {following.title} ({following.path})")
    if again:
        lines.append(f"Not right yet: {len(again)} self-checks.")
    if due:
        lines.append(f"To review now: {len(due)}.")
    elif coming:
        lines.append(f"The next review is {in_words(coming[0].due, now)}.")
    if held.unreadable:
        lines.append(f"Lines of {journal.path} that cannot be read: {', '.join(map(str, held.unreadable))}.")
    lines.append(f"{len(held.events)} events in {journal.path}. Nothing of this leaves the computer.")
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


def _export(journal: Journal, target: Path | None) -> int:
    if target is None:
        raise RecordError("export needs the name of a new file, such as: kapedu record export my-record.json")
    try:
        count = journal.export(target)
    except OSError as error:
        raise RecordError(f"{target} cannot be written: {error.strerror or error}") from None
    sys.stdout.write(f"{count} events written to {target}.\n")
    return 0


def _erase(journal: Journal, *, sure: bool) -> int:
    count = len(journal.read().events)
    if not sure:
        raise RecordError(
            f"this would erase {count} events for good; to do so, write: kapedu record erase --yes"
        )
    journal.erase()
    sys.stdout.write(f"{count} events erased.\n")
    return 0
