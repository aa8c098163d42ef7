"""The encounter as a pure state machine: ``step(state, action) -> state``.

Time passes in whole seconds, and every second does the same, whether it comes alone or in a wait of an hour: numbers
drift, then each event whose rule now holds happens once, then the limit of time is looked at. So a run cut into other
waits ends in the same state, to the last bit.
"""

import re
from zlib import crc32

from kapedu.cases.action import VERBS, Action, read_action, takes_seconds
from kapedu.cases.body import SECONDS_PER_MINUTE, Trace, draw_patient, drug_trace, ordered_infusion
from kapedu.cases.case import Case, Drift, Effects, Event, Ground, Move, Scene
from kapedu.cases.room import default_reply, is_sensible, room_change
from kapedu.cases.state import Entry, State, limits, look, reading
from kapedu.cases.vocabulary import DRIVEN, FELT, variables

_PLACE = re.compile(r"\{([a-z0-9_]+)\}")
_DRIVEN = frozenset(DRIVEN)
_AT_THE_COUCH = frozenset({"measure", "examine", "infusion", "airway", "position", "drug", "room", "touch"})
"""What can only be done to a patient who lies there: not in a scene without a monitor, unless an option says so."""


def begin(case: Case, seed: int = 0) -> State:
    """The first state of an encounter.

    Args:
        case: The case.
        seed: Whose body it is: another seed draws another patient from the population.

    Examples:
        >>> from kapedu.cases.library import case_named
        >>> state = begin(case_named("bp-surge"), seed=1)
        >>> state.ended, step(state, "infusion:pause").value("infusing")
        ('', False)
    """
    numbers = dict.fromkeys(DRIVEN, 0.0)
    numbers |= {name: variables()[name].start for name in FELT}
    numbers |= {name: start for name, (_, _, _, start) in case.own_numbers.items()}
    numbers |= {name: value for name, value in case.start.items() if name not in _DRIVEN}
    second = round(case.begin_min * SECONDS_PER_MINUTE)
    running = ordered_infusion(case) is not None and not case.pump_waits
    state = State(
        case=case,
        seed=seed,
        second=second,
        scene=case.first,
        scene_since=second,
        numbers=numbers,
        flags=frozenset(name for name, is_set in case.flags.items() if is_set),
        pump=((0, 1.0),) if running else (),
        room=frozenset({"music", "mask"} if case.dosing and not case.pump_waits else ()),
        position="head-up" if case.dosing else "sitting",
        done={},
        log=(),
    )
    moment = _Moment(state)
    for name, value in case.start.items():
        if name in _DRIVEN:
            moment.set_number(name, value)
    moment.enter(case.first)
    moment.wake()
    moment.happen()
    return moment.freeze()


def step(state: State, action: str | Action) -> State:
    """What follows an action.

    Args:
        state: Where the encounter stands.
        action: What is done, as :func:`kapedu.cases.action.read_action` reads it.

    Returns:
        The next state; the same state where the encounter has ended or the action is not open now.

    Raises:
        CaseError: The action is not written as one.
    """
    chosen = read_action(action) if isinstance(action, str) else action
    if state.ended:
        return state
    moment = _Moment(state)
    if chosen.verb == "wait":
        moment.pass_time(chosen.waits)
        return moment.freeze()
    move = open_move(state, chosen)
    if move is None:
        return state
    moment.perform(move, chosen)
    return moment.freeze()


def open_move(state: State, action: Action) -> Move | None:
    """What an action would do now; None where it is not open."""
    case = state.case
    if action.verb == "choose":
        here = case.scenes[state.scene].options
        return next((move for move in here if move.key == action.key and is_open(state, move)), None)
    if action.verb == "ask":
        return next(
            (move for move in case.questions if move.key == action.key and is_open(state, move)), None
        )
    if action.verb not in case.offers or (
        action.verb in _AT_THE_COUCH and not case.scenes[state.scene].connected
    ):
        return None
    if (action.verb == "infusion" and ordered_infusion(case) is None) or not is_sensible(state, action):
        return None
    for move in case.answers.get(action.key, ()):
        if is_open(state, move):
            return move
    return _plain_move(action)


def is_open(state: State, move: Move) -> bool:
    """Whether a move can be made now."""
    if not move.again and move.key in state.done:
        return False
    return move.when is None or move.when.holds(state)


def options(state: State) -> tuple[Move, ...]:
    """The options open now, in an order that depends on the seed and never on how good they are."""
    here = [move for move in state.case.scenes[state.scene].options if is_open(state, move)]
    return tuple(sorted(here, key=lambda move: crc32(f"{state.seed} {state.scene} {move.key}".encode())))


