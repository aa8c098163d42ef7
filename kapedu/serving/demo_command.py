"""`kapedu demo`: the dashboards and lessons as plain web pages, on this computer."""

import argparse
import errno
import os
import socket
import sys
import tempfile
import threading
import webbrowser
from pathlib import Path

from kapedu.serving.gallery import find_pages, stage

_USUAL_PORT = 8866


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of `kapedu demo`."""
    parser.add_argument("name", nargs="?", metavar="NAME", help="open this page at once, e.g. dose-explorer")
    parser.add_argument(
        "--port", type=port_number, help=f"port to listen on (default: {_USUAL_PORT}, or a free one)"
    )
    parser.add_argument(
        "--ip", default="127.0.0.1", help="address to listen on (default: this computer only)"
    )
    parser.add_argument("--no-browser", action="store_true", help="print the address, open no browser")
    parser.add_argument("--token", default="", help="ask visitors for this word")
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
        listening = open_port(arguments.ip, arguments.port)
    except OSError as error:
        return _complain(
            f"{error.strerror} (port {arguments.port or _USUAL_PORT}, address {arguments.ip})", 1
        )

    from kapedu.serving.voila_app import Site, course_voila

    open_browser = not arguments.no_browser and os.environ.get("KAPEDU_OPEN", "1") != "0"
    start_at = f"voila/render/{pages[arguments.name].path}" if arguments.name else ""
    with tempfile.TemporaryDirectory(prefix="kapedu-demo-") as folder:
        stage(groups, Path(folder))
        dashboards = [page.path for page in groups[0].pages]
        site = Site(Path(folder), groups, ip=arguments.ip, token=arguments.token, warm=tuple(dashboards))
        app = course_voila(site, listening)
        app.on_ready = lambda url: announce(url + start_at, arguments, open_browser=open_browser)
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


def announce(
    url: str, arguments: argparse.Namespace, *, open_browser: bool, what: str = "The course"
) -> None:
    """Print the address, with what to know about it, and open the browser there if that is wanted."""
    if arguments.ip in ("0.0.0.0", "::", ""):  # noqa: S104 -- compared, not bound
        url = url.replace(f"//{arguments.ip}:", f"//{socket.gethostname()}:")
        if not arguments.token:
            sys.stdout.write(
                "Everybody who can reach this computer can open these pages. --token asks for a word.\n"
            )
    if arguments.token:
        url += f"?token={arguments.token}"
    sys.stdout.write(f"{what} is at {url}\nStop it with Ctrl+C.\n")
    sys.stdout.flush()
    if open_browser:
        # A browser in the terminal would not return before the reader leaves it.
        threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()


def _complain(sentence: str, code: int) -> int:
    sys.stderr.write(f"kapedu demo: {sentence}\n")
    return code


def port_number(text: str) -> int:
    """A port that was typed."""
    if not text.isdecimal() or not 0 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port; write a number from 1 to 65535")
    return int(text)


def _dashboards() -> Path:
    return Path(__file__).parent.parent / "dashboards"


def _modules() -> Path | None:
    """The lessons: beside the package in a checkout, or in the folder the command was started in."""
    for home in (Path(__file__).parent.parent.parent, Path.cwd()):
        if (home / "modules").is_dir() and (home / "assessments").is_dir():
            return home / "modules"
    return None
