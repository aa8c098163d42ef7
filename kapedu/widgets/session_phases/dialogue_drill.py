"""A dialogue drill: the patient says something, you choose the wording, and see what it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kapedu.cases.dialogue import found_wording, open_talk, say, wordings
from kapedu.cases.read_dialogue import dialogue_named
from kapedu.widgets.encounters.session_page import (
    brief_html,
    ending_html,
    feedback_html,
    gauges_html,
    summary_html,
    turn_html,
)
from kapedu.widgets.encounters.session_view import SessionView, session_row
from kapedu.widgets.parts.controls import Button, Choice
from kapedu.widgets.parts.layout import activity, row

if TYPE_CHECKING:
    import ipywidgets


_END = "See how it went"


class DialogueDrill:
    """A talk and where it stands; `box` is what is shown."""

    def __init__(self, name: str) -> None:
        self.talk = open_talk(dialogue_named(name))
        self.chosen = ""
        self.turn_box = SessionView(live=True)
        self.gauges = SessionView()
        self.feedback = SessionView(live=True)
        self.choice = Choice("What do you say?", {"x": "x"})
        self.act = Button("Say it", self._act)  # one button for all, so that the keyboard stays where it is
        self.again = Button("Begin again", self.restart, "quiet")
        self.box = activity(
            f"Talk: {self.talk.dialogue.title}",
            SessionView(brief_html(self.talk)),
            session_row(self.turn_box, self.gauges),
            self.feedback,
            self.choice,
            row(self.act, self.again),
        )
        self._open()

    def restart(self) -> None:
        """Back to the first turn."""
        self.talk = open_talk(self.talk.dialogue)
        self._open()

    def _act(self) -> None:
        if not self.chosen:
            self._say()
        elif not self.talk.ending:
            self._open()
        elif self.act.label == _END:
            self._close()
        else:
            self.restart()

    def _open(self) -> None:
        """Show the turn that is open."""
        self.chosen = ""
        talk = self.talk
        self.choice.options = {one.id: one.text for one in wordings(talk)}
        self.choice.value = None
        self.choice.hint = ""
        self.choice.layout.display = None
        self.act.label = "Say it"
        self.gauges.html = gauges_html(talk.numbers)
        self.feedback.html = ""
        self.turn_box.html = turn_html(talk, talk.dialogue.turns[talk.turn], len(talk.said) + 1, None)

    def _say(self) -> None:
        if self.choice.value is None:
            self.choice.hint = "Choose a wording first."
            return
        before = self.talk
        self.chosen = self.choice.value
        self.talk = say(before, self.chosen)
        turn = before.dialogue.turns[before.turn]
        wording = found_wording(before.dialogue, before.turn, self.chosen)
        self.choice.layout.display = "none"
        self.act.label = _END if self.talk.ending else "Go on"
        self.gauges.html = gauges_html(self.talk.numbers, before.numbers)
        self.turn_box.html = turn_html(before, turn, len(self.talk.said), wording)
        self.feedback.html = feedback_html(turn, wording)

    def _close(self) -> None:
        self.act.label = "Talk again"
        self.gauges.html = gauges_html(self.talk.numbers, self.talk.dialogue.start)
        self.turn_box.html = ending_html(self.talk)
        self.feedback.html = summary_html(self.talk)


def dialogue_drill(name: str) -> ipywidgets.VBox:
    """A talk in which each wording has its answer.

    Args:
        name: Id of a drill, the name of a file in `kapedu/cases/dialogues`.

    Raises:
        CaseError: There is no such drill; lists those that there are.
    """
    drill = DialogueDrill(name)
    drill.box.drill = drill  # the box keeps its parts alive
    return drill.box
