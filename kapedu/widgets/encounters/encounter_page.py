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
from kapedu.language import N_, _

VERDICTS = {
    "best": N_("Best"),
    "good": N_("Good"),
    "neutral": N_("Neutral"),
    "poor": N_("Poor"),
    "harmful": N_("Harmful"),
}
"""What a step can be, as it is told at once."""
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
        "timed": _("since the dose began") if case.dosing and not case.pump_waits else "",
        "phases": [[phase, _(PHASES[phase])] for phase in PHASES if phase in case.phases],
        "alarm_note": _("Alarm limits: {standing}.").format(standing=_(SIGN_OFF)),
        "scales": {name: list(_SCALES[name]) for name in _STRIPS},
    }


def brief_html(case: Case) -> str:
    """What to know before it begins."""
    story = "".join(f"<li>{escape(line)}</li>" for line in case.patient.story)
    emergency = f" · {_('emergency')}" if case.emergency else ""
    dose = ""
    if case.dosing:
        given = _("Dose ordered:") if case.pump_waits else _("Dose given:")
        made_up = _("Part of a made-up case, not a recommendation: {standing}.").format(standing=_(SIGN_OFF))
        dose = f"<p><strong>{given}</strong> {escape('; '.join(case.dosing))}. {made_up}</p>"
    phase = _("All phases") if len(case.phases) > 1 else _(PHASES[case.phase])
    tested = ", ".join(_(COMPETENCIES[code]).lower() for code in case.competencies)
    if len(case.competencies) > _NAMED:
        told = _("{count} of the {all} competencies")
        tested = told.format(count=len(case.competencies), all=len(COMPETENCIES))
    minutes = _("about {minutes} minutes").format(minutes=f"{case.minutes:g}")
    small = _(
        "A made-up patient with a simulated body. The course teaches; it does not treat. "
        "Nothing here is an order for a real patient."
    )
    return (
        f'<p class="ke-tags">{phase} · {minutes}{emergency} · {escape(tested)}</p>'
        f"<p>{escape(case.summary)}</p>"
        f"<p><strong>{_('You are')}</strong> {escape(case.role)}.</p>"
        f"<p><strong>{escape(case.patient.name)}, {case.patient.age:g}</strong></p><ul>{story}</ul>{dose}"
        f'<p class="ke-small">{small}</p>'
    )


def card_html(state: State, level: int) -> str:
    """The card with intention and consent, as they stand now."""
    case = state.case
    agreed = "".join(f"<li>{escape(line)}</li>" for line in state.agreed)
    story = "".join(f"<li>{escape(line)}</li>" for line in case.patient.story)
    nothing, about = _("Nothing yet."), escape(_("About {name}").format(name=case.patient.name))
    return (
        f"<h{level} class='ke-part'>{_('Intention')}</h{level}><p>{escape(state.intention or _('None yet.'))}</p>"
        f"<h{level} class='ke-part'>{_('Agreed while sober')}</h{level}><ul>{agreed or f'<li>{nothing}</li>'}</ul>"
        f"<details><summary>{about}</summary><ul>{story}</ul></details>"
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
    who = {"says": state.case.patient.name, "did": _("You"), "alarm": _("Alarm"), "scene": _("Scene")}
    who |= {"agreed": _("Agreed"), "intention": _("Intention")}
    ends = {"good": _("It ends well."), "mixed": _("It ends."), "bad": _("It ends badly.")}
    found = []
    for moment in timeline(state):
        if moment.kind == "critical":
            continue
        text = ends[moment.text] if moment.kind == "end" else moment.text
        why = ""
        if moment.verdict and moment.ground is not None:
            why = f"{_(VERDICTS[moment.verdict])}. {moment.ground.why} ({moment.ground.status_text})"
        line = {"t": clock(moment.second), "kind": moment.kind, "who": who.get(moment.kind, ""), "text": text}
        found.append({**line, "why": why})
    return found


def tools_data(state: State) -> list[dict[str, Any]]:
    """The actions of the room that are open, in groups."""
    groups = []
    for verb in state.case.offers:
        group = VERBS[verb]
        items = [
            {"key": f"{verb}:{name}", "text": _(text)}
            for name, text in group.objects.items()
            if open_move(state, Action(verb, name)) is not None
        ]
        if items:
            groups.append({"label": _(group.label), "items": items})
    return groups


def monitor_data(state: State, samples: Sequence[Sample]) -> dict[str, Any]:
    """Numbers, alarms, the strip of the last minutes, and all of it in words."""
    sounding = {alarm.name: alarm.text for alarm in alarms(state)}
    numbers = [
        {
            "name": name,
            "label": _(variables()[name].label),
            "unit": _(variables()[name].unit),
            "value": f"{state.reading(name):.0f}",
            "alarm": sounding.get(name, ""),
        }
        for name in CHANNELS
    ]
    if state.trace is not None:
        numbers.append(
            {
                "name": "effect_site_ng_ml",
                "label": _("Level at the effect site, estimated"),
                "unit": _("ng/mL"),
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
        "columns": [
            _("Time"),
            _("Pressure (mmHg)"),
            _("Pulse"),
            "SpO2 (%)",
            _("Breaths"),
            _("Response"),
            _("Level (ng/mL)"),
        ],
        "rows": rows[-12:],
    }
