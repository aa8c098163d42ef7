"""The lessons of the course and what they ask, read from their notebooks."""

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kapedu.course.course_map import MAP, MapError, read_map

_MINUTES = re.compile(r"(\d+)\s+minutes")
_POINT = re.compile(r"^- (.+)$", re.MULTILINE)
_OBJECTIVES = re.compile(r"After this lesson you can\s+((?:- .+\n)+|[^\n]+)")
_NOT_ACTIVITIES = frozenset({"bibliography", "check", "cite", "predict", "reveal", "speak"})


class LessonError(ValueError):
    """A notebook that is no lesson; the message names it."""


@dataclass(frozen=True)
class Lesson:
    """A lesson.

    Attributes:
        path: Of its notebook, from the root of the course, with forward slashes.
        title: Its heading.
        minutes: How long it takes, as it says; 0 where it does not.
        checks: Ids of its self-checks, in order.
        predictions: Ids of its predictions, in order.
        objectives: What the reader can do afterwards, as it says.
        activities: Names of its activities' functions, in order.
    """

    path: str
    title: str
    minutes: int
    checks: tuple[str, ...]
    predictions: tuple[str, ...]
    objectives: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()

    @property
    def module(self) -> str:
        """Folder of the lesson, such as ``1-mechanism``."""
        return self.path.split("/")[-2]

    @property
    def asked(self) -> tuple[str, ...]:
        """Everything that leaves a trace in a record."""
        return (*self.predictions, *self.checks)


def read_lessons(root: Path) -> tuple[Lesson, ...]:
    """Every lesson of the course, in the order of its map; without a map, in the order of the folders.

    Raises:
        LessonError: A file is no notebook, or the map cannot be used; names it.
    """
    if not (root / MAP).is_file():
        found = sorted((root / "modules").glob("[0-9]*/[0-9]*.ipynb"))
        return tuple(_read(path, root) for path in found if "." not in path.stem)
    try:
        return tuple(_read(root / lesson.path, root) for lesson in read_map(root).lessons)
    except MapError as error:
        raise LessonError(str(error)) from None


def _read(path: Path, root: Path) -> Lesson:
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        prose = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]
        code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise LessonError(f"{path} is not a notebook: {error!r}") from None
    first = prose[0] if prose else ""
    title = next((line[2:].strip() for line in first.splitlines() if line.startswith("# ")), path.stem)
    minutes = _MINUTES.search(first)
    called = [call for source in code for call in _calls(source)]
    return Lesson(
        path.relative_to(root).as_posix(),
        title,
        int(minutes[1]) if minutes else 0,
        _asked(called, "check"),
        _asked(called, "predict"),
        _objectives(first),
        tuple(dict.fromkeys(name for name, _ in called if name not in _NOT_ACTIVITIES)),
    )


def _asked(called: list[tuple[str, Any]], function: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item for name, item in called if name == function and isinstance(item, str)))


def _objectives(first_cell: str) -> tuple[str, ...]:
    """The points of the list, or the one sentence, after "After this lesson you can"."""
    found = _OBJECTIVES.search(first_cell)
    if found is None:
        return ()
    points = _POINT.findall(found[1])
    return tuple(point.strip().rstrip(".") for point in points or [found[1]])


def _calls(source: str) -> Iterator[tuple[str, Any]]:
    """Names of the functions called, and the text that each is given first, if any."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            first = node.args[0] if node.args else None
            yield node.func.id, first.value if isinstance(first, ast.Constant) else None


def module_title(folder: str) -> str:
    """What a module's folder is called for a reader.

    Examples:
        >>> module_title("1-mechanism"), module_title("5-evidence")
        ('Module 1: Mechanism', 'Module 5: Evidence')
    """
    number, _, name = folder.partition("-")
    words = name.replace("-", " ").capitalize()
    return f"Module {number}: {words}" if number.isdigit() and words else folder
