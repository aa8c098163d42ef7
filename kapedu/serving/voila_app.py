"""Voilà as the course serves it: our gallery, our pages, and nothing else.

Compared with `voila FOLDER`, this server

- answers only for the pages of its gallery (no folder listing, no files, no contents interface),
- hands the page the cookie that Voilà's "this page was closed" message needs, so that a kernel ends with
  its page and XSRF protection stays on; a kernel whose page never said goodbye is ended after ten idle minutes,
- lets the browser keep the front end's scripts, and names them at the top of each page,
- has each dashboard prepared, and gives every visitor a copy of it (`prepared_pages`); where a process cannot be
  copied, it keeps one kernel warm for each dashboard,
- lets a room vote by phone, on a page without a kernel (`vote_handlers`),
- forbids the browser, by a content security policy, to ask any other computer for anything,
- reads no configuration of the user's, and writes nothing into the user's Jupyter folders.
"""

import logging
import secrets
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from importlib.metadata import version
from pathlib import Path
from signal import SIG_IGN, SIGINT, SIGTERM, signal
from socket import socket
from typing import Any

from jupyter_core.utils import run_sync
from jupyter_server.base.handlers import FileFindHandler
from jupyter_server.services.kernels.handlers import KernelHandler
from jupyter_server.utils import url_path_join
from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop
from tornado.websocket import WebSocketClosedError
from traitlets.config import Config
from voila.app import Voila
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler
from voila.static_file_handler import AllowListFileHandler
from voila.tornado.contentshandler import VoilaContentsHandler
from voila.tornado.handler import TornadoVoilaHandler
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler
from voila.tornado.treehandler import TornadoVoilaTreeHandler
from voila.utils import create_include_assets_functions

from kapedu.language import current, in_language
from kapedu.serving.content_policy import content_policy
from kapedu.serving.gallery import Group, all_pages, has_formulas, way
from kapedu.serving.handlers import (
    OWNERS,
    GalleryHandler,
    GoodbyeHandler,
    KeptStaticFileHandler,
    OwnKernelHandler,
    OwnWebsocketHandler,
    PageHandler,
    PlaceHandler,
    WordHandler,
)
from kapedu.serving.kernel_fork import POSSIBLE, ForkServer, register_provisioner
from kapedu.serving.page_scripts import page_scripts
from kapedu.serving.prepared_pages import PreparedPages
from kapedu.serving.presenter import CountHandler, PresenterHandler, Room, RoundHandler
from kapedu.serving.room import is_this_computer, room_name
from kapedu.serving.room_vote import Pace
from kapedu.serving.vote_handlers import PresenterVoteHandler, VoteCodeHandler, VoteHandler, VoteNowHandler
from kapedu.serving.waiting_room import WaitingRoom

_EXTENSIONS = ("@voila-dashboards/widgets-manager8", "@jupyter-widgets/jupyterlab-manager", "anywidget")
_NOT_SERVED = (AllowListFileHandler, TornadoVoilaTreeHandler, VoilaContentsHandler)
_OURS = {
    KernelHandler: OwnKernelHandler,
    VoilaKernelWebsocketHandler: OwnWebsocketHandler,
    VoilaShutdownKernelHandler: GoodbyeHandler,
}
_LARGEST_MESSAGE = 1 << 20  # bytes; what visitors do is told in a few hundred
_BALLOTS_AT_ONCE, _BALLOTS_PER_S = 200, 50  # from one address
_CULL_AFTER_S = 600
_CULL_EVERY_S = 60
_LONGEST_SOCKET_FOLDER = 36  # a socket's whole path may have about 104 characters; Voilà and Jupyter add 65
_REFILL_AFTER_S = 5  # the next warm kernel does not compete with the page that has just taken one


