"""Kernels that are copies of a prepared page (`fork_server`), as Jupyter's kernel managers start them.

Only on Linux: elsewhere, and for a page that cannot be prepared, kernels start in the ordinary way. Nothing has to
be installed for it: `register_provisioner` tells Jupyter's factory of provisioners.
"""

import asyncio
import json
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.factory import KernelProvisionerFactory
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

POSSIBLE = sys.platform == "linux"
_NAME = "kapedu-fork"
# One thread for linear algebra and few memory arenas: a hundred kernels share two processors.
_THRIFT = {
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "2",
}
_PATIENCE_S = 60  # for a busy machine to answer


class ForkError(Exception):
    """A page or a kernel could not be made; the message says why."""


class ForkedProcess:
    """A kernel's process; has what Jupyter asks of a `subprocess.Popen`, though it is no child of ours."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int, lifeline: socket.socket) -> None:
        self.returncode: int | None = None
        self._lifeline = lifeline  # while we hold this end, the kernel may live
        self._handle = os.pidfd_open(pid)  # stands for this process alone, even when its number is used again
        self.pid = pid

    def poll(self) -> int | None:
        """None while the process runs, else 0: its exit code is told to its parent only."""
        if self.returncode is None and self._ended(0):
            self._forget()
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Block until the process has ended.

        Raises:
            subprocess.TimeoutExpired: It has not ended in time.
        """
        if self.returncode is None:
            if not self._ended(timeout):
                raise subprocess.TimeoutExpired("a forked kernel", timeout or 0)
            self._forget()
        return 0

    def send_signal(self, number: int) -> None:
        """Send a signal, unless the process has ended."""
        if self.poll() is None:
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._handle, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def _ended(self, timeout: float | None) -> bool:
        waiting = select.poll()
        waiting.register(self._handle, select.POLLIN)
        return bool(waiting.poll(None if timeout is None else timeout * 1000))

    def _forget(self) -> None:
        self.returncode = 0
        os.close(self._handle)
        self._lifeline.close()


class PageProcess:
    """A process that has run a page and makes kernels of it.

    Attributes:
        outputs: What each cell of the notebook shows, in Jupyter's format.
    """

    def __init__(self, outputs: list[list[dict[str, Any]]], orders: socket.socket) -> None:
        self.outputs = outputs
        self._orders = orders

    async def fork(self, connection_file: str) -> ForkedProcess:
        """A new kernel, which listens at the addresses in its connection file.

        Raises:
            ForkError: The page has ended.
        """
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                await _send(self._orders, {"connection_file": connection_file}, theirs)
            pid = await _receive(ours, 32)
            return ForkedProcess(int(pid), ours)
        except (OSError, ValueError, TimeoutError) as error:
            ours.close()
            raise ForkError(f"no kernel came from the page: {error!r}") from error

    def close(self) -> None:
        """End the process. Kernels that came from it live on."""
        self._orders.close()


class ForkServer:
    """The process from which pages are made."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._orders: socket.socket | None = None

    @property
    def pid(self) -> int | None:
        """Its process number; None when it does not run."""
        return self._process.pid if self._process and self._process.poll() is None else None

    def start(self) -> None:
        """Start the process; it imports while the caller goes on. Does nothing when it runs."""
        if self.pid is not None:
            return
        self.stop()
        self._orders, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 -- our own program
                [sys.executable, "-m", "kapedu.serving.fork_server", str(theirs.fileno())],
                env={**os.environ, **_THRIFT},
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C in the terminal is for the server, which then closes the socket
            )

    async def page(self, notebook: Path, env: Mapping[str, str]) -> PageProcess:
        """A process that has run this notebook, in the notebook's own folder.

        Args:
            notebook: The file, with its whole path.
            env: Environment of the page and its kernels.

        Raises:
            ForkError: The notebook raised an error, or the fork server has ended.
        """
        self.start()
        assert self._orders is not None
        orders, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        answer, answering = socket.socketpair()
        order = {"page": str(notebook), "env": {**env, **_THRIFT}}
        try:
            with theirs, answering:
                await _send(self._orders, order, theirs, answering)
            told = json.loads(await _receive(answer))
        except (OSError, ValueError, TimeoutError) as error:
            told = {"error": f"no page came from the fork server: {error!r}"}
        finally:
            answer.close()
        if "error" in told:
            orders.close()
            raise ForkError(f"{notebook.name} cannot be prepared: {told['error']}")
        return PageProcess(told["outputs"], orders)

    def stop(self) -> None:
        """End the process. Pages and kernels live on until their own sockets are closed."""
        if self._orders is not None:
            self._orders.close()
            self._orders = None
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


async def _send(orders: socket.socket, order: Mapping[str, Any], *sockets: socket.socket) -> None:
    message = json.dumps(order).encode()
    descriptors = [each.fileno() for each in sockets]
    async with asyncio.timeout(_PATIENCE_S):
        while True:
            try:
                socket.send_fds(orders, [message], descriptors, socket.MSG_DONTWAIT | socket.MSG_NOSIGNAL)
            except BlockingIOError:  # the other side is busy, and orders have piled up
                await asyncio.sleep(0.01)
            else:
                return


async def _receive(answer: socket.socket, most: int | None = None) -> bytes:
    """Everything until the other side closes; or, up to `most` bytes, what it sends at once."""
    answer.setblocking(False)  # noqa: FBT003 -- its only argument
    loop = asyncio.get_running_loop()
    parts = []
    async with asyncio.timeout(_PATIENCE_S):
        while part := await loop.sock_recv(answer, most or 1 << 16):
            parts.append(part)
            if most is not None:
                break
    return b"".join(parts)


class ForkProvisioner(LocalProvisioner):
    """Starts a kernel from the page in its start arguments; without one, as an ordinary process."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        page: PageProcess | None = kwargs.pop("page", None)
        if page is None:
            return await super().launch_kernel(cmd, **kwargs)
        process = await page.fork(self.parent.connection_file)
        self.process = process  # type: ignore[assignment]  # it is asked for what it has
        self.pid = process.pid
        self.pgid = None  # signals go to the process, through its own handle
        self.cwd = kwargs.get("cwd")
        return self.connection_info


def register_provisioner(parent: Any) -> None:
    """Let kernels that are started with ``page=…`` come from that page.

    Args:
        parent: The Jupyter application whose configuration holds.
    """
    factory = KernelProvisionerFactory.instance(parent=parent)
    target = f"{ForkProvisioner.__module__}:{ForkProvisioner.__name__}"
    factory.provisioners[_NAME] = EntryPoint(_NAME, target, factory.GROUP_NAME)
    factory.default_provisioner_name = _NAME
