"""The evidence dashboard: an outcome and a comparator in; pool, funnel, certainty and what was left out."""

from __future__ import annotations

from contextlib import contextmanager
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import anywidget

from kapedu.evidence.pool import pool
from kapedu.evidence.register import (
    ALL,
    answer,
    control_risk,
    expressions,
    most_studies,
    people,
    shared,
    usual,
)
from kapedu.evidence.subgroups import cumulative, distinct_names, leave_one_out
from kapedu.figures.cumulative import cumulative_plot
from kapedu.figures.effect_rows import height_px
from kapedu.figures.effect_scale import Scale
from kapedu.figures.forest import Provenance, counted, forest
from kapedu.figures.funnel import funnel
from kapedu.figures.leave_one_out import leave_one_out_plot
from kapedu.figures.trial_card import left_out_list, pool_card, trial_card
from kapedu.knowledge.questions import all_questions, question
from kapedu.language import N_, _, ngettext, said
from kapedu.widgets.evidence.certainty_panel import Answer, CertaintyPanel
from kapedu.widgets.parts.controls import Choice, Html, Select
from kapedu.widgets.parts.layout import stack
from kapedu.widgets.parts.plot_view import PlotView
from kapedu.widgets.parts.shared_state import with_link

if TYPE_CHECKING:
    from collections.abc import Iterator

    import ipywidgets

    from kapedu.evidence.pool import Pooled
    from kapedu.figures import Figure
    from kapedu.knowledge.questions import Question

_VIEWS = {
    "forest": N_("Forest"),
    "funnel": N_("Funnel"),
    "without": N_("Leave one out"),
    "years": N_("By year"),
    "certainty": N_("Certainty"),
}
_FUNNEL_PX = 420
_METHODS = {
    "REML": N_("Random effects, REML"),
    "PM": N_("Random effects, Paule-Mandel"),
    "DL": N_("Random effects, DerSimonian-Laird"),
    "FE": N_("Fixed effect"),
}
_INTERVALS = {"hksj-floor": N_("Hartung-Knapp with a floor"), "hksj": N_("Hartung-Knapp"), "wald": N_("Wald")}
_TOGETHER = "together"
_NO_DOSE = {"": N_("none")}
_FRAMING = N_(
    "<strong>For learning how evidence is read; it does not choose a treatment.</strong> "
    "Pools come from the course's own register; unchecked figures never enter."
)


class _Style(anywidget.AnyWidget):
    """Carries the dashboard's own style to the page; it is never shown itself."""

    _esm = "export default { render() {} };"
    _css = Path(__file__).parent / "evidence_dashboard.css"


