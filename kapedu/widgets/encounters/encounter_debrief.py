"""Looking back at an encounter on the page: marks, timeline with reasons and sources, what would have happened otherwise."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from kapedu.cases.debriefing import Debrief, otherwise, timeline
from kapedu.cases.scoring import pass_mark, score
from kapedu.cases.vocabulary import COMPETENCIES
from kapedu.figures.encounter_strip import encounter_strip
from kapedu.language import N_, _, said
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

_STEPS = {
    "-2": N_("Much less"),
    "-1": N_("Less"),
    "0": N_("Neither less nor more"),
    "1": N_("More"),
    "2": N_("Much more"),
}
_OUTCOMES = {"done": N_("✓ done"), "late": N_("◐ late"), "missed": N_("✗ missed")}
_VERDICTS = {
    "best": N_("✓ best"),
    "good": N_("✓ good"),
    "neutral": N_("neutral"),
    "poor": N_("◐ poor"),
    "harmful": N_("✗ harmful"),
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
        parts.append(
            PlotView(encounter_strip(looked.samples, other), 300, title=_("The run, looked back at"))
        )
    if looked.otherwise:
        parts.append(Html(_otherwise(looked.otherwise, level)))
    if encounter.kept.votes:
        told = votes_html(case, encounter.kept.votes, clock)
        parts.append(Html(_head(_("What the room chose"), level) + told))
    parts.append(Html(_checklist(looked.score, level)))
    parts.append(Html(_timeline(looked, level)))
    parts += [
        _judgement(encounter, number, one, again) for number, one in enumerate(case.concordances, start=1)
    ]
    parts.append(Html(_take_away(encounter, level) + _code(run.code(), level)))
    parts.append(row(Button(_("Play it again"), encounter.restart)))
    return (stack(*parts),)


def _head(text: str, level: int) -> str:
    return f"<h{level} class='kapedu-part'>{escape(text)}</h{level}>"


def _of(marks: float, possible: float) -> str:
    return _("{marks} of {possible}").format(marks=f"{marks:g}", possible=f"{possible:g}")


def _at(second: int) -> str:
    return _("at {time}").format(time=clock(second))


def _ground(ground: Ground) -> str:
    return f"<p>{escape(ground.why)} <em>({escape(ground.status_text)})</em></p>{citations(ground.sources)}"


def _result(score: Score, level: int) -> str:
    verdict = _("Passed") if score.passed else _("Not passed")
    ends = {"good": _("a good end"), "mixed": _("a mixed end"), "bad": _("a bad end")}
    why = ""
    if score.critical:
        why = f"<p><strong>{_('A critical error fails the station, whatever the marks.')}</strong></p>"
        why += "".join(f"<p>{escape(one.text)}</p>{_ground(one.ground)}" for one in score.critical)
    rows = "".join(
        f'<tr><th scope="row">{name} {_(COMPETENCIES[name])}</th><td>{_of(marks, possible)}</td></tr>'
        for name, (marks, possible) in score.by_competency.items()
    )
    told = _(
        "{percent} % of the marks, {end}. "
        "To pass: {least} %, no critical error and no bad end (a rule of this course)."
    ).format(percent=f"{score.percent:.0f}", end=ends[score.ended], least=f"{pass_mark():.0f}")
    return (
        f"{_head(_('Looking back'), level)}<p class='ke-result' data-passed='{str(score.passed).lower()}'>"
        f"<strong>{verdict}</strong>: {told}</p>{why}"
        f"<table class='kapedu-table'><caption>{_('Marks by competency')}</caption><tbody>{rows}</tbody></table>"
    )


def _otherwise(other: Otherwise, level: int) -> str:
    ends = {"good": _("well"), "mixed": _("neither well nor badly"), "bad": _("badly")}
    chose = _("At {time} you chose: {text}").format(time=clock(other.second), text=other.instead_of)
    played = _(
        "Played on with the best step each time, it ends <strong>{end}</strong>, with {percent} % of the marks. "
        "The dashed lines above are that run."
    ).format(end=ends[other.ended], percent=f"{other.score.percent:.0f}")
    return (
        f"{_head(_('What would have happened otherwise'), level)}<p>{escape(chose)}</p>"
        f"<p><strong>{_('The best step open then:')}</strong> {escape(other.best)}</p>{_ground(other.ground)}"
        f"<p>{played}</p>"
    )


def _checklist(score: Score, level: int) -> str:
    rows = "".join(
        f"<tr><th scope='row'>{escape(line.text)}<details><summary>{_('Why')}</summary>{_ground(line.ground)}</details></th>"
        f"<td>{escape(_(_OUTCOMES.get(line.outcome, line.outcome)))}"
        f"{f' {_at(line.second)}' if line.second is not None else ''}</td>"
        f"<td>{_of(line.marks, line.possible)}</td></tr>"
        for line in score.lines
    )
    rows += "".join(
        f"<tr><th scope='row'>{escape(loss.text)}<details><summary>{_('Why')}</summary>{_ground(loss.ground)}</details></th>"
        f"<td>{_('✗ done')} {_at(loss.second)}</td><td>−{loss.marks:g}</td></tr>"
        for loss in score.losses
    )
    name = _("Checklist")
    return (
        f"{_head(name, level)}<div class='kapedu-readings' role='region' tabindex='0' aria-label='{name}'>"
        f"<table class='kapedu-table'><thead><tr><th scope='col'>{_('Step')}</th>"
        f"<th scope='col'>{_('Outcome')}</th><th scope='col'>{_('Marks')}</th></tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _timeline(looked: Debrief, level: int) -> str:
    items = []
    for moment in looked.timeline:
        if moment.kind not in {"did", "scene", "alarm"}:
            continue
        if moment.kind != "did":
            items.append(f"<li><span>{clock(moment.second)}</span> <em>{escape(moment.text)}</em></li>")
            continue
        verdict = _(_VERDICTS.get(moment.verdict, ""))
        why = (
            f"<details><summary>{_('Why')}</summary>{_ground(moment.ground)}</details>"
            if moment.ground
            else ""
        )
        items.append(
            f"<li data-verdict='{moment.verdict}'><span>{clock(moment.second)}</span> {escape(moment.text)} "
            f"<strong>{verdict}</strong>{why}</li>"
        )
    return f"{_head(_('Your decisions, one by one'), level)}<ol class='ke-timeline'>{''.join(items)}</ol>"


def _marked(encounter: Encounter) -> Score:
    return score(encounter.state, encounter.kept.judged)


def _judgement(
    encounter: Encounter, number: int, one: Concordance, again: Callable[[], None]
) -> ipywidgets.Widget:
    """A judgement on which experts differ: choose, then see how a panel might divide."""
    key = f"judgement-{number}"
    told = Html(live=True)
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
    head = _("Experts may differ")
    head = head if number == 1 else f"{head}, {number}"
    return stack(Html(_head(head, encounter.view.level + 1)), choice, told)


def _credit(one: Concordance, answer: str) -> str:
    if not one.weight:
        return f"<p>{_('No answer is right or wrong here, and none gives marks.')}</p>"
    told = _("Your answer gets {points} of {all} marks: its share of the panel.")
    points, most = f"{one.weight * one.share(answer):g}", f"{one.weight:g}"
    return f"<p>{told.format(points=points, all=most)}</p>"


def _take_away(encounter: Encounter, level: int) -> str:
    items = "".join(
        f"<li>{escape(lesson.text)} <em>({escape(lesson.status)})</em>{citations(lesson.sources)}</li>"
        for lesson in encounter.case.lessons
    )
    return f"{_head(_('To take away'), level)}<ul>{items}</ul>"


def _code(code: str, level: int) -> str:
    told = _(
        "Whoever has this code can replay the run: <code>kapedu cases play --code</code>. "
        "It holds what was done and no name."
    )
    return (
        f"{_head(_('Share this run'), level)}<p>{told}</p>"
        f"<p><code class='ke-code' tabindex='0'>{escape(code)}</code></p>"
    )
