"""`kapedu demo`: the dashboards and lessons as plain web pages, on this computer."""

import argparse
import errno
import os
import socket
import sys
import tempfile
import threading
import webbrowser
from contextlib import suppress
from pathlib import Path
from signal import SIGTERM, default_int_handler, signal
from typing import TYPE_CHECKING

from kapedu.serving.gallery import find_pages, stage
from kapedu.serving.room import NoRoomError, is_this_computer, new_word, room_address, room_for, with_word

if TYPE_CHECKING:
    from kapedu.serving.voila_app import Site

_USUAL_PORT = 8866
_MOST_VISITORS = 1000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `kapedu demo`."""
    parser.add_argument("name", nargs="?", metavar="NAME", help="open this page at once, e.g. dose-explorer")
    parser.add_argument(
        "--port", type=port_number, help=f"port to listen on (default: {_USUAL_PORT}, or a free one)"
    )
    place = parser.add_mutually_exclusive_group()
    place.add_argument(
        "--room",
        action="store_true",
        help="let the phones in the room reach it: listen at this computer's address in the network",
    )
    place.add_argument(
        "--ip", "--host", default="127.0.0.1", help="address to listen on (default: this computer only)"
    )
    parser.add_argument(
        "--token",
        metavar="WORD",
        type=_word,
        help="ask visitors for this word (for a network, one is made when none is given)",
    )
    parser.add_argument(
        "--visitors",
        type=_number_of_visitors,
        metavar="N",
        help="how many may be there at once; others wait in line (default: what the free memory holds, 120 at most)",
    )
    parser.add_argument("--no-browser", action="store_true", help="print the address, open no browser")
    parser.add_argument(
        "--lessons",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="show the lessons beside the dashboards (default: yes)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Serve until stopped; 0 when stopped, 1 when the server cannot start, 2 for an unknown page."""
    groups = find_pages(_dashboards(), _modules() if arguments.lessons else None)
    pages = {page.name: page for group in groups for page in group.pages}
    if arguments.name is not None and arguments.name not in pages:
        return _complain(f"no page is called {arguments.name!r}. There are: {', '.join(pages)}", 2)

    try:
        ip = room_address() if arguments.room else arguments.ip
        listening = open_port(ip, arguments.port)
    except NoRoomError as error:
        return _complain(str(error), 1)
    except OSError as error:
        return _complain(f"{error.strerror} (port {arguments.port or _USUAL_PORT}, address {ip})", 1)

    from kapedu.serving.kernel_fork import POSSIBLE
    from kapedu.serving.voila_app import Site, course_voila

    open_browser = not arguments.no_browser and os.environ.get("KAPEDU_OPEN", "1") != "0"
    word = arguments.token or ("" if is_this_computer(ip) else new_word())
    start_at = f"voila/render/{pages[arguments.name].path}" if arguments.name else ""
    signal(SIGTERM, default_int_handler)  # told to stop while it starts, it still takes its folder with it
    with suppress(KeyboardInterrupt), tempfile.TemporaryDirectory(prefix="kapedu-demo-") as folder:
        stage(groups, Path(folder))
        site = Site(
            Path(folder),
            groups,
            ip=ip,
            token=word,
            warm=tuple(page.path for page in groups[0].pages),
            most_visitors=arguments.visitors or room_for(forked=POSSIBLE),
        )
        app = course_voila(site, listening)
        app.on_ready = lambda url: _announce(url, start_at, site, open_browser=open_browser)
        app.start()
    return 0


def open_port(ip: str, port: int | None) -> socket.socket:
    """A socket on the wanted port; without one, on the usual port, or on a free one when that is in use."""
    family = socket.AF_INET6 if ":" in ip else socket.AF_INET
    try:
        listening = socket.create_server(
            (ip, _USUAL_PORT if port is None else port), family=family, backlog=128
        )
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        if port is not None:
            raise OSError(
                error.errno, "another program uses this port; choose another with --port"
            ) from error
        listening = socket.create_server((ip, 0), family=family, backlog=128)
    listening.setblocking(False)  # noqa: FBT003 -- its only argument
    return listening


def _announce(url: str, start_at: str, site: "Site", *, open_browser: bool) -> None:
    start = with_word(url + start_at, site.token)
    presenter = with_word(f"{url}presenter", site.token)
    presenter += f"{'&' if site.token else '?'}key={site.presenter_key}"
    sys.stdout.write(f"The course is at {start}\n")
    if site.token:
        sys.stdout.write(f"Others in this network: {url} and the word {site.token}\n")
    sys.stdout.write(f"For the presenter alone: {presenter}\nStop it with Ctrl+C.\n")
    sys.stdout.flush()
    if open_browser:
        # A browser in the terminal would not return before the reader leaves it.
        threading.Thread(target=webbrowser.open, args=(start,), daemon=True).start()


def _complain(sentence: str, code: int) -> int:
    sys.stderr.write(f"kapedu demo: {sentence}\n")
    return code


def port_number(text: str) -> int:
    """A port that was typed."""
    if not text.isdecimal() or not 0 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port; write a number from 1 to 65535")
    return int(text)


def _word(text: str) -> str:
    if not text or not (text.isascii() and text.isalnum()):
        raise argparse.ArgumentTypeError(f"{text!r} is not a word; use letters and digits alone")
    return text


def _number_of_visitors(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= _MOST_VISITORS:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to {_MOST_VISITORS}")
    return int(text)


def _dashboards() -> Path:
    return Path(__file__).parent.parent / "dashboards"


def _modules() -> Path | None:
    """The lessons: beside the package in a checkout, or in the folder the command was started in."""
    for home in (Path(__file__).parent.parent.parent, Path.cwd()):
        if (home / "modules").is_dir() and (home / "assessments").is_dir():
            return home / "modules"
    return None
