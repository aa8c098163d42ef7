"""Emergency drills on a live monitor: act in time, then look back with reasons, sources and status."""

from __future__ import annotations

from html import escape
from itertools import count
from typing import Any

from kapedu.figures.drill_trace import drill_trace
from kapedu.knowledge import Status, fact
from kapedu.knowledge.citation import short_citation
from kapedu.practice import drill as engine
from kapedu.practice.drill_file import drill_named, drill_names
from kapedu.practice.drill_score import Line, debrief
from kapedu.practice.standing import SIGN_OFF
from kapedu.widgets.parts.controls import Button, Html, Select
from kapedu.widgets.parts.drill_board import DrillBoard
from kapedu.widgets.parts.layout import activity, row, stack
from kapedu.widgets.parts.plot_view import PlotView

_SECONDS_IN_MINUTE = 60
_POINTS_DRAWN = 120
_RUNS = count(1)
_READY = "Press Run, or act: the clock starts by itself."


def emergency_drill(title: str, *names: str) -> Any:
    """The activity: one of the drills, against the clock.

    Args:
        title: Heading of the activity.
        *names: Keys of the drills to choose from; without them, all.
    """
    return EmergencyDrill(title, *names).box


class EmergencyDrill:
    """A drill and its debrief; ``box`` is what is shown."""

    def __init__(self, title: str, *names: str) -> None:
        known = drill_names()
        self.choice = Select("Drill", {name: known[name] for name in names or known})
        self._begin()
        self.board = DrillBoard(self._screen(), self.tick, self.act)
        self.end = Button("End the drill and look back", self.finish)
        self.again = Button("Begin again", self.restart, "quiet")
        self.looked_back = Html("", live=True)
        self.trace: PlotView | None = None
        self.shown = stack()
        self.box = activity(
            title, self.choice, self.board, row(self.end, self.again), self.looked_back, self.shown
        )
        self.box.drill = self  # the box keeps its parts alive
        self.choice.observe(self._changed, names="value")

    def _begin(self) -> None:
        self.run = f"run-{next(_RUNS)}"
        self.drill = drill_named(str(self.choice.value))
        self.state = engine.begin(self.drill.key)

    def tick(self, seconds: float) -> None:
        """Let the drill go on for so many of its own seconds."""
        self._next(engine.advance(self.state, max(seconds, 0.0) / _SECONDS_IN_MINUTE))

    def act(self, key: str) -> None:
        """Do something now."""
        if not self.state.ended:
            self._next(engine.act(self.state, key))

    def finish(self) -> None:
        """End the drill by the trainee's word."""
        self._next(engine.finish(self.state))

    def restart(self) -> None:
        """Back to the call."""
        self._begin()
        self.looked_back.html = ""
        self.shown.children = ()
        self.end.disabled = False
        self.board.show(self._screen())

    def _changed(self, _change: Any) -> None:
        self.restart()

    def _next(self, state: engine.State) -> None:
        ended_now = bool(state.ended) and not self.state.ended
        self.state = state
        self.board.show(self._screen())
        if ended_now:
            self.end.disabled = True
            self._look_back()

    def _screen(self) -> dict[str, Any]:
        state, drill = self.state, self.drill
        warned = engine.alarms(state)
        return {
            "run": self.run,
            "call": f"<p>{escape(drill.person)}</p><p><b>{escape(drill.call)}</b></p>",
            "clock": _clock(state.minute),
            "fast": int(float(fact("drills.clock.fast"))),
            "tick": float(fact("drills.clock.tick")),
            "signs": _tiles(state, warned),
            "wave": {name: round(state.signs[name], 1) for name in ("hr", "rr", "etco2")},
            "alarms": [alarm.text for alarm in warned],
            "actions": [
                {"key": action.key, "label": action.label}
                for action in sorted(drill.actions.values(), key=lambda action: action.label)
            ],
            "done": sorted(state.done),
            "log": [f"{_clock(deed.minute)} {drill.actions[deed.action].label}" for deed in state.deeds],
            "reply": state.reply or ("" if state.ended else _READY),
            "ended": state.ended,
            "small": _small_print(),
        }

    def _look_back(self) -> None:
        state, drill = self.state, self.drill
        found = debrief(state)
        happened = {"time": drill.time_up, "lost": drill.lost_text}.get(state.ended, "")
        best = [line for line in found.lines if line.action.is_best]
        wrong = [line for line in found.lines if not line.action.is_best]
        parts = [
            f"<p><b>{escape(engine.ENDS[state.ended])}</b> {escape(happened)}</p>",
            f"<p><b>{found.points} of {found.possible} points.</b> {escape(str(fact('drills.scoring.rule').value))}</p>",
            "<p>The steps, in their order:</p>",
            f'<ol class="kapedu-debrief">{"".join(map(_line, best))}</ol>',
        ]
        if wrong:
            parts.append(
                f'<p>What you did besides:</p><ul class="kapedu-debrief">{"".join(map(_line, wrong))}</ul>'
            )
        left = [a for a in drill.actions.values() if not a.is_best and a.key not in state.done]
        if left:
            items = "".join(
                f"<li><b>{escape(action.label)}</b>: {escape(str(action.reason.value))}</li>"
                for action in left
            )
            parts.append(
                f'<p>What you left alone, and why that was well:</p><ul class="kapedu-debrief">{items}</ul>'
            )
        if drill.shown:
            items = "".join(f"<li>{escape(str(one.value))} <b>({SIGN_OFF})</b></li>" for one in drill.shown)
            parts.append(f'<p>Shown, never counted:</p><ul class="kapedu-debrief">{items}</ul>')
        self.looked_back.html = "".join(parts)
        self._draw_trace()

    def _draw_trace(self) -> None:
        state = self.state
        end = max(state.minute, 1 / _SECONDS_IN_MINUTE)
        minutes = [end * place / _POINTS_DRAWN for place in range(_POINTS_DRAWN + 1)]
        deeds = [deed for deed in state.deeds if not self.drill.actions[deed.action].is_critical]
        signs = [engine.replay(state.drill, deeds, minute).signs for minute in minutes]
        named = [(deed.minute, self.drill.actions[deed.action].label) for deed in state.deeds]
        figure = drill_trace(minutes, signs, named)
        if self.trace is None:
            self.trace = PlotView(figure, 340)
        else:
            self.trace.show(figure)
        self.shown.children = (self.trace,)


