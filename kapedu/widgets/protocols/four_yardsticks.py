"""Activity: one change, four yardsticks."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from kapedu.figures.score_course import score_course
from kapedu.instruments import change, instrument
from kapedu.knowledge import Status
from kapedu.knowledge.citation import short_citation
from kapedu.knowledge.markup import badge
from kapedu.widgets.parts.controls import Select, Slider
from kapedu.widgets.parts.findings_view import FindingsView
from kapedu.widgets.parts.layout import activity, row
from kapedu.widgets.parts.plot_view import PlotView

if TYPE_CHECKING:
    import ipywidgets

    from kapedu.instruments import Change, Criterion

_SCALES = ("phq9", "gad7", "pcl5", "madrs")
_START = 0.75
_WORDS = {True: "yes", False: "no"}


class FourYardsticks:
    """Two scores of one scale, judged by every published criterion on file."""

    def __init__(self) -> None:
        self._settling = False
        first = instrument(_SCALES[0])
        self.scale = Select("Scale", {name: instrument(name).title for name in _SCALES})
        start = round(first.high * _START)
        self.before = Slider("Before", start, first.low, first.high, 1, "points")
        self.after = Slider("After", start, first.low, first.high, 1, "points")
        self.plot = PlotView(self._figure(), 340, title="Two scores")
        self.verdict = FindingsView(live=True)
        self.box: ipywidgets.VBox = activity(
            "One change, four yardsticks", self.scale, row(self.before, self.after), self.plot, self.verdict
        )
        self.scale.observe(self._rescale, names="value")
        for slider in (self.before, self.after):
            slider.observe(self._changed, names="value")
        self._tell()

    def _rescale(self, _change: Any) -> None:
        high = instrument(str(self.scale.value)).high
        self._settling = True
        try:
            for slider in (self.before, self.after):
                slider.maximum = high
                slider.value = round(high * _START)
        finally:
            self._settling = False
        self._tell()

    def _changed(self, _change: Any) -> None:
        if not self._settling:
            self._tell()

    def _figure(self) -> Any:
        scale = instrument(str(self.scale.value))
        totals = [round(self.before.value), round(self.after.value)]
        return score_course(scale, totals, ("before", "after"), "When")

    def _tell(self) -> None:
        self.plot.show(self._figure())
        found = change(str(self.scale.value), round(self.before.value), round(self.after.value))
        self.verdict.html = _verdict_html(found)


def _verdict_html(found: Change) -> str:
    reliable = found.reliable if found.better >= 0 else found.reliably_worse
    word = "Reliably better" if found.better >= 0 else "Reliably worse"
    rows = [_row(word, one, f"{one.threshold.number_text} points") for one in reliable]
    if not reliable:
        rows.append(
            "<li><strong>Reliable change</strong>: no published criterion on file for this scale.</li>"
        )
    rows += [
        _row("Noticed by patients", one, f"{one.threshold.number_text} points") for one in found.meaningful
    ]
    if found.response is not None:
        cut = found.instrument.facts["response"]
        rows.append(
            f"<li><strong>Response</strong> (half of the start): {_WORDS[found.response]}. {badge(Status(cut.status))} "
            f"{escape(short_citation(cut.source))}</li>"
        )
    rows += [_row("Remission", one, f"{one.threshold.number_text} or below") for one in found.remission]
    return f"<ul>{''.join(rows)}</ul>"


def _row(name: str, one: Criterion, threshold: str) -> str:
    return (
        f"<li><strong>{escape(name)}</strong> ({escape(one.label)}, {escape(threshold)}): {_WORDS[one.met]}. "
        f"{badge(Status(one.threshold.status))} {escape(short_citation(one.threshold.source))}</li>"
    )


def four_yardsticks() -> ipywidgets.VBox:
    """Move two scores and see which published criteria for change are met."""
    return FourYardsticks().box
