"""Serves one folder of notebooks as `kapedu demo` would, for a benchmark. Not for readers.

Arguments: folder, template, "warm" or "fresh" (kernels). Prints its address; then answers each line on
standard input with "ready", as soon as every warm kernel has run its notebook.
"""

import asyncio
import socket
import sys
from pathlib import Path
from typing import Any

from kapedu.serving.gallery import Group, Page
from kapedu.serving.kernel_fork import POSSIBLE
from kapedu.serving.voila_app import CourseVoila, Site, course_voila


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


async def all_warm(app: CourseVoila) -> None:
    """Wait until every page is prepared, and no warm kernel is still starting or running."""
    if app.prepared is not None:
        await app.prepared.prepare(app.warm)
    pools: dict[str, list[Any]] = getattr(app.kernel_manager, "_pools", {})
    for pool in list(pools.values()):
        for item in list(pool):
            await (await item)["task"]
    say("ready")


def main(folder: str, template: str, kernels: str) -> None:
    files = sorted(Path(folder).glob("*.ipynb"))
    pages = tuple(Page(file.name, file, file.stem, "", "") for file in files)
    warm = tuple(page.path for page in pages) if kernels == "warm" else ()
    fork = POSSIBLE and template == "kapedu" and kernels == "warm"  # other templates are for comparison
    site = Site(Path(folder), (Group("Pages", pages),), template=template, warm=warm, fork=fork)
    listening = socket.create_server(("127.0.0.1", 0))
    listening.setblocking(False)  # noqa: FBT003 -- its only argument
    app = course_voila(site, listening)

    def on_ready(address: str) -> None:
        loop = asyncio.get_event_loop()
        loop.add_reader(sys.stdin, lambda: sys.stdin.readline() and loop.create_task(all_warm(app)))
        say(address)

    app.on_ready = on_ready
    app.start()


if __name__ == "__main__":
    main(*sys.argv[1:])
