"""A recorded run, step by step: what the patient says and shows, what the clinician does, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zlib import crc32

from kapedu.cases.demonstration import Pause, stages
from kapedu.cases.read_demonstration import demonstration_named
from kapedu.figures.demonstration_course import demonstration_course
from kapedu.knowledge import fact
from kapedu.widgets.encounters.session_page import commentary_html, lead_html, monitor_html, stage_html
from kapedu.widgets.encounters.session_view import PlayClock, SessionView, session_row
from kapedu.widgets.parts.controls import Button, Choice, Html
from kapedu.widgets.parts.layout import activity, row, stack
from kapedu.widgets.parts.plot_view import PlotView

if TYPE_CHECKING:
    import ipywidgets

_PLOT_PX = 300
_GUESS_FIRST = "<p>Choose first: a guess is what makes the next step stick.</p>"


class DemonstrationPlayer:
    """A demonstration and where the reader is in it; `box` is what is shown."""

    def __init__(self, name: str) -> None:
        self.demonstration = demonstration_named(name)
        self.stages = stages(self.demonstration)
        self.place = 0
        self.guessed: dict[str, str] = {}
        self.talk = SessionView(live=True)
        self.monitor = SessionView()
        self.comment = SessionView(live=True)
        self.guess = Choice("What would you do here?", {"x": "x"})
        self.keep = Button("This is what I would do", self._guess)
        self.problem = Html(live=True)
        self.pause_box = stack(self.problem, self.guess, row(self.keep))
        self.next = Button("Next step", self._next)
        self.back = Button("Step back", self.go_back, "quiet")
        self.clock = PlayClock(float(fact("session_phases.demonstration.seconds_per_step")), self._beat)
        self.clock.observe(self._played, names="playing")
        self.plot: PlotView | None = None
        parts: list[ipywidgets.Widget] = [
            SessionView(lead_html(self.demonstration)),
            (stack if self.demonstration.case.has_monitor else session_row)(self.talk, self.monitor),
            self.comment,
            self.pause_box,
            row(self.next, self.back, self.clock),
        ]
        if self.demonstration.case.has_monitor:
            self.plot = PlotView(demonstration_course(self.stages, 0), _PLOT_PX, title="The run so far")
            parts.append(self.plot)
        self.box = activity(f"Watch: {self.demonstration.title}", *parts)
        self._show()

    @property
    def pause(self) -> Pause | None:
        """The question before the next step, unless it was answered."""
        if self.place + 1 >= len(self.stages):
            return None
        step = self.stages[self.place + 1].step
        assert step is not None
        return None if step.id in self.guessed else step.pause

    def go_on(self) -> None:
        """One step on; where a question waits, or at the end, nothing happens."""
        if self.pause is None and self.place + 1 < len(self.stages):
            self.place += 1
            self._show()

    def _next(self) -> None:
        """The button stays where the keyboard is: at a question it points there, at the end it begins again."""
        if self.pause is not None:
            self.problem.html = _GUESS_FIRST
        elif self.place + 1 == len(self.stages):
            self.place = 0
            self._show()
        else:
            self.go_on()

    def go_back(self) -> None:
        """One step back; what was guessed stays."""
        if self.place:
            self.place -= 1
            self._show()

    def _guess(self) -> None:
        if self.guess.value is None:
            self.problem.html = _GUESS_FIRST
            return
        step = self.stages[self.place + 1].step
        assert step is not None
        self.guessed[step.id] = self.guess.value
        self.go_on()

    def _beat(self) -> None:
        self.go_on()
        if self._waits:
            self.clock.playing = False

    def _played(self, _change: Any) -> None:
        if self.clock.playing and self._waits:
            self.clock.playing = False
            if self.pause is not None:
                self.problem.html = _GUESS_FIRST

    @property
    def _waits(self) -> bool:
        """Whether it cannot go on by itself."""
        return self.pause is not None or self.place + 1 == len(self.stages)

    def _show(self) -> None:
        stage = self.stages[self.place]
        pause = self.pause
        is_last = self.place + 1 == len(self.stages)
        self.problem.html = "" if pause is None else "<p>A question before the next step.</p>"
        if pause is not None:
            self.guess.label = pause.ask
            self.guess.options = {
                one.id: one.text
                for one in sorted(pause.guesses, key=lambda one: crc32(f"{pause.ask} {one.id}".encode()))
            }
            self.guess.value = None
        self.pause_box.layout.display = None if pause is not None else "none"
        self.next.label = "Watch it again" if is_last else "Next step"
        self.back.disabled = not self.place
        self.monitor.html = monitor_html(stage.state)
        step = stage.step
        self.talk.html = stage_html(self.demonstration, stage)
        guessed = self.guessed.get(step.id, "") if step else ""
        self.comment.html = commentary_html(self.demonstration, stage, guessed)
        if self.plot is not None:
            self.plot.show(demonstration_course(self.stages, self.place))


def demonstration(name: str) -> ipywidgets.VBox:
    """A recorded run to watch, with a commentary and two or three questions on the way.

    Args:
        name: Id of a demonstration, the name of a file in `kapedu/cases/demonstrations`.

    Raises:
        CaseError: There is no such demonstration; lists those that there are.
    """
    player = DemonstrationPlayer(name)
    player.box.player = player  # the box keeps its parts alive
    return player.box
