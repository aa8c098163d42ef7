"""What the actions of the room do in every case, and what they answer where the case says nothing else."""

from dataclasses import dataclass
from typing import Protocol

from kapedu.cases.action import Action
from kapedu.cases.state import State, is_infusing, reading
from kapedu.knowledge import fact
from kapedu.language import N_, _


@dataclass(frozen=True)
class RoomChange:
    """What changes: things that go on or off, how the patient lies, the share of the ordered rate."""

    on: frozenset[str] = frozenset()
    off: frozenset[str] = frozenset()
    position: str = ""
    rate: float | None = None


class Here(Protocol):
    """A state or the engine's working copy of one."""

    @property
    def done(self) -> object: ...


_SWITCHES = {
    "airway:oxygen": RoomChange(on=frozenset({"oxygen"})),
    "airway:oxygen-off": RoomChange(off=frozenset({"oxygen"})),
    "airway:bag-mask": RoomChange(on=frozenset({"oxygen"}), off=frozenset({"mask"})),
    "airway:suction": RoomChange(off=frozenset({"mask"})),
    "room:music-off": RoomChange(off=frozenset({"music"})),
    "room:music-on": RoomChange(on=frozenset({"music"})),
    "room:mask-off": RoomChange(off=frozenset({"mask"})),
    "room:mask-on": RoomChange(on=frozenset({"mask"})),
    "room:light-low": RoomChange(on=frozenset({"dim"})),
    "room:light-on": RoomChange(off=frozenset({"dim"})),
}
_NOTHING = RoomChange()


def room_change(action: Action) -> RoomChange:
    """What an action changes whatever the case.

    >>> room_change(Action("position", "side")).position
    'side'
    """
    if action.verb == "position":
        return RoomChange(position=action.name)
    if action.verb == "infusion":
        slow = float(fact("cases.response.slow_rate"))
        return RoomChange(rate={"start": 1.0, "pause": 0.0, "slow": slow, "resume": 1.0}[action.name])
    return _SWITCHES.get(action.key, _NOTHING)


def is_sensible(state: State, action: Action) -> bool:
    """Whether an action of the room can be done as things are: nothing goes on that is on already.

    What a button of the case does on the side is never asked this.
    """
    if action.verb == "infusion":
        running = is_infusing(state)
        return {
            "start": not state.pump,
            "pause": running,
            "slow": running,
            "resume": bool(state.pump) and not running,
        }[action.name]
    if action.verb == "position":
        return state.position != action.name
    change = _SWITCHES.get(action.key)
    if change is None or action.key in _DONE_AGAIN:
        return True
    return not (change.on <= state.room and not change.off & state.room)


_DONE_AGAIN = frozenset({"airway:suction", "airway:bag-mask"})
_REPLIES = {
    "measure:glucose": N_("Blood glucose is normal."),
    "measure:ecg": N_("Sinus rhythm, nothing new."),
    "measure:temperature": N_("No fever."),
    "examine:airway": N_("The airway is open, the lips are pink."),
    "examine:chest": N_("Air enters both sides."),
    "examine:nerves": N_("Face even, arms level, speech as before."),
    "examine:injuries": N_("No injury found."),
    "examine:bladder": N_("Nothing there that would explain it."),
    "examine:skin": N_("Warm, no rash, the drip runs well."),
    "infusion:start": N_("The pump is running."),
    "infusion:pause": N_("The pump is stopped."),
    "infusion:slow": N_("The pump runs at half the rate."),
    "infusion:resume": N_("The pump is running again."),
    "airway:oxygen": N_("Oxygen is flowing."),
    "airway:oxygen-off": N_("The oxygen is off."),
    "call:help": N_("A colleague comes in and asks what to do."),
    "call:prescriber": N_("The prescriber answers at once and listens."),
    "call:emergency": N_("The call is answered; they ask for the address and what has happened."),
    "call:escort": N_("The escort answers and is on hand."),
    "call:pharmacy": N_("The pharmacist answers."),
    "call:supervisor": N_("Your supervisor listens and will call back this week."),
    "drug:reversal": N_(
        "The prescriber says: there is no reversal agent for ketamine. Support breathing instead."
    ),
    "stay:silent": N_("You stay close and say nothing."),
    "record:notes": N_("You write it down, with the time."),
    "room:blanket": N_("The blanket is there; nobody minds it."),
    "close:discharge": N_("You discharge the patient."),
    "close:visit": N_("You end the encounter."),
}
_NEEDS_ORDER = N_("Nobody in the room may order a drug. Call the prescriber first.")


def default_reply(state: State, action: Action, *, allowed: bool) -> str:
    """What is seen or heard after an action that the case does not answer itself."""
    if not allowed:
        return _(_NEEDS_ORDER)
    if action.key in {"measure:bp", "measure:bp-manual"}:
        how = _("By hand, right cuff, other arm") if action.name == "bp-manual" else _("Automatic cuff")
        return f"{how}: {reading(state, 'sbp_mmhg'):.0f}/{reading(state, 'dbp_mmhg'):.0f}."
    if action.key == "measure:breathing":
        told = _("{count} breaths a minute, the chest moves as it should.")
        return told.format(count=f"{reading(state, 'rr_bpm'):.0f}")
    if action.key == "measure:sedation":
        told = _("Response to name and touch: {score} of 5 (MOAA/S).")
        return told.format(score=round(reading(state, "moaas")))
    if action.verb == "drug":
        return _(_REPLIES.get(action.key, N_("The prescriber hears you out and decides: not for now.")))
    return _(_REPLIES.get(action.key, N_("Done.")))
