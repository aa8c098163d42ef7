"""One person's JupyterLab on a server for many: what JupyterHub starts as that person's own account.

``python -m kapedu.serving.hub_app`` stands where ``jupyterhub-singleuser`` would. A trainee gets the lessons
copied into a folder of their own, with the quizzes that are released; an instructor works in the folder of the
class, which all instructors share. Which of the two somebody is, JupyterHub says (``KAPEDU_ROLE``); what each may
read and write, the file system alone decides.
"""

import filecmp
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kapedu.serving.lab_app import Place, lab_config, page_config_for, prepare_state, server_extensions

ROLES = ("trainee", "instructor")
OWN_FOLDER = "kapedu-course"
LESSON_PARTS = ("course", "modules", "assessments/nbgrader_config.py")
_IGNORED = (".ipynb_checkpoints", "__pycache__", "source", "deploy")
_SERVER_CONFIG = "from kapedu.serving.hub_app import configure\n\nconfigure(get_config())\n"


class HubSetupError(Exception):
    """The server cannot be started for this person; the message says what the operator must set."""


@dataclass(frozen=True)
class Desk:
    """Where somebody works on the server.

    Attributes:
        place: Their course folder and role.
        lessons: The public copy of the course that a trainee's folder is made from; None for an instructor.
    """

    place: Place
    lessons: Path | None


def desk_from(environment: dict[str, str], home: Path) -> Desk:
    """Where this person works, from what JupyterHub set.

    Args:
        environment: Must hold ``KAPEDU_ROLE`` (trainee or instructor), and ``KAPEDU_LESSONS`` (the public copy
            of the course) or, for an instructor, ``KAPEDU_CLASS`` (the folder of the class).
        home: The person's home folder.

    Raises:
        HubSetupError: A value is missing, or a folder that it names does not hold the course.
    """
    role = environment.get("KAPEDU_ROLE", "")
    if role not in ROLES:
        raise HubSetupError(f"KAPEDU_ROLE is {role!r}: it must be one of {', '.join(ROLES)}")
    variable = "KAPEDU_CLASS" if role == "instructor" else "KAPEDU_LESSONS"
    named = environment.get(variable, "")
    folder = Path(named)
    if not named or not (folder / "course" / "index.ipynb").is_file():
        raise HubSetupError(f"{variable} is {named!r}: it must name a folder that holds course/index.ipynb")
    if role == "instructor":
        return Desk(Place(folder, instructor=True, remembers=home / ".local" / "share" / "kapedu"), None)
    return Desk(Place(home / OWN_FOLDER), folder)


def bring_up_to_date(lessons: Path, root: Path) -> int:
    """Copy what is missing or changed of the lessons into a trainee's folder; how many files were copied.

    What the course does not bring (``my-work`` and the learner's record) is never touched. A lesson that the
    course no longer has stays where it is.
    """
    copied = 0
    for part in LESSON_PARTS:
        source = lessons / part
        files = [source] if source.is_file() else sorted(path for path in source.rglob("*") if path.is_file())
        for path in files:
            inner = path.relative_to(lessons)
            if any(name in _IGNORED for name in inner.parts):
                continue
            target = root / inner
            if target.is_file() and filecmp.cmp(path, target, shallow=False):
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
            copied += 1
    return copied


def share_gradebook(root: Path) -> None:
    """Make the file of the gradebook, writable by the group, before SQLite makes one that only its maker can write."""
    path = root / "assessments" / "gradebook.db"
    if path.parent.is_dir() and not path.exists():
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o660))


def configure(config: Any) -> None:
    """Fill the Jupyter server's configuration; called from the file that :func:`main` writes."""
    from jupyter_core.paths import jupyter_config_path
    from jupyter_server.extension.config import ExtensionConfigManager

    desk = desk_from(dict(os.environ), Path.home())
    config.merge(lab_config(desk.place))
    installed = ExtensionConfigManager(read_config_path=jupyter_config_path()).get_jpserver_extensions()
    config.ServerApp.jpserver_extensions = {
        **dict.fromkeys(installed, False),  # what other packages switched on is not part of the course
        **dict.fromkeys(server_extensions(desk.place), True),
        __name__: True,
    }


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": __name__}]


def _load_jupyter_server_extension(server: Any) -> None:
    """Let our page settings follow JupyterHub's, which put themselves in their place."""
    settings = server.web_app.settings
    hubs = settings["page_config_hook"]
    ours = page_config_for(desk_from(dict(os.environ), Path.home()).place)

    def hook(handler: Any, page_config: dict[str, Any]) -> dict[str, Any]:
        return ours(handler, hubs(handler, page_config))

    settings["page_config_hook"] = hook


def main() -> None:
    """Prepare this person's folder, then become their single-user server."""
    try:
        desk = desk_from(dict(os.environ), Path.home())
    except HubSetupError as error:
        sys.exit(f"The course cannot start for this account: {error}.")
    if desk.lessons is None:
        os.umask(0o002)  # what one instructor writes, the others may change
        share_gradebook(desk.place.root)
    else:
        bring_up_to_date(desk.lessons, desk.place.root)
        _fetch_quizzes(desk.place.root)
    environment = prepare_state(desk.place)
    os.environ.update(environment)
    config = Path(environment["JUPYTER_CONFIG_DIR"], "jupyter_server_config.py")
    config.write_text(_SERVER_CONFIG, encoding="utf-8")
    os.chdir(desk.place.root)
    from jupyterhub.singleuser import main as become_server

    become_server()


def _fetch_quizzes(root: Path) -> None:
    """Bring the released quizzes into ``my-work``; the lessons open even when that fails."""
    from kapedu.grading.course_setup import fetch_released

    try:
        fetch_released(root)
    except OSError as error:
        sys.stderr.write(f"kapedu: the quizzes could not be fetched: {error}\n")


if __name__ == "__main__":
    main()
