"""Kernels that are copies of a prepared page: they answer, are told apart, and end when they should."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path

import psutil
import pytest
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import KernelProvisionerFactory

from kapedu.serving.kernel_fork import POSSIBLE, ForkError, ForkServer, register_provisioner

assert POSSIBLE, "these tests run on Linux; elsewhere kernels start in the ordinary way"

WIDGET = """
import os
import ipywidgets
slider = ipywidgets.IntSlider(3)
drawn = os.getpid()
slider
"""


def notebook(folder, *cells):
    path = folder / "page.ipynb"
    content = [{"cell_type": "code", "source": textwrap.dedent(cell)} for cell in cells]
    path.write_text(json.dumps({"cells": content}), encoding="utf-8")
    return path


@pytest.fixture
def factory():
    """Jupyter's factory of provisioners, as it was before, for the next test."""
    yield
    KernelProvisionerFactory.clear_instance()


def run(coroutine):
    return asyncio.run(asyncio.wait_for(coroutine, 120))


async def started(page, folder):
    """A kernel of this page, and a client that has heard from it."""
    name = os.urandom(4).hex()
    manager = AsyncKernelManager(
        transport="ipc", connection_file=str(folder / f"{name}.json"), ip=str(folder / name)
    )
    await manager.start_kernel(page=page)
    client = manager.client()
    client.start_channels()
    await client.wait_for_ready(timeout=60)
    return manager, client


async def value_of(client, expression):
    reply = await client.execute_interactive(
        "", user_expressions={"it": expression}, store_history=False, timeout=60, output_hook=lambda _: None
    )
    return reply["content"]["user_expressions"]["it"]["data"]["text/plain"]


@pytest.fixture
def short():
    """A folder with a short name, for sockets."""
    with tempfile.TemporaryDirectory(dir="/tmp", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def test_two_kernels_of_a_page_have_its_widgets_and_nothing_of_each_other(short, factory):
    async def story():
        register_provisioner(None)
        server = ForkServer()
        page = await server.page(notebook(short, WIDGET), os.environ)
        (output,) = page.outputs[0]
        model = output["data"]["application/vnd.jupyter.widget-view+json"]["model_id"]
        first, one = await started(page, short)
        second, two = await started(page, short)
        look = "list(__import__('ipywidgets').Widget.widgets)"
        assert model in await value_of(one, look)
        assert model in await value_of(two, look)

        widget = f"__import__('ipywidgets').Widget.widgets[{model!r}]"
        await value_of(one, f"setattr({widget}, 'value', 9)")
        assert await value_of(one, f"{widget}.value") == "9"
        said = []
        await one.execute_interactive(f"{widget}.value = 5", timeout=60, output_hook=said.append)
        updates = [message["content"]["data"] for message in said if message["msg_type"] == "comm_msg"]
        assert {"value": 5} in [update.get("state") for update in updates], "the page hears of the change"
        assert await value_of(two, f"{widget}.value") == "3"
        dice = "__import__('numpy').random.random(), __import__('random').random()"
        assert await value_of(one, dice) != await value_of(two, dice)

        one.stop_channels()
        await first.shutdown_kernel()
        assert not await first.is_alive()
        assert await value_of(two, "1 + 1") == "2"
        page.close()
        server.stop()
        assert await value_of(two, "1 + 2") == "3", "a kernel lives on without the page it came from"
        two.stop_channels()
        await second.shutdown_kernel(now=True)
        assert not await second.is_alive()

    run(story())


PEOPLE = """
from kapedu.widgets import encounter, treatment_course
from kapedu.widgets.parts.layout import stack
stack(encounter("panic"), encounter("panic", seed=5), treatment_course("vera"), treatment_course("vera", seed=6))
"""
WHOM = (
    "[getattr(w, 'encounter', None) and w.encounter.kept.run.seed or w.course.run.seed"
    " for w in __import__('ipywidgets').Widget.widgets.values() if hasattr(w, 'encounter') or hasattr(w, 'course')]"
)


def test_two_visitors_of_a_page_meet_two_people_where_it_was_drawn_who_they_meet(short, factory):
    async def story():
        register_provisioner(None)
        server = ForkServer()
        page = await server.page(notebook(short, PEOPLE), {**os.environ, "VOILA_BASE_URL": "/"})
        visitors = [await started(page, short) for _ in range(2)]
        (one, own, vera, given), (other, own_too, other_vera, given_too) = [
            json.loads(await value_of(client, WHOM)) for _, client in visitors
        ]
        assert one != other
        assert vera != other_vera
        assert own == own_too == 5
        assert given == given_too == 6
        for manager, client in visitors:
            client.stop_channels()
            await manager.shutdown_kernel(now=True)
        page.close()
        server.stop()

    run(story())


def test_a_kernel_that_is_killed_is_seen_to_have_ended_and_comes_back_as_it_was(short, factory):
    async def story():
        register_provisioner(None)
        server = ForkServer()
        page = await server.page(notebook(short, WIDGET), os.environ)
        manager, client = await started(page, short)
        before = manager.provisioner.pid
        os.kill(before, signal.SIGKILL)
        await manager.provisioner.wait()
        assert not await manager.is_alive()
        await manager.restart_kernel(now=True)
        await client.wait_for_ready(timeout=60)
        assert manager.provisioner.pid != before
        assert await value_of(client, "len(__import__('ipywidgets').Widget.widgets) > 0") == "True"
        client.stop_channels()
        await manager.shutdown_kernel(now=True)
        page.close()
        server.stop()

    run(story())


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("1 / 0", "ZeroDivisionError"),
        ("import threading, time\nthreading.Thread(target=time.sleep, args=(30,)).start()", "thread"),
    ],
)
def test_a_page_that_cannot_be_copied_is_refused_with_the_reason(tmp_path, cell, said):
    async def story():
        server = ForkServer()
        try:
            with pytest.raises(ForkError, match=rf"page\.ipynb cannot be prepared: .*{said}"):
                await server.page(notebook(tmp_path, cell), os.environ)
            (await server.page(notebook(tmp_path, "1"), os.environ)).close()  # others can be made still
        finally:
            server.stop()

    run(story())


