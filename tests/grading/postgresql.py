"""A PostgreSQL server for one test run: made in a temporary folder, on this machine alone, ended with the test."""

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

START_SECONDS = 60
USER = "course"


def programs() -> Path:
    """Where initdb and pg_ctl are: on the path, or where Debian puts the newest version."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    assert versions, "PostgreSQL is not installed; `make test-long` sees to it (tests/install_postgresql.sh)"
    return versions[-1].parent


def unprivileged() -> str | None:
    """PostgreSQL refuses to run as root: whom it runs as instead; None for ourselves."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


@contextmanager
def running_server() -> Iterator[str]:
    """A server with one empty database; yields its address as nbgrader takes it (``CourseDirectory.db_url``)."""
    bin_folder, user = programs(), unprivileged()
    word = secrets.token_urlsafe(12)
    with tempfile.TemporaryDirectory(prefix="kapedu-pg-", dir="/tmp") as folder:
        data, password = Path(folder) / "data", Path(folder) / "password"
        password.write_text(word, encoding="utf-8")
        if user is not None:
            for path in (Path(folder), password):
                shutil.chown(path, user)

        def run(program: str, *arguments: str) -> None:
            # a server that stays in the background must not hold our pipes open
            with (Path(folder) / "told").open("a+") as told:
                done = subprocess.run(
                    [str(bin_folder / program), *arguments],
                    cwd=folder,
                    user=user,
                    env={"PATH": os.defpath, "LC_ALL": "C"},
                    stdin=subprocess.DEVNULL,
                    stdout=told,
                    stderr=told,
                    timeout=START_SECONDS,
                    check=False,
                )
                told.seek(0)
                assert done.returncode == 0, f"{program}: {told.read()[-2000:]}"

        run(
            *("initdb", "--pgdata", str(data), "--username", USER, "--encoding", "UTF8"),
            *("--auth", "scram-sha-256", "--pwfile", str(password), "--no-sync"),
        )
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={folder}"
        run(
            "pg_ctl", "--pgdata", str(data), "--options", options, "--log", f"{folder}/log", "--wait", "start"
        )
        try:
            yield f"postgresql+pg8000://{USER}:{word}@127.0.0.1:{port}/postgres"
        finally:
            run("pg_ctl", "--pgdata", str(data), "--mode", "immediate", "stop")
