"""`kapedu report`: the instructor's page of the class as a web page, for whoever has its word."""

import argparse
import os
import secrets
import sys
import tempfile
import threading
import webbrowser
from pathlib import Path

from kapedu.serving.demo_command import open_port, port_number
from kapedu.serving.gallery import Group, read_page, stage

PAGE = Path("course", "instructor.ipynb")
_WORD_BYTES = 16


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `kapedu report`."""
    parser.add_argument("--port", type=port_number, help="port to listen on (default: 8866, or a free one)")
    parser.add_argument(
        "--ip", default="127.0.0.1", help="address to listen on (default: this computer only)"
    )
    parser.add_argument("--no-browser", action="store_true", help="print the address, open no browser")
    parser.add_argument("--token", default="", help="the word that opens it (default: a new one each time)")
    parser.add_argument(
        "--root", type=Path, default=Path(), help="the course's folder (default: found from here)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Serve until stopped; 0 when stopped, 1 when the server cannot start, 2 when there is no course here."""
    from kapedu.grading.item_bank import course_root
    from kapedu.quiz import QuizError
    from kapedu.widgets.home.class_report import COURSE_VARIABLE

    try:
        root = course_root(arguments.root)
    except QuizError as error:
        return _complain(str(error), 2)
    if not (root / PAGE).is_file():
        return _complain(f"{root} has no {PAGE}; get a complete copy of the course", 2)
    try:
        listening = open_port(arguments.ip, arguments.port)
    except OSError as error:
        return _complain(f"{error.strerror} (address {arguments.ip})", 1)

    from kapedu.serving.voila_app import Site, course_voila

    arguments.token = arguments.token or secrets.token_urlsafe(_WORD_BYTES)
    os.environ[COURSE_VARIABLE] = str(root)
    groups = (Group("For instructors", (read_page(root / PAGE, PAGE.name),)),)
    open_browser = not arguments.no_browser and os.environ.get("KAPEDU_OPEN", "1") != "0"
    with tempfile.TemporaryDirectory(prefix="kapedu-report-") as folder:
        stage(groups, Path(folder))
        # No page is prepared: it would show the gradebook as it was when it was prepared.
        site = Site(Path(folder), groups, ip=arguments.ip, token=arguments.token, fork=False)
        app = course_voila(site, listening)
        app.on_ready = lambda url: _announce(
            f"{url}voila/render/{PAGE.name}?token={site.token}", open_browser=open_browser
        )
        app.start()
    return 0


def _announce(url: str, *, open_browser: bool) -> None:
    sys.stdout.write(f"The class report is at {url}\nStop it with Ctrl+C.\n")
    sys.stdout.flush()
    if open_browser:
        # A browser in the terminal would not return before the reader leaves it.
        threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()


def _complain(sentence: str, code: int) -> int:
    sys.stderr.write(f"kapedu report: {sentence}\n")
    return code
