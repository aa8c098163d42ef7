"""Activity: judge one result with RoB 2, question by question, and compare with the course's reading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import traitlets as t

from kapedu.evidence.rob2 import DOMAINS, QUESTIONS, Risk, answers_to, judge_domain, questions_to_ask
from kapedu.evidence.rob2_cases import ReadResult, read_result
from kapedu.figures.rob2_reading import ANSWER_NAMES, beside_html, result_html, rule_html, seen_html
from kapedu.figures.traffic_light import light_row, traffic_lights
from kapedu.widgets.parts.controls import Button, Select
from kapedu.widgets.parts.drawing import Drawing
from kapedu.widgets.parts.layout import activity, row, stack
from kapedu.widgets.parts.plot_view import PlotView

if TYPE_CHECKING:
    import ipywidgets

_OPEN = "open"


class Assessment(t.HasTraits):
    """The learner's judgement of one result, shared by the activities of a lesson."""

    answers = t.Dict()
    """Answers by domain and question; a domain is there once it can be judged."""

    @property
    def risks(self) -> dict[str, Risk]:
        """Judgement by domain, in the order of the tool."""
        return {name: judge_domain(name, self.answers[name]) for name in DOMAINS if name in self.answers}


_SHARED: dict[str, Assessment] = {}


def assessment(name: str) -> Assessment:
    """The learner's judgement of a result in this kernel."""
    return _SHARED.setdefault(name, Assessment())


def rob2_workbench(name: str, given: tuple[str, ...] | list[str] = ()) -> ipywidgets.VBox:
    """The activity.

    Args:
        name: Which result: ``"lii"`` or ``"su"``.
        given: Domains that open with the course's answers, so that the learner can go on to the others.

    Raises:
        EvidenceError: There is no such result.
        ValueError: A domain that does not exist.
    """
    return _Workbench(read_result(name), tuple(given)).box


class _Workbench:
    def __init__(self, read: ReadResult, given: tuple[str, ...] = ()) -> None:
        unknown = [domain for domain in given if domain not in DOMAINS]
        if unknown:
            raise ValueError(f"given: {unknown[0]!r} is not one of {', '.join(DOMAINS)}")
        self.read = read
        self.shared = assessment(read.id)
        self.shared.answers = {name: dict(read.domains[name].answers) for name in DOMAINS if name in given}
        self._given = given
        self.selects = {name: self._questions(name) for name in DOMAINS}
        first = next(name for name in DOMAINS if name not in given)
        titles = {name: f"{place}. {title}" for place, (name, title) in enumerate(DOMAINS.items(), 1)}
        self.domain = Select("Domain", titles, first)
        self.seen = Drawing()
        self.asked = stack()
        self.judged = Drawing(live=True)
        self.compare = Button("Compare with our reading", self._compare)
        self.next = Button("Next domain", self._next, "quiet")
        self.beside = Drawing(live=True)
        self.view = PlotView(self._figure(), 120)
        self.box = activity(
            f"Judge the result: {read.title}",
            *(Drawing(result_html(read)), self.domain, self.seen, self.asked, self.judged),
            *(row(self.compare, self.next), self.beside, self.view),
        )
        self.domain.observe(self._open, names="value")
        self._open()

    def _questions(self, domain: str) -> dict[str, Select]:
        preset = self.shared.answers.get(domain, {})
        selects = {}
        for number, text in QUESTIONS[domain].items():
            options = {_OPEN: "Choose an answer"} | {
                answer.value: ANSWER_NAMES[answer] for answer in answers_to(number)
            }
            selects[number] = Select(f"{number} {text}", options, str(preset.get(number, _OPEN)))
            selects[number].observe(self._answered, names="value")
        return selects

    @property
    def current(self) -> str:
        """The domain that is open."""
        return str(self.domain.value)

    def _given_answers(self) -> dict[str, str]:
        return {
            number: str(select.value)
            for number, select in self.selects[self.current].items()
            if select.value not in (None, _OPEN)
        }

    def _open(self, _change: Any = None) -> None:
        self.seen.html = seen_html(self.read, self.current)
        self.beside.html = ""
        self._show()

    def _answered(self, _change: Any) -> None:
        self.beside.html = ""
        self._show()

    def _show(self) -> None:
        answers = self._given_answers()
        asked = questions_to_ask(self.current, answers)
        self.asked.children = tuple(self.selects[self.current][number] for number in asked)
        open_now = [number for number in asked if number not in answers]
        needed = {number: answers[number] for number in asked if number in answers}
        others = {name: held for name, held in self.shared.answers.items() if name != self.current}
        if open_now:
            self.shared.answers = others
            self.judged.html = ""
        else:
            self.shared.answers = {**others, self.current: needed}
            told = (
                "These answers are ours; change them if you disagree. " if self.current in self._given else ""
            )
            self.judged.html = f'<div class="kapedu-result">{told}{rule_html(self.current, needed)}</div>'
        self.compare.disabled = bool(open_now)
        self.view.show(self._figure())

    def _compare(self) -> None:
        answers = self.shared.answers.get(self.current)
        if answers is not None:
            self.beside.html = beside_html(self.read, self.current, answers)

    def _next(self) -> None:
        names = list(DOMAINS)
        self.domain.value = names[(names.index(self.current) + 1) % len(names)]

    def _figure(self) -> Any:
        return traffic_lights([light_row("Your judgements so far", self.shared.risks)])
