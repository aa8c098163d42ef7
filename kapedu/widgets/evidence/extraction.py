"""Take figures from results tables, and watch the forest plot grow out of what was typed."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from kapedu.evidence.errors import EvidenceError
from kapedu.evidence.extraction import field_words, fields_of, read_number, right_figures, slips, study_from
from kapedu.evidence.measure import Measure
from kapedu.evidence.pool import pool
from kapedu.figures.effect_rows import height_px
from kapedu.figures.effect_scale import Scale
from kapedu.figures.forest import Provenance, forest
from kapedu.figures.results_table import results_table
from kapedu.knowledge.trials import trial
from kapedu.widgets.parts.controls import Button, Choice, Html, TextField
from kapedu.widgets.parts.layout import activity, row
from kapedu.widgets.parts.plot_view import PlotView

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kapedu.evidence.study import Study
    from kapedu.figures import Figure
    from kapedu.figures.results_table import Spread
    from kapedu.knowledge.trials import Trial

_TYPED_WRONG = "as typed"


@dataclass(frozen=True)
class _Task:
    """An exercise: the table given, those to extract, and how the result is written."""

    title: str
    given: str
    to_extract: Mapping[str, Spread]
    scale: Scale
    offers_intervals: bool


_SCORES = _Task(
    "Extract and pool: the depression score",
    "03a",
    {"04a": "sd", "05a": "sd", "06a": "se"},
    Scale(Measure.MD, "points", "favours esketamine", "favours placebo"),
    offers_intervals=False,
)
_EVENTS = _Task(
    "Extract and pool: remission",
    "03c",
    {"04c": "sd", "05c": "sd"},
    Scale(Measure.RR, "", "favours placebo", "favours esketamine"),
    offers_intervals=True,
)
_SHORT = {"mean": "mean", "sd": "SD", "n": "people assessed", "events": "people with remission"}
_INTERVALS = {"wald": "Wald", "hksj": "Hartung-Knapp"}


class Extraction:
    """The activity and its parts; `box` is what is shown."""

    def __init__(self, task: _Task) -> None:
        self.task = task
        self.rows = {row_id: trial(row_id) for row_id in (task.given, *task.to_extract)}
        given = self.rows[task.given]
        self.studies: dict[str, Study] = {task.given: study_from(given, right_figures(given))}
        self.right: set[str] = {task.given}
        first = next(iter(task.to_extract))
        self.which = Choice("Table", {row_id: self.rows[row_id].trial for row_id in task.to_extract}, first)
        self.table = Html()
        self.fields = {field: TextField(_label(field)) for field in fields_of(given)}
        self.feedback = Html(live=True)
        self.interval = Choice("Interval", _INTERVALS, "wald")
        self.view = PlotView(self._figure(), height_px(2))
        buttons = row(
            Button("Put it into the forest plot", on_click=self.add),
            Button("Fill in from the register", on_click=self.fill, kind="quiet"),
        )
        # as in the table: treated left, control right
        names = dict.fromkeys(field.partition("_")[0] for field in self.fields)
        pairs = [row(self.fields[f"{name}_1"], self.fields[f"{name}_2"]) for name in names]
        parts = [self.which, self.table, *pairs, buttons, self.feedback, self.view]
        if task.offers_intervals:
            parts.insert(-1, self.interval)
        self.box = activity(task.title, *parts)
        self.which.observe(self._turned, names="value")
        self.interval.observe(self._redraw, names="value")
        self._turned(None)

    @property
    def row(self) -> Trial:
        """The row of the table in sight."""
        return self.rows[str(self.which.value)]

    def add(self) -> None:
        """Read what was typed, draw it, and explain what differs from the table."""
        try:
            typed = {field: read_number(field, control.value) for field, control in self.fields.items()}
        except EvidenceError as error:
            self.feedback.html = f"<p>Not yet: the {escape(str(error))}.</p>"
            return
        row_id, found = self.row.row_id, slips(self.row, typed)
        self.right.discard(row_id)
        try:
            self.studies[row_id] = study_from(self.row, typed)
            where = "It stands in the plot as you typed it; look what it does there."
        except EvidenceError as error:
            self.studies.pop(row_id, None)
            where = f"It cannot be drawn: {escape(str(error))}."
        if found:
            items = "".join(
                f"<li><b>{escape(' and '.join(map(field_words, slip.fields)))}</b>: {escape(slip.explanation)}</li>"
                for slip in found
            )
            self.feedback.html = f"<p><b>Not yet.</b> {where}</p><ul>{items}</ul>"
        else:
            self.right.add(row_id)
            self.feedback.html = f"<p><b>Right.</b> {escape(self._next())}</p>"
        self._redraw(None)

    def fill(self) -> None:
        """Type the register's figures, for those who would rather look than type."""
        for field, value in right_figures(self.row).items():
            self.fields[field].value = f"{value:g}".replace("-", "−")
        self.feedback.html = "<p>Filled in. Compare it with the table, then put it into the plot.</p>"

    def _next(self) -> str:
        open_still = [self.rows[row_id].trial for row_id in self.task.to_extract if row_id not in self.right]
        if open_still:
            return f"Next: {open_still[0]}."
        return "All studies are in; the pool below is yours."

    def _turned(self, _change: Any) -> None:
        row_id = str(self.which.value)
        self.table.html = results_table(self.row, self.task.to_extract[row_id])
        for control in self.fields.values():
            control.value = ""
        self.feedback.html = ""

    def _redraw(self, _change: Any) -> None:
        self.view.height_px = height_px(len(self.studies) + 1)
        self.view.show(self._figure())

    def _figure(self) -> Figure:
        ids = [row_id for row_id in self.rows if row_id in self.studies]
        pooled = pool(
            [self.studies[row_id] for row_id in ids],
            "REML",
            "hksj" if self.interval.value == "hksj" else "wald",
            quiet=True,
        )
        origins = [
            Provenance(
                str(self.rows[row_id].status) if row_id in self.right else _TYPED_WRONG,
                self.rows[row_id].source_key[0],
                row_id,
            )
            for row_id in ids
        ]
        return forest(pooled, self.task.scale, origins, below="pool")


def _label(field: str) -> str:
    name, _, arm = field.partition("_")
    return f"{'Treated' if arm == '1' else 'Control'}: {_SHORT[name]}"


def _shown(task: _Task) -> Any:
    extraction = Extraction(task)
    extraction.box.extraction = extraction  # the box keeps its parts alive
    return extraction.box


def extract_scores() -> Any:
    """The activity with means: four trials of the core set, one of them given."""
    return _shown(_SCORES)


def extract_events() -> Any:
    """The activity with counts: remission in three trials, one given; Wald against Hartung-Knapp."""
    return _shown(_EVENTS)
