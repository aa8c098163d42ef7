"""What the patient monitor shows and when it alarms.

The alarm limits are an example (``cases.alarms``, unverified): wherever they are shown, the page says that they need
sign-off by a qualified physician.
"""

from dataclasses import dataclass
from functools import lru_cache

from kapedu.cases.body import ordered_infusion
from kapedu.cases.state import State, effect_site, given_mg, is_infusing, reading
from kapedu.cases.vocabulary import variables
from kapedu.knowledge import fact

CHANNELS = ("sbp_mmhg", "dbp_mmhg", "hr_bpm", "spo2_percent", "rr_bpm", "etco2_mmhg", "moaas")
_ALARMS = {
    "sbp_mmhg": ("sbp", "systolic pressure"),
    "dbp_mmhg": ("dbp", "diastolic pressure"),
    "hr_bpm": ("hr", "pulse"),
    "rr_bpm": ("rr", "breathing"),
    "spo2_percent": ("spo2", "oxygen saturation"),
    "etco2_mmhg": ("etco2", "expired carbon dioxide"),
}


@dataclass(frozen=True)
class Alarm:
    """A number outside its limits: which one, and in words."""

    name: str
    text: str


@lru_cache(maxsize=1)
def _limits() -> dict[str, tuple[float | None, float | None]]:
    from kapedu.knowledge import sheet

    known = sheet("cases").facts

    def limit(short: str, end: str) -> float | None:
        return float(fact(f"cases.alarms.{short}_{end}")) if f"alarms.{short}_{end}" in known else None

    return {name: (limit(short, "low"), limit(short, "high")) for name, (short, _) in _ALARMS.items()}


def alarms(state: State) -> tuple[Alarm, ...]:
    """The alarms that sound now."""
    found = []
    for name, (low, high) in _limits().items():
        value, words = float(state.value(name)), _ALARMS[name][1]
        if low is not None and value < low:
            found.append(Alarm(name, f"Low {words}, {reading(state, name):.0f} {variables()[name].unit}"))
        if high is not None and value > high:
            found.append(Alarm(name, f"High {words}, {reading(state, name):.0f} {variables()[name].unit}"))
    return tuple(found)


def pump_words(state: State) -> str:
    """What the pump does, or nothing where there is none."""
    if ordered_infusion(state.case) is None:
        return ""
    given = f"{given_mg(state):.0f} mg given"
    if is_infusing(state):
        return f"Pump running, {given}"
    return f"Pump off, {given}" if state.pump else "Pump not started"


def monitor_words(state: State) -> str:
    """The whole monitor in one sentence, for those who hear it."""
    parts = [f"Pressure {reading(state, 'sbp_mmhg'):.0f} over {reading(state, 'dbp_mmhg'):.0f}"]
    parts += [
        f"{variables()[name].label.lower()} {round(reading(state, name))} {variables()[name].unit}".strip()
        for name in CHANNELS[2:]
    ]
    if state.trace is not None:
        parts.append(f"estimated level at the effect site {effect_site(state):.0f} ng/mL")
    pump = pump_words(state)
    if pump:
        parts.append(pump.lower())
    sounding = [alarm.text for alarm in alarms(state)]
    told = f" Alarms: {'; '.join(sounding)}." if sounding else " No alarm."
    return ", ".join(parts) + "." + told
