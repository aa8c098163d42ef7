"""Pages that are ready before anybody asks for them.

A page is made once: its cells run in a process of their own (`fork_server`), and its HTML is written once, with a
mark where the number of the kernel belongs. A visitor gets this HTML at once and a kernel that is a copy of that
process, in which the page's widgets already stand.
"""

import asyncio
import os
import time
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from voila.notebook_renderer import NotebookRenderer
from voila.utils import ENV_VARIABLE, get_page_config

from kapedu.serving.content_policy import content_policy, inline_scripts
from kapedu.serving.kernel_fork import ForkError, ForkServer, PageProcess

_KERNEL = "the-number-of-the-kernel"
_OLD_AFTER_S = 6 * 3600  # some pages show today's date


@dataclass(frozen=True)
class PreparedPage:
    """A page and the process that its kernels come from; made at `made` on the clock of `time.monotonic`."""

    html: str
    policy: str
    process: PageProcess
    made: float

    def for_kernel(self, kernel_id: str) -> str:
        return self.html.replace(_KERNEL, kernel_id)


class PreparedPages:
    """All pages of a server, each prepared when it is first asked for.

    Args:
        app: The Voilà application, initialised.
        server: The fork server.
        folder: Holds the pages.
    """

    def __init__(self, app: Any, server: ForkServer, folder: Path) -> None:
        self._app = app
        self._server = server
        self._folder = folder.resolve()
        self._pages: dict[str, asyncio.Task[PreparedPage | None]] = {}

    async def prepare(self, paths: Iterable[str]) -> None:
        """Prepare these pages, one after the other, so that visitors who come meanwhile wait for one at most."""
        for path in paths:
            await self.page(path)

    async def page(self, path: str) -> PreparedPage | None:
        """The prepared page; None when it has to be shown in the ordinary way, because its cells fail."""
        task = self._pages.get(path)
        if task is not None and task.done():
            page = task.result()
            if page is not None and time.monotonic() - page.made > _OLD_AFTER_S:
                self.forget(path)
                task = None
        if task is None:
            task = self._pages[path] = asyncio.create_task(self._prepare(path))
        return await asyncio.shield(task)

    async def start_kernel(self, path: str, kernel_id: str) -> tuple[str, str] | None:
        """Start a visitor's kernel under this number: the page for it, and its content policy; None as in `page`.

        When the page's process has gone, the page is prepared once more.
        """
        for _ in range(2):
            page = await self.page(path)
            if page is None:
                return None
            manager = self._app.kernel_manager
            try:
                await manager.start_kernel(
                    kernel_id=kernel_id, kernel_name="python3", path=str(Path(path).parent), page=page.process
                )
            except ForkError as error:
                self._app.log.warning("%s: %s", path, error)
                if kernel_id in manager:
                    manager.remove_kernel(kernel_id)
                self.forget(path)
            else:
                return page.for_kernel(kernel_id), page.policy
        return None

    def forget(self, path: str) -> None:
        """Let the page go; kernels that came from it stay."""
        task = self._pages.pop(path, None)
        if task is not None and task.done() and (page := task.result()) is not None:
            page.process.close()

    def close(self) -> None:
        """Let all pages go."""
        for path in list(self._pages):
            self.forget(path)

    async def _prepare(self, path: str) -> PreparedPage | None:
        env = {
            **os.environ,
            ENV_VARIABLE.VOILA_BASE_URL.value: self._app.base_url,  # tells widgets where they are
            "IPYTHONDIR": str(Path(self._app.connection_dir) / "ipython"),  # nothing of the user's own
        }
        try:
            process = await self._server.page(self._folder / path, env)
        except ForkError as error:
            self._app.log.warning("%s", error)
            return None
        try:
            html = await self._render(path, process.outputs)
        except BaseException:
            process.close()
            raise
        return PreparedPage(html, content_policy(inline_scripts(html)), process, time.monotonic())

    async def _render(self, path: str, outputs: list[list[dict[str, Any]]]) -> str:
        app = self._app
        told = {
            "base_url": app.base_url,
            "settings": app.app.settings,
            "log": app.log,
            "voila_configuration": app.voila_configuration,
        }
        page_config = app.voila_configuration.page_config_hook(
            get_page_config(**told), **told, notebook_path=path
        )
        renderer = _Renderer(
            outputs,
            voila_configuration=app.voila_configuration,
            traitlet_config=app.config,
            notebook_path=path,
            template_paths=app.template_paths,
            config_manager=app.config_manager,
            contents_manager=app.contents_manager,
            base_url=app.base_url,
            kernel_spec_manager=app.kernel_spec_manager,
            page_config=page_config,
            mathjax_config=app.mathjax_config,
            mathjax_url=app.mathjax_url,
        )
        await renderer.initialize()
        html: str = await renderer.generate_content_str()
        return html


class _Renderer(NotebookRenderer):
    """Writes a page whose cells have been run already, and leaves a mark for the kernel's number."""

    def __init__(self, outputs: list[list[dict[str, Any]]], **settings: Any) -> None:
        super().__init__(**settings)
        self._outputs = outputs

    async def _jinja_kernel_start(self, nb: Any, kernel_id: Any, kernel_future: Any) -> str:  # noqa: ARG002
        return _KERNEL

    async def _jinja_cell_generator(self, nb: Any, kernel_id: Any) -> AsyncIterator[Any]:  # noqa: ARG002
        from nbformat import from_dict

        for cell, outputs in zip(nb.cells, self._outputs, strict=True):
            if cell.cell_type == "code":
                cell.outputs = [from_dict(output) for output in outputs]
            yield cell
