"""Activity: fill in a sheet and watch total, band and alert."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from kapedu.instruments import InstrumentError, instrument, instruments, score
from kapedu.knowledge import Status
from kapedu.knowledge.citation import short_citation
from kapedu.knowledge.markup import badge
from kapedu.widgets.parts.answer_grid import AnswerGrid
from kapedu.widgets.parts.controls import Button, Html, Select
from kapedu.widgets.parts.findings_view import FindingsView
from kapedu.widgets.parts.layout import activity, row

if TYPE_CHECKING:
    import ipywidgets

    from kapedu.instruments import Instrument, Score


class ScoreForm:
    """The form of one scale whose wording may be shown; the result follows every answer."""

    def __init__(self) -> None:
        names = {
            name: f"{one.title}: {one.about.lower()}" for name, one in instruments().items() if one.options
        }
        self.scale = Select("Scale", names)
        first = instrument(next(iter(names)))
        self.form = AnswerGrid(
            first.title, _rows(first), _columns(first), hint=_hint(first), shown=_shown(first)
        )
        self.rest = Button("Answer the rest with the lowest", self._rest, "quiet")
        self.result = FindingsView(live=True)
        self.notice = Html()
        self.box: ipywidgets.VBox = activity(
            "Fill in a sheet", self.scale, self.form, row(self.rest), self.result, self.notice
        )
        self.scale.observe(self._chosen, names="value")
        self.form.observe(self._answered, names="value")
        self._tell()

    @property
    def _instrument(self) -> Instrument:
        return instrument(str(self.scale.value))

    def _chosen(self, _change: Any) -> None:
        scale = self._instrument
        self.form.label, self.form.hint = scale.title, _hint(scale)
        self.form.show(_rows(scale), _columns(scale), _shown(scale))
        self._tell()

    def _answered(self, _change: Any) -> None:
        self._tell()

    def _rest(self) -> None:
        lowest = next(iter(_columns(self._instrument)))
        self.form.value = {**dict.fromkeys(_rows(self._instrument), lowest), **self.form.value}

    def _tell(self) -> None:
        scale, given = self._instrument, self.form.value
        self.notice.html = f'<p class="kapedu-hint">{escape(scale.notice)}</p>'
        rows = list(_rows(scale))
        if len(given) < len(rows):
            self.result.html = (
                f"<p>{len(given)} of {len(rows)} answered. A sheet with a missing item is not scored: the rest alone "
                "would make the patient look better.</p>"
            )
            return
        try:
            self.result.html = _result_html(score(scale.name, [int(given[key]) for key in rows]))
        except InstrumentError as error:  # the form offers only what the scale allows
            self.result.html = f'<p class="kapedu-problem">{escape(str(error))}</p>'


def _rows(scale: Instrument) -> dict[str, str]:
    return {str(number): f"{number}. {words}" for number, words in enumerate(scale.items, start=1)}


def _columns(scale: Instrument) -> dict[str, str]:
    return {str(points): f"{points} {words.lower()}" for points, words in scale.options.items()}


def _shown(scale: Instrument) -> dict[str, str]:
    return {str(points): str(points) for points in scale.options}


def _hint(scale: Instrument) -> str:
    return f"{scale.stem} {'; '.join(_columns(scale).values())}."


def _result_html(result: Score) -> str:
    alerts = "".join(
        f'<p class="kapedu-decision kapedu-group-stop"><strong>Ask now.</strong> {escape(alert)}</p>'
        for alert in result.alerts
    )
    band = f", {escape(result.band)}" if result.band else ""
    rules = "".join(
        f"<li>{escape(one.name.rpartition('.')[2].replace('_', ' '))}: {badge(Status(one.status))} "
        f"{escape(short_citation(one.source))}</li>"
        for one in result.figures
    )
    return (
        f'{alerts}<p class="kapedu-decision"><strong>{result.total} of {result.instrument.high}{band}</strong></p>'
        f"<p>{escape(result.interpretation)}</p>"
        f"<details><summary>Where these rules come from</summary><ul>{rules}</ul></details>"
    )


def score_form() -> ipywidgets.VBox:
    """Fill in a PHQ-9, GAD-7 or PCL-5 and see what the score says and does not say."""
    return ScoreForm().box
