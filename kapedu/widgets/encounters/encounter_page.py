"""An encounter as the page gets it: plain data and prepared text, nothing decided here."""

from bisect import bisect_left
from collections.abc import Sequence
from html import escape
from typing import Any

from kapedu.cases.action import VERBS, Action
from kapedu.cases.case import Case
from kapedu.cases.check_case import SIGN_OFF
from kapedu.cases.debriefing import Sample, timeline
from kapedu.cases.engine import open_move, options, questions
from kapedu.cases.monitor import CHANNELS, alarms, monitor_words, pump_words
from kapedu.cases.state import State, effect_site
from kapedu.cases.vocabulary import COMPETENCIES, PHASES, variables

_WINDOW_S = 20 * 60
_POINTS = 300
_NAMED = 5  # competencies
_STRIPS = (*CHANNELS[:6], "effect_site_ng_ml")
_SCALES = {
    "sbp_mmhg": (40, 220),
    "dbp_mmhg": (40, 220),
    "hr_bpm": (30, 150),
    "spo2_percent": (60, 100),
    "rr_bpm": (0, 40),
    "etco2_mmhg": (0, 60),
    "effect_site_ng_ml": (0, 400),
}


def clock(second: int) -> str:
    """A second as the page's clock shows it.

    >>> clock(1905)
    '31:45'
    """
    return f"{second // 60}:{second % 60:02d}"


def case_data(case: Case) -> dict[str, Any]:
    """What does not change while a case is played."""
    return {
        "id": case.id,
        "title": case.title,
        "name": case.patient.name,
        "brief": brief_html(case),
        "monitor": case.has_monitor,
        "timed": "since the dose began" if case.dosing and not case.pump_waits else "",
        "phases": [[phase, PHASES[phase]] for phase in PHASES if phase in case.phases],
        "alarm_note": f"Alarm limits: {SIGN_OFF}.",
        "scales": {name: list(_SCALES[name]) for name in _STRIPS},
    }


def brief_html(case: Case) -> str:
    """What to know before it begins."""
    story = "".join(f"<li>{escape(line)}</li>" for line in case.patient.story)
    emergency = " · emergency" if case.emergency else ""
    dose = ""
    if case.dosing:
        given = "ordered" if case.pump_waits else "given"
        dose = (
            f"<p><strong>Dose {given}:</strong> {escape('; '.join(case.dosing))}. "
            f"Part of a made-up case, not a recommendation: {SIGN_OFF}.</p>"
        )
    phase = "All phases" if len(case.phases) > 1 else PHASES[case.phase]
    tested = ", ".join(COMPETENCIES[code].lower() for code in case.competencies)
    if len(case.competencies) > _NAMED:
        tested = f"{len(case.competencies)} of the {len(COMPETENCIES)} competencies"
    return (
        f'<p class="ke-tags">{phase} · about {case.minutes:g} minutes{emergency} · {escape(tested)}</p>'
        f"<p>{escape(case.summary)}</p>"
        f"<p><strong>You are</strong> {escape(case.role)}.</p>"
        f"<p><strong>{escape(case.patient.name)}, {case.patient.age:g}</strong></p><ul>{story}</ul>{dose}"
        '<p class="ke-small">A made-up patient with a simulated body. The course teaches; it does not treat. '
        "Nothing here is an order for a real patient.</p>"
    )


def card_html(state: State, level: int) -> str:
    """The card with intention and consent, as they stand now."""
    case = state.case
    agreed = "".join(f"<li>{escape(line)}</li>" for line in state.agreed)
    story = "".join(f"<li>{escape(line)}</li>" for line in case.patient.story)
    return (
        f"<h{level} class='ke-part'>Intention</h{level}><p>{escape(state.intention or 'None yet.')}</p>"
        f"<h{level} class='ke-part'>Agreed while sober</h{level}><ul>{agreed or '<li>Nothing yet.</li>'}</ul>"
        f"<details><summary>About {escape(case.patient.name)}</summary><ul>{story}</ul></details>"
    )


