"""Write, then mark your own text with the rubric: nothing is kept, nothing is sent."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

from kapedu.language import N_, _, ngettext, said
from kapedu.quiz import Kind, Question, QuizError, read_question_file
from kapedu.quiz.readability import hints, readability
from kapedu.quiz.response import clean_text
from kapedu.quiz.self_mark import self_mark
from kapedu.widgets.evidence.certainty_workbench import Ladder
from kapedu.widgets.parts.controls import Button, Choice, Html, TextField
from kapedu.widgets.parts.layout import activity, row, stack
from kapedu.widgets.questions.question_view import citations, prose

FILE_NAME = "explanations.yaml"
_FOUND = {"met": N_("Met"), "partly": N_("Partly"), "missing": N_("Missing")}
_NOT_KEPT = N_(
    "<strong>Your text is not kept.</strong> It lives in this page only: count on losing it when you reload or close "
    "the page. Nobody but you reads it. To keep it, save it as a file once you have marked it, or copy it."
)


def find_explanation(name: str) -> Question:
    """The entry of ``explanations.yaml`` beside the notebook.

    Raises:
        QuizError: The file or the entry is missing or is no free text.
    """
    entries = read_question_file(Path.cwd() / FILE_NAME)
    if name not in entries:
        raise QuizError(f"{FILE_NAME}: there is no entry {name!r}; there are {', '.join(sorted(entries))}")
    if entries[name].item.kind is not Kind.FREE_TEXT:
        raise QuizError(f"{FILE_NAME}, item '{name}', field 'kind': write free-text")
    return entries[name]


def in_your_words(name: str, title: str = "") -> Any:
    """The activity: a free text, hints on how it will be heard, the rubric, a model answer.

    Args:
        name: Id of an entry of ``explanations.yaml`` beside the notebook.
        title: Heading of the activity; without it, "In your own words".

    Raises:
        QuizError: The file or the entry cannot be used; names file, entry and field.
    """
    return _Explanation(find_explanation(name), title).box


class _Explanation:
    def __init__(self, question: Question, title: str) -> None:
        self.item, self.key = question.item, question.key
        self.text = TextField(_("What you would say"), hint=self.item.hint, multiline=True, rows=10)
        self.counted = Html(live=False)
        self.show = Button(_("Mark it with the rubric"), self._mark)
        self.problem = Html(live=True)
        self.lines: tuple[Choice, ...] = ()
        self.score = Html(live=True)
        self.keep = Ladder()
        self.below = stack()
        self.box = activity(
            title or _("In your own words"),
            Html(f"{prose(self.item.stem)}<p>{_(_NOT_KEPT)}</p>"),
            self.text,
            self.counted,
            row(self.show),
            self.problem,
            self.below,
        )
        self.text.observe(self._typed, names="value")
        self._typed(None)

    def _typed(self, _change: Any) -> None:
        self.problem.html = ""
        self.keep.html = _kept_html(clean_text(self.text.value))
        found = readability(self.text.value)
        if not found.words:
            self.counted.html = _p(_("Hints on length and wording appear here while you write."))
            return
        told = ngettext(
            "{words} words in {count} sentence, about {seconds} seconds to say at a calm pace.",
            "{words} words in {count} sentences, about {seconds} seconds to say at a calm pace.",
            found.sentences,
        ).format(words=found.words, count=found.sentences, seconds=f"{found.seconds:.0f}")
        items = "".join(f"<li>{escape(hint)}</li>" for hint in hints(found))
        self.counted.html = _p(told) + (
            f"<ul>{items}</ul>" if items else _p(_("Nothing to remark on length or wording."))
        )

    def _mark(self) -> None:
        if not clean_text(self.text.value):
            self.problem.html = _p(_("Write first: the rubric teaches more when there is something to mark."))
            return
        self.lines = tuple(
            Choice(f"{place}. {line.text}", said(_FOUND))
            for place, line in enumerate(self.key.rubric, start=1)
        )
        for line in self.lines:
            line.observe(self._marked, names="value")
        model = Ladder(
            f"<details><summary>{_('Show a model answer')}</summary>"
            f"{prose(self.key.rationale[''])}{citations(self.key.sources)}</details>"
        )
        self.below.children = (
            Html(
                "<p>"
                + _(
                    "<strong>Mark your own text.</strong> Read it once more for each line, as if a colleague had "
                    "written it. You may change the text while you mark."
                )
                + "</p>"
            ),
            *self.lines,
            self.score,
            model,
            self.keep,
        )
        self.show.label = _("Start marking again")
        self._marked(None)

    def _marked(self, _change: Any) -> None:
        mark = self_mark(self.key.rubric, {place: line.value for place, line in enumerate(self.lines)})
        if mark.open:
            told = _("{count} of {all} lines marked.")
            self.score.html = _p(told.format(count=len(self.lines) - len(mark.open), all=len(self.lines)))
            return
        again = "".join(f"<li>{escape(self.key.rubric[place].text)}</li>" for place in mark.weak)
        next_step = (
            f"{_p(_('Rewrite one sentence for each of these, then say it aloud:'))}<ul>{again}</ul>"
            if again
            else _p(_("Now say it aloud to somebody who is not a clinician, and ask what they heard."))
        )
        points = _("You give yourself {points} of {all} points.").format(
            points=f"{mark.points:g}", all=f"{mark.possible:g}"
        )
        self.score.html = f"<p><strong>{escape(points)}</strong></p>{next_step}"


def _p(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def _kept_html(text: str) -> str:
    """The text as a file to save and as words to copy."""
    return (
        f'<p><a download="what-i-would-say.txt" href="data:text/plain;charset=utf-8,{quote(text)}">'
        f"{_('Save my text as a file</a>, to print or to send to yourself. Or copy it from here:')}</p>"
        f'<div class="kapedu-own-words" tabindex="0" role="group" aria-label="{escape(_("Your text"))}">{escape(text)}</div>'
    )
