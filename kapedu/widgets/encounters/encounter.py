"""A simulated patient: play an encounter on a running clock, then look back at it.

Every action is saved before its answer is shown, so that a reload or a kernel that dies comes back to the same second.
"""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kapedu.cases import CaseError, EncounterRun, State, begin, case_named
from kapedu.cases.action import read_action
from kapedu.cases.debriefing import Sample, watch
from kapedu.language import _
from kapedu.widgets.encounters.encounter_debrief import debrief_parts
from kapedu.widgets.encounters.encounter_page import (
    card_html,
    case_data,
    choices_data,
    clock,
    log_data,
    view_data,
)
from kapedu.widgets.encounters.encounter_store import Kept, encounter_file
from kapedu.widgets.encounters.encounter_view import EncounterView
from kapedu.widgets.encounters.encounter_votes import read_vote
from kapedu.widgets.parts.layout import stack
from kapedu.widgets.parts.own_draw import is_drawn

if TYPE_CHECKING:
    from pathlib import Path

    import ipywidgets

    from kapedu.widgets.encounters.run_file import Store

_LONGEST_TICK_S = 600
_SEEDS = 2**31


class Encounter:
    """An encounter and its parts; `box` is what is shown. Lessons and dashboards call `encounter`.

    Args:
        case_id: Id of a case of the library.
        seed: Whose body it is; without it, somebody new at each start.
        folder: Where the run is kept, for tests.
        level: Level of the heading, 2 to 6.
        shared: A run that somebody else has shared: shown as it was played, and not kept.
    """

    def __init__(
        self,
        case_id: str,
        seed: int | None = None,
        *,
        folder: Path | None = None,
        level: int = 3,
        shared: EncounterRun | None = None,
    ) -> None:
        self.case = case_named(case_id)
        self._seed, self._folder, self._shared = seed, folder, shared is not None
        self._store: Store[Kept] | None = None
        self._serial = 0
        self.kept = Kept(self._fresh_run()) if shared is None else Kept(shared, begun=True)
        self.state: State = begin(self.case, self.kept.run.seed)
        self.samples: list[Sample] = []
        self.view = EncounterView(case_data(self.case), level)
        self.view.on_msg(self._receive)
        self.box = stack(self.view)
        self._replay()
        if seed is None and shared is None:
            is_drawn(self)

    @property
    def is_shared(self) -> bool:
        """Whether this is a run that somebody else has shared."""
        return self._shared

    def draw_again(self) -> None:
        """Meet somebody new, if nothing was begun."""
        if not self.kept.begun:
            self.kept = Kept(self._fresh_run(), self.kept.notes)
            self._replay()

    def hello(self, reader: str = "") -> None:
        """The page is there: bring back what this reader left, once."""
        if self._shared:
            self._tell(_("A shared run, as it was played. What you do from here is not kept."), "info")
        elif self._store is None:
            self._store = self._open_store(reader)
            kept, problem = self._store.load()
            if problem:
                self._tell(problem, "problem")
            if kept is not None:
                self._restore(kept)
        self._show()

    def begin(self) -> None:
        """Start the clock's work: from now on the run is kept."""
        self.kept = replace(self.kept, begun=True)
        self._save()
        self._show()

    def do(self, action: str, votes: Any = None) -> None:
        """Do one thing and show what follows; what is no action is told and changes nothing.

        Args:
            action: What is done.
            votes: How a room voted on it, if it did: votes for each option that was open.
        """
        try:
            read_action(action)
        except CaseError as error:
            self._tell(str(error), "problem")
            self._show()
            return
        samples, state = watch(self.state, (action,))
        if state is not self.state:
            vote = read_vote(self.state.second, votes, action)
            voted = self.kept.votes if vote is None else (*self.kept.votes, vote)
            self.kept = replace(self.kept, run=self.kept.run.then(action), begun=True, votes=voted)
            self.state = state
            self.samples += samples[1:]
            self._save()
        self._show()

    def tick(self, seconds: int) -> None:
        """Let the clock run on."""
        if 0 < seconds <= _LONGEST_TICK_S and not self.state.ended:
            self.do(f"wait:{seconds}")
        else:
            self._show()

    def write(self, notes: str) -> None:
        """Keep the reader's notes; the page learns it when they are kept, not before."""
        self.kept = replace(self.kept, notes=notes)
        if self._save():
            self.view.notes = notes

    def judge(self, question: str, answer: str) -> None:
        """Keep how a question of the debrief was answered."""
        self.kept = replace(self.kept, judged={**self.kept.judged, question: answer})
        self._save()

    def restart(self) -> None:
        """Start again with a new run; the notes stay."""
        self.kept = Kept(self._fresh_run(), self.kept.notes, {}, begun=False)
        self._replay()
        self._save()
        self._tell("", "")
        self._show()

    def _open_store(self, reader: str) -> Store[Kept]:
        return encounter_file(self.case.id, reader, self._folder)

    def _lines(self) -> list[dict[str, str]]:
        """What was said, seen and done, as the page shows it."""
        return log_data(self.state)

    def _looks_back(self) -> tuple[ipywidgets.Widget, ...]:
        """What stands below a finished encounter."""
        return debrief_parts(self)

    def _fresh_run(self) -> EncounterRun:
        return EncounterRun.of(self.case, secrets.randbelow(_SEEDS) if self._seed is None else self._seed)

    def _restore(self, kept: Kept) -> None:
        self.kept = kept
        self._replay()
        self.view.notes = kept.notes
        if kept.run.fingerprint != self.case.fingerprint:
            self._tell(
                _("The case has been revised since; your run was played again under the new text."), "info"
            )
        elif kept.run.actions and not self.state.ended:
            told = _("You are back at {time}. The clock is paused.")
            self._tell(told.format(time=clock(self.state.second)), "info")

    def _replay(self) -> None:
        """The state and the samples of the run, from its first second."""
        samples, self.state = watch(begin(self.case, self.kept.run.seed), self.kept.run.actions)
        self.samples = list(samples)

    def _save(self) -> bool:
        problem = "" if self._store is None else self._store.save(self.kept)
        if problem:
            self._tell(problem, "problem")
        return not problem

    def _tell(self, text: str, kind: str) -> None:
        self.view.notice = {"text": text, "kind": kind, "number": self.view.notice.get("number", 0) + 1}

    def _show(self) -> None:
        self._serial += 1
        with self.view.hold_sync():  # one message, with what has changed
            self.view.begun = self.kept.begun
            self.view.lines = self._lines()
            self.view.choices = choices_data(self.state)
            self.view.card = card_html(self.state, self.view.level + 1)
            self.view.view = view_data(self.state, self.samples, self._serial)
        if bool(self.state.ended) != (len(self.box.children) > 1):
            parts = self._looks_back() if self.state.ended else ()
            self.box.children = (self.view, *parts)

    def _receive(self, _widget: Any, content: Any, _buffers: Any) -> None:
        match content:
            case {"hello": str(reader)}:
                self.hello(reader)
            case {"begin": True}:
                self.begin()
            case {"do": str(action), "votes": votes}:
                self.do(action, votes)
            case {"do": str(action)}:
                self.do(action)
            case {"tick": int(seconds)}:
                self.tick(seconds)
            case {"notes": str(notes)}:
                self.write(notes)
            case {"restart": True}:
                self.restart()


def encounter(case_id: str, seed: int | None = None, level: int = 3) -> ipywidgets.Widget:
    """A simulated patient, ready to show.

    Args:
        case_id: Id of a case of the library (`kapedu cases list`).
        seed: Whose body it is; without it, somebody new at each start.
        level: Level of its heading, 2 to 6: one more than that of the section it stands in.

    Raises:
        CaseError: There is no such case; lists those that there are.
    """
    one = Encounter(case_id, seed, level=level)
    one.box.encounter = one  # the box keeps its parts alive
    return one.box
