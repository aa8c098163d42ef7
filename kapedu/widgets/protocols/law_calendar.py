"""Law and labels with their dates: move a day, and see what must be read again before it is shown."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from kapedu.figures.dated_law import dated_law, height_px, law_list_html, law_words
from kapedu.practice.regulation import DatedStatement, statements
from kapedu.widgets.parts.controls import Select
from kapedu.widgets.parts.drawing import Drawing
from kapedu.widgets.parts.layout import activity, row
from kapedu.widgets.parts.plot_view import PlotView

if TYPE_CHECKING:
    import ipywidgets

_ALL = "all"
_DAYS = ("2027-01-01", "2027-04-01", "2027-12-01", "2028-12-01")


def law_calendar() -> ipywidgets.VBox:
    """Choose a subject and a day; see which statements may still be shown."""
    return _Law(datetime.now(UTC).date()).box


class _Law:
    def __init__(self, today: date) -> None:
        topics = dict.fromkeys(one.topic for one in statements().values())
        later = [day for day in map(date.fromisoformat, _DAYS) if day > today]
        days = {today.isoformat(): f"Today, {_written(today)}"}
        days |= {day.isoformat(): _written(day) for day in later}
        self.topic = Select(
            "Subject", {_ALL: "Everything", **{name: name.capitalize() for name in topics}}, "prescribing"
        )
        self.day = Select("Read on", days)
        self.said = Drawing(live=True)
        self.full = Drawing()
        figure = dated_law(self._chosen(), self._day)
        self.plot = PlotView(figure, height_px(len(self._chosen())))
        self.box = activity(
            "When was this last true?", row(self.topic, self.day), self.said, self.plot, self.full
        )
        for control in (self.topic, self.day):
            control.observe(self._changed, names="value")
        self._tell()

    @property
    def _day(self) -> date:
        return date.fromisoformat(str(self.day.value))

    def _chosen(self) -> list[DatedStatement]:
        wanted = self.topic.value
        return [one for one in statements().values() if wanted in (_ALL, one.topic)]

    def _changed(self, _change: Any) -> None:
        chosen = self._chosen()
        self.plot.height_px = height_px(len(chosen))
        self.plot.show(dated_law(chosen, self._day))
        self._tell()

    def _tell(self) -> None:
        self.said.html = f"<p>{law_words(self._chosen(), self._day)}</p>"
        self.full.html = law_list_html(self._chosen(), self._day)


def _written(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