def view_data(state: State, samples: Sequence[Sample], serial: int) -> dict[str, Any]:
    """What the page shows of a state, apart from what is said and what can be done."""
    scene = state.case.scenes[state.scene]
    return {
        "serial": serial,
        "second": state.second,
        "clock": clock(state.second),
        "ended": state.ended,
        "scene": scene.title,
        "phase": scene.phase or state.case.phase,
        "monitor": monitor_data(state, samples) if state.case.has_monitor and scene.connected else None,
    }


def choices_data(state: State) -> dict[str, list[dict[str, Any]]]:
    """What can be said, asked and done now."""
    if state.ended:
        return {"options": [], "questions": [], "tools": []}
    return {
        "options": [{"key": move.key, "text": move.text} for move in options(state)],
        "questions": [{"key": move.key, "text": move.text} for move in questions(state)],
        "tools": tools_data(state),
    }


def log_data(state: State) -> list[dict[str, str]]:
    """What was said, seen and done, line by line."""
    who = {"says": state.case.patient.name, "did": "You", "alarm": "Alarm", "scene": "Scene"}
    who |= {"agreed": "Agreed", "intention": "Intention"}
    ends = {"good": "It ends well.", "mixed": "It ends.", "bad": "It ends badly."}
    found = []
    for moment in timeline(state):
        if moment.kind == "critical":
            continue
        text = ends[moment.text] if moment.kind == "end" else moment.text
        why = ""
        if moment.verdict and moment.ground is not None:
            why = f"{moment.verdict.capitalize()}. {moment.ground.why} ({moment.ground.status_text})"
        line = {"t": clock(moment.second), "kind": moment.kind, "who": who.get(moment.kind, ""), "text": text}
        found.append({**line, "why": why})
    return found


def tools_data(state: State) -> list[dict[str, Any]]:
    """The actions of the room that are open, in groups."""
    groups = []
    for verb in state.case.offers:
        group = VERBS[verb]
        items = [
            {"key": f"{verb}:{name}", "text": text}
            for name, text in group.objects.items()
            if open_move(state, Action(verb, name)) is not None
        ]
        if items:
            groups.append({"label": group.label, "items": items})
    return groups


def monitor_data(state: State, samples: Sequence[Sample]) -> dict[str, Any]:
    """Numbers, alarms, the strip of the last minutes, and all of it in words."""
    sounding = {alarm.name: alarm.text for alarm in alarms(state)}
    numbers = [
        {
            "name": name,
            "label": variables()[name].label,
            "unit": variables()[name].unit,
            "value": f"{state.reading(name):.0f}",
            "alarm": sounding.get(name, ""),
        }
        for name in CHANNELS
    ]
    if state.trace is not None:
        numbers.append(
            {
                "name": "effect_site_ng_ml",
                "label": "Level at the effect site, estimated",
                "unit": "ng/mL",
                "value": f"{effect_site(state):.0f}",
                "alarm": "",
            }
        )
    first = bisect_left(samples, state.second - _WINDOW_S, key=lambda sample: sample.second)
    shown = samples[max(0, first - 1) :]  # one before the window: a step may take longer than that
    shown = [*shown[:: max(1, len(shown) // _POINTS)], shown[-1]]
    return {
        "numbers": numbers,
        "alarms": list(sounding.values()),
        "words": monitor_words(state),
        "pump": pump_words(state),
        "window": [max(samples[0].second, state.second - _WINDOW_S), state.second],
        "times": [sample.second for sample in shown],
        "strips": {name: [round(sample.values[name], 1) for sample in shown] for name in _STRIPS},
        "table": _table(samples),
    }


def _table(samples: Sequence[Sample]) -> dict[str, list[Any]]:
    """One row for about every two minutes, the last ones."""
    rows: list[list[str]] = []
    last = -1
    for sample in samples:
        if sample.second // 120 != last:
            last = sample.second // 120
            pressure = f"{sample.values['sbp_mmhg']:.0f}/{sample.values['dbp_mmhg']:.0f}"
            rest = (f"{sample.values[name]:.0f}" for name in ("hr_bpm", "spo2_percent", "rr_bpm", "moaas"))
            rows.append([clock(sample.second), pressure, *rest, f"{sample.values['effect_site_ng_ml']:.0f}"])
    return {
        "columns": ["Time", "Pressure (mmHg)", "Pulse", "SpO2 (%)", "Breaths", "Response", "Level (ng/mL)"],
        "rows": rows[-12:],
    }
