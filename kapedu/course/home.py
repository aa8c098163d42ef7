"""The home page of the course, `course/index.ipynb`, made from the map; one for each language.

What must be there at once (the list of lessons, how to begin, what is promised) is plain text in the notebook.
What depends on the learner is added by three activities.
"""

import json
from html import escape
from pathlib import Path
from typing import Any

from kapedu.course.course_map import CourseMap, MapLesson, Module, Quiz
from kapedu.language import LANGUAGES, catalogue

HOME = Path("course", "index.ipynb")
REVIEWED = "2026-11"


def translated(path: Path, language: str) -> Path:
    """Where a notebook's translation lies: in a folder beside it that is named after the language.

    Examples:
        >>> translated(Path("course/index.ipynb"), "uk").as_posix()
        'course/uk/index.ipynb'
    """
    return path if language == "en" else path.parent / language / path.name


def home_notebook(course: CourseMap, root: Path, language: str, activities: frozenset[str]) -> str:
    """The text of the home's notebook.

    Args:
        course: The map.
        root: The folder of the course; it tells which lessons are translated.
        language: One of ``kapedu.language.LANGUAGES``.
        activities: Names in ``kapedu.widgets``; what is not there (yet) is left out.
    """
    page = _Page(root, language, activities)
    say = page.say
    page.text(
        "welcome",
        f"# {say('Ketamine-assisted psychotherapy: an interactive course')}",
        page.paragraph(
            "lead",
            say(
                "For psychiatrists, nurses and psychotherapists who want to understand what ketamine does, what is "
                "known and what is not. You learn by predicting, trying and explaining. No programming is needed."
            ),
        ),
        f'<p class="kapedu-home-note"><strong>{say("This course teaches; it does not treat.")}</strong> '
        + say(
            "Nothing here is advice for a particular patient. Doses and figures carry their source and how well it "
            "was checked; local protocols and a qualified physician decide."
        )
        + "</p>",
        page.languages(),
    )
    page.text("where-you-are", f"## {say('Where you are')}")
    page.activity("my-course", "my_course")
    if "my_review" in activities:
        page.text("review", f"## {say('Review')}")
        page.activity("my-review", "my_review")
    if "search_course" in activities:
        page.text("search", f"## {say('Search')}")
        page.activity("search-course", "search_course")
    page.text("lessons", f"## {say('Lessons')}", *_how_to(page, course))
    for module in course.modules:
        page.text(f"module-{module.number}", *_module(page, module))
    if course.after:
        rows = "\n".join(_quiz_row(page, quiz, say(quiz.title)) for quiz in course.after)
        page.text("after", f"### {say('After the modules')}", f'<ol class="kapedu-home-list">\n{rows}\n</ol>')
    page.text("quizzes", *_quizzes(page))
    page.text("record", *_record(page))
    page.activity("my-record", "my_record")
    page.text("workshop", *_workshop(page))
    page.text("about", *_about(page))
    return page.notebook()


class _Page:
    """A notebook in the making."""

    def __init__(self, root: Path, language: str, activities: frozenset[str]) -> None:
        self.root = root
        self.language = language
        self.activities = activities
        self.say = catalogue(language).gettext
        self.cells: list[dict[str, Any]] = []
        self.up = "../" if language == "en" else "../../"  # from the page to the root of the course

    def text(self, name: str, *parts: str) -> None:
        source = "\n\n".join(part for part in parts if part)
        self._add({"cell_type": "markdown", "id": name, "metadata": {}}, source)

    def activity(self, name: str, function: str) -> None:
        if function not in self.activities:
            return
        if self.language != "en" and not any(cell["cell_type"] == "code" for cell in self.cells):
            self._code("language", f'from kapedu.widgets import speak\nspeak("{self.language}")')
        self._code(name, f"from kapedu.widgets import {function}\n{function}()")

    def _code(self, name: str, source: str) -> None:
        hidden = {"jupyter": {"source_hidden": True}}
        cell: dict[str, Any] = {
            "cell_type": "code",
            "id": name,
            "metadata": hidden,
            "execution_count": None,
            "outputs": [],
        }
        self._add(cell, source)

    def _add(self, cell: dict[str, Any], source: str) -> None:
        self.cells.append({**cell, "source": source.splitlines(keepends=True)})

    def paragraph(self, name: str, words: str) -> str:
        return f'<p class="kapedu-home-{name}">{words}</p>'

    def languages(self) -> str:
        links = [
            f'<a href="{self.up}{translated(HOME, code).as_posix()}" lang="{code}" hreflang="{code}">{name}</a>'
            for code, name in LANGUAGES.items()
            if code != self.language
        ]
        return self.paragraph("languages", " · ".join(links))

    def lesson_path(self, lesson: MapLesson) -> tuple[str, str]:
        """The address of a lesson, in this language where it is there, and the language it is in."""
        own = translated(Path(lesson.path), self.language)
        if (self.root / own).is_file():
            return f"{self.up}{own.as_posix()}", self.language
        return f"{self.up}{lesson.path}", "en"

    def notebook(self) -> str:
        notebook = {
            "cells": self.cells,
            "metadata": {
                "kapedu": {"language": self.language, "run_on_open": True},
                "kernelspec": {
                    "display_name": "Python 3 (ipykernel)",
                    "language": "python",
                    "name": "python3",
                },
                "language_info": {"name": "python"},
            },
            "nbformat": 4,
            "nbformat_minor": 5,
        }
        return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"