def _tiles(state: engine.State, warned: tuple[engine.Alarm, ...]) -> list[dict[str, str]]:
    words: dict[str, str] = {}
    for alarm in warned:
        words.setdefault(alarm.sign, alarm.text)
    signs = {name: f"{value:.0f}" for name, value in state.signs.items()}
    pressure = words.get("sbp") or words.get("dbp", "")
    agitation = round(state.signs["rass"])
    both = f"{signs['sbp']}/{signs['dbp']}" if round(state.signs["sbp"]) else "–/–"
    return [
        {"label": "Pressure", "value": both, "unit": "mmHg", "alarm": pressure},
        {"label": "Heart rate", "value": signs["hr"], "unit": "per min", "alarm": words.get("hr", "")},
        {"label": "SpO2", "value": signs["spo2"], "unit": "%", "alarm": words.get("spo2", "")},
        {
            "label": "Breaths",
            "value": signs["rr"],
            "unit": f"per min; CO2 {signs['etco2']}",
            "alarm": words.get("etco2") or words.get("rr", ""),
        },
        {
            "label": "Sedation",
            "value": f"{signs['moaas']} of 5",
            "unit": f"agitation {f'{agitation:+d}' if agitation else '0'}",
            "alarm": words.get("moaas") or words.get("rass", ""),
        },
    ]


def _line(line: Line) -> str:
    reason = line.action.reason
    mark = "✗" if line.points < 0 or line.minute is None else "✓"
    when = "" if line.minute is None else f"at {_clock(line.minute)}; "
    points = f"{line.points} of {line.possible}" if line.possible else f"{line.points}".replace("-", "−")
    return (
        f"<li>{mark} <b>{escape(line.action.label)}</b> ({when}{escape(line.verdict)}; {points}). "
        f"{escape(str(reason.value))} <small>({escape(short_citation(reason.source))}; {line.action.standing})</small></li>"
    )


def _small_print() -> str:
    limits = [
        fact(f"drills.alarms.{name}") for name in ("sbp_high", "dbp_high", "spo2_low", "rr_low", "rr_high")
    ]
    unverified = [limit for limit in limits if limit.status is Status.UNVERIFIED]
    sbp, dbp, spo2, low, high = (limit.number_text for limit in limits)
    assert unverified
    return (
        f"Fictional people, invented courses. Alarm limits {sbp}/{dbp} mmHg, saturation {spo2} %, breaths {low} and "
        f"{high} per minute: {SIGN_OFF}. Pulse above, breath below."
    )


def _clock(minute: float) -> str:
    seconds = int(minute * _SECONDS_IN_MINUTE + 1e-6)
    return f"{seconds // _SECONDS_IN_MINUTE}:{seconds % _SECONDS_IN_MINUTE:02d}"
