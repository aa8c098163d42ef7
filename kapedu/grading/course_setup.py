"""Making the quizzes ready on this machine: generate, release, and fetch for the person who uses it."""

import hashlib
import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kapedu.files.whole import READABLE, write_whole

CONFIG_NAME = "nbgrader_config.py"
EXCHANGE_VARIABLE = "KAPEDU_EXCHANGE"
_STAMP = ".kapedu-source-sha256"
_ERROR_LINE = re.compile(r"\s*[\w.]*(?:Error|Exception): ")


class CourseSetupError(Exception):
    """A quiz could not be made ready; the message names it and says why."""


@dataclass(frozen=True)
class PreparedAssignment:
    """An assignment ready to be answered: its name, its notebook in ``my-work``, and what was done."""

    name: str
    notebook: Path
    released: bool
    fetched: bool


def exchange_root() -> Path:
    """Where assignments are exchanged: ``KAPEDU_EXCHANGE``, else a folder of this user's own."""
    chosen = os.environ.get(EXCHANGE_VARIABLE)
    if chosen:
        return Path(chosen).expanduser().absolute()
    data = os.environ.get("XDG_DATA_HOME") or "~/.local/share"
    return Path(data).expanduser() / "kapedu" / "exchange"


def get_quizzes_ready(repo_root: Path) -> list[PreparedAssignment]:
    """Put into ``my-work`` what whoever opens this course may answer.

    In a course of one's own (a private exchange, and the quizzes' sources are there) every quiz is released and
    fetched. Where an exchange is shared, or the sources were left out, nothing is released: that is the
    instructor's decision, quiz by quiz, and opening the course must not take it. What is released is fetched.

    Raises:
        CourseSetupError: The settings of nbgrader are missing, or a quiz cannot be generated or released.
        OSError: A folder cannot be read or written.
    """
    assessments = repo_root / "assessments"
    if not (assessments / CONFIG_NAME).is_file():
        raise CourseSetupError(
            f"{CONFIG_NAME} is missing in {assessments}; copy that file from a complete course"
        )
    if os.environ.get(EXCHANGE_VARIABLE) or not (assessments / "source").is_dir():
        return fetch_released(repo_root)
    return prepare_assignments(repo_root)


def prepare_assignments(repo_root: Path) -> list[PreparedAssignment]:
    """Generate and release every quiz that is new or changed, and fetch each into ``my-work``.

    Safe to call at every start. A trainee's answers are never touched: they lie in a file of their own,
    and only a quiz notebook that the course itself wrote is brought up to date.

    Args:
        repo_root: The course's folder, with ``assessments/source``.

    Raises:
        CourseSetupError: Quizzes cannot be generated or released; names each and says why. The others are ready.
        OSError: A folder cannot be read or written.
    """
    assessments = repo_root / "assessments"
    prepared, problems = [], []
    for source in sorted((assessments / "source").iterdir()):
        if not (source / f"{source.name}.ipynb").is_file():
            continue
        try:
            released = _release_if_changed(assessments, source)
        except CourseSetupError as error:
            problems.append(str(error))
            continue
        notebook = repo_root / "my-work" / source.name / f"{source.name}.ipynb"
        fetched = _fetch(assessments / "release" / source.name, notebook.parent)
        prepared.append(PreparedAssignment(source.name, notebook, released, fetched))
    if problems:
        raise CourseSetupError(" ".join(problems))
    return prepared


def fetch_released(repo_root: Path) -> list[PreparedAssignment]:
    """Fetch what an instructor has released through the exchange into ``my-work``.

    For a trainee on a server that many share: nothing is released here, and answers are never touched.

    Args:
        repo_root: The trainee's own course folder, with ``assessments/nbgrader_config.py``.

    Raises:
        OSError: A released quiz cannot be read or written.
    """
    course_id = load_course_config(repo_root / "assessments").CourseDirectory.course_id
    outbound = exchange_root() / course_id / "outbound"
    (repo_root / "my-work").mkdir(exist_ok=True)  # nbgrader's list of assignments fails without it
    fetched = []
    for release in sorted(outbound.iterdir()) if outbound.is_dir() else []:
        notebook = repo_root / "my-work" / release.name / f"{release.name}.ipynb"
        if (release / notebook.name).is_file():
            fetched.append(
                PreparedAssignment(
                    release.name, notebook, released=False, fetched=_fetch(release, notebook.parent)
                )
            )
    return fetched


