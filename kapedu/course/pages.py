"""Everything that is made from the course's map, by the path of its file."""

import ast
from pathlib import Path

from kapedu.course.course_map import read_map
from kapedu.course.home import HOME, home_notebook, translated
from kapedu.language import LANGUAGES


def pages(root: Path) -> dict[Path, str]:
    """The text of every page that is made and not written by hand.

    Args:
        root: The folder of the course.

    Raises:
        MapError: The map cannot be used.
        LessonError: A lesson cannot be read.
    """
    course = read_map(root)
    offered = _activities()
    return {translated(HOME, code): home_notebook(course, root, code, offered) for code in LANGUAGES}


def _activities() -> frozenset[str]:
    """The names that `kapedu.widgets` hands on, read from its text: the room lies above this one."""
    text = (Path(__file__).parent.parent / "widgets" / "__init__.py").read_text(encoding="utf-8")
    for statement in ast.parse(text).body:
        if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Dict):
            return frozenset(ast.literal_eval(statement.value))
    return frozenset()
