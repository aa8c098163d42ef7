"""Activity: say it yourself, in few words, to somebody who is far away."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from kapedu.figures.statements import origin_in_line
from kapedu.knowledge import Status
from kapedu.knowledge.markup import badge
from kapedu.practice.few_words import count_words, longest, note, remarks, situations
from kapedu.widgets.encounters.session_page import said_html
from kapedu.widgets.encounters.session_view import SessionView
from kapedu.widgets.parts.controls import Button, Choice, TextField
from kapedu.widgets.parts.layout import activity, row

if TYPE_CHECKING:
    import ipywidgets


class FewWords:
    """A situation, a sentence, and what to look at again; `box` is what is shown."""

    def __init__(self) -> None:
        known = situations()
        self.situation = Choice(
            "Somebody far away says", {name: one.says for name, one in known.items()}, next(iter(known))
        )
        self.shows = SessionView(live=True)
        self.text = TextField("You say", hint="As you would say it, no more.")
        self.look = Button("Look through it", self._look)
        self.found = SessionView(live=True)
        self.box: ipywidgets.VBox = activity(
            "Say it yourself", self.situation, self.shows, self.text, row(self.look), self.found
        )
        self.situation.observe(self._opened, names="value")
        self._opened(None)

    def _opened(self, _change: Any) -> None:
        one = situations()[str(self.situation.value)]
        self.text.value = ""
        self.found.html = ""
        self.shows.html = said_html([("shows", "You see", one.shows), ("says", "", one.says)])

    def _look(self) -> None:
        said = self.text.value.strip()
        if not said:
            self.found.html = (
                "<p>Write a sentence first. Silence is an answer too; it has no words to look through.</p>"
            )
            return
        found = remarks(said)
        count = count_words(said)
        items = "".join(
            f"<li class='kapedu-finding'><strong>{escape(one.says)}</strong> ({escape(', '.join(one.found))}) "
            f"{escape(str(one.why.value))} {origin_in_line(one.why)}</li>"
            for one in found
        )
        told = (
            f"<p><strong>Look again.</strong></p><ul class='kapedu-findings'>{items}</ul>"
            if found
            else "<p><strong>Nothing was found to remark.</strong></p>"
        )
        answers = "".join(
            f"<li>“{escape(one)}”</li>" for one in situations()[str(self.situation.value)].answers
        )
        self.found.html = (
            f"<p>{count} word{'' if count == 1 else 's'}; to practise, at most {longest().number_text} "
            f"{badge(Status(longest().status))}.</p>{told}"
            f"<details class='kapedu-others'><summary>Two ways in which others said it</summary><ul>{answers}</ul></details>"
            f"<p class='kapedu-gauge-note'>{escape(str(note().value))}</p>"
        )


def few_words() -> ipywidgets.VBox:
    """Write a sentence for somebody far away and have it looked through."""
    return FewWords().box
