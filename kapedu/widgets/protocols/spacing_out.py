"""Activity: find the least frequent dose that holds."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from kapedu.figures.score_course import score_course
from kapedu.instruments.spacing import comment, spacing_case, step
from kapedu.widgets.parts.controls import Button, Choice
from kapedu.widgets.parts.findings_view import FindingsView
from kapedu.widgets.parts.layout import activity, row
from kapedu.widgets.parts.plot_view import PlotView

if TYPE_CHECKING:
    import ipywidgets

_MOST_SHOWN = 6
_FIRST = 1


class SpacingOut:
    """Choose the weeks to the next dose, see the score before it, go on; then say where it holds."""

    def __init__(self) -> None:
        self.case = spacing_case()
        self.tried: list[int] = []
        weeks = {
            str(number): f"{number} week{'' if number == 1 else 's'}" for number in self.case.before_next
        }
        self.weeks = Choice("Next dose after", weeks, str(_FIRST))
        self.give = Button("See the score before that dose", self._give)
        self.settle = Button("This is the least frequent that holds", self._settle, "quiet")
        self.again = Button("Start again", self._restart, "quiet")
        self.plot = PlotView(self._figure(), 320, title="Scores before each dose")
        self.said = FindingsView(live=True)
        self.box: ipywidgets.VBox = activity(
            f"Space out: {self.case.title}",
            FindingsView(f"<p>{escape(self.case.story)}</p>"),
            self.weeks,
            row(self.give, self.settle, self.again),
            self.said,
            self.plot,
        )

    def _figure(self) -> Any:
        shown = self.tried[-_MOST_SHOWN:]
        totals = [self.case.best, *(self.case.before_next[weeks] for weeks in shown)]
        labels = ["best", *(f"{weeks} wk" for weeks in shown)]
        return score_course(self.case.scale, totals, labels, "Weeks since the dose before", from_best=True)

    def _give(self) -> None:
        weeks = int(str(self.weeks.value))
        before = self.tried[-1] if self.tried else _FIRST
        found = step(self.case, weeks)
        self.tried.append(weeks)
        self.plot.show(self._figure())
        self.said.html = (
            f"<p><strong>{found.total} points after {weeks} week{'' if weeks == 1 else 's'}</strong>; her best is "
            f"{self.case.best}. {escape(comment(before, found))}</p>"
        )

    def _settle(self) -> None:
        weeks = int(str(self.weeks.value))
        if weeks not in self.tried:
            self.said.html = "<p>You have not seen a score at this interval yet.</p>"
            return
        found = step(self.case, weeks)
        if weeks == self.case.longest and weeks + 1 in self.tried:
            words = "Yes. It holds, and a week more did not."
        elif weeks == self.case.longest:
            words = "It holds. Whether a week more would, you have not looked."
        elif found.holds:
            words = "It holds, and there may be a longer one that holds too: less burden for her."
        else:
            words = "At this interval she slips."
        self.said.html = f"<p><strong>{words}</strong> Another person's interval is another one.</p>"

    def _restart(self) -> None:
        self.tried.clear()
        self.weeks.value = str(_FIRST)
        self.said.html = ""
        self.plot.show(self._figure())


def spacing_out() -> ipywidgets.VBox:
    """Lengthen the interval between doses step by step, by the score before each."""
    return SpacingOut().box
