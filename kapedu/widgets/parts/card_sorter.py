"""A stack of cards to sort one by one, with an explanation for each and the whole picture at the end."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from kapedu.figures.sorting_cards import Card, feedback_html, sorted_html
from kapedu.language import _
from kapedu.widgets.parts.controls import Button, Choice
from kapedu.widgets.parts.drawing import Drawing
from kapedu.widgets.parts.layout import activity, row

if TYPE_CHECKING:
    import ipywidgets


class CardSorter:
    """Cards shown one at a time; each is placed once, explained, then the next is dealt.

    Args:
        title: Heading of the activity.
        question: What the learner decides for each card.
        bins: ``{name: label}`` of the places a card can go.
        cards: What to sort, in the order dealt.
        closing: HTML said at the end, below the sorted cards.
    """

    def __init__(
        self, title: str, question: str, bins: dict[str, str], cards: tuple[Card, ...], closing: str
    ) -> None:
        self._bins, self._cards, self._closing = bins, cards, closing
        self.chosen: dict[str, str] = {}
        self.card = Drawing()
        self.place = Choice(question, bins)
        self.feedback = Drawing(live=True)
        self.put = Button(_("Place it"), self._placed)
        self.next = Button(_("Next card"), self._deal, "quiet", disabled=True)
        self.box: ipywidgets.VBox = activity(
            title, self.card, self.place, row(self.put, self.next), self.feedback
        )
        self._show()

    @property
    def _current(self) -> Card:
        return self._cards[min(len(self.chosen), len(self._cards) - 1)]

    def _show(self) -> None:
        card = self._current
        count = _("Card {number} of {all}").format(number=len(self.chosen) + 1, all=len(self._cards))
        self.card.html = (
            f'<div class="kapedu-card"><p class="kapedu-card-count">{escape(count)}</p>{card.front}</div>'
        )

    def _placed(self) -> None:
        if not self.next.disabled or len(self.chosen) == len(self._cards):
            return
        if self.place.value is None:
            self.feedback.html = f"<p>{escape(_('First choose where this card belongs.'))}</p>"
            return
        card, value = self._current, self.place.value
        self.chosen[card.id] = value
        if len(self.chosen) == len(self._cards):
            self.next.label = _("See all cards sorted")
        self.next.disabled = False  # before the reader is told, so that the next Tab can reach it
        self.feedback.html = feedback_html(card, value, self._bins)
        self.place.disabled = self.put.disabled = True

    def _deal(self) -> None:
        if self.next.disabled:
            return
        if len(self.chosen) == len(self._cards):
            if self.card.html:
                self._close()
            else:
                self._start_again()
            return
        self._open()

    def _open(self) -> None:
        self.next.disabled = True
        self.next.label = _("Next card")
        self.place.value = None
        self.place.disabled = self.put.disabled = False
        self.feedback.html = ""
        self._show()

    def _close(self) -> None:
        self.card.html = ""
        self.place.layout.display = self.put.layout.display = "none"
        self.next.label = _("Sort them again")
        self.feedback.html = sorted_html(self._cards, self.chosen, self._bins) + self._closing

    def _start_again(self) -> None:
        self.chosen.clear()
        self.place.layout.display = self.put.layout.display = None
        self._open()
