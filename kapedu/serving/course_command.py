"""``kapedu course``: open the course in JupyterLab."""

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kapedu.language import LANGUAGES, current
from kapedu.serving.lab_app import CourseNotFoundError, Place, address_of, find_course, make_server

if TYPE_CHECKING:
    import subprocess

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
    preparing = _prepare_quizzes(root)
    try:
        server.start()
    finally:
        if preparing is not None:
            preparing.terminate()  # the next start goes on where it was
            preparing.wait()
    return 0


def _prepare_quizzes(root: Path) -> "subprocess.Popen[bytes] | None":
    """Release the quizzes and fetch them into ``my-work`` while the course opens; it opens even when that fails."""
    from kapedu.grading.preparing import start_preparing  # heavy, and `--help` does not need it

    try:
        return start_preparing(root)
    except OSError as error:
        _say(f"The quizzes are not ready ({error}). The lessons open all the same.")
        return None


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _complain(text: str) -> None:
    sys.stderr.write(f"kapedu course: {text}\n")