class CourseVoila(Voila):
    """The server behind `kapedu demo`. Make one with `course_voila`."""

    groups: Sequence[Group] = ()
    most_visitors: int
    presenter_key: str
    listening: socket
    prepared: PreparedPages | None = None
    fork_server: ForkServer | None = None
    warm: Sequence[str] = ()
    on_ready: Callable[[str], None] | None = None

    @property
    def kept_static(self) -> str:
        """Where the front end's scripts are, below the base address."""
        return f"voila/static-{version('voila')}"

    @property
    def connection_url(self) -> str:
        """Where visitors go."""
        name = room_name(self.ip)
        return f"http://{f'[{name}]' if ':' in name else name}:{self.port}{self.base_url}"

    def init_settings(self) -> dict[str, Any]:
        settings: dict[str, Any] = super().init_settings()
        # A server for this computer alone answers to its local names alone: another site that makes its
        # own name point here (DNS rebinding) gets nothing.
        settings["allow_remote_access"] = not is_this_computer(self.ip)
        if self.identity_provider.token:
            self.identity_provider.login_handler_class = WordHandler
        # Every handler's error pages are ours, not only Voilà's.
        pages = settings["jinja2_env"] = settings["voila_jinja2_env"]
        pages.globals.update(
            create_include_assets_functions(self.voila_configuration.template, self.base_url),
            language=current(),
            say=partial(in_language, current()),
        )
        settings[OWNERS] = {}
        settings["websocket_max_message_size"] = _LARGEST_MESSAGE
        settings["headers"] = {"Content-Security-Policy": content_policy()}
        labextensions = url_path_join(self.base_url, "voila/labextensions")
        # Their files carry a hash of their content in the name.
        settings["static_immutable_cache"] = [url_path_join(labextensions, name, "") for name in _EXTENSIONS]
        return settings

    def init_handlers(self) -> list[Any]:
        voila = {"voila_configuration": self.voila_configuration}
        paths = frozenset(all_pages(self.groups))
        scripts = page_scripts(self.kept_static)
        is_open = not is_this_computer(self.ip)
        gallery = {"groups": self.groups, "scripts": scripts, "is_open": is_open, **voila}
        kept = {"paths": self.static_paths}
        manager = self.kernel_manager
        line = WaitingRoom(self.most_visitors, lambda: len(manager.list_kernel_ids()), time.monotonic)
        room = Room(
            manager=manager,
            line=line,
            address=self.connection_url,
            word=self.identity_provider.token or "",
            key=self.presenter_key,
            is_open=is_open,
        )
        # A whole room may reach us from one address, behind one access point.
        pace = Pace(_BALLOTS_AT_ONCE, _BALLOTS_PER_S, time.monotonic)
        presenter = {"room": room, "groups": self.groups, **voila}
        handlers: list[Any] = [
            (self.server_url, GalleryHandler, gallery),
            (url_path_join(self.server_url, "place"), PlaceHandler, {"line": line}),
            (url_path_join(self.server_url, "round"), RoundHandler, {"room": room}),
            (url_path_join(self.server_url, "presenter"), PresenterHandler, presenter),
            (url_path_join(self.server_url, "presenter/room"), CountHandler, presenter),
            (url_path_join(self.server_url, "presenter/vote"), PresenterVoteHandler, presenter),
            (url_path_join(self.server_url, "presenter/vote-code.svg"), VoteCodeHandler, presenter),
            (url_path_join(self.server_url, "vote"), VoteHandler, {"room": room, "pace": pace, **voila}),
            (url_path_join(self.server_url, "vote/now"), VoteNowHandler, {"room": room}),
            (url_path_join(self.server_url, self.kept_static, "(.*)"), KeptStaticFileHandler, kept),
        ]
        for pattern, handler, *arguments in super().init_handlers():
            if handler in _NOT_SERVED:
                continue
            if handler is TornadoVoilaHandler:
                handlers.append(
                    (
                        pattern,
                        PageHandler,
                        {**arguments[0], "paths": paths, "prepared": self.prepared, "line": line},
                    )
                )
            elif handler in _OURS:
                handlers.append((pattern, _OURS[handler], *arguments))
            elif handler is FileFindHandler:  # an address with a version in it ("?v=") may be kept
                handlers.append((pattern, handler, {"path": self.labextensions_path}))
            else:
                handlers.append((pattern, handler, *arguments))
        return handlers

    def listen(self) -> None:
        """Take visitors on the socket that is already open, tell `on_ready` the address, serve until stopped."""
        server = HTTPServer(self.app, max_body_size=_LARGEST_MESSAGE)
        server.add_socket(self.listening)
        self.ioloop = IOLoop.current()
        # An exception in the middle of whatever runs just now could be swallowed there; the loop ends itself instead.
        for number in (SIGINT, SIGTERM):
            signal(number, lambda *_: self.ioloop.add_callback_from_signal(self.ioloop.stop))
        if self.prepared is not None:
            self.ioloop.add_callback(self.prepared.prepare, self.warm)
        try:
            if self.on_ready is not None:
                self.on_ready(self.connection_url)
            self.ioloop.start()
        finally:
            for number in (SIGINT, SIGTERM):
                signal(number, SIG_IGN)  # it is stopping
            server.stop()
            self.stop()

    def stop(self) -> None:
        """End every kernel at once: one that is still starting would otherwise print how it was interrupted."""
        run_sync(self.kernel_manager.shutdown_all)(now=True)
        if self.prepared is not None:
            self.prepared.close()
        if self.fork_server is not None:
            self.fork_server.stop()
        shutil.rmtree(self.connection_dir, ignore_errors=True)


