"""``kapedu map check|write``: the pages that are made from the course's map."""

import argparse
import sys
from pathlib import Path

from kapedu.course.course_map import MAP, MapError
from kapedu.course.lesson import LessonError
from kapedu.course.pages import pages


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "action", choices=["check", "write"], help="compare the pages with the map, or write them"
    )
    parser.add_argument(
        "--course", type=Path, metavar="FOLDER", help="the course; without it, the one around here"
    )


def run(arguments: argparse.Namespace) -> int:
    """0 when every page is as the map says, 1 when `check` finds one that is not, 2 when the map cannot be used."""
    try:
        root = _root(arguments.course)
        made = pages(root)
    except (MapError, LessonError) as error:
        sys.stderr.write(f"kapedu map: {error}\n")
        return 2
    old = [
        path
        for path, text in made.items()
        if not (root / path).is_file() or (root / path).read_text(encoding="utf-8") != text
    ]
    if arguments.action == "write":
        for path in old:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(made[path], encoding="utf-8")
    told = "written" if arguments.action == "write" else "not as the map says; run: kapedu map write"
    for path in old:
        sys.stdout.write(f"{path.as_posix()}: {told}\n")
    if not old:
        sys.stdout.write(f"All {len(made)} pages are as {MAP.as_posix()} says.\n")
    return 1 if old and arguments.action == "check" else 0


def _root(named: Path | None) -> Path:
    here = Path.cwd()
    for folder in (named,) if named else (here, *here.parents):
        if (folder / MAP).is_file():
            return folder
    raise MapError(
        f"there is no {MAP.as_posix()} in {named or here}; change into the course's folder or name it with --course"
    )
