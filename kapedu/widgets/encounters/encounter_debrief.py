"""Looking back at an encounter on the page: marks, timeline with reasons and sources, what would have happened otherwise."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from kapedu.cases.debriefing import Debrief, otherwise, timeline
from kapedu.cases.scoring import pass_mark, score
from kapedu.figures.encounter_strip import encounter_strip
from kapedu.language import N_, _, said
from kapedu.widgets.encounters.debrief_html import (
    OUTCOMES,
    LookingBack,
    at_text,
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
from kapedu.widgets.encounters.encounter_page import clock
from kapedu.widgets.encounters.encounter_votes import votes_html
from kapedu.widgets.parts.controls import Button, Choice
from kapedu.widgets.parts.layout import row, stack
from kapedu.widgets.parts.plot_view import PlotView

if TYPE_CHECKING:
    from collections.abc import Callable

    import ipywidgets

    from kapedu.cases.case import Concordance
    from kapedu.cases.debriefing import Otherwise
    from kapedu.cases.scoring import Score
    from kapedu.widgets.encounters.encounter import Encounter

_COMMAND = "kapedu cases play --code"
_SHARE = N_(
    "Whoever has this code can look back at the run in the session simulator, or with {command}. "
    "It holds what was done and no name."
)
_STEPS = {
    "-2": N_("Much less"),
    "-1": N_("Less"),
    "0": N_("Neither less nor more"),
    "1": N_("More"),
    "2": N_("Much more"),
}


def debrief_parts(encounter: Encounter) -> tuple[ipywidgets.Widget, ...]:
    """Everything that stands below a finished encounter."""
    case, run = encounter.case, encounter.kept.run
    looked = Debrief(
        _marked(encounter), timeline(encounter.state), tuple(encounter.samples), otherwise(run, case)
    )
    level = encounter.view.level + 1
    result = LookingBack(_result(looked.score, level), live=True)
    parts: list[ipywidgets.Widget] = [result]

    def again() -> None:
        result.html = _result(_marked(encounter), level)

    if case.has_monitor:
        other = looked.otherwise.samples if looked.otherwise else ()
        parts.append(
            PlotView(encounter_strip(looked.samples, other), 300, title=_("The run, looked back at"))
        )
    if looked.otherwise:
        parts.append(LookingBack(_otherwise(looked.otherwise, level, is_drawn=case.has_monitor)))
    if encounter.kept.votes:
        told = votes_html(case, encounter.kept.votes, clock)
        parts.append(LookingBack(head(_("What the room chose"), level) + told))
    parts.append(LookingBack(_checklist(looked.score, level)))
    parts.append(LookingBack(_timeline(looked, level)))
    parts += [
        _judgement(encounter, number, one, again) for number, one in enumerate(case.concordances, start=1)
    ]
    parts.append(
        LookingBack(take_away_html(case.lessons, level) + code_html(run.code(), _(_SHARE), _COMMAND, level))
    )
    parts.append(row(Button(_("Play it again"), encounter.restart)))
    return (stack(*parts),)


def _result(score: Score, level: int) -> str:
    verdict = _("Passed") if score.passed else _("Not passed")
    ends = {"good": _("a good end"), "mixed": _("a mixed end"), "bad": _("a bad end")}
    why = ""
    if score.critical:
        why = f"<p><strong>{_('A critical error fails the station, whatever the marks.')}</strong></p>"
        why += "".join(f"<p>{escape(one.text)}</p>{ground_html(one.ground)}" for one in score.critical)
    told = _(
        "{percent} % of the marks, {end}. "
        "To pass: {least} %, no critical error and no bad end (a rule of this course)."
    ).format(percent=f"{score.percent:.0f}", end=ends[score.ended], least=f"{pass_mark():.0f}")
    return (
        f"{head(_('Looking back'), level)}<p class='ke-result' data-passed='{str(score.passed).lower()}'>"
        f"<strong>{verdict}</strong>: {told}</p>{why}"
        f"{competencies_html(score.by_competency)}"
    )


def _otherwise(other: Otherwise, level: int, *, is_drawn: bool) -> str:
    ends = {"good": _("well"), "mixed": _("neither well nor badly"), "bad": _("badly")}
    chose = _("At {time} you chose: {text}").format(time=clock(other.second), text=other.instead_of)
    played = _(
        "Played on with the best step each time, it ends <strong>{end}</strong>, with {percent} % of the marks."
    ).format(end=ends[other.ended], percent=f"{other.score.percent:.0f}")
    drawn = f" {_('The dashed lines above are that run.')}" if is_drawn else ""
    return (
        f"{head(_('What would have happened otherwise'), level)}<p>{escape(chose)}</p>"
        f"<p><strong>{_('The best step open then:')}</strong> {escape(other.best)}</p>{ground_html(other.ground)}"
        f"<p>{played}{drawn}</p>"
    )


def _checklist(score: Score, level: int) -> str:
    rows = [
        checklist_row(
            line.text,
            line.ground,
            _(OUTCOMES.get(line.outcome, line.outcome))
            + (f" {at_text(clock(line.second))}" if line.second is not None else ""),
            of_text(line.marks, line.possible),
        )
        for line in score.lines
    ]
    rows += [
        checklist_row(
            loss.text, loss.ground, f"{_('✗ done')} {at_text(clock(loss.second))}", f"−{loss.marks:g}"
        )
        for loss in score.losses
    ]
    return checklist_html(_("Checklist"), _("Step"), rows, level)


def _timeline(looked: Debrief, level: int) -> str:
    shown = [one for one in looked.timeline if one.kind in {"did", "scene", "alarm"}]
    return timeline_html(
        (
            moment_html(
                clock(one.second),
                one.text,
                one.verdict,
                one.ground if one.kind == "did" else None,
                did=one.kind == "did",
            )
            for one in shown
        ),
        level,
    )


def _marked(encounter: Encounter) -> Score:
    return score(encounter.state, encounter.kept.judged)


def _judgement(
    encounter: Encounter, number: int, one: Concordance, again: Callable[[], None]
) -> ipywidgets.Widget:
    """A judgement on which experts differ: choose, then see how a panel might divide."""
    key = f"judgement-{number}"
    told = LookingBack(live=True)
    asked = _("{thought} Then you learn: {finding} Do you think so less or more now?").format(
        thought=one.thought, finding=one.finding
    )
    given = encounter.kept.judged.get(key)
    choice = Choice(asked, said(_STEPS), given if given in _STEPS else None)

    def show() -> None:
        votes = "".join(
            f'<tr><th scope="row">{label}</th><td>{vote:g}</td></tr>'
            for label, vote in zip(said(_STEPS).values(), one.panel, strict=True)
        )
        told.html = (
            f"<table class='kapedu-table'><caption>{_('How a panel might divide')}</caption><tbody>{votes}</tbody></table>"
            f"<p>{escape(one.panel_note)}</p>{_credit(one, str(choice.value))}{ground_html(one.ground)}"
        )

    def answered(change: dict[str, str]) -> None:
        encounter.judge(key, str(change["new"]))
        show()
        if one.weight:
            again()

    choice.observe(answered, names="value")
    if choice.value:
        show()
    title = _("Experts may differ")
    title = title if number == 1 else f"{title}, {number}"
    return stack(LookingBack(head(title, encounter.view.level + 1)), choice, told)


def _credit(one: Concordance, answer: str) -> str:
    if not one.weight:
        return f"<p>{_('No answer is right or wrong here, and none gives marks.')}</p>"
    told = _("Your answer gets {points} of {all} marks: its share of the panel.")
    points, most = f"{one.weight * one.share(answer):g}", f"{one.weight:g}"
    return f"<p>{told.format(points=points, all=most)}</p>"
