"""A command of ours that serves, as a program: started, asked, stopped."""

import os
import queue
import re
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from http.client import HTTPConnection
from urllib.parse import urlsplit

import psutil

START_S = 120
END_S = 60


class Server:
    """A running server; `address` is the first one that it printed."""

    def __init__(self, process):
        self.process = process
        self.said = []
        self._lines = queue.Queue()
        # Somebody has to read on: a full pipe would stop the server.
        threading.Thread(target=self._listen, daemon=True).start()
        self.address = re.search(r"http://\S+", self.line_with("http://"))[0]

    def _listen(self):
        for line in self.process.stdout:
            self._lines.put(line)
        self._lines.put("")

    def line_with(self, text):
        """The first line that it prints with this text; waits for it."""
        while not (found := [line for line in self.said if text in line]):
            line = self._lines.get(timeout=START_S)
            assert line, f"it has ended, and never said {text!r}: {self.said}"
            self.said.append(line)
        return found[0].strip()

    @property
    def netloc(self):
        return urlsplit(self.address).netloc

    def ask(self, path, method="GET", body=None, **headers):
        """The answer's status, headers and text; the path goes out exactly as written."""
        connection = HTTPConnection(self.netloc, timeout=START_S)
        try:
            connection.request(
                method, path, body, {name.replace("_", "-"): text for name, text in headers.items()}
            )
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read().decode("utf-8", "replace")
        finally:
            connection.close()

    def presenter(self):
        """The cookies of whoever opens the presenter's address."""
        line = self.line_with("presenter alone")
        return cookies(self.ask(line[line.index("/presenter") :])[1])

    def kernels(self):
        """Ids of the running kernels, from the sockets that they listen at."""
        found = set()
        for child in psutil.Process(self.process.pid).children(recursive=True):
            for connection in child.net_connections("unix"):
                named = re.search(r"kernel-([0-9a-f-]{36})", connection.laddr)
                if named:
                    found.add(named[1])
        return found

    def wait_for_kernel(self, kernel_id):
        """Wait until the kernel is alive: the page comes before it."""
        overdue = time.monotonic() + START_S
        while kernel_id not in self.kernels():
            assert time.monotonic() < overdue, "the kernel never listened"


@contextmanager
def running(*command, temporary, cwd=None):
    """A server that is started with this command line of Python and keeps its files in `temporary`."""
    environment = {**os.environ, "KAPEDU_OPEN": "0", "TMPDIR": str(temporary)}
    with subprocess.Popen(
        [sys.executable, *command],
        env=environment,
        cwd=cwd,
        stdin=subprocess.PIPE,  # serve_pages waits for a line there
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        try:
            yield Server(process)
        finally:
            process.terminate()
            try:
                process.wait(END_S)
            finally:
                process.kill()


def demo_server(*options, temporary):
    """`kapedu demo` on a free port."""
    return running("-m", "kapedu.cli", "demo", "--port", "0", *options, temporary=temporary)


def cookies(headers):
    """The cookies that an answer sets, by name."""
    return dict(text.partition(";")[0].split("=", 1) for text in headers.get_all("Set-Cookie", []))


def cookie_line(jar):
    """Cookies as a browser sends them."""
    return "; ".join(f"{name}={text}" for name, text in jar.items())