def _how_to(page: _Page, course: CourseMap) -> list[str]:
    say = page.say
    parts = [
        say(
            "Say what you expect before you try it: the guess is what makes the explanation stick. Activities start "
            "by themselves within a few seconds; **Course home** above a lesson leads back here."
        )
    ]
    if page.language != "en":
        parts.append(
            say(
                "What is marked *in English* waits for its translation: its prose, questions and cases are in English, "
                "while buttons, the forms of questions and the places of sources already speak your language. "
                "Whoever would like to help finds how in the guide to lessons."
            )
        )
    if course.before:
        row = _quiz_row(page, course.before, say("The pre-test, before the first lesson"))
        parts.insert(0, f'<ul class="kapedu-home-list">{row}</ul>')
    return parts


def _module(page: _Page, module: Module) -> list[str]:
    say = page.say
    title = say("Module {number}: {title}").format(number=module.number, title=say(module.title))
    head = f"### {title}"
    if not module.lessons:
        words = f"{say('In preparation.')} {say(module.about)}"
        return [head, page.paragraph("about", escape(words, quote=False))]
    minutes = say("about {minutes} minutes").format(minutes=module.minutes)
    about = (
        f'<p class="kapedu-home-about">{escape(say(module.about), quote=False)} <span class="kapedu-home-minutes">'
        f'{minutes}</span> <span class="kapedu-home-mark kapedu-of-{module.folder}"></span></p>'
    )
    rows = [_lesson_row(page, lesson) for lesson in module.lessons]
    if module.quiz:
        words = say("The quiz of module {number}").format(number=module.number)
        rows.append(_quiz_row(page, module.quiz, words))
    return [head, about, '<ol class="kapedu-home-list">\n' + "\n".join(rows) + "\n</ol>"]


def _lesson_row(page: _Page, lesson: MapLesson) -> str:
    address, language = page.lesson_path(lesson)
    other = (
        ""
        if language == page.language
        else f' <span class="kapedu-home-other">({page.say("in English")})</span>'
    )
    minutes = page.say("about {minutes} minutes").format(minutes=lesson.minutes)
    return (
        f'<li class="kapedu-home-lesson"><a href="{address}">{escape(page.say(lesson.title), quote=False)}</a>{other} '
        f'<span class="kapedu-home-minutes">{minutes}</span> <span class="kapedu-home-mark"></span>'
        f'<span class="kapedu-home-summary">{escape(page.say(lesson.summary), quote=False)}</span></li>'
    )


def _quiz_row(page: _Page, quiz: Quiz, words: str) -> str:
    about = page.say("{all} questions, about {minutes} minutes").format(
        all=quiz.questions, minutes=quiz.minutes
    )
    return (
        f'<li class="kapedu-home-lesson kapedu-home-quiz"><a href="{page.up}{quiz.path}">{words}</a> '
        f'<span class="kapedu-home-minutes">{about}</span> <span class="kapedu-home-mark"></span></li>'
    )


def _quizzes(page: _Page) -> list[str]:
    say = page.say
    steps = (
        say(
            "Open a quiz in the list above and answer it. Your answers are kept as you give them; you may stop and return."
        ),
        say("Press **Hand in** at its end. You may hand in again until the deadline: the last time counts."),
        say(
            "Your instructor returns your marks with reasons and sources. They appear in the list of assignments, "
            "under *Submitted assignments*."
        ),
    )
    button = say("Open the list of assignments and feedback")
    return [
        f"## {say('Quizzes')}",
        "\n".join(f"1. {step}" for step in steps),
        f'<button class="kapedu-home-button kapedu-hand-in" type="button">{button}</button>',
    ]


def _record(page: _Page) -> list[str]:
    say = page.say
    words = say(
        "What you answer in the lessons is kept on this computer alone, in the folder `my-work`, so that you can go on "
        "where you were. It holds no name and no address. Nobody else sees it unless you hand it on. Answers to a quiz "
        "are kept apart from it and go to your instructor when you hand them in."
    )
    return [f"## {say('Your record')}", words]


def _workshop(page: _Page) -> list[str]:
    say = page.say
    words = say(
        "The session simulator, the dose explorer, the protocol planner, screening, the risk explorer and the evidence "
        "dashboard fit a projector and a telephone. Whoever runs the workshop starts them with `kapedu demo` (or "
        "`make demo`) and passes on the address that it prints."
    )
    return [f"## {say('For a workshop: the dashboards')}", words]


def _about(page: _Page) -> list[str]:
    say = page.say
    points = (
        say(
            "**Sources.** Every clinical figure names its source and how it was checked: read in the original paper, "
            "taken over from a later one, computed here, or not yet verified. A figure that is not verified never "
            "decides a graded answer. The full references open where they are cited, and each lesson ends with its list."
        ),
        say(
            "**How right is the simulator?** [What it predicts beside what was published](guides/validation.md), the bad "
            "rows included, and [a card for each model](guides/models.md)."
        ),
        say(
            "**More to read.** [The syllabus](guides/syllabus.md): what each lesson teaches. [A page for trainees]"
            "(guides/trainee.md). [All guides](guides/README.md)."
        ),
        say(
            "**Your data.** The course runs on this computer. It sends nothing anywhere and needs no internet connection "
            "once it is installed."
        ),
        say(
            "**Licence.** Text and figures: CC BY 4.0. Program: BSD 3-Clause. Use them, adapt them, name where they come "
            "from."
        ),
        f"{say('**Last reviewed:**')} {REVIEWED}.",
    )
    return [
        f"## {say('About')}",
        "\n".join(f"- {point}" for point in points).replace("](guides/", f"]({page.up}course/guides/"),
    ]