def test_a_page_that_has_gone_makes_no_kernel_and_the_fork_server_starts_again(tmp_path):
    async def story():
        server = ForkServer()
        page = await server.page(notebook(tmp_path, "1"), os.environ)
        (process,) = psutil.Process(server.pid).children()
        process.kill()
        psutil.wait_procs([process], timeout=30)
        with pytest.raises(ForkError, match="no kernel came"):
            await page.fork(str(tmp_path / "k.json"))
        old = server.pid
        os.kill(old, signal.SIGKILL)
        psutil.wait_procs([psutil.Process(old)], timeout=0.1)
        again = await server.page(notebook(tmp_path, "2"), os.environ)
        assert server.pid != old
        page.close()
        again.close()
        server.stop()

    run(story())


def test_no_process_outlives_a_server_that_was_killed(short):
    program = f"""
        import asyncio, os
        from pathlib import Path
        from kapedu.serving.kernel_fork import ForkServer
        async def story():
            server = ForkServer()
            page = await server.page(Path({str(notebook(short, "1"))!r}), os.environ)
            connection = Path({str(short / "k.json")!r})
            connection.write_text('{{"transport": "ipc", "ip": "{short}/s", "key": "", "signature_scheme": "hmac-sha256",'
                ' "shell_port": 1, "iopub_port": 2, "stdin_port": 3, "control_port": 4, "hb_port": 5}}')
            kernel = await page.fork(str(connection))
            print(kernel.pid, flush=True)
            await asyncio.sleep(600)
        asyncio.run(story())
    """
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(program)], stdout=subprocess.PIPE, text=True
    ) as server:
        kernel = int(server.stdout.readline())
        family = psutil.Process(server.pid).children(recursive=True)
        assert kernel in {process.pid for process in family}
        assert len(family) == 3  # the fork server, the page, the kernel
        server.kill()
    _, alive = psutil.wait_procs(family, timeout=30)
    assert alive == []
