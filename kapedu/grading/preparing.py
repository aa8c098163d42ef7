"""Getting the quizzes ready beside a course that is open already: in a process of its own, one at a time.

``python -m kapedu.grading.preparing FOLDER`` does it. While it is at work it holds a lock, which the operating system
takes back however the process ends: after one that was killed nothing has to be tidied up, and the next start goes on
where it was. Whoever asks meanwhile is told.
"""

import fcntl
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kapedu.files import write_whole
from kapedu.grading.course_setup import CourseSetupError, get_quizzes_ready

LOCK = Path(".kapedu", "quizzes.lock")
PROBLEM = Path(".kapedu", "quizzes.problem")
_POLITENESS = 5  # the page that is being opened comes first


def start_preparing(root: Path) -> "subprocess.Popen[bytes] | None":
    """Begin to get the quizzes ready, and return at once.

    Args:
        root: The folder of the course.

    Returns:
        The process that does it; None for a course without assessments.

    Raises:
        OSError: ``my-work`` cannot be made, or no process can be started.
    """
    if not (root / "assessments").is_dir():
        return None
    (root / "my-work").mkdir(exist_ok=True)  # nbgrader's list of assignments fails without it
    return subprocess.Popen([sys.executable, "-P", "-m", __name__, str(root)], stdin=subprocess.DEVNULL)  # noqa: S603


def is_preparing(root: Path) -> bool:
    """Whether the quizzes of a course are being got ready now."""
    try:
        with (root / LOCK).open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def problem_of(root: Path) -> str:
    """Why the quizzes of a course could not be got ready the last time; empty if they could."""
    try:
        return (root / PROBLEM).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def prepare(root: Path) -> str:
    """Get the quizzes ready, after whoever is at it; why that failed, or nothing."""
    try:
        with _alone(root / LOCK):
            problem = _prepare(root)
            if problem:
                write_whole(root / PROBLEM, problem)
            else:
                (root / PROBLEM).unlink(missing_ok=True)
    except OSError as error:
        return str(error)
    return problem


def _prepare(root: Path) -> str:
    try:
        get_quizzes_ready(root)
    except CourseSetupError as error:
        return str(error)
    except Exception as error:  # noqa: BLE001 - whatever goes wrong there, it is told and the lessons are open
        return f"{type(error).__name__}: {error}"
    return ""


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def main(arguments: list[str]) -> int:
    """Do it for the course in the folder named; 0 when the quizzes are ready, 1 when they are not."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C ends the course, and this with it, without a word
    os.nice(_POLITENESS)
    problem = prepare(Path(arguments[0]))
    if problem:
        sys.stdout.write(f"The quizzes are not ready ({problem}). The lessons open all the same.\n")
        sys.stdout.flush()
    return 1 if problem else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
