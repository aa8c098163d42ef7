"""Activity: ten patients one after the other; decide, give your findings, compare with the engine."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from kapedu.figures.screening_views import chart_html, comparison_html, decision_names, decision_title
from kapedu.practice.screening import screen
from kapedu.practice.vignette import vignettes
from kapedu.widgets.parts.checklist import Checklist
from kapedu.widgets.parts.controls import Button, Choice
from kapedu.widgets.parts.findings_view import FindingsView
from kapedu.widgets.parts.layout import activity, row

if TYPE_CHECKING:
    import ipywidgets

    from kapedu.practice.vignette import Vignette

_DECOY = "decoy:"


class VignetteRounds:
    """The cases in order; each is decided once and compared, then the next is opened."""

    def __init__(self) -> None:
        self._cases = tuple(vignettes().values())
        self._place = 0
        self.decided: dict[str, str] = {}
        self.seen: dict[str, frozenset[str]] = {}
        self.fooled: dict[str, int] = {}
        self.chart = FindingsView()
        self.decision = Choice("Your decision", decision_names())
        self.findings = Checklist("Your findings: what stands in the way, or must be known?", {"x": "x"})
        self.compare = Button("Compare with the engine", self._compare)
        self.next = Button("Next patient", self._next, "quiet", disabled=True)
        self.result = FindingsView(live=True)
        self.box: ipywidgets.VBox = activity(
            "Ten patients at the door",
            self.chart,
            self.decision,
            self.findings,
            row(self.compare, self.next),
            self.result,
        )
        self._open()

    @property
    def case(self) -> Vignette:
        return self._cases[self._place]

    def _open(self) -> None:
        case = self.case
        self.findings.show(_options(case))
        self.decision.value = None
        self.result.html = ""
        self.compare.disabled = self.decision.disabled = self.findings.disabled = False
        self.next.disabled = True
        self.next.label = "Next patient" if self._place + 1 < len(self._cases) else "See how it went"
        self.chart.html = (  # last: who reads of the next patient finds the form ready
            f'<div class="kapedu-card"><p class="kapedu-card-count">Patient {self._place + 1} of {len(self._cases)}: '
            f"{escape(case.profile.label)}</p>{chart_html(case.profile)}</div>"
        )

    def _compare(self) -> None:
        if not self.next.disabled:
            return
        if self.decision.value is None:
            self.result.html = "<p>Decide first. No tick at all can be right.</p>"
            return
        case = self.case
        seen = frozenset(name for name in self.findings.value if not name.startswith(_DECOY))
        fooled = frozenset(
            name.removeprefix(_DECOY) for name in self.findings.value if name.startswith(_DECOY)
        )
        self.decided[case.name], self.seen[case.name] = self.decision.value, seen
        self.fooled[case.name] = len(fooled)
        self.next.disabled = False  # before the reader is told, so that the next Tab can reach it
        self.result.html = comparison_html(case, self.decision.value, seen, fooled)
        self.compare.disabled = self.decision.disabled = self.findings.disabled = True

    def _next(self) -> None:
        if self.next.disabled:
            return
        self._show(wanted=True)
        if not self.chart.html:
            self._place = 0
            self.decided.clear()
            self._open()
        elif self._place + 1 < len(self._cases):
            self._place += 1
            self._open()
        else:
            self._close()

    def _close(self) -> None:
        self._show(wanted=False)
        self.chart.html = ""
        self.next.label = "Start again"
        self.result.html = self._account()

    def _show(self, *, wanted: bool) -> None:
        for control in (self.decision, self.findings, self.compare):
            control.layout.display = None if wanted else "none"

    def _account(self) -> str:
        """How all cases went, in words and a list."""
        agreed = sum(self.decided[case.name] == case.decision for case in self._cases)
        found = sum(len(self.seen[case.name] & case.expected) for case in self._cases)
        in_all = sum(len(case.expected) for case in self._cases)
        dosed = [
            case for case in self._cases if self.decided[case.name] == "ready" and case.decision != "ready"
        ]
        held = [
            case for case in self._cases if self.decided[case.name] != "ready" and case.decision == "ready"
        ]
        items = "".join(
            f"<li><strong>{escape(case.profile.label)}</strong>: {escape(decision_title(case.decision))}"
            f"{'' if self.decided[case.name] == case.decision else f' (you: {escape(decision_title(self.decided[case.name]))})'}</li>"
            for case in self._cases
        )
        return (
            f"<p>You decided {agreed} of {len(self._cases)} as the engine does, and named {found} of its {in_all} "
            f"findings. {sum(self.fooled.values())} of your ticks were no findings.</p>"
            f"<p>You would have dosed {len(dosed)} who should not have been, and held {len(held)} who could have been. "
            f"The first kind of error is the one that harms today.</p><ul>{items}</ul>"
        )


def _options(case: Vignette) -> dict[str, str]:
    """The findings to choose from, true ones and decoys, in alphabetical order so that neither comes first."""
    found = {one.name: one.title for one in screen(case.profile).findings if one.name in case.expected}
    found |= {f"{_DECOY}{decoy.says}": decoy.says for decoy in case.decoys}
    return dict(sorted(found.items(), key=lambda pair: pair[1].lower()))


def vignette_rounds() -> ipywidgets.VBox:
    """Screen ten patients and compare each decision, finding by finding, with the engine."""
    return VignetteRounds().box
