"""One pool and the intervals that different methods put around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kapedu.evidence.measure import Measure
from kapedu.evidence.selection import select
from kapedu.figures.effect_rows import height_px
from kapedu.figures.effect_scale import Scale
from kapedu.figures.intervals import ROWS, interval_plot
from kapedu.knowledge.trials import trial
from kapedu.widgets.parts.controls import Select
from kapedu.widgets.parts.layout import activity, row
from kapedu.widgets.parts.plot_view import PlotView

if TYPE_CHECKING:
    from kapedu.figures import Figure


@dataclass(frozen=True)
class _Set:
    label: str
    row_ids: tuple[str, ...]
    scale: Scale


_RATIO = Scale(Measure.RR, "", "favours placebo", "favours esketamine")
_POINTS = Scale(Measure.MD, "points", "favours esketamine", "favours placebo")
_SETS = {
    "remission": _Set("Remission: the three TRANSFORM trials", ("03c", "04c", "05c"), _RATIO),
    "response": _Set("Response: the same three", ("03b", "04b", "05b"), _RATIO),
    "score": _Set("Depression score: the same three", ("03a", "04a", "05a"), _POINTS),
    "four": _Set("Depression score: with the fourth trial", ("03a", "04a", "05a", "06a"), _POINTS),
}
_METHODS: dict[str, Any] = {
    "REML": "Random effects, REML",
    "PM": "Random effects, Paule-Mandel",
    "DL": "Random effects, DerSimonian-Laird",
    "FE": "Fixed effect",
}


def three_intervals() -> Any:
    """The activity: a set of trials and a model in, three intervals and the prediction interval out."""
    return _Intervals().box


class _Intervals:
    def __init__(self) -> None:
        self.set = Select("Trials", {key: one.label for key, one in _SETS.items()})
        self.method = Select("Model", _METHODS)
        self.view = PlotView(self._figure(), height_px(ROWS))
        self.box = activity("The same effect, other intervals", row(self.set, self.method), self.view)
        self.box.intervals = self  # the box keeps its parts alive
        for control in (self.set, self.method):
            control.observe(self._changed, names="value")

    def _changed(self, _change: Any) -> None:
        self.view.show(self._figure())

    def _figure(self) -> Figure:
        chosen = _SETS[str(self.set.value)]
        found = select([trial(row_id) for row_id in chosen.row_ids], chosen.scale.measure)
        sources = tuple(dict.fromkeys(one.source_key[0] for one in found.rows))
        method: Any = self.method.value
        return interval_plot(found.studies, method, chosen.scale, sources=sources)
