"""Activity: mark the sentences of the web articles that could be checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kapedu.figures.article_passages import KINDS, Passage, marked_html, passages, tally_html
from kapedu.widgets.parts.controls import Button, Choice, Select
from kapedu.widgets.parts.drawing import Drawing
from kapedu.widgets.parts.layout import activity, row, stack

if TYPE_CHECKING:
    import ipywidgets

_NEXT = "Next passage"


def mark_claims() -> ipywidgets.VBox:
    """The activity: one passage at a time, a mark for every sentence, then the reasons."""
    return _Marking().box


class _Marking:
    def __init__(self) -> None:
        self._passages = {passage.id: passage for passage in passages()}
        self.given: dict[str, dict[str, str]] = {}
        titles = {passage.id: passage.title for passage in passages()}
        self.passage = Select("Passage", titles, hint="Each is paraphrased from another web article.")
        self.marks: dict[str, Choice] = {}
        self.list = stack()
        self.compare = Button("Compare with ours", self._compare)
        self.next = Button(_NEXT, self._next, "quiet")
        self.said = Drawing(live=True)
        self.box = activity(
            "Mark the sentences", self.passage, self.list, row(self.compare, self.next), self.said
        )
        self.passage.observe(self._open, names="value")
        self._open()

    @property
    def current(self) -> Passage:
        """The passage that is shown."""
        return self._passages[str(self.passage.value)]

    def _open(self, _change: Any = None) -> None:
        self.marks = {
            sentence.id: Choice(sentence.text.text, dict(KINDS)) for sentence in self.current.sentences
        }
        self.list.children = tuple(self.marks.values())
        self.compare.disabled = False
        self.compare.label = "Compare with ours"
        self.said.html = ""

    def _compare(self) -> None:
        given = {name: mark.value for name, mark in self.marks.items()}
        left = sum(value is None for value in given.values())
        if left:
            self.said.html = f"<p>Mark every sentence first; {left} to go.</p>"
            return
        passage = self.current
        self.given[passage.id] = {name: str(value) for name, value in given.items()}
        for mark in self.marks.values():
            mark.disabled = True
        self.compare.disabled = True
        tally = tally_html(self.given) if len(self.given) == len(self._passages) else ""
        self.said.html = (
            f'<div class="kapedu-result">{marked_html(passage, self.given[passage.id])}{tally}</div>'
        )

    def _next(self) -> None:
        names = list(self._passages)
        place = names.index(str(self.passage.value))
        self.passage.value = names[(place + 1) % len(names)]
