"""The lessons that a record is about, as `kapedu.course` reads them."""

from pathlib import Path

from kapedu.course import Lesson, LessonError, module_title
from kapedu.course import read_lessons as lessons_of_the_course
from kapedu.record.event import RecordError

__all__ = ["Lesson", "module_title", "read_lessons"]


def read_lessons(root: Path) -> tuple[Lesson, ...]:
    """Every lesson of the course, in order.

    Raises:
        RecordError: A file is no notebook, or the course's map cannot be used; names it.
    """
    try:
        return lessons_of_the_course(root)
    except LessonError as error:
        raise RecordError(str(error)) from None
