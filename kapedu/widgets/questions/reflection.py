"""A reflection: a question to yourself, written down and kept in your own record, to come back to."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

from kapedu.language import N_, _
from kapedu.quiz.response import clean_text
from kapedu.record import RecordError, journal_in_use, remember
from kapedu.widgets.parts.controls import Button, Html, TextField
from kapedu.widgets.parts.layout import activity, row
from kapedu.widgets.questions.in_your_words import find_explanation
from kapedu.widgets.questions.question_view import citations, prose

_KEPT_WHERE = N_(
    "<strong>This is for you.</strong> When you press <em>Keep it</em>, your text goes into your own record on this "
    "computer and nowhere else; you can save or erase it on the course's home page. Write no patient's name."
)
_NO_RECORD = N_(
    "<strong>This is for you.</strong> No record is kept here, as in a workshop: your text lives in this page only "
    "and is gone when you close it. Write no patient's name."
)


def reflection(name: str, title: str = "") -> Any:
    """The activity: write, keep, find it again at the next visit.

    Args:
        name: Id of an entry of ``explanations.yaml`` beside the notebook; its rubric is what to look for afterwards.
        title: Heading of the activity; without it, that it is a reflection.

    Raises:
        QuizError: The file or the entry cannot be used; names file, entry and field.
    """
    return Reflection(name, title).box


class Reflection:
    """The text and its keeping; ``box`` is what is shown."""

    def __init__(self, name: str, title: str) -> None:
        question = find_explanation(name)
        self.name, self.key = name, question.key
        kept = last_kept(name)
        self.text = TextField(_("Your thoughts"), kept, hint=question.item.hint, multiline=True, rows=7)
        self.keep = Button(_("Keep it in my record"), self._keep)
        self.told = Html(
            _p(_("You wrote this the last time. Change it, or leave it.")) if kept else "", live=True
        )
        self.after = Html()
        where = _NO_RECORD if journal_in_use() is None else _KEPT_WHERE
        self.box = activity(
            title or _("A reflection"),
            Html(f"{prose(question.item.stem)}<p>{_(where)}</p>"),
            self.text,
            row(self.keep),
            self.told,
            self.after,
        )
        self.box.reflection = self  # the box keeps its parts alive

    def _keep(self) -> None:
        text = clean_text(self.text.value)
        if not text:
            self.told.html = _p(_("Write a line first."))
            return
        problem = remember("reflection", self.name, text=text)
        if problem:
            self.told.html = f"<p>{escape(problem)}</p>"
            return
        kept = journal_in_use() is not None
        nowhere = _("Nothing is kept here; copy it if you want it.")
        self.told.html = _p(_("Kept in your record.") if kept else nowhere)
        looked = "".join(f"<li>{escape(line.text)}</li>" for line in self.key.rubric)
        self.after.html = (
            f"<p><strong>{_('Read it once more and look for this:')}</strong></p><ul>{looked}</ul>"
            f"<details><summary>{_('How a colleague might have written it')}</summary>"
            f"{prose(self.key.rationale[''])}{citations(self.key.sources)}</details>"
        )


def _p(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def last_kept(name: str) -> str:
    """What this learner kept the last time, or nothing."""
    journal = journal_in_use()
    if journal is None:
        return ""
    try:
        events = journal.read().events
    except (OSError, RecordError):
        return ""
    here = Path.cwd().name
    texts = [
        one.detail.get("text", "")
        for one in events
        if one.kind == "reflection" and one.item == name and one.module == here
    ]
    return texts[-1] if texts and isinstance(texts[-1], str) else ""
