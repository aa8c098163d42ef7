"""The encounter on the page: monitor, room, actions, clock. It shows and reports; Python decides."""

from pathlib import Path
from typing import Any

import anywidget
import traitlets as t

from kapedu.widgets.parts.layout import ensure_style, page_words

_HERE = Path(__file__).parent
# What the scripts say beside the case; the page asks for the original.
_PAGE_WORDS = (
    "Paused",
    "The monitor in words and as a table",
    "Readings so far",
    "Monitor",
    "Readings so far, about every two minutes",
    "alarm",
    "Alarm: {alarms}",
    "No alarm",
    "What is said and done",
    "Clock",
    "+5 s",
    "+1 min",
    "+5 min",
    "min:s",
    "Phases of the session",
    "Play the winner",
    "Vote",
    "{seconds} s",
    "Count down {seconds} seconds",
    "Clear votes",
    "Count hands: type the number, press + and −, or the letter on the keyboard (with Shift, one less). Votes are kept with the run.",
    "The room votes",
    "The first are level; talk, and vote again or play one.",
    "1 vote: {told}.",
    "{total} votes: {told}.",
    "No votes yet.",
    "Play the winner, {letter}",
    "Time!",
    "Time is up.",
    "Votes for {letter}",
    "One vote less for {letter}",
    "One vote more for {letter}",
    "Play",
    "Play {letter}",
    "Begin",
    "The course's engine does not answer; the clock is stopped. Reload this page: your run is kept.",
    "What you say or do",
    "Questions",
    "Ask",
    "Measure, examine, call and other actions",
    "Start again",
    "Explain each choice at once",
    "Alarm sound",
    "The room",
    "Your notes",
    "Close the vote",
    "Let phones vote",
    "Only this computer can open the page to vote. For phones, stop the course and start it with",
    "Phones can vote too, when this page is opened from the presenter's page: its address was printed when the course was started.",
    "QR code that opens the page to vote",
    "Show the counts at once",
    "The course does not answer; count hands.",
    "The vote is closed.",
    "The vote is open.",
    "The way to the vote",
    "Votes by phone",
    "Votes by phone: {count}",
    "Word",
    "The encounter is over; look back at it below",
)
_SCRIPTS = (
    "reader.js",
    "encounter_parts.js",
    "encounter_notes.js",
    "encounter_vote_phones.js",
    "encounter_vote.js",
    "encounter_view.js",
)
_STYLES = ("encounter_view.css", "encounter_vote.css")


class EncounterView(anywidget.AnyWidget):
    """Shows an encounter and reports what the reader does.

    Traits set from Python: ``case`` (what does not change), ``view`` (the state, with a ``serial`` that tells the
    page that its last message was answered), ``lines``, ``choices`` and ``card`` (sent only when they change), ``notes``,
    ``notice`` (read out when it changes), ``begun``, ``room`` (whether a room votes on each choice).
    The page sends ``hello``, ``begin``, ``do`` (with ``votes`` where a room chose), ``tick``, ``notes`` and
    ``restart``.
    """

    _esm = "\n".join((_HERE / name).read_text(encoding="utf-8") for name in _SCRIPTS)
    _css = "\n".join((_HERE / name).read_text(encoding="utf-8") for name in _STYLES)

    case = t.Dict().tag(sync=True)
    view = t.Dict().tag(sync=True)
    lines = t.List().tag(sync=True)
    choices = t.Dict().tag(sync=True)
    card = t.Unicode("").tag(sync=True)
    notes = t.Unicode("").tag(sync=True)
    notice = t.Dict().tag(sync=True)
    begun = t.Bool(False).tag(sync=True)  # noqa: FBT003
    room = t.Bool(False).tag(sync=True)  # noqa: FBT003
    level = t.Int(3).tag(sync=True)
    _words = t.Dict().tag(sync=True)

    def __init__(self, case: dict[str, Any], level: int) -> None:
        ensure_style()
        super().__init__(case=case, level=level, _words=page_words(*_PAGE_WORDS))
