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
from kapedu.language import N_, _

CHANNELS = ("sbp_mmhg", "dbp_mmhg", "hr_bpm", "spo2_percent", "rr_bpm", "etco2_mmhg", "moaas")
_ALARMS = {
    "sbp_mmhg": ("sbp", N_("Low systolic pressure, {value}"), N_("High systolic pressure, {value}")),
    "dbp_mmhg": ("dbp", N_("Low diastolic pressure, {value}"), N_("High diastolic pressure, {value}")),
    "hr_bpm": ("hr", N_("Low pulse, {value}"), N_("High pulse, {value}")),
    "rr_bpm": ("rr", N_("Low breathing, {value}"), N_("High breathing, {value}")),
    "spo2_percent": ("spo2", N_("Low oxygen saturation, {value}"), N_("High oxygen saturation, {value}")),
    "etco2_mmhg": (
        "etco2",
        N_("Low expired carbon dioxide, {value}"),
        N_("High expired carbon dioxide, {value}"),
    ),
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

    return {name: (limit(short, "low"), limit(short, "high")) for name, (short, *_texts) in _ALARMS.items()}


def alarms(state: State) -> tuple[Alarm, ...]:
    """The alarms that sound now."""
    found = []
    for name, (low, high) in _limits().items():
        value, (_short, too_low, too_high) = float(state.value(name)), _ALARMS[name]
        shown = f"{reading(state, name):.0f} {_(variables()[name].unit)}"
        if low is not None and value < low:
            found.append(Alarm(name, _(too_low).format(value=shown)))
        if high is not None and value > high:
            found.append(Alarm(name, _(too_high).format(value=shown)))
    return tuple(found)


def pump_words(state: State) -> str:
    """What the pump does, or nothing where there is none."""
    if ordered_infusion(state.case) is None:
        return ""
    given = f"{given_mg(state):.0f}"
    if is_infusing(state):
        return _("Pump running, {given} mg given").format(given=given)
    return _("Pump off, {given} mg given").format(given=given) if state.pump else _("Pump not started")


def monitor_words(state: State) -> str:
    """The whole monitor in one sentence, for those who hear it."""
    upper, lower = (f"{reading(state, name):.0f}" for name in CHANNELS[:2])
    parts = [_("Pressure {upper} over {lower}").format(upper=upper, lower=lower)]
    parts += [
        f"{_(variables()[name].label).lower()} {round(reading(state, name))} {_(variables()[name].unit)}".strip()
        for name in CHANNELS[2:]
    ]
    if state.trace is not None:
        level = f"{effect_site(state):.0f}"
        parts.append(_("estimated level at the effect site {level} ng/mL").format(level=level))
    pump = pump_words(state)
    if pump:
        parts.append(pump.lower())
    sounding = [alarm.text for alarm in alarms(state)]
    told = _("Alarms: {alarms}.").format(alarms="; ".join(sounding)) if sounding else _("No alarm.")
    return ", ".join(parts) + ". " + told
