"""``kapedu course``: open the course in JupyterLab."""

import argparse
import os
import sys
from pathlib import Path

from kapedu.language import LANGUAGES, current
from kapedu.serving.lab_app import CourseNotFoundError, Place, address_of, find_course, make_server

DEFAULT_PORT = 8888
HIGHEST_PORT = 65535


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > HIGHEST_PORT:
        raise argparse.ArgumentTypeError(f"{text!r} is no port: give a whole number from 0 to {HIGHEST_PORT}")
    return int(text)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of ``kapedu course``."""
    parser.add_argument(
        "--instructor", action="store_true", help="show the assessments and the grading tools"
    )
    parser.add_argument(
        "--port",
        type=_port,
        default=DEFAULT_PORT,
        help=f"where to listen (default {DEFAULT_PORT}; the next free one when it is taken; 0 for any)",
    )
    _language_option(parser)
    parser.add_argument(
        "--no-browser",
        action="store_true",
        help="only print the address (so does the environment's KAPEDU_OPEN=0)",
    )


def _language_option(parser: argparse.ArgumentParser) -> None:
    names = ", ".join(f"{code} ({name})" for code, name in LANGUAGES.items())
    parser.add_argument(
        "--language", choices=list(LANGUAGES), default=None, help=f"language of the interface: {names}"
    )


def run(arguments: argparse.Namespace) -> int:
    """Serve the course until Ctrl-C; 2 when there is no course here, 1 when the server cannot start."""
    try:
        root = find_course(Path.cwd(), Path(__file__).resolve().parents[1])
        place = Place(root, instructor=arguments.instructor, language=arguments.language or current())
        _prepare_quizzes(root)
        open_browser = not arguments.no_browser and os.environ.get("KAPEDU_OPEN", "1") != "0"
        _say("Starting JupyterLab …")
        server = make_server(place, arguments.port, open_browser=open_browser)
    except CourseNotFoundError as error:
        _complain(str(error))
        return 2
    except (OSError, SystemExit) as error:
        _complain(f"JupyterLab could not start: {error}")
        return 1
    _say(f"\nThe course is open at\n\n    {address_of(server, place)}\n")
    _say("Keep this window open while you work. To stop: Ctrl-C here (your answers are saved).")
    server.start()
    return 0


def _prepare_quizzes(root: Path) -> None:
    """Release the quizzes and fetch them into ``my-work``; the course opens even when that fails."""
    if not (root / "assessments").is_dir():
        return
    _say("Getting the quizzes ready …")
    try:
        from kapedu.grading import prepare_assignments  # heavy, and `--help` does not need it

        prepare_assignments(root)
    except Exception as error:  # noqa: BLE001 - whatever goes wrong there, the lessons must open
        _say(f"The quizzes are not ready ({error}). The lessons open all the same.")


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _complain(text: str) -> None:
    sys.stderr.write(f"kapedu course: {text}\n")
