"""What the gallery's server answers: the list of pages, a page, and a page's goodbye."""

from collections.abc import Sequence
from typing import Any

from jupyter_core.utils import ensure_async
from tornado import web
from voila.handler import BaseVoilaHandler
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler
from voila.static_file_handler import MultiStaticFileHandler
from voila.tornado.handler import TornadoVoilaHandler

from kapedu.serving.gallery import Group
from kapedu.serving.page_scripts import PageScripts
from kapedu.serving.prepared_pages import PreparedPages


class PageHandler(TornadoVoilaHandler):
    """A page of the gallery, with a kernel of its own."""

    def initialize(self, paths: frozenset[str], prepared: PreparedPages | None, **settings: Any) -> None:
        self._paths = paths
        self._prepared = prepared
        super().initialize(**settings)

    @web.authenticated
    async def get(self, path: str = "") -> None:
        if path not in self._paths:
            raise web.HTTPError(404)
        self.xsrf_token  # noqa: B018 -- reading it sets the cookie that the page's goodbye has to carry
        started = await self._prepared.start_kernel(path) if self._prepared else None
        if started is None:
            await super().get(path)
            return
        self.set_header("Content-Type", "text/html; charset=UTF-8")
        self.set_header("Cache-Control", "no-store")
        self.write(started[1])


class GalleryHandler(BaseVoilaHandler):
    """The page that shows what there is to open."""

    def initialize(self, groups: Sequence[Group], scripts: PageScripts, **settings: Any) -> None:
        self._groups = groups
        self._scripts = scripts
        super().initialize(**settings)

    @web.authenticated
    async def get(self) -> None:
        self.write(self.render_template("gallery.html", groups=self._groups, scripts=self._scripts))


class GoodbyeHandler(VoilaShutdownKernelHandler):
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
