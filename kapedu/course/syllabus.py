"""The syllabus, `course/guides/syllabus.md`: what each lesson teaches, with what, in how long; made, never written."""

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from kapedu.course.course_map import CourseMap, Module
from kapedu.course.lesson import Lesson

SYLLABUS = Path("course", "guides", "syllabus.md")
COVERAGE = Path("course", "guides", "coverage.md")
_WIDGETS = Path(__file__).parent.parent / "widgets"
_MINUTES_PER_HOUR = 60
_ABOUT = (
    "What each lesson teaches, what you do in it, and how long it takes. The course teaches; it does not treat, and it "
    "comes before supervised practice."
)
_LEAD = re.compile(r"^The activity(?:\.|[^:]*: )")


def syllabus(course: CourseMap, lessons: tuple[Lesson, ...], root: Path) -> str:
    """The text of the syllabus, as Markdown.

    Args:
        course: The map.
        lessons: The lessons of the map, read from their notebooks, in the same order.
        root: The folder of the course; it tells whether the table of items is there to be linked.
    """
    by_path = {lesson.path: lesson for lesson in lessons}
    total = sum(module.minutes for module in course.modules)
    quizzes = sum(quiz.minutes for quiz in course.quizzes)
    parts = [
        "# Syllabus",
        "<!-- Made by `kapedu map write` from course/map.json and the lessons. Do not edit. -->",
        _ABOUT,
        f"{len(lessons)} lessons, {_hours(total)}; {len(course.quizzes)} quizzes that are handed in, {_hours(quizzes)}.",
        _overview(course),
    ]
    if (root / COVERAGE).is_file():
        parts.append(f"Which questions ask for which objective: [{COVERAGE.stem}]({COVERAGE.name}).")
    for module in course.modules:
        parts += _module(module, by_path)
    return "\n\n".join(parts) + "\n"


def _overview(course: CourseMap) -> str:
    rows = ["| module | lessons | time | quiz |", "|---|---|---|---|"]
    for module in course.modules:
        quiz = f"{module.quiz.questions} questions, {module.quiz.minutes} minutes" if module.quiz else "–"
        number = str(len(module.lessons)) if module.lessons else "in preparation"
        time = _hours(module.minutes) if module.minutes else "–"
        rows.append(f"| {module.number} · {module.title} | {number} | {time} | {quiz} |")
    return "\n".join(rows)


def _hours(minutes: int) -> str:
    """Minutes as a reader says them.

    Examples:
        >>> _hours(45), _hours(60), _hours(95)
        ('45 minutes', '1 h', '1 h 35 min')
    """
    hours, rest = divmod(minutes, _MINUTES_PER_HOUR)
    if not hours:
        return f"{minutes} minutes"
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def _module(module: Module, by_path: Mapping[str, Lesson]) -> Iterator[str]:
    yield f"## Module {module.number}: {module.title}"
    yield module.about
    for number, on_map in enumerate(module.lessons, start=1):
        lesson = by_path[on_map.path]
        yield f"### {module.number}.{number} [{lesson.title}](../../{lesson.path})"
        yield f"{lesson.minutes} minutes. {on_map.summary}"
        yield "Afterwards you can"
        yield "\n".join(f"- {objective}" for objective in lesson.objectives)
        doing = [_sentence(activity_title(name)) for name in lesson.activities]
        counted = [_count(len(lesson.predictions), "prediction"), _count(len(lesson.checks), "self-check")]
        yield f"**Activities:** {' '.join(doing)}"
        yield f"**Questions:** {', '.join(words for words in counted if words)}."


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}" if number else ""


def _sentence(words: str) -> str:
    return words if words.endswith((".", "?", "!")) else f"{words}."


def activity_title(function: str) -> str:
    """What a reader knows an activity by: its heading, or else what its function says of itself.

    Examples:
        >>> activity_title("chain_walk")
        'Walk the chain'
    """
    path = _modules().get(function)
    if path is None:
        return function.replace("_", " ").capitalize()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    own = next(
        (node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == function), None
    )
    for place in (own, tree):
        found = next(_headings(place), "") if place is not None else ""
        if found:
            return found
    said = (ast.get_docstring(own) or "") if own else ""
    words = _LEAD.sub("", re.split(r"(?<=[.?!])\s", said.strip())[0])
    return words[:1].upper() + words[1:] if words else function.replace("_", " ").capitalize()


def _headings(place: ast.AST) -> Iterator[str]:
    """The headings of the activities that are made within a piece of code."""
    for node in ast.walk(place):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id == "activity"
            and node.args
        ):
            first = node.args[0]
            if isinstance(first, ast.Call) and first.args:  # a heading in the reader's language: _("…")
                first = first.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


@cache
def offered() -> Mapping[str, str]:
    """The names that `kapedu.widgets` hands on and their modules, read from its text: that room lies above this one."""
    text = (_WIDGETS / "__init__.py").read_text(encoding="utf-8")
    for statement in ast.parse(text).body:
        if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Dict):
            names: dict[str, str] = ast.literal_eval(statement.value)
            return names
    return {}


def _modules() -> dict[str, Path]:
    paths = {
        name: _WIDGETS.parents[1] / f"{module.replace('.', '/')}.py" for name, module in offered().items()
    }
    return {name: path for name, path in paths.items() if path.is_file()}
