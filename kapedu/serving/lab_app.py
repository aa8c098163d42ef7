"""JupyterLab as the course serves it: quiet, the same for everybody, apart from the user's own Jupyter.

What the Lab looks like is data: the JSON files in ``course/jupyter`` (their README explains them). This module
joins them with what depends on the machine (folder, port, role) and makes the server. What the server remembers
lies in ``.kapedu/`` at the root of the course and may be deleted at any time.
"""

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kapedu.course.home import translated
from kapedu.language import VARIABLE as LANGUAGE
from kapedu.record.command import FOLDER
from kapedu.record.journal import FILE_NAME
from kapedu.record.keeping import VARIABLE
from kapedu.serving.content_policy import content_policy, inline_scripts

HOME = "course/index.ipynb"
SETTINGS = Path("course", "jupyter")
STATE = Path(".kapedu", "jupyter")
ADDRESS = "127.0.0.1"

# The activities' kernels: a file that happens to lie beside a lesson must never be taken for a library.
_KERNEL_CONFIG = (
    "c = get_config()\n"
    "c.InteractiveShellApp.ignore_cwd = True\n"
    "c.HistoryManager.enabled = False\n"
    "c.IPKernelApp.log_level = 'ERROR'\n"
)


class CourseNotFoundError(Exception):
    """There is no course here; the message says where it was looked for and what to do."""


@dataclass(frozen=True)
class Place:
    """Where the course lies and for whom it is served.

    Attributes:
        root: The folder that holds ``course/`` and ``modules/``.
        instructor: Whether assessments and nbgrader's instructor tools are shown.
        remembers: The folder for what the Lab remembers; None stands for ``.kapedu/jupyter`` in ``root``,
            which is right for one person. People who share a root need a folder each.
        language: Which home page is opened, and what the activities of untranslated lessons speak.
    """

    root: Path
    instructor: bool = False
    remembers: Path | None = None
    language: str = "en"

    @property
    def state(self) -> Path:
        """The folder for what the Lab remembers, one for each role."""
        return (self.remembers or self.root / STATE) / ("instructor" if self.instructor else "trainee")

    @property
    def home(self) -> str:
        """The path of the home page."""
        home = translated(Path(HOME), self.language)
        return home.as_posix() if (self.root / home).is_file() else HOME

    def settings(self, name: str) -> dict[str, Any]:
        """One of the JSON files in ``course/jupyter``."""
        path = self.root / SETTINGS / name
        try:
            content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError as error:
            raise CourseNotFoundError(f"{path} is missing. Get a complete copy of the course.") from error
        except json.JSONDecodeError as error:
            raise CourseNotFoundError(f"{path}, line {error.lineno}: {error.msg}") from error
        return content


def find_course(start: Path, package: Path) -> Path:
    """The course's root: ``start`` or the nearest folder above it, else the folder of the installed package.

    Args:
        start: Where to begin, usually the working directory.
        package: The folder of the ``kapedu`` package; a checkout has the course beside it.

    Raises:
        CourseNotFoundError: No folder there holds both ``course/index.ipynb`` and ``modules``.
    """
    for folder in (start, *start.parents, package.parent):
        if (folder / HOME).is_file() and (folder / "modules").is_dir():
            return folder
    raise CourseNotFoundError(
        f"There is no course in {start} (no {HOME} and no modules folder). "
        "Download the whole course, change into its folder and start it there."
    )


def page_config_for(place: Place) -> Callable[[Any, dict[str, Any]], dict[str, Any]]:
    """A hook for jupyterlab_server, called for every page: which of JupyterLab's parts reach it.

    A trainee's page starts with the one notebook that its address names: the layout of the page before is
    forgotten, or each reload would open (and run) every lesson of the day again.
    """
    lab = place.settings("lab.json")
    not_loaded = set(lab["lab_extensions_not_loaded"])
    disabled = lab["disabled"] + ([] if place.instructor else lab["disabled_for_trainees"])

    def hook(_handler: Any, page_config: dict[str, Any]) -> dict[str, Any]:
        if not place.instructor:
            shutil.rmtree(place.state / "workspaces", ignore_errors=True)
        kept = [item for item in page_config["federated_extensions"] if item["name"] not in not_loaded]
        page_config["federated_extensions"] = kept
        for key in ("disabledExtensions", "lockedExtensions"):
            page_config[key] = sorted({*page_config.get(key, []), *disabled})
        page_config["kapeduCourse"] = "true"
        page_config["kapeduInstructor"] = "true" if place.instructor else "false"
        return page_config

    return hook


def lab_policy(place: Place) -> str:
    """What the browser may load and run: of scripts in a page itself, a trainee's Lab needs only its own one.

    nbgrader's pages for instructors are full of them.
    """
    from jupyterlab.commands import get_app_dir

    page = Path(get_app_dir(), "static", "index.html")
    return content_policy(
        inline_scripts(page.read_text(encoding="utf-8")) if page.is_file() else (),
        any_inline=place.instructor or not page.is_file(),
    )


