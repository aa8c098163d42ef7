"""The lessons of the course and what they ask, read from their notebooks."""

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kapedu.record.event import RecordError

_MINUTES = re.compile(r"(\d+)\s+minutes")


@dataclass(frozen=True)
class Lesson:
    """A lesson.

    Attributes:
        path: Of its notebook, from the root of the course, with forward slashes.
        title: Its heading.
        minutes: How long it takes, as it says; 0 where it does not.
        checks: Ids of its self-checks, in order.
        predictions: Ids of its predictions, in order.
    """

    path: str
    title: str
    minutes: int
    checks: tuple[str, ...]
    predictions: tuple[str, ...]

    @property
    def module(self) -> str:
        """Folder of the lesson, such as ``1-mechanism``."""
        return self.path.split("/")[-2]

    @property
    def asked(self) -> tuple[str, ...]:
        """Everything that leaves a trace in a record."""
        return (*self.predictions, *self.checks)


def read_lessons(root: Path) -> tuple[Lesson, ...]:
    """Every lesson below ``modules``, in the order of the folders.

    Raises:
        RecordError: A file is no notebook; names it.
    """
    return tuple(_read(path, root) for path in sorted((root / "modules").glob("[0-9]*/[0-9]*.ipynb")))


def _read(path: Path, root: Path) -> Lesson:
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        prose = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]
        code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise RecordError(f"{path} is not a notebook: {error!r}") from None
    first = prose[0] if prose else ""
    title = next((line[2:].strip() for line in first.splitlines() if line.startswith("# ")), path.stem)
    minutes = _MINUTES.search(first)
    called = [call for source in code for call in _calls(source)]
    return Lesson(
        path.relative_to(root).as_posix(),
        title,
        int(minutes[1]) if minutes else 0,
        tuple(dict.fromkeys(item for name, item in called if name == "check")),
        tuple(dict.fromkeys(item for name, item in called if name == "predict")),
    )


def _calls(source: str) -> Iterator[tuple[str, Any]]:
    """Names of the functions called with a text first, and that text."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield node.func.id, first.value


def module_title(folder: str) -> str:
    """What a module's folder is called for a reader.

    Examples:
        >>> module_title("1-mechanism"), module_title("5-evidence")
        ('Module 1: Mechanism', 'Module 5: Evidence')
    """
    number, _, name = folder.partition("-")
    words = name.replace("-", " ").capitalize()
    return f"Module {number}: {words}" if number.isdigit() and words else folder
