"""JupyterHub for one server: people log in with their account on it and get the course.

How to install it and what to set: the guide ``README.md`` beside this file. Environment variables:

KAPEDU_PREFIX   where install.sh put everything (default /srv/kapedu)
KAPEDU_DB_URL   the gradebook, when it is a PostgreSQL address
KAPEDU_BIND     the address to listen on (default http://127.0.0.1:8000; put TLS in front of it)
"""

import grp
import os
import sys
from pathlib import Path
from typing import Any

INSTRUCTORS = "kapedu-instructors"
TRAINEES = "kapedu-trainees"
prefix = Path(os.environ.get("KAPEDU_PREFIX", "/srv/kapedu"))
hub_folder = prefix / "hub"

c = get_config()
c.JupyterHub.bind_url = os.environ.get("KAPEDU_BIND", "http://127.0.0.1:8000")
c.JupyterHub.hub_bind_url = os.environ.get("KAPEDU_HUB_BIND", "http://127.0.0.1:8081")
c.JupyterHub.db_url = f"sqlite:///{hub_folder / 'jupyterhub.sqlite'}"
c.JupyterHub.cookie_secret_file = str(hub_folder / "cookie_secret")
c.ConfigurableHTTPProxy.pid_file = str(hub_folder / "proxy.pid")
c.ConfigurableHTTPProxy.api_url = os.environ.get("KAPEDU_PROXY_API", "http://127.0.0.1:8001")
c.ConfigurableHTTPProxy.command = [
    str(prefix / "proxy" / "node_modules" / ".bin" / "configurable-http-proxy")
]

# Who may log in: members of one of two groups, with the password of their account. Nobody administers others.
c.JupyterHub.authenticator_class = "pam"
c.PAMAuthenticator.allowed_groups = {INSTRUCTORS, TRAINEES}
c.PAMAuthenticator.open_sessions = False

# Each server runs as the person's own account, in their home, with the course's own command.
c.JupyterHub.spawner_class = "jupyterhub.spawner.LocalProcessSpawner"
c.Spawner.cmd = [sys.executable, "-m", "kapedu.serving.hub_app"]
c.Spawner.default_url = "/lab/tree/course/index.ipynb"
c.Spawner.start_timeout = 120
c.Spawner.http_timeout = 120
c.Spawner.env_keep = ["PATH", "LANG", "LC_ALL", "VIRTUAL_ENV"]

# A burst of arrivals waits its turn, and an idle server ends.
c.JupyterHub.concurrent_spawn_limit = 10
c.JupyterHub.active_server_limit = int(os.environ.get("KAPEDU_MOST_SERVERS", "100"))
c.JupyterHub.load_roles = [
    {
        "name": "idle-culler",
        "scopes": ["list:users", "read:users:activity", "read:servers", "delete:servers"],
        "services": ["idle-culler"],
    }
]
c.JupyterHub.services = [
    {
        "name": "idle-culler",
        "command": [sys.executable, "-m", "jupyterhub_idle_culler", "--timeout=3600"],
    }
]


def _is_instructor(user_name: str) -> bool:
    return user_name in grp.getgrnam(INSTRUCTORS).gr_mem


def _tell_role(spawner: Any) -> None:
    """Say what this person is; what they may read and write, the file system decides."""
    instructor = _is_instructor(spawner.user.name)
    spawner.environment.update(
        KAPEDU_ROLE="instructor" if instructor else "trainee",
        KAPEDU_LESSONS=str(prefix / "lessons"),
        KAPEDU_EXCHANGE=str(prefix / "exchange"),
    )
    if instructor:
        spawner.environment.update(KAPEDU_CLASS=str(prefix / "class"), KAPEDU_SHARED="1")
        if os.environ.get("KAPEDU_DB_URL"):
            spawner.environment["KAPEDU_DB_URL"] = os.environ["KAPEDU_DB_URL"]


c.Spawner.pre_spawn_hook = _tell_role
