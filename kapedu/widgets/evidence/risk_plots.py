"""Activity: all judgements side by side, summarised, and overridden with a reason."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from kapedu.evidence.errors import EvidenceError
from kapedu.evidence.rob2 import DOMAINS, Risk, RiskOfBias, judge
from kapedu.evidence.rob2_cases import read_results
from kapedu.figures.rob2_reading import away_html
from kapedu.figures.traffic_light import WORDS, LightRow, light_row, summary_bars, traffic_lights
from kapedu.widgets.evidence.rob2_workbench import assessment
from kapedu.widgets.parts.controls import Button, Choice, Select, TextField
from kapedu.widgets.parts.drawing import Drawing
from kapedu.widgets.parts.layout import activity, row
from kapedu.widgets.parts.plot_view import PlotView

if TYPE_CHECKING:
    import ipywidgets

_VIEWS = {"lights": "Traffic lights", "bars": "Summary bars"}


def risk_plots() -> ipywidgets.VBox:
    """The activity: the learner's judgements and the course's, as lights and bars, with overrides."""
    return _Plots().box


class _Plots:
    def __init__(self) -> None:
        self._read = read_results()
        self.overrides: dict[str, dict[str, tuple[str, str]]] = {name: {} for name in self._read}
        self.look = Choice("Look at", dict(_VIEWS), "lights")
        titles = {name: read.title for name, read in self._read.items()}
        self.result = Select("Our judgement of", titles, list(titles)[-1])
        self.domain = Select("Domain", {**DOMAINS, "overall": "Overall"}, "measurement")
        self.risk = Select("Make it", {risk.value: WORDS[risk].capitalize() for risk in Risk})
        self.reason = TextField("Your reason", hint="An override without a reason is an opinion.")
        self.button = Button("Override", self._override)
        self.undo = Button("Back to the rule", self._undo, "quiet")
        self.away = Button("What hangs on one answer?", self._one_answer_away, "quiet")
        self.said = Drawing(live=True)
        self.view = PlotView(self._figure(), 340)
        self.box = activity(
            "Lights, bars and overrides",
            *(self.look, self.view, row(self.result, self.domain, self.risk), self.reason),
            *(row(self.button, self.undo, self.away), self.said),
        )
        self.look.observe(self._draw, names="value")
        for name in self._read:
            assessment(name).observe(self._draw, names="answers")

    def _judged(self, name: str) -> RiskOfBias:
        read = self._read[name]
        return judge(read.title, read.answers, self.overrides[name])

    def _ours(self, name: str) -> LightRow:
        changed = ", changed" if self.overrides[name] else ""
        return LightRow(f"{self._short(name)}: ours{changed}", dict(self._judged(name).traffic_lights()))

    def _short(self, name: str) -> str:
        return self._read[name].title.partition(",")[0]

    def _figure(self) -> Any:
        rows = []
        for name in self._read:
            risks = assessment(name).risks
            if risks:
                rows.append(light_row(f"{self._short(name)}: yours", risks))
            rows.append(self._ours(name))
        sources = tuple(read.row.primary_key for read in self._read.values())
        if self.look.value == "bars":
            return summary_bars([self._ours(name) for name in self._read], sources)
        return traffic_lights(rows, sources)

    def _draw(self, _change: Any = None) -> None:
        self.view.show(self._figure())

    def _override(self) -> None:
        name, domain = str(self.result.value), str(self.domain.value)
        before = self.overrides[name]
        self.overrides[name] = {**before, domain: (str(self.risk.value), self.reason.value)}
        try:
            judged = self._judged(name)
        except EvidenceError as error:
            self.overrides[name] = before
            self.said.html = f"<p>{escape(str(error))}.</p>"
            return
        title = "Overall" if domain == "overall" else DOMAINS[domain]
        self.said.html = (
            f'<div class="kapedu-result"><p>{escape(title)} is now <strong>{escape(str(self.risk.value))}</strong>, '
            f"because: {escape(self.reason.value)}</p><p>Overall: <strong>{WORDS[judged.overall]}</strong>. "
            "The least favourable domain decides, unless overall is overridden itself.</p></div>"
        )
        self._draw()

    def _one_answer_away(self) -> None:
        read = self._read[str(self.result.value)]
        self.said.html = away_html(read, read.answers)

    def _undo(self) -> None:
        self.overrides = {name: {} for name in self._read}
        self.said.html = "<p>All judgements follow from the answers again.</p>"
        self._draw()
