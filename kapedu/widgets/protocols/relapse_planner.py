"""Activity: write a relapse plan, and see what it lacks."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from kapedu.instruments import instrument, instruments
from kapedu.instruments.relapse_plan import RelapsePlan, intervals, problems, signs
from kapedu.knowledge import Status
from kapedu.knowledge.citation import short_citation
from kapedu.knowledge.markup import badge
from kapedu.widgets.parts.checklist import Checklist
from kapedu.widgets.parts.controls import Choice, Select, Slider, TextField
from kapedu.widgets.parts.findings_view import FindingsView
from kapedu.widgets.parts.layout import activity, row, stack

if TYPE_CHECKING:
    import ipywidgets

_MOST_POINTS = 12


class RelapsePlanner:
    """The plan is written beside the form; what it lacks stands below it."""

    def __init__(self) -> None:
        scales = {name: one.title for name, one in instruments().items() if one.group("reliable_change")}
        self.signs = Checklist(
            "Her signs, as she would say them", {name: one.words for name, one in signs().items()}
        )
        self.watcher = TextField(
            "Who else looks out for them?", hint="A role will do: her sister, a neighbour."
        )
        self.scale = Select("Scale at home", scales)
        self.interval = Choice("How often?", {name: name for name in intervals()}, "monthly")
        self.rise = Slider("She calls at a rise of", 2, 1, _MOST_POINTS, 1, "points", "Above her best score.")
        self.call = TextField("Whom does she call, and how soon?")
        self.plan = FindingsView()
        self.lacks = FindingsView(live=True)
        form = stack(self.signs, self.watcher, self.scale, self.interval, self.rise, self.call)
        self.box: ipywidgets.VBox = activity("A plan for Chiara", row(form, stack(self.plan, self.lacks)))
        for control in (self.signs, self.watcher, self.scale, self.interval, self.rise, self.call):
            control.observe(self._changed, names="value")
        self._tell()

    def written(self) -> RelapsePlan:
        """The plan as it stands."""
        return RelapsePlan(
            tuple(self.signs.value),
            self.watcher.value,
            str(self.scale.value),
            str(self.interval.value),
            round(self.rise.value),
            self.call.value,
        )

    def _changed(self, _change: Any) -> None:
        self._tell()

    def _tell(self) -> None:
        plan = self.written()
        self.plan.html = _plan_html(plan)
        found = problems(plan)
        if not found:
            self.lacks.html = (
                "<p><strong>Nothing is missing.</strong> Read it to her, and let her change the words.</p>"
            )
            return
        items = "".join(
            f'<li class="kapedu-finding">{escape(one.words)}'
            + (
                f'<p class="kapedu-origin">{badge(Status(one.basis.status))} {escape(short_citation(one.basis.source))}</p>'
                if one.basis is not None
                else ""
            )
            + "</li>"
            for one in found
        )
        self.lacks.html = (
            f"<p><strong>Still missing: {len(found)}</strong></p><ul class='kapedu-findings'>{items}</ul>"
        )


def _plan_html(plan: RelapsePlan) -> str:
    chosen = "; ".join(signs()[name].words.lower() for name in plan.signs) or "…"
    return (
        '<div class="kapedu-plan"><p><strong>When it comes back</strong> (a teaching exercise)</p>'
        f"<p>My signs: {escape(chosen)}{'.' if plan.signs else ''}</p>"
        f"<p>{escape(plan.watcher.strip() or '…')} looks out for them too.</p>"
        f"<p>I fill in the {escape(instrument(plan.scale).title)} {escape(plan.interval)}. If it is {plan.rise} "
        f"point{'' if plan.rise == 1 else 's'} above my best, or two signs show, I call: {escape(plan.call.strip().rstrip('.') + '.' if plan.call.strip() else '…')}</p>"
        "<p>If I think of ending my life, I do not wait for a score: I call at once.</p></div>"
    )


def relapse_planner() -> ipywidgets.VBox:
    """Build a relapse plan from signs, a watcher, a scale, a threshold and a call."""
    return RelapsePlanner().box
