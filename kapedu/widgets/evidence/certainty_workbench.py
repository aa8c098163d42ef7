"""The GRADE workbench: seven decisions about a real outcome, one at a time, then ours beside yours."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from kapedu.figures.certainty import (
    NAMES,
    STARTS,
    case_names,
    case_sources,
    certainty_case,
    comparison_html,
    ladder_html,
)
from kapedu.widgets.parts.controls import Button, Choice, Html
from kapedu.widgets.parts.drawing import Drawing
from kapedu.widgets.parts.layout import activity, row, stack

if TYPE_CHECKING:
    from kapedu.evidence.grade import Start

_START = "start"


class Ladder(Html):
    """Prepared text with the looks of ladder and findings table."""

    _css = Path(__file__).parent / "certainty.css"


def certainty_workbench() -> Any:
    """The activity: choose an outcome, decide seven times, compare."""
    return _Workbench().box


class _Workbench:
    def __init__(self) -> None:
        names = case_names()
        self.outcome = Choice("Outcome", names, next(iter(names)))
        self.about = Html()
        self.look = Drawing(live=True)
        self.choice = Choice("Your decision", {"none": ""})
        self.ladder = Ladder(live=True)
        self.problem = Html(live=True)
        self.back = Button("Back", self._back, "quiet")
        self.next = Button("Next decision", self._next)
        self.result = Drawing(live=True)
        self.working = stack(
            self.look, row(self.choice, self.ladder), self.problem, row(self.next, self.back)
        )
        self.again = Button("Change my decisions", self._again, "quiet")
        self.lower = stack(self.working)
        self.box = activity("The GRADE workbench", self.outcome, self.about, self.lower)
        self.outcome.observe(self._begin, names="value")
        self.choice.observe(self._chosen, names="value")
        self._begin(None)

    def _begin(self, _change: Any) -> None:
        self.case = certainty_case(str(self.outcome.value))
        self.decisions = (_START, *self.case.parts)
        self.chosen: dict[str, str] = {}
        self.at = 0
        self.about.html = (
            f"<p><strong>The question:</strong> {escape(self.case.question)}</p><p>Figures from the course's trial "
            f"register; status: {escape(' and '.join(self.case.statuses))}. The sources are below your judgement.</p>"
        )
        self.lower.children = (self.working,)
        self._show()

    @property
    def _decision(self) -> str:
        return self.decisions[self.at]

    @property
    def _start(self) -> Start | None:
        return cast("Start | None", self.chosen.get(_START))

    def _show(self) -> None:
        name = self._decision
        heading = "Where does it start?" if name == _START else NAMES[name]
        look = self.case.start_look if name == _START else self.case.parts[name].look
        self.look.html = (
            f'<div class="kapedu-card"><p class="kapedu-card-count">Decision {self.at + 1} of '
            f"{len(self.decisions)}</p><p><strong>{escape(heading)}</strong></p><p>{escape(look)}</p></div>"
        )
        kept = self.chosen.get(name)
        with self.choice.hold_trait_notifications():
            self.choice.options = dict(STARTS) if name == _START else dict(self.case.parts[name].options)
            self.choice.value = kept
        self.back.disabled = self.at == 0
        self.next.label = "Compare with ours" if self.at == len(self.decisions) - 1 else "Next decision"
        self.problem.html = ""
        self._ladder()

    def _ladder(self) -> None:
        steps = {name: option for name, option in self.chosen.items() if name != _START}
        self.ladder.html = ladder_html(self.case, self._start, steps)

    def _chosen(self, _change: Any) -> None:
        if self.choice.value is not None:
            self.chosen[self._decision] = str(self.choice.value)
            self.problem.html = ""
            self._ladder()

    def _next(self) -> None:
        if self._decision not in self.chosen:
            self.problem.html = "<p>Decide first; you can come back and change it.</p>"
            return
        if self.at < len(self.decisions) - 1:
            self.at += 1
            self._show()
            return
        self._compare()

    def _back(self) -> None:
        if self.at:
            self.at -= 1
            self._show()

    def _again(self) -> None:
        self.at = 0
        self.lower.children = (self.working,)
        self._show()

    def _compare(self) -> None:
        from kapedu.knowledge import cite

        steps = {name: option for name, option in self.chosen.items() if name != _START}
        start = cast("Start", self.chosen[_START])
        sources = cite(*case_sources(self.case))._repr_html_()
        self.result.html = comparison_html(self.case, start, steps) + f"<p>Sources</p>{sources}"
        self.lower.children = (self.result, row(self.again))
