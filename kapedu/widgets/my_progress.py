"""Where the learner stands: what is done, where to go on, what was not right; and their own record to take or erase."""

import json
from datetime import datetime
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any

import anywidget
import traitlets as t

from kapedu.record import (
    Journal,
    Lesson,
    RecordError,
    Standing,
    journal_in_use,
    missed,
    read_lessons,
    standings,
    to_continue,
)
from kapedu.record.lessons import module_title
from kapedu.widgets.controls import Button, Html
from kapedu.widgets.layout import row, stack

_MARKS = {"done": "✓ done", "begun": "begun", "not begun": "not begun"}
_NO_RECORD = (
    "<p>No record is kept here. It is kept when a trainee opens the course with <code>make course</code>.</p>"
)


def my_progress() -> Any:
    """What is done and where to go on, from the record on this computer."""
    journal = journal_in_use()
    return Html(_NO_RECORD) if journal is None else _Progress(journal).box


class _Looks(anywidget.AnyWidget):
    """Counts how often the page came back into view."""

    _esm = Path(__file__).with_suffix(".js")
    looks = t.Int(0).tag(sync=True)


class _Progress:
    def __init__(self, journal: Journal) -> None:
        self.journal = journal
        self.root = journal.path.parent.parent
        self.words = Html("")
        self.told = Html("", live=True)
        self.export = Button("Save a copy of my record", on_click=self._export, kind="quiet")
        self.erase = Button("Erase my record", on_click=self._ask, kind="quiet")
        self.sure = Button("Yes, erase it for good", on_click=self._erase)
        self.keep = Button("Keep it", on_click=self._keep, kind="quiet")
        self.choices = stack()
        self.looks = _Looks()
        self.looks.observe(self._draw, names="looks")
        self.box = stack(self.looks, self.words, self.told, self.choices)
        self._keep()
        self._draw()

    def _draw(self, _change: Any = None) -> None:
        try:
            lessons = read_lessons(self.root)
            held = self.journal.read()
        except (OSError, RecordError) as error:
            self.words.html = f"<p>Your record cannot be read: {escape(str(error))}</p>"
            return
        found = standings(lessons, held.events)
        parts = [_go_on(found, to_continue(found, held.events)), _modules(found)]
        again = missed(lessons, held.events)
        if again:
            parts.append(_again(again))
        if held.unreadable:
            parts.append(
                f"<p>{len(held.unreadable)} lines of your record cannot be read. They stay in its file.</p>"
            )
        self.words.html = "".join(parts)

    def _export(self) -> None:
        target = self.journal.path.with_name(f"my-record-{datetime.now().astimezone():%Y-%m-%d-%H%M%S}.json")
        try:
            count = self.journal.export(target)
        except (OSError, RecordError) as error:
            self.told.html = f"<p>It could not be saved: {escape(str(error))}</p>"
            return
        self.told.html = (
            f"<p>{count} entries saved in <b>{escape(target.parent.name)}/{escape(target.name)}</b>. It holds what you "
            "answered and when, and no name, unless you wrote one yourself.</p>"
        )

    def _ask(self) -> None:
        self.choices.children = (row(self.sure, self.keep),)
        self.told.html = (
            "<p>Erasing your record forgets which lessons are done, every answer to a self-check and every reflection. "
            "Answers to a quiz are not part of it. Erase it?</p>"
        )

    def _keep(self) -> None:
        self.choices.children = (row(self.export, self.erase),)
        self.told.html = ""

    def _erase(self) -> None:
        try:
            count = self.journal.erase()
        except OSError as error:
            self.told.html = f"<p>It could not be erased: {escape(str(error))}</p>"
            return
        self._keep()
        self.told.html = f"<p>{count} entries erased.</p>"
        self._draw()


def _link(lesson: Lesson) -> str:
    """A link that JupyterLab opens as a document beside this one."""
    asked = escape(json.dumps({"path": lesson.path}))
    return (
        f'<a href="../{escape(lesson.path)}" data-commandlinker-command="docmanager:open" '
        f'data-commandlinker-args="{asked}">{escape(lesson.title)}</a>'
    )


def _go_on(found: tuple[Standing, ...], lesson: Lesson | None) -> str:
    if not found:
        return "<p>There are no lessons here.</p>"
    if lesson is None:
        return "<p><b>Every lesson is done.</b></p>"
    word = "Go on with" if any(one.begun for one in found) else "Begin with"
    time = f", about {lesson.minutes} minutes" if lesson.minutes else ""
    return f'<p class="kapedu-lead">{word}: <b>{_link(lesson)}</b> ({escape(module_title(lesson.module))}{time})</p>'


def _modules(found: tuple[Standing, ...]) -> str:
    parts = []
    for module, group in groupby(found, key=lambda one: one.lesson.module):
        lessons = list(group)
        done = sum(one.state == "done" for one in lessons)
        rows = "".join(
            f"<tr><td>{_link(one.lesson)}</td><td>{_MARKS[one.state]}</td>"
            f"<td>{one.right} of {len(one.lesson.checks)} right</td></tr>"
            for one in lessons
        )
        parts.append(
            f"<details><summary>{escape(module_title(module))}: {done} of {len(lessons)} lessons done</summary>"
            '<div class="kapedu-scroll"><table class="kapedu-table"><thead><tr><th scope="col">Lesson</th><th scope="col">State</th>'
            f'<th scope="col">Self-checks</th></tr></thead><tbody>{rows}</tbody></table></div></details>'
        )
    return "".join(parts)


def _again(again: tuple[tuple[Lesson, str], ...]) -> str:
    counted: dict[Lesson, int] = {}
    for lesson, _ in again:
        counted[lesson] = counted.get(lesson, 0) + 1
    lines = "".join(
        f"<li>{_link(lesson)}: {count} self-check{'' if count == 1 else 's'}</li>"
        for lesson, count in counted.items()
    )
    return f"<p>Worth another look, since your last try was not right:</p><ul>{lines}</ul>"
