"""Voilà as the course serves it: our gallery, our pages, and nothing else.

Compared with `voila FOLDER`, this server

- answers only for the pages of its gallery (no folder listing, no files, no contents interface),
- hands the page the cookie that Voilà's "this page was closed" message needs, so that a kernel ends with
  its page and XSRF protection stays on; a kernel whose page never said goodbye is ended after ten idle minutes,
- lets the browser keep the front end's scripts, and names them at the top of each page,
- keeps a kernel warm for each dashboard,
- forbids the browser, by a content security policy, to ask any other computer for anything,
- reads no configuration of the user's, and writes nothing into the user's Jupyter folders.
"""

import logging
import secrets
import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path
from signal import SIGTERM, default_int_handler, signal
from socket import socket
from typing import Any

from jupyter_core.utils import ensure_async, run_sync
from jupyter_server.base.handlers import FileFindHandler
from jupyter_server.base.websocket import WS_PING_INTERVAL
from jupyter_server.utils import url_path_join
from tornado import web
from tornado.escape import url_escape
from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop
from tornado.websocket import WebSocketClosedError
from traitlets.config import Config
from voila.app import Voila
from voila.handler import BaseVoilaHandler
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler
from voila.static_file_handler import AllowListFileHandler, MultiStaticFileHandler
from voila.tornado.contentshandler import VoilaContentsHandler
from voila.tornado.handler import TornadoVoilaHandler
from voila.tornado.treehandler import TornadoVoilaTreeHandler

from kapedu.language import LANGUAGES, in_language
from kapedu.serving.gallery import Group, all_pages, has_formulas, way
from kapedu.serving.page_scripts import PageScripts, page_scripts

_EXTENSIONS = ("@voila-dashboards/widgets-manager8", "@jupyter-widgets/jupyterlab-manager", "anywidget")
_NOT_SERVED = (AllowListFileHandler, TornadoVoilaTreeHandler, VoilaContentsHandler)
_LOCAL = ("127.0.0.1", "localhost", "::1")
_CULL_AFTER_S = 600
_CULL_EVERY_S = 60
_LONGEST_SOCKET_FOLDER = 36  # a socket's whole path may have about 104 characters; Voilà and Jupyter add 65
_REFILL_AFTER_S = 5  # the next warm kernel does not compete with the page that has just taken one

# 'unsafe-eval': JupyterLab compiles its setting schemas; blob: anywidget loads a widget's module from one.
_CONTENT_SECURITY_POLICY = (
    "default-src 'self'; "
    "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; "
    "style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; "
    "font-src 'self' data:; "
    "connect-src 'self' blob: data:; "
    "object-src 'none'; "
    "base-uri 'self'; "
    "form-action 'self'; "
    "frame-ancestors 'self'"
)


class PageHandler(TornadoVoilaHandler):
    """A page of the gallery, rendered by a kernel of its own."""

    def initialize(self, paths: frozenset[str], **settings: Any) -> None:
        self._paths = paths
        super().initialize(**settings)

    @web.authenticated
    async def get(self, path: str = "") -> None:
        if path not in self._paths:
            raise web.HTTPError(404)
        folder, _, name = path.rpartition("/")
        own = f"{folder}/{self.get_argument('lang', '')}/{name}".lstrip("/")
        if own in self._paths and own != path:
            self.redirect(url_path_join(self.base_url, "voila/render", url_escape(own, plus=False)))
            return
        self.xsrf_token  # noqa: B018 -- reading it sets the cookie that the page's goodbye has to carry
        await super().get(path)


class GalleryHandler(BaseVoilaHandler):
    """The page that shows what there is to open."""

    def initialize(self, groups: Sequence[Group], scripts: PageScripts, **settings: Any) -> None:
        self._groups = groups
        self._scripts = scripts
        super().initialize(**settings)

    @web.authenticated
    async def get(self) -> None:
        asked = self.get_argument("lang", "en")
        language = asked if asked in LANGUAGES else "en"
        page = self.render_template(
            "gallery.html",
            groups=self._groups,
            scripts=self._scripts,
            language=language,
            languages=LANGUAGES,
            say=partial(in_language, language),
        )
        self.write(page)


class GoodbyeHandler(VoilaShutdownKernelHandler):
    """Ends a page's kernel. A page says goodbye twice (see page.js); the second one finds nothing to do."""

    _ending: set[str] = set()  # noqa: RUF012 -- shared by all requests on purpose

    @web.authenticated
    async def post(self, kernel_id: str) -> None:
        if kernel_id in self.kernel_manager and kernel_id not in self._ending:
            self._ending.add(kernel_id)
            try:
                await ensure_async(self.kernel_manager.shutdown_kernel(kernel_id))
            finally:
                self._ending.discard(kernel_id)
        self.set_status(204)
        self.finish()