@dataclass(frozen=True)
class Site:
    """What a server shows, and to whom.

    Attributes:
        folder: Holds the pages (see `gallery.stage`).
        groups: What the gallery shows; no other path is answered.
        ip: The address that the server's socket was opened for.
        token: What a visitor must give; empty lets everybody in who can reach the address.
        warm: Paths of the pages that are made ready before the first visitor asks.
        template: Voilà template of the pages.
        most_visitors: Kernels that may run at once; who comes then waits in line.
        presenter_key: What makes a visitor the presenter.
        fork: Whether kernels are copies of a prepared page, where that is possible.
    """

    folder: Path
    groups: tuple[Group, ...]
    ip: str = "127.0.0.1"
    token: str = ""
    warm: tuple[str, ...] = ()
    template: str = "kapedu"
    most_visitors: int = 100
    presenter_key: str = field(default_factory=secrets.token_urlsafe)
    fork: bool = POSSIBLE


def course_voila(site: Site, listening: socket) -> CourseVoila:
    """A server, ready to `start()`.

    Args:
        site: What to serve.
        listening: An open socket, not blocking; opened by the caller, so that a port in use is known before
            anything is started.
    """
    # A page that somebody mistypes is no news for the terminal, nor is how long a websocket may be silent.
    logging.getLogger("tornado").setLevel(logging.ERROR)
    logging.getLogger("tornado.access").setLevel(logging.CRITICAL)  # who waits in line is no error
    logging.getLogger("asyncio").addFilter(_is_news)
    config = Config()
    config.Voila.config_file_paths = []
    config.Voila.log_level = logging.ERROR
    config.Voila.root_dir = str(site.folder)
    config.Voila.ip = site.ip
    config.Voila.port = listening.getsockname()[1]
    config.Voila.open_browser = False
    config.Voila.token = site.token
    # No new file in the reader's home: notebooks are signed for this one run.
    config.NotebookNotary.secret = secrets.token_bytes(32)
    config.NotebookNotary.db_file = ":memory:"
    voila = config.VoilaConfiguration
    voila.template = site.template
    voila.allow_template_override = "NO"
    voila.allow_theme_override = "NO"
    voila.show_tracebacks = False
    voila.extension_allowlist = list(_EXTENSIONS)
    voila.preheat_kernel = bool(site.warm) and not site.fork
    config.VoilaKernelManager.kernel_pools_config = {
        "default": {"pool_size": 0},
        **{path: {"pool_size": 1} for path in site.warm},
    }
    config.VoilaKernelManager.fill_delay = _REFILL_AFTER_S
    config.MappingKernelManager.cull_idle_timeout = _CULL_AFTER_S
    config.MappingKernelManager.cull_interval = _CULL_EVERY_S
    config.MappingKernelManager.buffer_offline_messages = False
    if len(tempfile.gettempdir()) <= _LONGEST_SOCKET_FOLDER:
        config.KernelManager.transport = "ipc"
    app = CourseVoila(config=config)
    voila.resources = {
        "kapedu": {"gallery": True, "scripts": page_scripts(app.kept_static), "say": in_language}
    }
    voila.page_config_hook = _page_config(app)
    app.update_config(config)
    app.groups = site.groups
    app.listening = listening
    app.warm = site.warm
    app.most_visitors = site.most_visitors
    app.presenter_key = site.presenter_key
    app.initialize([])
    if site.fork:
        register_provisioner(app)
        app.fork_server = ForkServer()
        app.fork_server.start()
        app.prepared = PreparedPages(app, app.fork_server, site.folder)
    return app


def _is_news(record: logging.LogRecord) -> bool:
    """Everything but a message that came too late for a page that had been left."""
    return not (record.exc_info and isinstance(record.exc_info[1], WebSocketClosedError))


def _page_config(app: CourseVoila) -> Callable[..., dict[str, Any]]:
    """What the page's front end is told: where its scripts are kept, whether it needs MathJax, what comes next."""

    def hook(page_config: dict[str, Any], *, notebook_path: str, **_: Any) -> dict[str, Any]:
        told = {**page_config, "fullStaticUrl": url_path_join(app.base_url, app.kept_static)}
        if not has_formulas(Path(app.root_dir) / notebook_path):
            told["fullMathjaxUrl"] = url_path_join(app.base_url, "voila/templates/kapedu/static/no-math.js")
            told["mathjaxConfig"] = "none"
        told["kapeduWay"] = [
            page and {"path": page.path, "title": page.title} for page in way(app.groups, notebook_path)
        ]
        return told

    return hook
