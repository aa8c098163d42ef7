"""Looking back at an encounter on the page: marks, timeline with reasons and sources, what would have happened otherwise."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from kapedu.cases.debriefing import Debrief, otherwise, timeline
from kapedu.cases.scoring import pass_mark, score
from kapedu.cases.vocabulary import COMPETENCIES
from kapedu.figures.encounter_strip import encounter_strip
from kapedu.widgets.encounters.encounter_page import clock
from kapedu.widgets.encounters.encounter_votes import votes_html
from kapedu.widgets.parts.controls import Button, Choice, Html
from kapedu.widgets.parts.layout import row, stack
from kapedu.widgets.parts.plot_view import PlotView
from kapedu.widgets.questions.question_view import citations

if TYPE_CHECKING:
    from collections.abc import Callable

    import ipywidgets

    from kapedu.cases.case import Concordance, Ground
    from kapedu.cases.debriefing import Otherwise
    from kapedu.cases.scoring import Score
    from kapedu.widgets.encounters.encounter import Encounter

_STEPS = {"-2": "Much less", "-1": "Less", "0": "Neither less nor more", "1": "More", "2": "Much more"}
_OUTCOMES = {"done": "✓ done", "late": "◐ late", "missed": "✗ missed"}
_VERDICTS = {
    "best": "✓ best",
    "good": "✓ good",
    "neutral": "neutral",
    "poor": "◐ poor",
    "harmful": "✗ harmful",
}


def debrief_parts(encounter: Encounter) -> tuple[ipywidgets.Widget, ...]:
    """Everything that stands below a finished encounter."""
    case, run = encounter.case, encounter.kept.run
    looked = Debrief(
        _marked(encounter), timeline(encounter.state), tuple(encounter.samples), otherwise(run, case)
    )
    level = encounter.view.level + 1
    result = Html(_result(looked.score, level), live=True)
    parts: list[ipywidgets.Widget] = [result]

    def again() -> None:
        result.html = _result(_marked(encounter), level)

    if case.has_monitor:
        other = looked.otherwise.samples if looked.otherwise else ()
        parts.append(PlotView(encounter_strip(looked.samples, other), 300, title="The run, looked back at"))
    if looked.otherwise:
        parts.append(Html(_otherwise(looked.otherwise, level)))
    if encounter.kept.votes:
        told = votes_html(case, encounter.kept.votes, clock)
        parts.append(Html(_head("What the room chose", level) + told))
    parts.append(Html(_checklist(looked.score, level)))
    parts.append(Html(_timeline(looked, level)))
    parts += [
        _judgement(encounter, number, one, again) for number, one in enumerate(case.concordances, start=1)
    ]
    parts.append(Html(_take_away(encounter, level) + _code(run.code(), level)))
    parts.append(row(Button("Play it again", encounter.restart)))
    return (stack(*parts),)


def _head(text: str, level: int) -> str:
    return f"<h{level} class='kapedu-part'>{escape(text)}</h{level}>"


def _ground(ground: Ground) -> str:
    return f"<p>{escape(ground.why)} <em>({escape(ground.status_text)})</em></p>{citations(ground.sources)}"


def _result(score: Score, level: int) -> str:
    verdict = "Passed" if score.passed else "Not passed"
    ends = {"good": "a good end", "mixed": "a mixed end", "bad": "a bad end"}
    why = ""
    if score.critical:
        why = "<p><strong>A critical error fails the station, whatever the marks.</strong></p>"
        why += "".join(f"<p>{escape(one.text)}</p>{_ground(one.ground)}" for one in score.critical)
    rows = "".join(
        f'<tr><th scope="row">{name} {COMPETENCIES[name]}</th><td>{marks:g} of {possible:g}</td></tr>'
        for name, (marks, possible) in score.by_competency.items()
    )
    return (
        f"{_head('Looking back', level)}<p class='ke-result' data-passed='{str(score.passed).lower()}'>"
        f"<strong>{verdict}</strong>: {score.percent:.0f} % of the marks, {ends[score.ended]}. "
        f"To pass: {pass_mark():.0f} %, no critical error and no bad end (a rule of this course).</p>{why}"
        f"<table class='kapedu-table'><caption>Marks by competency</caption><tbody>{rows}</tbody></table>"
    )


def _otherwise(other: Otherwise, level: int) -> str:
    return (
        f"{_head('What would have happened otherwise', level)}"
        f"<p>At {clock(other.second)} you chose: {escape(other.instead_of)}</p>"
        f"<p><strong>The best step open then:</strong> {escape(other.best)}</p>{_ground(other.ground)}"
        f"<p>Played on with the best step each time, it ends <strong>{other.ended}</strong>, with "
        f"{other.score.percent:.0f} % of the marks. The dashed lines above are that run.</p>"
    )


def _checklist(score: Score, level: int) -> str:
    rows = "".join(
        f"<tr><th scope='row'>{escape(line.text)}<details><summary>Why</summary>{_ground(line.ground)}</details></th>"
        f"<td>{escape(_OUTCOMES.get(line.outcome, line.outcome))}"
        f"{f' at {clock(line.second)}' if line.second is not None else ''}</td>"
        f"<td>{line.marks:g} of {line.possible:g}</td></tr>"
        for line in score.lines
    )
    rows += "".join(
        f"<tr><th scope='row'>{escape(loss.text)}<details><summary>Why</summary>{_ground(loss.ground)}</details></th>"
        f"<td>✗ done at {clock(loss.second)}</td><td>−{loss.marks:g}</td></tr>"
        for loss in score.losses
    )
    return (
        f"{_head('Checklist', level)}<div class='kapedu-readings' role='region' tabindex='0' aria-label='Checklist'>"
        "<table class='kapedu-table'><thead><tr><th scope='col'>Step</th><th scope='col'>Outcome</th>"
        f"<th scope='col'>Marks</th></tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _timeline(looked: Debrief, level: int) -> str:
    items = []
    for moment in looked.timeline:
        if moment.kind not in {"did", "scene", "alarm"}:
            continue
        if moment.kind != "did":
            items.append(f"<li><span>{clock(moment.second)}</span> <em>{escape(moment.text)}</em></li>")
            continue
        verdict = _VERDICTS.get(moment.verdict, "")
        why = f"<details><summary>Why</summary>{_ground(moment.ground)}</details>" if moment.ground else ""
        items.append(
            f"<li data-verdict='{moment.verdict}'><span>{clock(moment.second)}</span> {escape(moment.text)} "
            f"<strong>{verdict}</strong>{why}</li>"
        )
    return f"{_head('Your decisions, one by one', level)}<ol class='ke-timeline'>{''.join(items)}</ol>"


def _marked(encounter: Encounter) -> Score:
    return score(encounter.state, encounter.kept.judged)


def _judgement(
    encounter: Encounter, number: int, one: Concordance, again: Callable[[], None]
) -> ipywidgets.Widget:
    """A judgement on which experts differ: choose, then see how a panel might divide."""
    key = f"judgement-{number}"
    told = Html(live=True)
    asked = f"{one.thought} Then you learn: {one.finding} Do you think so less or more now?"
    given = encounter.kept.judged.get(key)
    choice = Choice(asked, _STEPS, given if given in _STEPS else None)

    def show() -> None:
        votes = "".join(
            f'<tr><th scope="row">{label}</th><td>{vote:g}</td></tr>'
            for label, vote in zip(_STEPS.values(), one.panel, strict=True)
        )
        told.html = (
            f"<table class='kapedu-table'><caption>How a panel might divide</caption><tbody>{votes}</tbody></table>"
            f"<p>{escape(one.panel_note)}</p>{_credit(one, str(choice.value))}{_ground(one.ground)}"
        )

    def answered(change: dict[str, str]) -> None:
        encounter.judge(key, str(change["new"]))
        show()
        if one.weight:
            again()

    choice.observe(answered, names="value")
    if choice.value:
        show()
    head = "Experts may differ" if number == 1 else f"Experts may differ, {number}"
    return stack(Html(_head(head, encounter.view.level + 1)), choice, told)


def _credit(one: Concordance, answer: str) -> str:
    if not one.weight:
        return "<p>No answer is right or wrong here, and none gives marks.</p>"
    return f"<p>Your answer gets {one.weight * one.share(answer):g} of {one.weight:g} marks: its share of the panel.</p>"


def _take_away(encounter: Encounter, level: int) -> str:
    items = "".join(
        f"<li>{escape(lesson.text)} <em>({escape(lesson.status)})</em>{citations(lesson.sources)}</li>"
        for lesson in encounter.case.lessons
    )
    return f"{_head('To take away', level)}<ul>{items}</ul>"


def _code(code: str, level: int) -> str:
    return (
        f"{_head('Share this run', level)}<p>Whoever has this code can replay the run: "
        f"<code>kapedu cases play --code</code>. It holds what was done and no name.</p>"
        f"<p><code class='ke-code' tabindex='0'>{escape(code)}</code></p>"
    )
