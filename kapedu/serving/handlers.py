"""What the gallery's server answers: the list of pages, a page, a page's goodbye, the question for the word."""

import asyncio
import hmac
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any
from uuid import uuid4

from jupyter_core.utils import ensure_async
from jupyter_server.auth.login import LoginFormHandler
from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.services.kernels.handlers import KernelHandler
from jupyter_server.utils import url_path_join
from tornado import web
from tornado.escape import url_escape
from voila.handler import BaseVoilaHandler
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler
from voila.static_file_handler import MultiStaticFileHandler
from voila.tornado.handler import TornadoVoilaHandler
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from kapedu.language import LANGUAGES, current, in_language
from kapedu.serving.content_policy import content_policy
from kapedu.serving.gallery import Group
from kapedu.serving.page_scripts import PageScripts
from kapedu.serving.prepared_pages import PreparedPages
from kapedu.serving.waiting_room import WaitingRoom, new_ticket

_TICKET = "kapedu-place"
_VISITOR = "kapedu-visitor"
OWNERS = "kapedu_kernel_owners"  # in the server's settings: {kernel: the visitor whose page it serves}
_ASK_AGAIN_S = 4
_LEFT_FOR_S = 60  # a page that has been gone for so long makes room for somebody who waits


class PageHandler(TornadoVoilaHandler):
    """A page of the gallery, with a kernel of its own."""

    def initialize(
        self, paths: frozenset[str], prepared: PreparedPages | None, line: WaitingRoom, **settings: Any
    ) -> None:
        self._paths = paths
        self._prepared = prepared
        self._line = line
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
        ticket = self.get_cookie(_TICKET, "") or new_ticket()
        place = self._line.place(ticket)
        if place:
            self._wait(ticket, place)
            return
        self.clear_cookie(_TICKET)
        kernel_id = str(uuid4())
        with self._line.entering():
            started = await self._prepared.start_kernel(path, kernel_id) if self._prepared else None
            if started is None:
                self.set_header("Content-Security-Policy", content_policy(any_inline=True))
                await super().get(path)
                return
        html, policy = started
        self._own(kernel_id)
        self.set_header("Content-Security-Policy", policy)
        self.set_header("Content-Type", "text/html; charset=UTF-8")
        self.set_header("Cache-Control", "no-store")
        self.write(html)

    def _own(self, kernel_id: str) -> None:
        """Let nobody but this visitor reach the kernel, and forget who it was when the kernel has ended."""
        visitor = self.get_cookie(_VISITOR, "") or new_ticket()
        self.set_cookie(_VISITOR, visitor, httponly=True, samesite="Lax")
        owners = self.settings[OWNERS]
        owners[kernel_id] = visitor
        for gone in [known for known in owners if known not in self.kernel_manager]:
            del owners[gone]

    def _wait(self, ticket: str, place: int) -> None:
        self.set_cookie(_TICKET, ticket, httponly=True, samesite="Lax")
        self.set_status(503)
        self.set_header("Retry-After", str(_ASK_AGAIN_S))
        self.set_header("Cache-Control", "no-store")
        self.write(self.render_template("waiting.html", place=place, again_s=_ASK_AGAIN_S))
        _end_deserted(self.kernel_manager)


class PlaceHandler(JupyterHandler):
    """Tells a visitor who waits the place in line; 0 when it is time to come in."""

    def initialize(self, line: WaitingRoom) -> None:
        self._line = line

    @web.authenticated
    async def get(self) -> None:
        ticket = self.get_cookie(_TICKET, "")
        self.set_header("Cache-Control", "no-store")
        self.write({"place": self._line.place(ticket, enter=False) if ticket else 0})
        _end_deserted(self.kernel_manager)


def _end_deserted(manager: Any) -> None:
    for kernel_id in _deserted(manager):
        task = asyncio.ensure_future(ensure_async(manager.shutdown_kernel(kernel_id, now=True)))
        # it may have ended by itself
        task.add_done_callback(lambda done: done.cancelled() or done.exception())


def _deserted(manager: Any) -> list[str]:
    """Kernels whose page has been gone for a while: a phone that was switched off says no goodbye."""
    now = datetime.now(UTC)
    return [
        kernel_id
        for kernel_id in manager.list_kernel_ids()
        if not manager._kernel_connections.get(kernel_id)  # noqa: SLF001 -- it is told nowhere else
        and (now - manager.get_kernel(kernel_id).last_activity).total_seconds() > _LEFT_FOR_S
    ]


class GalleryHandler(BaseVoilaHandler):
    """The page that shows what there is to open."""

    def initialize(
        self, groups: Sequence[Group], scripts: PageScripts, *, is_open: bool, **settings: Any
    ) -> None:
        self._groups = groups
        self._scripts = scripts
        self._is_open = is_open
        super().initialize(**settings)

    @web.authenticated
    async def get(self) -> None:
        asked = self.get_argument("lang", current())
        language = asked if asked in LANGUAGES else current()
        page = self.render_template(
            "gallery.html",
            groups=self._groups,
            scripts=self._scripts,
            is_open=self._is_open,
            language=language,
            languages=LANGUAGES,
            say=partial(in_language, language),
        )
        self.write(page)


class _OwnKernel(JupyterHandler):
    """Answers about a kernel only the visitor whose page it serves; for others there is no such kernel."""

    async def prepare(self, **settings: Any) -> None:
        await super().prepare(**settings)
        asked: list[str] = [*self.path_args, *self.path_kwargs.values()]
        owner = self.settings[OWNERS].get(asked[0])
        if owner is not None and not hmac.compare_digest(owner, self.get_cookie(_VISITOR, "") or ""):
            raise web.HTTPError(404)


class OwnKernelHandler(_OwnKernel, KernelHandler):
    """What a page asks about its kernel."""


class OwnWebsocketHandler(_OwnKernel, VoilaKernelWebsocketHandler):
    """A page's connection to its kernel."""


class GoodbyeHandler(_OwnKernel, VoilaShutdownKernelHandler):
    """Ends a page's kernel. A page says goodbye twice (see page.js); the second one finds nothing to do."""

    _ending: set[str] = set()  # noqa: RUF012 -- shared by all requests on purpose

    @web.authenticated
    async def post(self, kernel_id: str) -> None:
        if kernel_id in self.kernel_manager and kernel_id not in self._ending:
            self._ending.add(kernel_id)
            try:
                await ensure_async(self.kernel_manager.shutdown_kernel(kernel_id, now=True))
            finally:
                self._ending.discard(kernel_id)
        self.set_status(204)
        self.finish()


class KeptStaticFileHandler(MultiStaticFileHandler):
    """The front end's scripts under an address that holds Voilà's version: the browser may keep them."""

    def set_extra_headers(self, path: str) -> None:  # noqa: ARG002 -- tornado's signature
        self.set_header("Cache-Control", "public, max-age=31536000, immutable")


class WordHandler(LoginFormHandler):
    """Asks a visitor for the word of the room."""

    def _render(self, message: dict[str, str] | None = None) -> None:
        asked_for = self.get_argument("next", default=self.base_url)
        self.write(self.render_template("login.html", next=asked_for, message=message))