class EvidenceDashboard:
    """The dashboard and its parts; `box` is what is shown. The notebook calls `evidence_dashboard`."""

    def __init__(self) -> None:
        self._style = _Style()
        self._busy = False
        self.outcome = Select(_("Outcome"), {one.key: one.title for one in all_questions()})
        self.comparator = Select(_("Compared with"), {ALL: _("everything")})
        self.expression = Select(_("Effect"), {"": _("none")})
        self.dose = Select(_("Dose with a shared control"), said(_NO_DOSE))
        self.method = Select(_("Model"), said(_METHODS))
        self.interval = Select(_("Interval"), said(_INTERVALS))
        self.view = Choice(_("Show"), said(_VIEWS), "forest")
        self.study = Select(
            _("Open a study"), {_TOGETHER: _("All together")}, hint=_("Or press its mark in the drawing.")
        )
        self.heading = Html()
        self.result = Html(live=True)
        self.nothing = Html(live=True)
        self.cautions = Html()
        self.opened = Html(live=True)
        self.card = Html()
        self.left_out = Html()
        self.certainty = CertaintyPanel()
        self._fill(self.outcome)
        self._compute()
        first = self._figure()
        assert first is not None, "the first question of the register has studies"
        self.plot = PlotView(first, height_px(1))
        self.plot.on_pick(self.pick)
        self._show()
        controls = stack(
            self.outcome, self.comparator, self.expression, self.dose, self.method, self.interval
        )
        views = stack(self.view)
        views.add_class("kapedu-evidence-views")
        drawing = stack(views, self.result, self.nothing, self.plot, self.certainty.box)
        side = stack(self.study, self.opened, self.card)
        below = stack(self.cautions, self.left_out)
        columns = stack(controls, drawing, side, below)
        columns.add_class("kapedu-evidence")
        for part, name in ((controls, "controls"), (drawing, "plot"), (side, "study"), (below, "below")):
            part.add_class(f"kapedu-evidence-{name}")
        self.box = stack(Html(f'<p class="kapedu-framing">{_(_FRAMING)}</p>'), self.heading, columns)
        for control in (self.outcome, self.comparator, self.expression):
            control.observe(self._asked, names="value")
        for control in (self.dose, self.method, self.interval):
            control.observe(self._changed, names="value")
        for control in (self.view, self.study):
            control.observe(self._looked, names="value")

    def pick(self, key: str) -> None:
        """Open the study of a mark in the drawing; the pool for every other mark."""
        name = self._row_of.get(key, key)
        self.study.value = name if name in self.study.options else _TOGETHER

    # ---- what is asked ---------------------------------------------------------------------------

    @contextmanager
    def _quietly(self) -> Iterator[None]:
        """Change controls without hearing of it."""
        self._busy = True
        try:
            yield
        finally:
            self._busy = False

    def _asked(self, change: Any) -> None:
        if not self._busy:
            self._fill(change["owner"])
            self._changed(change)

    def _changed(self, _change: Any) -> None:
        if self._busy:
            return
        self._compute()
        self._show()

    def _looked(self, _change: Any) -> None:
        if not self._busy:
            self._show()

    def _fill(self, asked_by: Any) -> None:
        """Offer what the register has below the control that was changed."""
        asked = question(str(self.outcome.value))
        with self._quietly():
            if asked_by is self.outcome:
                self._fill_comparators(asked)
            if asked_by is not self.expression:
                self._fill_effects(asked)
            self._fill_doses(asked)

    def _fill_comparators(self, asked: Question) -> None:
        """The comparators of this outcome; the one with the most studies first."""
        counts = [row.control_type for row in asked.rows]
        options = {name: f"{name} ({_rows(counts.count(name))})" for name in asked.comparators}
        if len(options) > 1:
            options[ALL] = _("everything in one pool ({rows})").format(rows=_rows(len(counts)))
        self.comparator.options = options
        self.comparator.value = max(asked.comparators, key=lambda name: most_studies(asked, name))

    def _fill_effects(self, asked: Question) -> None:
        """The ways to express the answer, the richest first."""
        self.ways = {way.key: way for way in expressions(asked, str(self.comparator.value))}
        self.expression.options = {key: way.label for key, way in self.ways.items()} or {"": "none"}
        self.expression.value = next(iter(self.expression.options))
        self.expression.disabled = not self.ways

    def _fill_doses(self, asked: Question) -> None:
        """Doses that share a control group, one at a time; the list is hidden where there are none."""
        way = self.ways.get(str(self.expression.value))
        rows = () if way is None else shared(asked, str(self.comparator.value), way)
        self.dose.options = said(_NO_DOSE) | {row.row_id: f"{row.trial}: {row.exp_arm}" for row in rows}
        self.dose.value = ""
        self.dose.layout.display = None if rows else "none"

    # ---- what is computed ------------------------------------------------------------------------

    def _compute(self) -> None:
        asked = question(str(self.outcome.value))
        comparator = str(self.comparator.value)
        way = self.ways.get(str(self.expression.value), usual(asked))
        self.way = way
        self.chosen = answer(asked, comparator, way, (str(self.dose.value),))
        favours = (f"favours {asked.treated}", "favours comparator")
        left, right = favours[:: -1 if asked.more_is_better else 1]
        self.scale = Scale(way.measure, asked.unit, left, right)
        self.pooled: Pooled | None = None
        names = distinct_names(self.chosen.studies)
        ids = [row.row_id for row in self.chosen.rows]
        self._row_of = dict(zip(names, ids, strict=True))
        if self.chosen.studies:
            self.pooled = pool(self.chosen.studies, self._method, self._ci, quiet=True)
            rows = self.chosen.rows
            self.certainty.ask(
                asked, comparator, Answer(self.pooled, self.scale, people(rows), control_risk(rows))
            )
        with self._quietly():
            self.study.options = {_TOGETHER: _("All together")} | dict(zip(ids, names, strict=True))
            self.study.value = _TOGETHER

    @property
    def _method(self) -> Any:
        return self.method.value

    @property
    def _ci(self) -> Any:
        return self.interval.value

    # ---- what is shown ---------------------------------------------------------------------------

    def _show(self) -> None:
        figure = self._figure()
        shows_certainty = self.view.value == "certainty" and self.pooled is not None
        self.plot.layout.display = "none" if figure is None else None
        self.certainty.box.layout.display = None if shows_certainty else "none"
        self.nothing.html = (
            ""
            if figure is not None or shows_certainty
            else _why_nothing(self.pooled, has_doses=len(self.dose.options) > 1)
        )
        if figure is not None:
            self.plot.height_px = self._height()
            self.plot.show(figure)
        self.heading.html = self._question()
        self.result.html = _result(self.pooled, self.scale) if self.pooled is not None else ""
        self.cautions.html = _cautions(self.pooled)
        self.card.html = self._card()
        name = self.study.options[str(self.study.value)]
        self.opened.html = (
            f'<p class="kapedu-visually-hidden">{escape(_("Open: {study}").format(study=name))}</p>'
            if self.pooled
            else ""
        )
        self.left_out.html = (
            f'<details class="kapedu-notes"><summary>{_left_out(len(self.chosen.left_out))}</summary>'
            f"{left_out_list(self.chosen.left_out)}</details>"
        )

    def _question(self) -> str:
        asked = question(str(self.outcome.value))
        against = "every comparator" if self.comparator.value == ALL else str(self.comparator.value)
        return (
            f'<h2 class="kapedu-part">{escape(asked.title)}: {escape(asked.treated)} against '
            f"{escape(against)}</h2>"
        )

    def _figure(self) -> Figure | None:
        if self.pooled is None or self.view.value == "certainty":
            return None
        studies, scale = self.chosen.studies, self.scale
        origins = [Provenance(str(row.status), row.source_key[0], row.row_id) for row in self.chosen.rows]
        sources = tuple(dict.fromkeys(origin.source for origin in origins))
        picked = str(self.study.value)
        if self.view.value == "forest":
            return forest(self.pooled, scale, origins, picked=picked)
        if self.view.value == "funnel":
            return funnel(studies, self.pooled, scale, origins, picked=picked)
        return self._figure_of_parts(sources) if len(studies) > 1 else None

    def _figure_of_parts(self, sources: tuple[str, ...]) -> Figure | None:
        """What needs two studies: the pool without each, and the pool after each."""
        assert self.pooled is not None
        studies, scale = self.chosen.studies, self.scale
        if self.view.value == "without":
            without = leave_one_out(studies, self._method, self._ci)
            return leave_one_out_plot(self.pooled, without, scale, sources=sources)
        years = {
            name: study.labels["year"] for name, study in zip(distinct_names(studies), studies, strict=True)
        }
        if not all(years.values()):
            return None
        return cumulative_plot(
            cumulative(studies, self._method, self._ci), scale, years=years, sources=sources
        )

    def _height(self) -> int:
        assert self.pooled is not None
        if self.view.value == "funnel":
            return _FUNNEL_PX
        further = {"forest": 1 + (self.pooled.prediction_interval is not None), "without": 1}
        return height_px(self.pooled.k + further.get(str(self.view.value), 0))

    def _card(self) -> str:
        if self.pooled is None:
            return ""
        ids = [row.row_id for row in self.chosen.rows]
        if self.study.value not in ids:
            return pool_card(self.pooled, self.scale)
        place = ids.index(str(self.study.value))
        return trial_card(
            self.chosen.rows[place],
            self.scale,
            self.pooled.studies[place],
            is_published=self.way.figures == "published",
        )


