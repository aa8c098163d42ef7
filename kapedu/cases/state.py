"""The state of an encounter: a value that is never changed, only followed by another."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from zlib import crc32

from kapedu.cases.body import (
    SECONDS_PER_MINUTE,
    Pump,
    Trace,
    draw_patient,
    drug_trace,
    ordered_infusion,
    pump_runs,
)
from kapedu.cases.case import Case
from kapedu.cases.vocabulary import DRIVEN, variables
from kapedu.knowledge import fact

_FEAR = {
    "sbp_mmhg": "fear_to_systolic",
    "dbp_mmhg": "fear_to_diastolic",
    "hr_bpm": "fear_to_heart_rate",
    "rr_bpm": "fear_to_breaths",
}
_WANDER_BLOCK = 15  # seconds between two turns of the monitor's wander
_HASH_BLOCK = 1 << 32
NEVER = float("inf")


@dataclass(frozen=True)
class Entry:
    """One line of the record that the engine keeps.

    Attributes:
        second: Since time zero.
        kind: ``says``, ``shows``, ``did``, ``reply``, ``alarm``, ``event``, ``scene``, ``later``, ``agreed``,
            ``intention``, ``critical`` or ``end``.
        text: What was said, seen or done.
        key: Action, event or scene.
    """

    second: int
    kind: str
    text: str
    key: str


@dataclass(frozen=True)
class State:
    """Everything about an encounter at one second; also what rules look at.

    Attributes:
        case: The case; not compared, its fingerprint stands in the run.
        seed: Whose body this is.
        second: Since time zero, which is the first dose where there is one.
        scene: Where the encounter stands.
        scene_since: Second at which it got there.
        numbers: Numbers of the case; of vital signs, what the case added to them.
        flags: Flags that are true.
        pump: Changes of the pump.
        room: Which of oxygen, mask, music, dim are on.
        position: How the patient lies.
        done: First second of every action, event and scene.
        log: What happened, in order.
        ended: ``good``, ``mixed``, ``bad``, or empty while it goes on.
        ended_by: The action or event that ended it; ``time`` where the time was up.
        critical: Keys of critical errors.
        washed_out: Whether enough time has passed outside the room for the drug to be gone.
    """

    case: Case = field(compare=False, repr=False)
    seed: int
    second: int
    scene: str
    scene_since: int
    numbers: Mapping[str, float]
    flags: frozenset[str]
    pump: Pump
    room: frozenset[str]
    position: str
    done: Mapping[str, int]
    log: tuple[Entry, ...]
    ended: str = ""
    ended_by: str = ""
    critical: tuple[str, ...] = ()
    washed_out: bool = False

    def value(self, name: str) -> float | bool | str:
        """A name of the state, as rules see it."""
        return look(self, name)

    def number(self, name: str) -> float:
        """A number of the state."""
        return float(look(self, name))

    def minutes_since(self, key: str) -> float:
        """Minutes since something was first done; endless where it never was."""
        then = self.done.get(key)
        return NEVER if then is None else (self.second - then) / SECONDS_PER_MINUTE

    def has_done(self, key: str) -> bool:
        return key in self.done

    def reading(self, name: str) -> float:
        """What the monitor shows of a vital sign: the value and a small wander that no rule sees."""
        return reading(self, name)

    @property
    def agreed(self) -> tuple[str, ...]:
        """What was settled while sober: before the case begins, and in it."""
        said = (entry.text for entry in self.log if entry.kind == "agreed")
        return (*self.case.patient.agreed, *dict.fromkeys(said))

    @property
    def intention(self) -> str:
        """What the patient wants it for, as it stands now."""
        said = [entry.text for entry in self.log if entry.kind == "intention"]
        return said[-1] if said else self.case.patient.intention

    @property
    def trace(self) -> Trace | None:
        """What the drug does under the present plan of the pump; None where there is none, or no longer."""
        return (
            None if self.washed_out else drug_trace(self.case, draw_patient(self.case, self.seed), self.pump)
        )


def look(state: State, name: str) -> float | bool | str:
    """Read one name from a state, or from the working copy that the engine moves."""
    if name in _DRIVEN:
        return vital(state, name)
    found = state.numbers.get(name)
    if found is not None:
        return found
    if name in state.case.flags:
        return name in state.flags
    if name in _ROOM:
        return name in state.room
    return _OTHERS[name](state)


_DRIVEN = frozenset(DRIVEN)
_ROOM = frozenset({"oxygen", "mask", "music", "dim"})


def vital(state: State, name: str) -> float:
    """A vital sign: rest, drug, fear and what the case added, within what can be."""
    value = state.case.patient.baseline[name] + state.numbers[name]
    trace = state.trace
    if trace is not None and name in trace.rows:
        value += trace.at(name, state.second)
    share = fear_share(name)
    if share:
        value += share * (state.numbers["fear"] - fear_at_rest())
    low, high = limits(name)
    return low if value < low else min(value, high)


@lru_cache(maxsize=1000)
def fear_share(name: str) -> float:
    """What one point of fear adds to a vital sign (course-rule)."""
    return float(fact(f"cases.response.{_FEAR[name]}")) if name in _FEAR else 0.0


@lru_cache(maxsize=1)
def fear_at_rest() -> float:
    """The fear that a resting patient has anyway, in the baseline of the vital signs (course-rule)."""
    return variables()["fear"].start


@lru_cache(maxsize=1000)
def limits(name: str) -> tuple[float, float]:
    """What a number of every case can be."""
    return variables()[name].low, variables()[name].high


def is_infusing(state: State) -> bool:
    """Whether the pump is giving drug."""
    dose = ordered_infusion(state.case)
    if dose is None:
        return False
    runs = pump_runs(dose, state.case.patient.weight_kg, state.pump)
    return any(run.start_s <= state.second < run.end_s for run in runs)


def given_mg(state: State) -> float:
    """What the pump has given so far, mg."""
    dose = ordered_infusion(state.case)
    if dose is None:
        return 0.0
    total = 0.0
    for run in pump_runs(dose, state.case.patient.weight_kg, state.pump):
        passed = min(max(state.second - run.start_s, 0), run.end_s - run.start_s)
        total += run.mg * passed / (run.end_s - run.start_s)
    return total


def effect_site(state: State) -> float:
    """Level at the effect site, ng/mL."""
    trace = state.trace
    return 0.0 if trace is None else trace.at("effect_site_ng_ml", state.second)


def reading(state: State, name: str) -> float:
    """A number as the monitor shows it."""
    value = float(look(state, name))
    size = _wander_sizes().get(name)
    if size is None or not value:
        return value
    place, rest = divmod(state.second, _WANDER_BLOCK)
    one, two = (_turn(state.seed, name, place + step) for step in (0, 1))
    low, high = limits(name)
    return min(max(value + size * (one + (two - one) * rest / _WANDER_BLOCK), low), high)


def _turn(seed: int, name: str, place: int) -> float:
    """A number between -1 and 1 that depends on nothing but its arguments."""
    return 2 * crc32(f"{seed} {name} {place}".encode()) / _HASH_BLOCK - 1


@lru_cache(maxsize=1)
def _wander_sizes() -> dict[str, float]:
    sizes = fact("cases.response.monitor_wander").value
    assert isinstance(sizes, Mapping)
    return {name: float(size) for name, size in sizes.items()}  # type: ignore[arg-type]


_OTHERS: dict[str, Callable[[State], float | bool | str]] = {
    "minutes": lambda state: state.second / SECONDS_PER_MINUTE,
    "minutes_here": lambda state: (state.second - state.scene_since) / SECONDS_PER_MINUTE,
    "position": lambda state: state.position,
    "phase": lambda state: state.case.scenes[state.scene].phase or state.case.phase,
    "infusing": is_infusing,
    "given_mg": given_mg,
    "effect_site_ng_ml": effect_site,
}
