"""``kapedu facts``: the list of what a physician has to decide."""

import argparse
import sys
from pathlib import Path

from kapedu.knowledge.errors import KnowledgeError
from kapedu.knowledge.sign_off import PAGE, sign_off_page


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the action of ``kapedu facts``."""
    parser.add_argument(
        "action",
        choices=["sign-off"],
        help="rules of the course, unchecked doses, thresholds and drugs, and who has to decide them",
    )
    parser.add_argument("--write", action="store_true", help=f"write it to {PAGE} instead of printing it")
    parser.add_argument(
        "--course", type=Path, metavar="FOLDER", help="the course; without it, the one around here"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print or write the page; 0 when done, 2 with one line on stderr when the folder is no course."""
    try:
        page = sign_off_page()
        if not arguments.write:
            sys.stdout.write(page)
            return 0
        path = _root(arguments.course) / PAGE
        path.write_text(page, encoding="utf-8")
    except KnowledgeError as error:
        sys.stderr.write(f"kapedu facts: {' '.join(str(error).split())}\n")
        return 2
    except OSError as error:
        sys.stderr.write(f"kapedu facts: {error.filename} cannot be written ({error.strerror})\n")
        return 2
    sys.stdout.write(f"{PAGE}: written\n")
    return 0


def _root(named: Path | None) -> Path:
    here = Path.cwd()
    for folder in (named,) if named else (here, *here.parents):
        if (folder / PAGE).parent.is_dir():
            return folder
    raise KnowledgeError(
        f"there is no {Path(PAGE).parent.as_posix()} in {named or here}; "
        "change into the course's folder or name it with --course"
    )