def _rows(count: int) -> str:
    return ngettext("{count} row", "{count} rows", count).format(count=count)


def _left_out(count: int) -> str:
    told = ngettext(
        "Left out of this pool: {count} row, and why", "Left out of this pool: {count} rows, and why", count
    )
    return told.format(count=count)


def _result(pooled: Pooled, scale: Scale) -> str:
    name = _("Pooled") if pooled.k > 1 else _("One study")
    includes = scale.includes_no_effect(pooled.ci)
    verdict = _("includes no difference") if includes else _("excludes no difference")
    return (
        f'<p class="kapedu-evidence-result"><strong>{name} {scale.text(pooled.estimate)} '
        f"({scale.span(pooled.ci)})</strong>, {verdict}</p>"
    )


def _cautions(pooled: Pooled | None) -> str:
    if pooled is None or not pooled.warnings:
        return ""
    items = "".join(f"<li>{escape(str(caution))}</li>" for caution in pooled.warnings)
    count = len(pooled.warnings)
    told = ngettext(
        "Beware: {count} caution about this pool", "Beware: {count} cautions about this pool", count
    )
    return f'<details class="kapedu-notes"><summary>{told.format(count=count)}</summary><ul>{items}</ul></details>'


def _why_nothing(pooled: Pooled | None, *, has_doses: bool) -> str:
    if pooled is None and has_doses:
        return (
            '<p class="kapedu-warning">What there is are doses that share one control group. Choose one dose: '
            "together they would count the same people twice.</p>"
        )
    if pooled is None:
        return (
            '<p class="kapedu-warning">No row of the register can be pooled for this comparison. '
            "Below you see why.</p>"
        )
    return (
        f'<p class="kapedu-warning">This view needs two studies or more, each with its year; there is '
        f"{counted(pooled.k)}.</p>"
    )


def evidence_dashboard() -> ipywidgets.Widget:
    """The evidence dashboard, ready to show."""
    dashboard = EvidenceDashboard()
    dashboard.box.dashboard = dashboard  # the box keeps its parts alive
    linked = {
        "outcome": dashboard.outcome,
        "comparator": dashboard.comparator,
        "effect": dashboard.expression,
        "control": dashboard.dose,
        "model": dashboard.method,
        "interval": dashboard.interval,
        "show": dashboard.view,
        "study": dashboard.study,
    }
    return with_link(dashboard.box, linked)
