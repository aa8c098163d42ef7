"""Demonstrations and dialogue drills as the page gets them: prepared text, nothing decided here."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from kapedu.cases.case import Ground
from kapedu.cases.check_case import SIGN_OFF
from kapedu.cases.debriefing import Moment
from kapedu.cases.demonstration import Demonstration, Pause, Stage
from kapedu.cases.dialogue import GOOD, Talk, Turn, Wording, found_wording
from kapedu.cases.monitor import alarms, pump_words
from kapedu.cases.state import State, effect_site
from kapedu.cases.vocabulary import PHASES, variables
from kapedu.widgets.encounters.encounter_page import clock
from kapedu.widgets.questions.question_view import citations

VERDICTS = {
    "best": "✓ Serves this moment best",
    "good": "✓ Serves this moment",
    "neutral": "Neither helps nor harms",
    "poor": "◐ Misses something",
    "harmful": "✗ Does harm",
}
_ENDS = {"good": "It ends well.", "mixed": "It ends.", "bad": "It ends badly."}
_INNER = ("fear", "alliance")
_PRESSURE = ("sbp_mmhg", "dbp_mmhg")
_BESIDE = ("hr_bpm", "spo2_percent", "rr_bpm", "moaas")
_UNSEEN = "No monitor shows these. The simulation knows them; in your room you look and ask."


def comment_html(ground: Ground, *, lead: str = "", verdict: str = "") -> str:
    """A reason with its status and sources."""
    head = f"<p><strong>{escape(lead)}</strong></p>" if lead else ""
    return (
        f'<div class="kapedu-comment" data-verdict="{escape(verdict)}">{head}<p>{escape(ground.why)} '
        f'<span class="kapedu-badge">status: {escape(ground.status_text)}</span></p>{citations(ground.sources)}</div>'
    )


def said_html(lines: Iterable[tuple[str, str, str]]) -> str:
    """What was said and seen: kind, who, words."""
    items = "".join(
        f'<li class="kapedu-said-{escape(kind)}">'
        + (f'<span class="kapedu-who">{escape(who)}</span>' if who else "")
        + f'<span class="kapedu-words">{escape(words)}</span></li>'
        for kind, who, words in lines
        if words
    )
    return f'<ul class="kapedu-talk">{items}</ul>'


def gauges_html(
    numbers: Mapping[str, float], before: Mapping[str, float] | None = None, note: str = _UNSEEN
) -> str:
    """Fear, alliance and depth as bars with their numbers, and how they changed."""
    return f"<dl class=\"kapedu-gauges\">{gauge_tiles(numbers, before)}</dl><p class='kapedu-gauge-note'>{escape(note)}</p>"


def gauge_tiles(numbers: Mapping[str, float], before: Mapping[str, float] | None = None) -> str:
    """The bars themselves."""
    parts = []
    for name, value in numbers.items():
        one = variables()[name]
        change = round(value) - round(before[name]) if before else 0
        moved = f" ({'+' if change > 0 else '−'}{abs(change)})" if change else ""
        share = 100 * (value - one.low) / (one.high - one.low)
        parts.append(
            f"<div><dt>{escape(one.label)}</dt><dd>{value:.0f} <span class='kapedu-gauge-unit'>"
            f"{escape(one.unit)}{moved}</span>"
            f"<span class='kapedu-level' aria-hidden='true'><span style='width:{share:.0f}%'></span></span></dd></div>"
        )
    return "".join(parts)


# demonstrations


def lead_html(demonstration: Demonstration) -> str:
    """What to know before it begins."""
    case = demonstration.case
    story = "".join(f"<li>{escape(line)}</li>" for line in (*case.patient.story, *case.patient.agreed))
    dose = ""
    if case.dosing:
        dose = (
            f"<p><strong>Dose:</strong> {escape('; '.join(case.dosing))}. Part of a made-up case, not a "
            f"recommendation: {SIGN_OFF}.</p>"
        )
    return (
        f"<p>{escape(demonstration.lead)}</p><details><summary>About {escape(case.patient.name)}, "
        f"{case.patient.age:g}</summary><ul>{story}</ul>{dose}</details>"
        "<p class='kapedu-gauge-note'>A made-up patient with a simulated body, and a recorded run. The wordings are this "
        "course's own and a convention of teaching unless a source is named.</p>"
    )


def stage_html(demonstration: Demonstration, stage: Stage) -> str:
    """What is said and done in a step."""
    step = stage.step
    title = step.title if step is not None else demonstration.case.scenes[stage.state.scene].title
    when = f"{PHASES[demonstration.phase]} · {clock(stage.state.second)}"
    head = (
        f'<div class="kapedu-step-head"><h4>{escape(title)}</h4><p class="kapedu-step-count">'
        f"Step {stage.number} of {len(demonstration.steps)} · {escape(when)}</p></div>"
    )
    return head + said_html(_lines(stage.lines, demonstration.case.patient.name))


def commentary_html(demonstration: Demonstration, stage: Stage, guessed: str) -> str:
    """Why it is done, beside what was guessed; at the end, what to take away."""
    step = stage.step
    parts = []
    if step is not None:
        if step.pause is not None and guessed:
            parts.append(_guessed_html(step.pause, guessed))
        if step.notice:
            parts.append(f"<p><strong>Look at this:</strong> {escape(step.notice)}</p>")
        parts.append(comment_html(step.ground, lead="Why"))
    if stage.number == len(demonstration.steps):
        parts.append(
            f'<div class="kapedu-takeaway"><p><strong>What to take away.</strong> {escape(demonstration.closing)}</p></div>'
        )
    return "".join(parts)


def _lines(lines: Sequence[Moment], name: str) -> list[tuple[str, str, str]]:
    who = {"says": name, "did": "The clinician", "alarm": "Alarm", "reply": "Then", "shows": "You see"}
    found = []
    for line in lines:
        if line.kind in {"scene", "critical"}:
            continue
        words = _ENDS[line.text] if line.kind == "end" else line.text
        found.append((line.kind, who.get(line.kind, ""), words))
    return found


def _guessed_html(pause: Pause, guessed: str) -> str:
    items = "".join(
        f"<li><strong>{escape(one.text)}</strong>"
        f"{' (the clinician)' if one.is_taken else ''}{' (you)' if one.id == guessed else ''}: {escape(one.says)}</li>"
        for one in pause.guesses
    )
    return f'<p><strong>You guessed.</strong> Here is what to think of each:</p><ul class="kapedu-guesses">{items}</ul>'


def monitor_html(state: State) -> str:
    """The monitor where there is one, and what no monitor shows."""
    inner = {name: state.number(name) for name in _INNER}
    if not state.case.has_monitor:
        return gauges_html(inner)
    sounding = {alarm.name: alarm.text for alarm in alarms(state)}
    pressure = "/".join(f"{state.reading(name):.0f}" for name in _PRESSURE)
    warned = "; ".join(sounding[name] for name in _PRESSURE if name in sounding)
    tiles = [_tile("Pressure", pressure, "mmHg", warned)]
    tiles += [
        _tile(
            variables()[name].label,
            f"{state.reading(name):.0f}",
            variables()[name].unit,
            sounding.get(name, ""),
        )
        for name in _BESIDE
    ]
    if state.trace is not None:
        tiles.append(_tile("Effect site, estimated", f"{effect_site(state):.0f}", "ng/mL", ""))
    pump = pump_words(state)
    told = f"{pump}. " if pump else ""
    return (
        f'<dl class="kapedu-gauges">{"".join(tiles)}{gauge_tiles(inner)}</dl>'
        f"<p class='kapedu-gauge-note'>{escape(told)}Fear and alliance stand on no monitor: the simulation knows "
        f"them. Alarm limits: {SIGN_OFF}.</p>"
    )


def _tile(label: str, value: str, unit: str, alarm: str) -> str:
    marked = " data-alarm" if alarm else ""
    said = f"<br><span class='kapedu-gauge-unit'>▲ {escape(alarm)}</span>" if alarm else ""
    return (
        f"<div{marked}><dt>{escape(label)}</dt><dd>{escape(value)} "
        f"<span class='kapedu-gauge-unit'>{escape(unit)}</span>{said}</dd></div>"
    )


# dialogue drills


def brief_html(talk: Talk) -> str:
    """Who this is, and what the talk is for."""
    dialogue = talk.dialogue
    lines = "".join(f"<li>{escape(line)}</li>" for line in dialogue.brief)
    return (
        f"<ul>{lines}</ul><p><strong>What the talk is for:</strong> {escape(dialogue.aim)}</p>"
        "<p class='kapedu-gauge-note'>A made-up patient. The wordings are this course's own, examples and not a script; "
        "what the answers move is a convention of teaching.</p>"
    )


def turn_html(talk: Talk, turn: Turn, number: int, chosen: Wording | None) -> str:
    """The patient's line; once something was said, the answer."""
    name = talk.dialogue.name
    lines = [("shows", "You see", turn.shows), ("says", name, turn.says)]
    if chosen is not None:
        lines += [("did", "You", chosen.text), ("reply", "Then", chosen.reply), ("shows", "", chosen.shows)]
    count = f'<p class="kapedu-step-count">Turn {number} · {PHASES[talk.dialogue.phase]}</p>'
    return count + said_html(lines)


