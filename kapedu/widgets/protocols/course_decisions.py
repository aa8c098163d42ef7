"""Activity: follow a patient's scores, and decide at the third and the fourth infusion."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from kapedu.figures.score_course import score_course
from kapedu.instruments.teaching_course import decision_after, teaching_courses
from kapedu.knowledge import Status
from kapedu.knowledge.citation import short_citation
from kapedu.knowledge.markup import badge
from kapedu.widgets.parts.controls import Button, Choice, Select
from kapedu.widgets.parts.findings_view import FindingsView
from kapedu.widgets.parts.layout import activity, row
from kapedu.widgets.parts.plot_view import PlotView

if TYPE_CHECKING:
    import ipywidgets

    from kapedu.instruments.teaching_course import Decision, TeachingCourse

_NO_CHOICE = {"none": "Nothing to decide yet"}


class CourseDecisions:
    """Scores appear one by one; where a decision is due, the course waits for it."""

    def __init__(self) -> None:
        self.patient = Select("Patient", {name: one.title for name, one in teaching_courses().items()})
        self.infusion = 0
        self.decided: dict[int, str] = {}
        self.story = FindingsView()
        self.plot = PlotView(self._figure(), 360, title="Scores over the course")
        self.next = Button("Next score", self._next)
        self.decision = Choice("What do you decide?", _NO_CHOICE)
        self.decide = Button("Decide", self._decide)
        self.result = FindingsView(live=True)
        self.box: ipywidgets.VBox = activity(
            "Review at three, decide at four",
            self.patient,
            self.story,
            self.plot,
            row(self.next),
            self.decision,
            self.decide,
            self.result,
        )
        self.patient.observe(self._restart, names="value")
        self._tell()

    @property
    def course(self) -> TeachingCourse:
        return teaching_courses()[str(self.patient.value)]

    @property
    def _due(self) -> Decision | None:
        """The decision that the course waits for."""
        return None if self.infusion in self.decided else decision_after(self.course, self.infusion)

    def _restart(self, _change: Any) -> None:
        self.infusion = 0
        self.decided.clear()
        self.result.html = ""
        self._tell()

    def _next(self) -> None:
        if self._due is not None or self.infusion + 1 >= len(self.course.totals):
            return
        self.infusion += 1
        self.result.html = ""
        self._tell()

    def _decide(self) -> None:
        due = self._due
        if due is None:
            return
        if self.decision.value is None:
            self.result.html = "<p>Choose first.</p>"
            return
        chosen = self.decision.value
        self.decided[self.infusion] = chosen
        self.next.disabled = self.infusion + 1 >= len(self.course.totals)
        self.result.html = _feedback_html(due, chosen) + (self._end() if self.next.disabled else "")
        self.decision.disabled = self.decide.disabled = True

    def _end(self) -> str:
        return "<p>This was the last score. Choose another patient above.</p>"

    def _figure(self) -> Any:
        course = self.course
        labels = ["start", *(str(number) for number in range(1, len(course.totals)))]
        return score_course(
            course.scale, course.totals[: self.infusion + 1], labels, "Score after infusion or visit"
        )

    def _tell(self) -> None:
        course, due = self.course, self._due
        told = f"<p>{escape(course.told)}</p>" if self.infusion >= course.told_after else ""
        self.story.html = f"<p>{escape(course.story)}</p>{told}"
        self.plot.show(self._figure())
        last = self.infusion + 1 >= len(course.totals)
        self.next.disabled = due is not None or last
        wanted = None if due is not None else "none"
        self.decision.layout.display = self.decide.layout.display = wanted
        self.decision.disabled = self.decide.disabled = due is None
        if due is not None:
            self.decision.options = dict(due.options)
            self.decision.value = None
        elif last and not self.result.html:
            self.result.html = self._end()


def _feedback_html(due: Decision, chosen: str) -> str:
    right = chosen == due.right
    verdict = (
        "As the course-rule has it."
        if right
        else f"The course-rule decides otherwise: {due.options[due.right].lower()}."
    )
    advice = "".join(f"<li>{escape(words)}</li>" for words in due.found.advice)
    basis = "".join(
        f"<li>{escape(_said(one))} {badge(Status(one.status))} {escape(short_citation(one.source))}</li>"
        for one in due.found.figures
    )
    last = due.found.visits[-1]
    compared, against = last.from_baseline, "the start"
    if due.found.stage == "relapse" and last.from_best is not None:
        compared, against = last.from_best, "the best score"
    score = f"Against {against}: {' '.join(compared.sentences()[:2])}"
    return (
        f"<p><strong>{escape(verdict)}</strong></p><p>{escape(score)}</p><ul>{advice}</ul>"
        f"<details><summary>What this rests on</summary><ul>{basis}</ul></details>"
    )


def _said(one: Any) -> str:
    """A rule in words: a statement as it stands, a number with its note."""
    if isinstance(one.value, str):
        return str(one.value)
    return f"{one.number_text} {one.unit}: {one.note}." if one.note else f"{one.number_text} {one.unit}."


def course_decisions() -> ipywidgets.VBox:
    """Follow three invented patients and decide where the course-rule asks for it."""
    return CourseDecisions().box
