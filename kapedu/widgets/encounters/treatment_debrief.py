"""Looking back at a course of treatment: marks, the weeks beside the plan and beside nothing, decisions with reasons."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from kapedu.figures.treatment_timeline import Mark, treatment_timeline
from kapedu.instruments import instrument
from kapedu.language import N_, _
from kapedu.treatment.debriefing import debrief
from kapedu.treatment.severity import rule
from kapedu.widgets.encounters.debrief_html import (
    OUTCOMES,
    LookingBack,
    checklist_html,
    checklist_row,
    code_html,
    competencies_html,
    ground_html,
    head,
    moment_html,
    of_text,
    take_away_html,
    timeline_html,
)
from kapedu.widgets.parts.layout import stack
from kapedu.widgets.parts.plot_view import PlotView

if TYPE_CHECKING:
    import ipywidgets

    from kapedu.treatment.debriefing import Debrief
    from kapedu.treatment.scoring import Score
    from kapedu.treatment.state import State

_LEVEL = 4
_SHARE = N_(
    "Whoever has this code can look back at the run with {command}. It holds what was done and no name."
)


def debrief_parts(state: State, code: str) -> tuple[ipywidgets.Widget, ...]:
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
        LookingBack(_result(looked.score, patient.name), live=True),
        PlotView(figure, 340, title="The weeks, looked back at"),
        LookingBack(
            _model_note()
            + _otherwise(looked)
            + _checklist(looked.score)
            + _timeline(looked)
            + take_away_html(patient.lessons, _LEVEL)
            + code_html(code, _(_SHARE), "kapedu treat play --code", _LEVEL)
        ),
    )
    return (stack(*parts),)


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
    return (
        f"{head('Looking back', _LEVEL)}<p class='ke-result' data-passed='{str(score.passed).lower()}'><strong>{verdict}</strong>:"
        f" {score.percent:.0f} % of the marks. Of what the plan of the course reaches with the same patient, {share:.0%}."
        f"{worse}{lost} To pass: {rule('marks.pass'):.0f} % and no critical error (a rule of this course).</p>{why}"
        f"{competencies_html(score.by_competency)}"
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
        f"{head('What could have been done otherwise', _LEVEL)}<p>On day {other.day}: {escape(other.instead_of)}</p>"
        f"<p><strong>The best answer there:</strong> {escape(other.best.text)}</p>{ground_html(other.best.ground)}"
    )


def _checklist(score: Score) -> str:
    rows = (
        checklist_row(
            line.text,
            line.ground,
            _(OUTCOMES.get(line.outcome, line.outcome))
            + (
                f" {_('on day {day}').format(day=line.day)}"
                if line.day is not None and line.outcome != "missed"
                else ""
            ),
            of_text(line.marks, line.possible),
        )
        for line in score.lines
    )
    return checklist_html("Line by line", "Asked for", rows, _LEVEL)


def _timeline(looked: Debrief) -> str:
    return timeline_html(
        (
            moment_html(f"Day {one.day}:", one.text, one.verdict, one.ground, did=one.kind == "did")
            for one in looked.timeline
        ),
        _LEVEL,
    )