def feedback_html(turn: Turn, chosen: Wording) -> str:
    """What to think of the wording, and of the others."""
    others = "".join(
        f"<li>{escape(one.text)} <strong>{VERDICTS[one.verdict]}.</strong> {escape(one.ground.why)} "
        f'<span class="kapedu-badge">status: {escape(one.ground.status_text)}</span></li>'
        for one in turn.wordings
        if one.id != chosen.id
    )
    lead = f"{VERDICTS[chosen.verdict]}."
    return (
        f"{comment_html(chosen.ground, lead=lead, verdict=chosen.verdict)}"
        f'<details class="kapedu-others"><summary>The other wordings, and what to think of them</summary><ul>{others}</ul></details>'
    )


def ending_html(talk: Talk) -> str:
    """How the talk ended."""
    ending = talk.dialogue.endings[talk.ending]
    return f"<h4 class='kapedu-part'>{_ENDS[ending.kind]}</h4><p>{escape(ending.text)}</p>"


def summary_html(talk: Talk) -> str:
    """The whole talk at its end: each choice, and what to take away."""
    dialogue = talk.dialogue
    made = [found_wording(dialogue, turn, wording) for turn, wording in talk.said]
    served = sum(one.verdict in GOOD for one in made)
    rows = "".join(
        f'<li><span class="kapedu-who">{escape(dialogue.name)}: {escape(dialogue.turns[turn].says)}</span>'
        f"You: {escape(one.text)} <strong>{VERDICTS[one.verdict]}.</strong>"
        + ("" if one.verdict == "best" else f"<br>Serves best: {escape(dialogue.turns[turn].best.text)}")
        + "</li>"
        for (turn, _), one in zip(talk.said, made, strict=True)
    )
    lessons = "".join(
        f"<li>{escape(one.text)} <span class='kapedu-badge'>status: {escape(one.status)}</span>{citations(one.sources)}</li>"
        for one in dialogue.lessons
    )
    return (
        f"<p><strong>{served} of {len(made)} of your wordings served the moment.</strong> Nothing is marked here: talk "
        "again, and try out what happens otherwise.</p>"
        f"<h4 class='kapedu-part'>Your way through</h4><ol class='kapedu-walked'>{rows}</ol>"
        f"<h4 class='kapedu-part'>What to take away</h4><ul>{lessons}</ul>"
    )
