"""Those who finished are not those who began: what the missing people could do to a reassuring figure."""

from __future__ import annotations

from typing import Any

from kapedu.figures.icon_array import HEIGHT_PX, Group, Panel, icon_array
from kapedu.figures.risk_rows import percent
from kapedu.knowledge import fact
from kapedu.widgets.parts.controls import Html, Slider
from kapedu.widgets.parts.layout import activity, row
from kapedu.widgets.parts.plot_view import PlotView

_HUNDRED = 100


def missing_people() -> Any:
    """The activity: how many began, how many of those who stopped got worse, and what follows."""
    return _Missing().box


class _Missing:
    def __init__(self) -> None:
        self.worse = fact("risks.home.worse")
        (few, many), (none, most) = (_span(name) for name in ("began", "stopped_worse"))
        self.began = Slider("Who began, for each 100 who finished", few, few, many, 10, "people")
        self.stopped = Slider("Of those who stopped, got worse", 20, none, most, 5, "%")
        self.view = PlotView(self._figure(), HEIGHT_PX)
        self.reading = Html("", live=True)
        self.box = activity("Who is missing?", row(self.began, self.stopped), self.view, self.reading)
        self._read()
        for control in (self.began, self.stopped):
            control.observe(self._changed, names="value")

    def _shares(self) -> tuple[float, float]:
        """Of all who began: share who finished and got worse, and of those who stopped and are assumed worse."""
        from kapedu.practice.risk import share_with_dropouts

        ratio = self.began.value / _HUNDRED
        finished = float(self.worse) / _HUNDRED
        everybody = share_with_dropouts(finished, ratio, self.stopped.value / _HUNDRED)
        return finished / ratio, everybody - finished / ratio

    def _figure(self) -> Any:
        finished, stopped = self._shares()
        groups = (
            Group("finished, worse", _HUNDRED * finished),
            Group("stopped, worse (assumed)", _HUNDRED * stopped),
        )
        return icon_array(
            [Panel("Who began", groups)],
            "not worse",
            caption="Depression worse, of 100 who began",
            sources=(self.worse.source,),
        )

    def _changed(self, _change: Any) -> None:
        self.view.show(self._figure())
        self._read()

    def _read(self) -> None:
        finished, stopped = self._shares()
        people = fact("risks.home.finished").number_text
        self.reading.html = (
            f"<p>Published: <b>{self.worse.number_text} %</b> of {people} who finished got worse ({self.worse.status}; no "
            f"control group, the seller's data). With your assumption it is <b>{percent(finished + stopped)}</b> of all who "
            "began. Nobody on our file knows where the sliders belong: that is the point.</p>"
        )


def _span(name: str) -> tuple[float, float]:
    ends = fact(f"risks.home.{name}").value
    assert isinstance(ends, tuple)
    return float(ends[0]), float(ends[1])
