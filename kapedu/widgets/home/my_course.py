"""Where the learner stands: where to go on, which quizzes wait, what was not right; and marks on the home's list."""

import json
from html import escape
from pathlib import Path
from typing import Any
from weakref import WeakSet

import anywidget
import traitlets as t

from kapedu.course import MAP, CourseMap, MapError, read_map, root_of_the_course
from kapedu.course.home import translated
from kapedu.language import _, current, date_words, ngettext
from kapedu.record import (
    Journal,
    Lesson,
    QuizStanding,
    RecordError,
    Standing,
    journal_in_use,
    missed,
    quiz_standings,
    read_lessons,
    standings,
    to_continue,
)
from kapedu.widgets.parts.controls import Html
from kapedu.widgets.parts.layout import stack

_shown: "WeakSet[MyCourse]" = WeakSet()


def draw_again() -> None:
    """Show anew where the learner stands, after the record was changed by something else on the page."""
    for one in tuple(_shown):
        one.draw()


def my_course() -> Any:
    """Where to go on and which quizzes wait, from the files on this computer; marks the home's list of lessons."""
    return MyCourse(journal_in_use()).box


def command_link(path: str, words: str, base: str = "../") -> str:
    """A link that JupyterLab opens beside this page, at its ``#section`` if it names one; elsewhere a plain link."""
    asked = escape(json.dumps({"path": path}))
    return (
        f'<a href="{escape(base + path)}" data-commandlinker-command="kapedu:open" '
        f'data-commandlinker-args="{asked}">{escape(words)}</a>'
    )


def in_own_language(path: str) -> str:
    """The path of a lesson's translation into the language spoken now, where there is one."""
    own = translated(Path(path), current())
    return own.as_posix() if (root_of_the_course(Path.cwd()) / own).is_file() else path


class HomeMarks(anywidget.AnyWidget):
    """Writes how far each lesson and module is into the list that stands on the home page.

    The list itself is part of the page and there at once. `looks` counts how often the page came into view: another
    lesson may have been done meanwhile.
    """

    _esm = Path(__file__).with_name("home_marks.js")
    looks = t.Int(0).tag(sync=True)
    marks = t.Dict().tag(sync=True)


class MyCourse:
    """The activity; ``box`` is what is shown.

    Args:
        journal: The learner's record; None where none is kept.
    """

    def __init__(self, journal: Journal | None) -> None:
        self.journal = journal
        self.root = root_of_the_course(Path.cwd()) if journal is None else journal.path.parent.parent
        self.words = Html("")
        self.marks = HomeMarks()
        self.marks.observe(self.draw, names="looks")
        self.box = stack(self.marks, self.words)
        _shown.add(self)
        self.draw()

    def draw(self, _change: Any = None) -> None:
        """Read the files again and show what they say."""
        try:
            lessons = read_lessons(self.root)
            held = self.journal.read() if self.journal else None
            course = read_map(self.root) if (self.root / MAP).is_file() else CourseMap(None, ())
            preparing, problem = _preparing(self.root)
            quizzes = quiz_standings(course.quizzes, self.root, _exchange(), preparing=preparing)
        except (OSError, RecordError, MapError) as error:
            self.words.html = f"<p>{escape(_('Your record cannot be read: {why}').format(why=error))}</p>"
            return
        events = held.events if held else ()
        found = standings(lessons, events)
        parts = [_go_on(found, to_continue(found, events), course), *_due(quizzes, course)]
        if any(one.state == "preparing" for one in quizzes):
            words = _("The quizzes are being got ready. The lessons are open already.")
            parts.append(f"<p>{escape(words)}</p>")
        elif problem:
            words = _("The quizzes could not be got ready: {why} The lessons are open all the same.")
            parts.append(f"<p>{escape(words.format(why=problem))}</p>")
        again = missed(lessons, events)
        if again:
            parts.append(_again(again))
        if held and held.unreadable:
            lost = len(held.unreadable)
            words = ngettext(
                "{count} line of your record cannot be read. It stays in its file.",
                "{count} lines of your record cannot be read. They stay in its file.",
                lost,
            )
            parts.append(f"<p>{escape(words.format(count=lost))}</p>")
        if held is None:
            words = _(
                "No record is kept here. It is kept when a trainee opens the course with `make course`."
            )
            parts.append(f"<p>{escape(words)}</p>")
        self.words.html = "".join(parts)
        self.marks.marks = _marks(found, quizzes, course)


def _exchange() -> Path:
    from kapedu.grading.course_setup import exchange_root

    return exchange_root()