def questions(state: State) -> tuple[Move, ...]:
    """What can be asked now."""
    return tuple(move for move in state.case.questions if is_open(state, move))


def _plain_move(action: Action) -> Move:
    return Move(
        key=action.key,
        text="",
        reply="",
        when=None,
        verdict="neutral",
        ground=Ground(),
        loses=0.0,
        competency="",
        takes=takes_seconds(action.verb),
        again=True,
        effects=Effects(),
    )


class _Moment:
    """A working copy of a state; the engine moves it and then freezes it again."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.case = state.case
        self.seed = state.seed
        self.second = state.second
        self.scene, self.scene_since = state.scene, state.scene_since
        self.numbers = dict(state.numbers)
        self.flags = set(state.flags)
        self.pump = state.pump
        self.room = set(state.room)
        self.position = state.position
        self.done = dict(state.done)
        self.log = list(state.log)
        self.ended, self.ended_by = state.ended, state.ended_by
        self.critical = list(state.critical)
        self.washed_out = state.washed_out
        self.waiting = [event for event in self.case.events if event.id not in self.done]
        self._trace: Trace | bool | None = False
        self.drifts: list[Drift] = []
        self.events: list[Event] = []

    @property
    def trace(self) -> Trace | None:
        if self.washed_out:
            return None
        if isinstance(self._trace, bool):
            self._trace = drug_trace(self.case, draw_patient(self.case, self.seed), self.pump)
        return self._trace

    def value(self, name: str) -> float | bool | str:
        return look(self, name)  # type: ignore[arg-type]  # it has all that a state has

    def minutes_since(self, key: str) -> float:
        then = self.done.get(key)
        return float("inf") if then is None else (self.second - then) / SECONDS_PER_MINUTE

    def has_done(self, key: str) -> bool:
        return key in self.done

    def freeze(self) -> State:
        return State(
            self.case,
            self.seed,
            self.second,
            self.scene,
            self.scene_since,
            self.numbers,
            frozenset(self.flags),
            self.pump,
            frozenset(self.room),
            self.position,
            self.done,
            tuple(self.log),
            self.ended,
            self.ended_by,
            tuple(self.critical),
            self.washed_out,
        )

    # what happens

    def pass_time(self, seconds: int, *, acting: bool = False) -> None:
        """Let seconds pass, one by one, until the encounter ends.

        Args:
            seconds: How many.
            acting: Somebody is in the middle of something: what moves on to another scene waits for its answer.
        """
        last = round((self.case.begin_min + self.case.limit_min) * SECONDS_PER_MINUTE)
        self.wake()
        for _ in range(seconds):
            if self.ended:
                return
            self.second += 1
            for drift in self.drifts:
                if drift.when.holds(self):
                    self.drift(drift)
            self.happen(acting=acting)
            if self.second >= last and not self.ended:
                self.note("event", self.case.timeout_text, "time")
                self.apply(self.case.timeout, "time")

    def wake(self) -> None:
        """Look out for what can happen by itself before something else is done."""
        self.drifts = [drift for drift in self.case.drifts if drift.when.may_hold(self)]
        self.events = [
            event
            for event in self.waiting
            if (not event.places or self.scene in event.places) and event.when.may_hold(self)
        ]

    def happen(self, *, acting: bool = False) -> None:
        """Let every event happen whose rule now holds; one may call the next."""
        again = True
        while again and not self.ended:
            again = False
            for event in self.events:
                if acting and event.effects.goto:
                    continue
                if event.when.holds(self):
                    self.waiting.remove(event)
                    self.event(event)
                    self.wake()
                    again = True
                    break

    def event(self, event: Event) -> None:
        self.done.setdefault(event.id, self.second)
        self.note("alarm", event.alarm, event.id)
        self.note("shows", event.shows, event.id)
        self.note("says", event.says, event.id)
        for key in event.effects.also:
            self.mark(key, self.second)
            self.change_room(read_action(key))
        self.apply(event.effects, event.id)

    def perform(self, move: Move, action: Action) -> None:
        """Do one thing: it changes the room at once, takes its time, and then the case answers."""
        began = self.second
        is_allowed = self.is_allowed(action)
        self.note("did", move.text or action.label, move.key)
        if is_allowed:
            self.change_room(action)
            for key in move.effects.also:
                self.change_room(read_action(key))
        self.pass_time(move.takes, acting=True)
        if self.ended:
            return
        if not is_allowed:
            self.note("reply", default_reply(self, action, allowed=False), move.key)  # type: ignore[arg-type]
            return
        self.mark(move.key, began)
        for key in move.effects.also:
            self.mark(key, began)
        reply = move.reply
        if not reply and action.verb in VERBS:
            reply = default_reply(self, action, allowed=True)  # type: ignore[arg-type]
        self.note("reply", reply, move.key)
        self.apply(move.effects, move.key)
        if action.verb == "close" and not move.reply and not self.ended:
            self.apply(self.case.timeout, move.key)
        self.wake()
        self.happen()

    def is_allowed(self, action: Action) -> bool:
        """A drug needs somebody who may order it."""
        return action.verb != "drug" or "call:prescriber" in self.done

    def mark(self, key: str, second: int) -> None:
        self.done.setdefault(key, second)
        verb, _, name = key.partition(":")
        if verb == "choose":
            self.done.setdefault(name, second)

    def change_room(self, action: Action) -> None:
        """What an action of the room does whatever the case."""
        change = room_change(action)
        self.room |= change.on
        self.room -= change.off
        self.position = change.position or self.position
        if change.rate is not None:
            self.set_pump(change.rate)

    def set_pump(self, rate: float) -> None:
        changes = list(self.pump)
        if changes and changes[-1][0] == self.second:
            changes.pop()
        if (changes[-1][1] if changes else 0.0) != rate:
            changes.append((self.second, rate))
        self.pump = tuple(changes)
        self._trace = False

    def apply(self, effects: Effects, key: str) -> None:
        """Change numbers and flags, move to a scene, or end."""
        self.change_numbers(effects)
        self.flags |= set(effects.sets)
        self.flags -= set(effects.clears)
        for text in effects.agrees:
            self.note("agreed", text, key)
        self.note("intention", effects.intends, key)
        if effects.critical:
            self.critical.append(key)
            self.note("critical", "", key)
        if effects.end:
            self.ended, self.ended_by = effects.end, key
            self.note("end", effects.end, key)
        elif effects.goto and effects.goto != self.scene:
            self.enter(effects.goto)

    def change_numbers(self, changes: Effects | Scene) -> None:
        for name, change in changes.add.items():
            self.set_number(name, float(self.value(name)) + change)
        for name, value in changes.put.items():
            self.set_number(name, value)

    def let_days_pass(self, text: str, key: str) -> None:
        """Time outside the room: the pump is off, the drug is gone, the vital signs are at rest."""
        self.note("later", text, key)
        if ordered_infusion(self.case) is not None and self.pump:
            self.set_pump(0.0)
        self.washed_out = bool(self.pump) or not self.case.pump_waits
        self.room.clear()
        self.position = "sitting"
        self.numbers |= dict.fromkeys(DRIVEN, 0.0)
        self.numbers["nausea"], self.numbers["rass"] = variables()["nausea"].start, variables()["rass"].start

    def drift(self, drift: Drift) -> None:
        for name, rate in drift.per_minute.items():
            now = float(self.value(name))
            then = now + rate / SECONDS_PER_MINUTE
            limit = drift.until.get(name)
            if limit is not None:
                if (now >= limit) if rate > 0 else (now <= limit):
                    continue
                then = min(then, limit) if rate > 0 else max(then, limit)
            self.set_number(name, then)

    def set_number(self, name: str, value: float) -> None:
        """Set a number; of a vital sign, what the case adds to it."""
        own = self.case.own_numbers.get(name)
        low, high = (own[1], own[2]) if own else limits(name)
        value = min(max(value, low), high)
        if name in _DRIVEN:
            self.numbers[name] += value - float(self.value(name))
        else:
            self.numbers[name] = value

    def enter(self, name: str) -> None:
        """Go to a scene."""
        scene: Scene = self.case.scenes[name]
        if scene.later:
            self.let_days_pass(scene.later, name)
        self.change_numbers(scene)
        self.scene, self.scene_since = name, self.second
        self.done.setdefault(name, self.second)
        self.note("scene", scene.title, name)
        self.note("shows", scene.shows, name)
        self.note("says", scene.says, name)

    def note(self, kind: str, text: str, key: str) -> None:
        if text or kind == "critical":
            self.log.append(Entry(self.second, kind, self.filled(text), key))

    def filled(self, text: str) -> str:
        """The text with the numbers of the moment in it."""
        if "{" not in text:
            return text
        return _PLACE.sub(lambda found: f"{reading(self, found[1]):.0f}", text)  # type: ignore[arg-type]
