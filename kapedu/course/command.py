"""``kapedu map check|write``: the pages that are made from the course's map."""

import argparse
import sys
from pathlib import Path

from kapedu.course.course_map import MAP, MapError, course_folder
from kapedu.course.lesson import LessonError
from kapedu.course.pages import pages


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of ``kapedu map``."""
    parser.add_argument(
        "action", choices=["check", "write"], help="compare the pages with the map, or write them"
    )
    parser.add_argument(
        "--course", type=Path, metavar="FOLDER", help="the course; without it, the one around here"
    )


def run(arguments: argparse.Namespace) -> int:
    """0 when every page is as the map says, 1 when `check` finds one that is not, 2 when the course cannot be used."""
    try:
        root = course_folder(arguments.course)
        made = pages(root)
        old = [path for path, text in made.items() if _differs(root / path, text)]
        if arguments.action == "write":
            for path in old:
                _write(root / path, made[path])
    except (MapError, LessonError) as error:
        sys.stderr.write(f"kapedu map: {' '.join(str(error).split())}\n")
        return 2
    told = "written" if arguments.action == "write" else "not as the map says; run: kapedu map write"
    for path in old:
        sys.stdout.write(f"{path.as_posix()}: {told}\n")
    if not old:
        sys.stdout.write(f"All {len(made)} pages are as {MAP.as_posix()} says.\n")
    return 1 if old and arguments.action == "check" else 0


def _differs(path: Path, text: str) -> bool:
    return not path.is_file() or path.read_bytes() != text.encode()


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    except OSError as error:
        raise MapError(f"{path}: cannot be written ({error.strerror})") from None
