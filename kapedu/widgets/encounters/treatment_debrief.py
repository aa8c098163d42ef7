"""Looking back at a course of treatment: marks, the weeks beside the plan and beside nothing, decisions with reasons."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from kapedu.cases.vocabulary import COMPETENCIES
from kapedu.figures.treatment_timeline import Mark, treatment_timeline
from kapedu.instruments import instrument
from kapedu.treatment.debriefing import debrief
from kapedu.treatment.severity import rule
from kapedu.widgets.parts.controls import Html
from kapedu.widgets.parts.layout import stack
from kapedu.widgets.parts.plot_view import PlotView
from kapedu.widgets.questions.question_view import citations

if TYPE_CHECKING:
    import ipywidgets

    from kapedu.cases.case import Ground
    from kapedu.treatment.debriefing import Debrief
    from kapedu.treatment.scoring import Score
    from kapedu.treatment.state import State

_OUTCOMES = {"done": "✓ done", "late": "◐ late", "missed": "✗ missed"}
_VERDICTS = {
    "best": "✓ best",
    "good": "✓ good",
    "neutral": "neutral",
    "poor": "◐ poor",
    "harmful": "✗ harmful",
}


def debrief_parts(state: State) -> tuple[ipywidgets.Widget, ...]:
    """Everything that stands below a finished course of treatment."""
    looked = debrief(state)
    patient = state.patient
    scale = instrument(patient.scale)
    events = {event.id: event.title for event in patient.events}
    figure = treatment_timeline(
        scale.title,
        looked.days.tolist(),
        top=float(scale.high),
        measured=[(one.day, one.total) for one in looked.measured],
        doses=looked.doses,
        events=[Mark(entry.day, events[entry.key]) for entry in state.log if entry.kind == "event"],
        totals=looked.totals.tolist(),
        best=looked.best.tolist(),
        nothing=looked.nothing.tolist(),
    )
    parts = (
        Html(_result(looked.score, patient.name), live=True),
        PlotView(figure, 340, title="The weeks, looked back at"),
        Html(
            _model_note()
            + _otherwise(looked)
            + _checklist(looked.score)
            + _timeline(looked)
            + _lessons(state)
        ),
    )
    return (stack(*parts),)


def _head(text: str) -> str:
    return f"<h4 class='kapedu-part'>{escape(text)}</h4>"


def _ground(ground: Ground) -> str:
    return f"<p>{escape(ground.why)} <em>({escape(ground.status_text)})</em></p>{citations(ground.sources)}"


def _result(score: Score, name: str) -> str:
    verdict = "Passed" if score.passed else "Not passed"
    failed = "".join(f"<li>{escape(text)}</li>" for text in score.critical)
    why = (
        f"<p><strong>A critical error fails it, whatever the marks:</strong></p><ul>{failed}</ul>"
        if failed
        else ""
    )
    share = min(max(score.outcome_share, 0.0), 1.0)
    worse = f" {escape(name)} does worse than without you." if score.outcome_share < 0 else ""
    lost = " What had been gained was lost again." if score.relapsed else ""
    rows = "".join(
        f'<tr><th scope="row">{name} {COMPETENCIES[name]}</th><td>{round(marks, 1):g} of {possible:g}</td></tr>'
        for name, (marks, possible) in score.by_competency.items()
    )
    return (
        f"{_head('Looking back')}<p data-passed='{str(score.passed).lower()}'><strong>{verdict}</strong>:"
        f" {score.percent:.0f} % of the marks. Of what the plan of the course reaches with the same patient, {share:.0%}."
        f"{worse}{lost} To pass: {rule('marks.pass'):.0f} % and no critical error (a rule of this course).</p>{why}"
        f"<table class='kapedu-table'><caption>Marks by competency</caption><tbody>{rows}</tbody></table>"
    )


def _model_note() -> str:
    return (
        "<p class='kapedu-small'>The curves follow a model for teaching: the drug's part is the course's mood model (its"
        " half-times are design choices, unverified), all else is a rule of this course. Drug and therapy add in it; whether"
        " they do more together is not known.</p>"
    )


def _otherwise(looked: Debrief) -> str:
    other = looked.otherwise
    if other is None:
        return ""
    return (
        f"{_head('What could have been done otherwise')}<p>On day {other.day}: {escape(other.instead_of)}</p>"
        f"<p><strong>The best answer there:</strong> {escape(other.best.text)}</p>{_ground(other.best.ground)}"
    )


def _checklist(score: Score) -> str:
    rows = "".join(
        f"<tr><th scope='row'>{escape(line.text)}<details><summary>Why</summary>{_ground(line.ground)}</details></th>"
        f"<td>{escape(_OUTCOMES.get(line.outcome, line.outcome))}"
        f"{f' on day {line.day}' if line.day is not None and line.outcome != 'missed' else ''}</td>"
        f"<td>{round(line.marks, 1):g} of {line.possible:g}</td></tr>"
        for line in score.lines
    )
    return (
        f"{_head('Line by line')}<div class='kapedu-readings' role='region' tabindex='0' aria-label='Line by line'>"
        "<table class='kapedu-table'><thead><tr><th scope='col'>Asked for</th><th scope='col'>Outcome</th>"
        f"<th scope='col'>Marks</th></tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _timeline(looked: Debrief) -> str:
    items = []
    for moment in looked.timeline:
        why = f"<details><summary>Why</summary>{_ground(moment.ground)}</details>" if moment.ground else ""
        verdict = f" <strong>{_VERDICTS[moment.verdict]}</strong>" if moment.verdict else ""
        words = escape(moment.text)
        shown = f"<em>{words}</em>" if moment.kind != "did" else words
        items.append(
            f"<li data-verdict='{moment.verdict}'><span>Day {moment.day}:</span> {shown}{verdict}{why}</li>"
        )
    return f"{_head('Your decisions, one by one')}<ol class='ke-timeline'>{''.join(items)}</ol>"


def _lessons(state: State) -> str:
    items = "".join(
        f"<li>{escape(lesson.text)} <em>({escape(lesson.ground.status_text)})</em>{citations(lesson.ground.sources)}</li>"
        for lesson in state.patient.lessons
    )
    return f"{_head('To take away')}<ul>{items}</ul>"
