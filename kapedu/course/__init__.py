"""The course as a whole: which modules and lessons it has, in which order, and what is made from that."""

from kapedu.course.course_map import (
    MAP,
    CourseMap,
    MapError,
    MapLesson,
    Module,
    Quiz,
    Way,
    course_folder,
    read_map,
    root_of_the_course,
)
from kapedu.course.lesson import Lesson, LessonError, module_title, read_lessons

__all__ = [
    "MAP",
    "CourseMap",
    "Lesson",
    "LessonError",
    "MapError",
    "MapLesson",
    "Module",
    "Quiz",
    "Way",
    "course_folder",
    "module_title",
    "read_lessons",
    "read_map",
    "root_of_the_course",
]
