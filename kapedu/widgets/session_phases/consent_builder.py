"""Activity: write a card of consent and touch, clause by clause, and have it checked."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any
from zlib import crc32

from kapedu.figures.statements import origin_in_line
from kapedu.knowledge import Status
from kapedu.knowledge.markup import badge
from kapedu.practice.consent_card import Card, clauses, flaws, rule, situations
from kapedu.widgets.encounters.session_view import SessionView
from kapedu.widgets.parts.controls import Button, Choice, Select
from kapedu.widgets.parts.layout import activity, row, stack

if TYPE_CHECKING:
    import ipywidgets


class ConsentBuilder:
    """The card and the form beside it; `box` is what is shown."""

    def __init__(self) -> None:
        self.written: dict[str, str] = {}
        self.situation = Select("What is given, and for what?", situations())
        self.clause = Select("Clause", self._names())
        self.wording = Choice("How do you write it?", {"x": "x"})
        self.put = Button("Put it on the card", self._put)
        self.check = Button("Check the card", self._check)
        self.again = Button("Start with an empty card", self._restart, "quiet")
        self.card = SessionView()
        self.found = SessionView(live=True)
        form = stack(self.situation, self.clause, self.wording, row(self.put, self.check, self.again))
        self.box: ipywidgets.VBox = activity("Write the card", row(form, self.card), self.found)
        self.situation.observe(self._changed, names="value")
        self.clause.observe(self._opened, names="value")
        self._opened(None)
        self._changed(None)

    def written_card(self) -> Card:
        """The card as it stands."""
        return Card(str(self.situation.value), dict(self.written))

    def _names(self) -> dict[str, str]:
        return {
            name: f"{number}. {one.title}{' ✓ written' if name in self.written else ''}"
            for number, (name, one) in enumerate(clauses().items(), start=1)
        }

    def _opened(self, _change: Any) -> None:
        clause = clauses()[str(self.clause.value)]
        order = sorted(clause.wordings, key=lambda key: crc32(f"{clause.name} {key}".encode()))
        self.wording.value = None
        self.wording.options = {key: clause.wordings[key].text for key in order}
        self.wording.value = self.written.get(clause.name)
        self.wording.hint = ""

    def _put(self) -> None:
        if self.wording.value is None:
            self.wording.hint = "Choose one of the wordings first."
            return
        self.written[str(self.clause.value)] = self.wording.value
        now = str(self.clause.value)
        order = list(clauses())
        later = [name for name in (*order[order.index(now) :], *order) if name not in self.written]
        self.clause.options = self._names()
        self.clause.value = later[0] if later else now
        self._opened(None)
        self.found.html = "" if later else "<p>Every clause is written. Now check the card.</p>"
        self._changed(None)

    def _restart(self) -> None:
        self.written.clear()
        self.clause.options = self._names()
        self.clause.value = next(iter(clauses()))
        self._opened(None)
        self.found.html = ""
        self._changed(None)

    def _changed(self, change: Any) -> None:
        if change is not None:
            self.found.html = ""
        self.card.html = _card_html(self.written_card())

    def _check(self) -> None:
        found = flaws(self.written_card())
        if not found:
            self.found.html = (
                "<div class='kapedu-takeaway'><p><strong>All of it is there, and it holds.</strong> A card is not yet a "
                "talk: read it to the patient clause by clause, let them put it in their own words, and let a physician "
                f"and your own rules of consent have the last word.</p></div>{_grounds_html()}"
            )
            return
        missing = [one.clause.title for one in found if one.clause.name not in self.written]
        wrong = [one for one in found if one.clause.name in self.written]
        items = "".join(
            f"<li class='kapedu-finding'><strong>{escape(one.clause.title)}.</strong> {escape(one.words)}"
            f"<br>What belongs there: {escape(str(one.clause.basis.value))}. {origin_in_line(one.clause.basis)}</li>"
            for one in wrong
        )
        self.found.html = (
            f"<p><strong>{len(clauses()) - len(found)} of {len(clauses())} clauses hold.</strong></p>"
            + (f"<p>To be written again:</p><ul class='kapedu-findings'>{items}</ul>" if wrong else "")
            + (f"<p>Still missing: {escape('; '.join(missing).lower())}.</p>" if missing else "")
            + _grounds_html()
        )


def _grounds_html() -> str:
    items = "".join(
        f"<li><strong>{escape(one.title)}.</strong> {escape(str(one.basis.value))}. {origin_in_line(one.basis)}</li>"
        for one in clauses().values()
    )
    return (
        f"<details class='kapedu-others'><summary>What each clause rests on</summary><p>{escape(str(rule().value))} {badge(Status(rule().status))}</p>"
        f"<ul>{items}</ul></details>"
    )


def _card_html(card: Card) -> str:
    lines = "".join(
        f"<li><strong>{escape(clause.title)}.</strong> "
        f"{escape(clause.wordings[card.written[name]].text) if name in card.written else '…'}</li>"
        for name, clause in clauses().items()
    )
    return (
        f'<div class="kapedu-plan"><p><strong>Consent and touch</strong> (a teaching exercise)</p>'
        f"<p>{escape(situations()[card.situation])}</p><ol>{lines}</ol></div>"
    )


def consent_builder() -> ipywidgets.VBox:
    """Write a card of consent and touch and see what it lacks."""
    return ConsentBuilder().box