def _preparing(root: Path) -> tuple[bool, str]:
    """Whether the quizzes are being got ready now, and else why they could not be."""
    from kapedu.grading.preparing import is_preparing, problem_of

    now = is_preparing(root)
    return now, "" if now else problem_of(root)


def _go_on(found: tuple[Standing, ...], lesson: Lesson | None, course: CourseMap) -> str:
    if not found:
        return f"<p>{escape(_('There are no lessons here.'))}</p>"
    if lesson is None:
        return f"<p><b>{escape(_('Every lesson is done.'))}</b></p>"
    lead = _("Go on with:") if any(one.begun for one in found) else _("Begin with:")
    about = [_module_words(lesson, course)]
    if lesson.minutes:
        about.append(_("about {minutes} minutes").format(minutes=lesson.minutes))
    link = command_link(in_own_language(lesson.path), _(lesson.title))
    return f'<p class="kapedu-lead">{escape(lead)} <b>{link}</b> ({escape(", ".join(about))})</p>'


def _module_words(lesson: Lesson, course: CourseMap) -> str:
    for module in course.modules:
        if module.folder == lesson.module:
            return _("Module {number}: {title}").format(number=module.number, title=_(module.title))
    return lesson.module


def quiz_title(name: str, course: CourseMap) -> str:
    """What a quiz is called for a reader."""
    if course.before and course.before.name == name:
        return _("The pre-test")
    titled = next((one for one in course.after if one.name == name), None)
    if titled:
        return _(titled.title)
    module = next((one for one in course.modules if one.quiz and one.quiz.name == name), None)
    return _("The quiz of module {number}").format(number=module.number) if module else name


def _due(quizzes: tuple[QuizStanding, ...], course: CourseMap) -> list[str]:
    due = [one for one in quizzes if one.is_due]
    if not due:
        return []
    lines = []
    for one in due:
        link = command_link(one.quiz.path, quiz_title(one.quiz.name, course))
        lines.append(f"<li>{link}: {escape(_quiz_words(one))}</li>")
    lead = _("Quizzes that wait for you:")
    return [f"<p>{escape(lead)}</p><ul>{''.join(lines)}</ul>"]


def _quiz_words(one: QuizStanding) -> str:
    if one.state == "changed":
        return _(
            "answers changed since you handed it in on {date}; hand in again to have them counted"
        ).format(date=date_words(one.handed_in))
    if one.state == "begun":
        return _("begun, {answered} of {all} answered; not handed in").format(
            answered=one.answered, all=one.quiz.questions
        )
    return _("{all} questions, about {minutes} minutes").format(
        all=one.quiz.questions, minutes=one.quiz.minutes
    )


def _again(again: tuple[tuple[Lesson, str], ...]) -> str:
    counted: dict[Lesson, int] = {}
    for lesson, _item in again:
        counted[lesson] = counted.get(lesson, 0) + 1
    lines = "".join(
        f"<li>{command_link(in_own_language(lesson.path), _(lesson.title))}: "
        f"{escape(ngettext('{count} self-check', '{count} self-checks', count).format(count=count))}</li>"
        for lesson, count in counted.items()
    )
    lead = _("Worth another look, since your last try was not right:")
    return f"<p>{escape(lead)}</p><ul>{lines}</ul>"


def _marks(
    found: tuple[Standing, ...], quizzes: tuple[QuizStanding, ...], course: CourseMap
) -> dict[str, dict[str, str]]:
    """For each lesson, module and quiz: its state and the words for it, by path, folder and path."""
    words = {"done": _("✓ done"), "begun": _("begun"), "not begun": ""}
    marks = {}
    for one in found:
        told = words[one.state]
        if one.tried:
            told += _(" · {right} of {all} right").format(right=one.right, all=len(one.lesson.checks))
        marks[one.lesson.path] = {"state": one.state, "words": told}
    for module in course.modules:
        own = [one for one in found if one.lesson.module == module.folder]
        done = sum(one.state == "done" for one in own)
        told = _("{done} of {all} lessons done").format(done=done, all=len(own)) if own else ""
        marks[module.folder] = {"state": "done" if own and done == len(own) else "", "words": told}
    for standing in quizzes:
        told = {
            "handed in": _("✓ handed in"),
            "changed": _("changed since"),
            "begun": _("begun"),
            "open": "",
            "preparing": _("being got ready"),
            "not released": _("not released yet"),
        }[standing.state]
        marks[standing.quiz.path] = {"state": standing.state, "words": told}
    return marks