def hidden_names(place: Place) -> list[str]:
    """Patterns of the names that the file list leaves out (an instructor sees the whole folder)."""
    always = ["__pycache__", "*.pyc", "*~"]
    if place.instructor:
        return always
    lab = place.settings("lab.json")
    machinery = sorted(
        entry.name for entry in place.root.iterdir() if entry.name not in lab["shown_to_trainees"]
    )
    return [*always, *lab["hidden_from_trainees"], *machinery]


def prepare_state(place: Place) -> dict[str, str]:
    """Write what JupyterLab reads at its start and return the environment that points to it."""
    state = place.state
    folders = {name: state / name for name in ("app-settings", "config", "data", "runtime", "ipython")}
    for folder in folders.values():
        folder.mkdir(parents=True, exist_ok=True)
    overrides = place.settings("overrides.json")
    if not place.instructor:
        overrides |= place.settings("overrides-trainee.json")
    (folders["app-settings"] / "overrides.json").write_text(json.dumps(overrides, indent=2), encoding="utf-8")
    profile = folders["ipython"] / "profile_default"
    profile.mkdir(exist_ok=True)
    (profile / "ipython_kernel_config.py").write_text(_KERNEL_CONFIG, encoding="utf-8")
    nbgrader_config = place.root / "assessments" / "nbgrader_config.py"
    if nbgrader_config.is_file():
        (folders["config"] / "nbgrader_config.py").write_text(
            f"load_subconfig({nbgrader_config.name!r}, path={str(nbgrader_config.parent)!r})\n",
            encoding="utf-8",
        )
    record = {} if place.instructor else {VARIABLE: str(place.root / FOLDER / FILE_NAME)}
    return record | {
        LANGUAGE: place.language,
        "JUPYTER_CONFIG_DIR": str(folders["config"]),
        "JUPYTER_CONFIG_PATH": str(folders["config"]),  # in the place of folders that the user may have named
        "JUPYTER_DATA_DIR": str(folders["data"]),
        "JUPYTER_RUNTIME_DIR": str(folders["runtime"]),
        "IPYTHONDIR": str(folders["ipython"]),
        "JUPYTER_PLATFORM_DIRS": "1",  # the value of every current version; unset it warns
    }


def server_extensions(place: Place) -> list[str]:
    """The parts of the Jupyter server that this role needs."""
    lab = place.settings("lab.json")
    wanted: list[str] = lab["server_extensions"]
    return wanted + (lab["server_extensions_for_instructors"] if place.instructor else [])


def lab_config(place: Place) -> Any:
    """What a JupyterLab of the course is told, wherever it runs, as a traitlets ``Config``."""
    from traitlets.config import Config

    address = f"/lab/tree/{place.home}"
    config = Config()
    config.ServerApp.root_dir = str(place.root)
    config.ServerApp.default_url = address
    config.ServerApp.log_level = "ERROR"
    config.ServerApp.terminals_enabled = place.instructor
    config.ServerApp.tornado_settings = {
        "page_config_hook": page_config_for(place),
        "headers": {"Content-Security-Policy": lab_policy(place)},
    }
    config.ContentsManager.hide_globs = hidden_names(place)
    config.LabApp.default_url = address
    config.LabApp.log_level = "ERROR"
    config.LabApp.news_url = None
    config.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"
    config.LabApp.extension_manager = "readonly"
    config.LabApp.app_settings_dir = str(place.state / "app-settings")
    config.LabApp.user_settings_dir = str(place.state / "user-settings")
    config.LabApp.workspaces_dir = str(place.state / "workspaces")
    return config


def make_server(place: Place, port: int, *, open_browser: bool) -> Any:
    """A JupyterLab server, bound to its port but not started.

    Sets environment variables of this process (Jupyter reads its folders from them), so call it once.

    Args:
        place: Which course, for whom.
        port: The port to listen on; when it is taken, one of the following ones; 0 takes any free one.
        open_browser: Whether the server opens the user's browser when it starts.
    """
    os.environ.update(prepare_state(place))
    from jupyter_server.serverapp import ServerApp  # reads the environment just set

    config = lab_config(place)
    config.ServerApp.ip = ADDRESS
    config.ServerApp.port = port
    config.ServerApp.open_browser = open_browser
    config.ServerApp.allow_root = (
        True  # in a container there is often nobody else; only this machine can connect
    )
    config.ServerApp.answer_yes = True  # Ctrl-C means stop, without a question
    extensions = dict.fromkeys(server_extensions(place), True)
    server = ServerApp.instance(config=config, jpserver_extensions=extensions)
    server.initialize(argv=[], starter_extension="lab", find_extensions=False)
    server.log.addFilter(
        lambda record: record.levelname != "CRITICAL" or "To access the server" not in record.msg
    )
    return server


def address_of(server: Any, place: Place) -> str:
    """The address to open, with the token that lets this user in."""
    return f"http://{ADDRESS}:{server.port}{server.base_url}lab/tree/{place.home}?token={server.identity_provider.token}"
