"""A JupyterHub with real accounts, installed and started as the operator's guide says, in a world of its own."""

import os
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
PASSWORD = "only-for-this-test"
ACCOUNTS = {
    "ann": "kapedu-instructors",
    "bob": "kapedu-instructors",
    "tess": "kapedu-trainees",
    "tom": "kapedu-trainees",
    "guest": "nogroup",
}
START_SECONDS = 180
RUNNING = "JupyterHub is now running at"


@dataclass(frozen=True)
class Hub:
    """A running JupyterHub: its address, and where its /srv, homes included, really lies."""

    address: str
    folder: Path

    @property
    def course(self) -> Path:
        """The prefix of the installation, seen from outside."""
        return self.folder / "srv" / "kapedu"

    def home(self, account: str) -> Path:
        """An account's home folder, seen from outside."""
        return self.folder / "srv" / "home" / account


def _free_ports(count: int) -> list[int]:
    found = [socket.socket() for _ in range(count)]
    for each in found:
        each.bind(("127.0.0.1", 0))
    ports = [each.getsockname()[1] for each in found]
    for each in found:
        each.close()
    return ports


@pytest.fixture(scope="session")
def hub() -> Iterator[Hub]:
    folder = Path(tempfile.mkdtemp(dir="/tmp"))
    folder.chmod(0o755)  # the accounts live below it
    bind, hub_bind, proxy = (f"http://127.0.0.1:{port}" for port in _free_ports(3))
    variables = {"KAPEDU_BIND": bind, "KAPEDU_HUB_BIND": hub_bind, "KAPEDU_PROXY_API": proxy}
    environment = os.environ | variables
    become_root = [] if os.geteuid() == 0 else ["sudo", "--non-interactive", "--preserve-env"]
    command = [
        *become_root,
        *(
            "unshare",
            "--mount",
            "--pid",
            "--fork",
            "--kill-child",
            "--mount-proc",
            "--propagation",
            "private",
        ),
        *("sh", str(HERE / "in_own_world.sh"), str(folder), sys.prefix, PASSWORD),
        *(f"{name}:{group}" for name, group in ACCOUNTS.items()),
    ]
    printed: list[str] = []
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert process.stdout is not None
        overdue = threading.Timer(START_SECONDS, process.kill)
        overdue.start()
        for line in process.stdout:
            printed.append(line)
            if RUNNING in line:
                break
        overdue.cancel()
        started = RUNNING in printed[-1]
        reader = threading.Thread(target=printed.extend, args=(process.stdout,), daemon=True)
        reader.start()
        try:
            assert started, "".join(printed[-40:])
            yield Hub(bind, folder)
        finally:
            process.kill()  # and with it the first process of the namespace, and so all others in it
            process.wait()
            reader.join()
            subprocess.run([*become_root, "rm", "-rf", str(folder)], check=False)
