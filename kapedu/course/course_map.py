"""The map of the course, `course/map.json`: the one place that says which lessons there are and in which order.

The home page, the syllabus, the way from lesson to lesson, progress and the gallery are all made from it. What the
map says of a lesson (title, minutes) is compared with the lesson itself by a test.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MAP = Path("course", "map.json")


class MapError(ValueError):
    """The map cannot be used; the message names file, entry, value and what is allowed."""


@dataclass(frozen=True)
class MapLesson:
    """A lesson on the map: its notebook from the root of the course, and what the home says of it."""

    path: str
    title: str
    minutes: int
    summary: str


@dataclass(frozen=True)
class Quiz:
    """Something that is handed in: nbgrader's name for it, how many questions, how many minutes.

    The quiz of a module is called after the module; what stands outside the modules has a ``title`` of its own.
    """

    name: str
    questions: int
    minutes: int
    title: str = ""

    @property
    def path(self) -> str:
        """Where a trainee's copy of it lies, from the root of the course."""
        return f"my-work/{self.name}/{self.name}.ipynb"


@dataclass(frozen=True)
class Module:
    """A module: its folder, what it is called and is about, its lessons, and its quiz if it has one."""

    folder: str
    title: str
    about: str
    lessons: tuple[MapLesson, ...]
    quiz: Quiz | None = None

    @property
    def number(self) -> str:
        """As written before its title: ``1``."""
        return self.folder.partition("-")[0]

    @property
    def minutes(self) -> int:
        """Of all its lessons together."""
        return sum(lesson.minutes for lesson in self.lessons)


@dataclass(frozen=True)
class Way:
    """What comes before and after a lesson; None at the ends of the course."""

    previous: MapLesson | None
    following: MapLesson | None


@dataclass(frozen=True)
class CourseMap:
    """The whole course in order."""

    before: Quiz | None
    modules: tuple[Module, ...]
    after: tuple[Quiz, ...] = ()

    @property
    def lessons(self) -> tuple[MapLesson, ...]:
        """Every lesson, in order."""
        return tuple(lesson for module in self.modules for lesson in module.lessons)

    @property
    def quizzes(self) -> tuple[Quiz, ...]:
        """The quiz before the course, those of the modules, and what comes after the lessons."""
        found = (self.before, *(module.quiz for module in self.modules), *self.after)
        return tuple(quiz for quiz in found if quiz is not None)

    def module_of(self, path: str) -> Module:
        """The module that a lesson belongs to.

        Raises:
            MapError: There is no such lesson.
        """
        for module in self.modules:
            if any(lesson.path == path for lesson in module.lessons):
                return module
        raise MapError(f"{path!r} is no lesson of the course; the map is {MAP.as_posix()}")

    def way(self, path: str) -> Way:
        """What comes before and after a lesson.

        Raises:
            MapError: There is no such lesson.
        """
        self.module_of(path)
        lessons = self.lessons
        place = next(number for number, lesson in enumerate(lessons) if lesson.path == path)
        return Way(
            lessons[place - 1] if place else None,
            lessons[place + 1] if place + 1 < len(lessons) else None,
        )


def root_of_the_course(start: Path) -> Path:
    """The nearest folder, from this one upwards, that holds a map; this one's parent where none does."""
    return next((folder for folder in (start, *start.parents) if (folder / MAP).is_file()), start.parent)


def course_folder(named: Path | None, *otherwise: Path) -> Path:
    """The folder of the course that a command is about.

    Args:
        named: What the user named; None where nothing was named.
        otherwise: Where to look when nothing was named and no folder from here upwards holds a map.

    Raises:
        MapError: There is no course there; names the folder.
    """
    here = Path.cwd()
    for folder in (here, *here.parents, *otherwise) if named is None else (named,):
        if (folder / MAP).is_file():
            return folder
    raise MapError(
        f"there is no {MAP.as_posix()} in {named or here}; change into the course's folder or name it with --course"
    )


def read_map(root: Path) -> CourseMap:
    """The map of the course in a folder.

    Raises:
        MapError: The file is missing or breaks a rule; names entry and field.
    """
    path = root / MAP
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise MapError(f"{path} cannot be read: {error}") from None
    before = content.get("before") if isinstance(content, dict) else None
    modules = content.get("modules") if isinstance(content, dict) else None
    if not isinstance(modules, list):
        raise MapError(f"{path}: modules is missing; give a list of modules")
    read = CourseMap(
        _quiz(before, f"{path}: before") if before else None,
        tuple(_module(entry, f"{path}: modules[{number}]") for number, entry in enumerate(modules)),
        tuple(
            _quiz(entry, f"{path}: after[{number}]", titled=True)
            for number, entry in enumerate(content.get("after", []))
        ),
    )
    paths = [lesson.path for lesson in read.lessons]
    for one in paths:
        if paths.count(one) > 1:
            raise MapError(f"{path}: {one} stands on the map twice")
    return read


def _module(entry: Any, where: str) -> Module:
    folder = _field(entry, "folder", str, where)
    lessons = _field(entry, "lessons", list, where)
    return Module(
        folder,
        _field(entry, "title", str, where),
        _field(entry, "about", str, where),
        tuple(
            _lesson(lesson, folder, f"{where}, lessons[{number}]") for number, lesson in enumerate(lessons)
        ),
        _quiz(entry["quiz"], f"{where}, quiz") if "quiz" in entry else None,
    )


def _lesson(entry: Any, folder: str, where: str) -> MapLesson:
    return MapLesson(
        f"modules/{folder}/{_field(entry, 'file', str, where)}.ipynb",
        _field(entry, "title", str, where),
        _field(entry, "minutes", int, where),
        _field(entry, "summary", str, where),
    )


def _quiz(entry: Any, where: str, *, titled: bool = False) -> Quiz:
    return Quiz(
        _field(entry, "name", str, where),
        _field(entry, "questions", int, where),
        _field(entry, "minutes", int, where),
        _field(entry, "title", str, where) if titled else "",
    )


def _field(entry: Any, name: str, kind: type, where: str) -> Any:
    value = entry.get(name) if isinstance(entry, dict) else None
    if not isinstance(value, kind) or value in ("", 0):
        raise MapError(f"{where}, {name}: {value!r} is not allowed; give a {kind.__name__}")
    return value
