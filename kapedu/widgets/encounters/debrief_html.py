"""What every look back at a simulated patient shows: marks by competency, a checklist, a timeline, what to take away."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from kapedu.cases.vocabulary import COMPETENCIES
from kapedu.knowledge.markup import status_name
from kapedu.language import N_, _
from kapedu.widgets.parts.controls import Html
from kapedu.widgets.questions.question_view import citations

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kapedu.cases.case import Ground, Lesson

OUTCOMES = {"done": N_("✓ done"), "late": N_("◐ late"), "missed": N_("✗ missed")}
VERDICTS = {
    "best": N_("✓ best"),
    "good": N_("✓ good"),
    "neutral": N_("neutral"),
    "poor": N_("◐ poor"),
    "harmful": N_("✗ harmful"),
}


class LookingBack(Html):
    """Like :class:`~kapedu.widgets.parts.controls.Html`, with the look that these parts need."""

    _css = (Path(__file__).parent / "debrief_html.css").read_text(encoding="utf-8")


def head(text: str, level: int) -> str:
    """The heading of a part."""
    return f"<h{level} class='kapedu-part'>{escape(text)}</h{level}>"


def ground_html(ground: Ground) -> str:
    """Why, how far it was checked, and the sources."""
    return f"<p>{escape(ground.why)} <em>({escape(ground.status_text)})</em></p>{citations(ground.sources)}"


def marks_text(marks: float) -> str:
    """Marks without a long tail.

    >>> marks_text(2 / 3), marks_text(2.0)
    ('0.7', '2')
    """
    return f"{round(marks, 1):g}"


def of_text(marks: float, possible: float) -> str:
    """So many marks of so many."""
    return _("{marks} of {possible}").format(marks=marks_text(marks), possible=f"{possible:g}")


def at_text(when: str) -> str:
    """When something was done."""
    return _("at {time}").format(time=when)


def competencies_html(by_competency: Mapping[str, tuple[float, float]]) -> str:
    """Marks and possible marks of each competency, as a table."""
    rows = "".join(
        f'<tr><th scope="row">{name} {_(COMPETENCIES[name])}</th><td>{of_text(marks, possible)}</td></tr>'
        for name, (marks, possible) in by_competency.items()
    )
    return f"<table class='kapedu-table'><caption>{_('Marks by competency')}</caption><tbody>{rows}</tbody></table>"


def checklist_row(text: str, ground: Ground, outcome: str, marks: str) -> str:
    """One line of a checklist, with its reason folded away."""
    return f"<tr><th scope='row'>{escape(text)}{_why(ground)}</th><td>{escape(outcome)}</td><td>{marks}</td></tr>"


def checklist_html(title: str, asked: str, rows: Iterable[str], level: int) -> str:
    """A checklist: what was asked for, what became of it, marks."""
    return (
        f"{head(title, level)}<div class='kapedu-readings' role='region' tabindex='0' aria-label='{escape(title)}'>"
        f"<table class='kapedu-table'><thead><tr><th scope='col'>{escape(asked)}</th><th scope='col'>{_('Outcome')}</th>"
        f"<th scope='col'>{_('Marks')}</th></tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def moment_html(when: str, text: str, verdict: str, ground: Ground | None, *, did: bool) -> str:
    """One line of a timeline: when, what was done or happened, how good it was and why."""
    words = escape(text) if did else f"<em>{escape(text)}</em>"
    judged = f" <strong>{_(VERDICTS[verdict])}</strong>" if verdict else ""
    return f"<li data-verdict='{verdict}'><span>{when}</span> {words}{judged}{_why(ground)}</li>"


def timeline_html(items: Iterable[str], level: int) -> str:
    """What was done, in order."""
    return f"{head(_('Your decisions, one by one'), level)}<ol class='ke-timeline'>{''.join(items)}</ol>"


def take_away_html(lessons: Iterable[Lesson], level: int) -> str:
    """What to remember, with sources."""
    items = "".join(
        f"<li>{escape(lesson.text)} <em>({escape(_standing(lesson.status))})</em>{citations(lesson.sources)}</li>"
        for lesson in lessons
    )
    return f"{head(_('To take away'), level)}<ul>{items}</ul>"


def _standing(status: str) -> str:
    name, taught, _rest = status.partition(", widely taught")
    name = status_name(name)
    return _("{status}, widely taught").format(status=name) if taught else name


def code_html(code: str, told: str, command: str, level: int) -> str:
    """The run as a short code; ``told`` says where it can be opened, with a gap for the ``{command}``."""
    shown = escape(told).format(command=f"<code>{escape(command)}</code>")
    return (
        f"{head(_('Share this run'), level)}<p>{shown}</p>"
        f"<p><code class='ke-code' tabindex='0'>{escape(code)}</code></p>"
    )


def _why(ground: Ground | None) -> str:
    return f"<details><summary>{_('Why')}</summary>{ground_html(ground)}</details>" if ground else ""