class KeptStaticFileHandler(MultiStaticFileHandler):
    """The front end's scripts under an address that holds Voilà's version: the browser may keep them."""

    def set_extra_headers(self, path: str) -> None:  # noqa: ARG002 -- tornado's signature
        self.set_header("Cache-Control", "public, max-age=31536000, immutable")


class CourseVoila(Voila):
    """The server behind `kapedu demo`. Make one with `course_voila`."""

    groups: Sequence[Group] = ()
    listening: socket
    on_ready: Callable[[str], None] | None = None

    @property
    def kept_static(self) -> str:
        """Where the front end's scripts are, below the base address."""
        return f"voila/static-{version('voila')}"

    def init_settings(self) -> dict[str, Any]:
        settings: dict[str, Any] = super().init_settings()
        # A server for this computer alone answers to its local names alone: another site that makes its
        # own name point here (DNS rebinding) gets nothing.
        settings["allow_remote_access"] = self.ip not in _LOCAL
        settings["headers"] = {"Content-Security-Policy": _CONTENT_SECURITY_POLICY}
        labextensions = url_path_join(self.base_url, "voila/labextensions")
        # Their files carry a hash of their content in the name.
        settings["static_immutable_cache"] = [url_path_join(labextensions, name, "") for name in _EXTENSIONS]
        settings["ws_ping_timeout"] = (
            WS_PING_INTERVAL  # the default is longer than tornado allows, and it says so
        )
        return settings

    def init_handlers(self) -> list[Any]:
        voila = {"voila_configuration": self.voila_configuration}
        paths = frozenset(all_pages(self.groups))
        scripts = page_scripts(self.kept_static)
        gallery = {"groups": self.groups, "scripts": scripts, **voila}
        kept = {"paths": self.static_paths}
        handlers: list[Any] = [
            (self.server_url, GalleryHandler, gallery),
            (url_path_join(self.server_url, self.kept_static, "(.*)"), KeptStaticFileHandler, kept),
        ]
        for pattern, handler, *arguments in super().init_handlers():
            if handler in _NOT_SERVED:
                continue
            if handler is TornadoVoilaHandler:
                handlers.append((pattern, PageHandler, {**arguments[0], "paths": paths}))
            elif handler is VoilaShutdownKernelHandler:
                handlers.append((pattern, GoodbyeHandler))
            elif handler is FileFindHandler:  # an address with a version in it ("?v=") may be kept
                handlers.append((pattern, handler, {"path": self.labextensions_path}))
            else:
                handlers.append((pattern, handler, *arguments))
        return handlers

    def listen(self) -> None:
        """Take visitors on the socket that is already open, tell `on_ready` the address, serve until stopped."""
        server = HTTPServer(self.app)
        server.add_socket(self.listening)
        self.ioloop = IOLoop.current()
        signal(SIGTERM, default_int_handler)  # being told to stop is like Ctrl+C: no kernel is left behind
        try:
            if self.on_ready is not None:
                self.on_ready(self.connection_url)
            self.ioloop.start()
        except KeyboardInterrupt:
            pass
        finally:
            server.stop()
            self.stop()

    def stop(self) -> None:
        """End every kernel at once: one that is still starting would otherwise print how it was interrupted."""
        run_sync(self.kernel_manager.shutdown_all)(now=True)
        shutil.rmtree(self.connection_dir, ignore_errors=True)


@dataclass(frozen=True)
class Site:
    """What a server shows, and to whom.

    Attributes:
        folder: Holds the pages (see `gallery.stage`).
        groups: What the gallery shows; no other path is answered.
        ip: The address that the server's socket was opened for.
        token: What a visitor must give; empty lets everybody in who can reach the address.
        warm: Paths of the pages for which one kernel is kept started and run in advance.
        template: Voilà template of the pages.
    """

    folder: Path
    groups: tuple[Group, ...]
    ip: str = "127.0.0.1"
    token: str = ""
    warm: tuple[str, ...] = ()
    template: str = "kapedu"


def course_voila(site: Site, listening: socket) -> CourseVoila:
    """A server, ready to `start()`.

    Args:
        site: What to serve.
        listening: An open socket, not blocking; opened by the caller, so that a port in use is known before
            anything is started.
    """
    # A page that somebody mistypes is no news for the terminal.
    logging.getLogger("tornado").setLevel(logging.ERROR)
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
    voila.preheat_kernel = bool(site.warm)
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
    app.initialize([])
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
