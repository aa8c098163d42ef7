"""A process that has everything imported and turns copies of itself into kernels.

A kernel that starts from nothing reads a thousand files and takes a second and 100 MiB. A copy of a process that
has done so already takes some hundredths of a second, and what the copies do not change they share. There are three
generations:

- the *fork server* imports what every page needs, and takes orders for pages;
- a *page* is a copy of it that has run one notebook's cells, so that the widgets are there; it takes orders for
  kernels;
- a *kernel* is a copy of a page, serves one visitor, and ends with the socket that came with its order (its
  *lifeline*): no kernel outlives its server.

A fork server and a page must never have a second thread: a copy has only the thread that made it, and would wait
for the others' locks for ever. See `kernel_fork` for the side that gives the orders.

Run as ``python -m kapedu.serving.fork_server SOCKET``, on Linux.
"""

import ast
import gc
import importlib
import json
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

# What every page needs, and what a kernel would otherwise import while it starts.
_IMPORTED = (
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "concurrent.futures.thread",
    "faulthandler",
    "ipykernel.debugger",
    "ipykernel.ipkernel",
    "ipykernel.kernelapp",
    "ipykernel.zmqshell",
    "kapedu.widgets.parts.controls",
    "kapedu.widgets.parts.own_draw",
    "kapedu.widgets.parts.plot_view",
    "tornado.platform.asyncio",
    "tornado.queues",
    "zmq.eventloop.zmqstream",
    "zmq.utils.garbage",
)
LARGEST_ORDER = 1 << 17  # bytes; an order is mostly the environment
_STILL_RUNNING = "a cell has started a thread"


def main(arguments: Sequence[str]) -> None:
    """Make pages, until the server closes its end of the socket."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # a copy that has ended leaves nothing behind
    _import_everything()
    _take_orders(socket.socket(fileno=int(arguments[0])), _become_page)


def _import_everything() -> None:
    sys.modules["debugpy"] = None  # type: ignore[assignment]  # a page is not debugged; this saves its import
    for name in _IMPORTED:
        importlib.import_module(name)


def _take_orders(
    orders: socket.socket, become: Callable[[dict[str, Any], list[socket.socket]], None]
) -> None:
    """Make a copy for every order; return when there will be no more."""
    # Out of the garbage collector's hands: it would write into the memory that the copies share.
    gc.collect()
    gc.freeze()
    while True:
        message, descriptors, _, _ = socket.recv_fds(orders, LARGEST_ORDER, 2)
        if not message:
            return
        sockets = [socket.socket(fileno=descriptor) for descriptor in descriptors]
        if os.fork() == 0:
            code = 1
            try:
                orders.close()
                os.setsid()
                become(json.loads(message), sockets)
                code = 0
            finally:
                os._exit(code)
        for each in sockets:
            each.close()


def _become_page(order: dict[str, Any], sockets: list[socket.socket]) -> None:
    """Run the notebook of the order, tell its outputs (or why there are none), then make kernels."""
    orders, answer = sockets
    os.environ.clear()
    os.environ.update(order["env"])
    page = Path(order["page"])
    os.chdir(page.parent)
    try:
        with _silence():
            told: dict[str, Any] = {"outputs": outputs_of(json.loads(page.read_text(encoding="utf-8")))}
        if threading.active_count() > 1:
            told = {"error": _STILL_RUNNING}
    except Exception as error:  # noqa: BLE001 -- whatever the page does wrong, an ordinary kernel will show it
        told = {"error": repr(error)}
    with answer:
        answer.sendall(json.dumps(told).encode())
    if "error" not in told:
        _take_orders(orders, _become_kernel)


def outputs_of(notebook: dict[str, Any]) -> list[list[dict[str, Any]]]:
    """Run a notebook's cells and say what each of them shows.

    Args:
        notebook: In the format of Jupyter's files.

    Returns:
        For each cell, in order, the outputs that a kernel would give: for a cell of code whose last line is an
        expression, its value as Jupyter shows it; for all others, none. Printed text is dropped.

    Raises:
        Exception: Whatever a cell raises.
    """
    from IPython.core.formatters import DisplayFormatter

    show = DisplayFormatter().format
    names: dict[str, Any] = {"__name__": "__main__"}
    outputs: list[list[dict[str, Any]]] = []
    for cell in notebook["cells"]:
        outputs.append([])
        if cell["cell_type"] != "code":
            continue
        statements = ast.parse("".join(cell["source"])).body
        last = statements.pop() if statements and isinstance(statements[-1], ast.Expr) else None
        exec(compile(ast.Module(statements, []), "<cell>", "exec"), names)  # noqa: S102 -- the course's own page
        if isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), "<cell>", "eval"), names)  # noqa: S307 -- the same
            if value is not None:
                data, metadata = show(value)
                result = {"output_type": "execute_result", "execution_count": None}
                outputs[-1].append({**result, "data": data, "metadata": metadata})
    return outputs


@contextmanager
def _silence() -> Iterator[None]:
    said = sys.stdout, sys.stderr
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        sys.stdout = sys.stderr = nowhere
        try:
            yield
        finally:
            sys.stdout, sys.stderr = said


def _become_kernel(order: dict[str, Any], sockets: list[socket.socket]) -> None:
    """Serve as the kernel whose connection file the order names."""
    (lifeline,) = sockets
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    if "numpy.random" in sys.modules:
        sys.modules["numpy.random"].seed()  # or every kernel would throw the same dice
    lifeline.sendall(str(os.getpid()).encode())
    threading.Thread(target=_end_with, args=(lifeline,), name="Lifeline", daemon=True).start()

    import ipywidgets
    from ipykernel.kernelapp import IPKernelApp

    from kapedu.widgets.parts.own_draw import draw_again

    draw_again()  # or every visitor would meet the same people
    app = IPKernelApp.instance()
    app.parent_handle = (
        1  # somebody watches over this kernel (the lifeline does): print no advice, start no watch
    )
    app.capture_fd_output = False
    app.config.HistoryManager.enabled = False
    app.initialize(["-f", order["connection_file"], "--log-level=ERROR"])
    # What would have found a kernel when it was imported or made, but there was none yet.
    ipywidgets.register_comm_target()
    for widget in ipywidgets.Widget.widgets.values():
        widget.comm.kernel = app.kernel
    app.start()


def _end_with(lifeline: socket.socket) -> None:
    with suppress(OSError):
        lifeline.recv(1)
    os._exit(1)


if __name__ == "__main__":
    main(sys.argv[1:])