def load_course_config(assessments: Path) -> Any:
    """The nbgrader configuration of a course folder, as a traitlets ``Config``."""
    from traitlets.config import PyFileConfigLoader

    return PyFileConfigLoader(CONFIG_NAME, path=str(assessments)).load_config()


def nbgrader_api(assessments: Path) -> Any:
    """The Python interface of nbgrader for a course folder."""
    from nbgrader.apps import NbGraderAPI

    return NbGraderAPI(config=load_course_config(assessments))


def _release_if_changed(assessments: Path, source: Path) -> bool:
    name = source.name
    release = assessments / "release" / name
    course_id = load_course_config(assessments).CourseDirectory.course_id
    outbound = exchange_root() / course_id / "outbound" / name / f"{name}.ipynb"
    stamp = assessments / "release" / f"{_STAMP}-{name}"
    digest = _digest(source)
    current = stamp.is_file() and stamp.read_text(encoding="utf-8") == digest
    if current and _same_file(outbound, release / f"{name}.ipynb"):
        return False
    api = nbgrader_api(assessments)
    _must_succeed(api.generate_assignment(name), name, "generated")
    if outbound.parent.is_dir():
        shutil.rmtree(outbound.parent)
    _must_succeed(api.release_assignment(name), name, "released")
    write_whole(stamp, digest)
    return True


def _must_succeed(result: dict[str, Any], name: str, done: str) -> None:
    if result["success"]:
        return
    text = f"{result.get('log', '')}\n{result.get('error', '')}"
    errors = [line.strip() for line in text.splitlines() if _ERROR_LINE.match(line)]
    told = [line for line in errors if "NbGraderException" not in line]
    reason = told[-1].split(": ", 1)[1] if told else "nbgrader gives no reason"
    raise CourseSetupError(f"The quiz {name!r} could not be {done}: {reason}")


def _fetch(release: Path, folder: Path) -> bool:
    """Copy what is missing or outdated from the release.

    The files are the ones that nbgrader's own fetch would bring. Each is there whole or not at all, and its version is
    noted after it, so that a start which was cut short is made good by the next.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob(".*.ipynb.????????"):  # half a file, of a start that was killed
        if left.suffix != ".version":
            left.unlink(missing_ok=True)
    changed = False
    for path in sorted(release.rglob("*")):
        target = folder / path.relative_to(release)
        if path.is_dir():
            target.mkdir(exist_ok=True)
        elif not target.is_file() or (
            path.suffix == ".ipynb" and _fetched_version(target) != _digest_file(path)
        ):
            write_whole(target, path.read_bytes(), permissions=READABLE)
            changed = True
        if path.suffix == ".ipynb" and _fetched_version(target) != _digest_file(path):
            write_whole(_version_file(target), _digest_file(path), permissions=READABLE)
    return changed


def _same_file(one: Path, other: Path) -> bool:
    return one.is_file() and other.is_file() and _digest_file(one) == _digest_file(other)


def _version_file(notebook: Path) -> Path:
    return notebook.with_name(f".{notebook.name}.version")


def _fetched_version(notebook: Path) -> str:
    """Which release a fetched notebook came from: saving it in JupyterLab changes the file, not this."""
    version = _version_file(notebook)
    return version.read_text(encoding="utf-8") if version.is_file() else ""


def _digest(folder: Path) -> str:
    files = sorted(
        path for path in folder.rglob("*") if path.is_file() and ".ipynb_checkpoints" not in path.parts
    )
    return hashlib.sha256(
        "".join(f"{path.name}:{_digest_file(path)}\n" for path in files).encode()
    ).hexdigest()


def _digest_file(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
