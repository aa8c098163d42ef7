"""Everything that is made from the course's map, by the path of its file."""

from pathlib import Path

from kapedu.course.course_map import read_map
from kapedu.course.home import HOME, home_notebook, translated
from kapedu.course.lesson import read_lessons
from kapedu.course.syllabus import SYLLABUS, offered, syllabus
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
    homes = {
        translated(HOME, code): home_notebook(course, root, code, frozenset(offered())) for code in LANGUAGES
    }
    return {**homes, SYLLABUS: syllabus(course, read_lessons(root), root)}
