"""The instructor's page: how the class is doing, what is weak, what the answers say about the questions."""

import os
from base64 import b64encode
from html import escape
from pathlib import Path
from typing import Any

from kapedu.figures.class_views import (
    awards_html,
    grid_html,
    grid_legend_html,
    grid_summary,
    notices_html,
    options_html,
    progress_html,
    report_empty,
    strengths_html,
    times_html,
)
from kapedu.figures.item_plot import height_px, item_plot, rasch_plot
from kapedu.grading.award import award, criteria_of
from kapedu.grading.class_answers import ClassAnswers, class_answers
from kapedu.grading.class_report import ClassReport
from kapedu.grading.class_report import class_report as read_report
from kapedu.grading.course_setup import CONFIG_NAME
from kapedu.grading.export_forms import FORMS, exported, issued_certificates
from kapedu.grading.item_bank import course_root
from kapedu.grading.item_statistics import item_statistics, quiz_statistics
from kapedu.grading.ledger import LedgerError
from kapedu.grading.paired_tests import paired_gain
from kapedu.grading.rasch import RaschError, fit_rasch
from kapedu.grading.rebuild import Books, books_of
from kapedu.grading.statistics_text import TIME_CAVEAT, gain_lines, quiz_lines, rasch_lines, time_words
from kapedu.language import N_, _, said
from kapedu.quiz import QuizError
from kapedu.quiz.competency import COMPETENCIES
from kapedu.record import journal_in_use
from kapedu.widgets.parts.controls import Button, Choice, Html, Select
from kapedu.widgets.parts.layout import activity, row, stack
from kapedu.widgets.parts.plot_view import PlotView

COURSE_VARIABLE = "KAPEDU_COURSE"
_ORDERS = {"name": N_("By name"), "weakest": N_("Lowest score first")}
_GROUPS = {"competency": N_("Competencies"), "objective": N_("Objectives")}
_FOR_INSTRUCTORS = N_(
    "This page is for instructors. Start the course with <code>kapedu course --instructor</code> to use it."
)


def _p(text: str, **parts: Any) -> str:
    return f"<p>{escape(text.format(**parts))}</p>"


class ReportView(Html):
    """Prepared text with the looks of the class report."""

    _css = Path(__file__).with_suffix(".css")


def class_report() -> Any:
    """How the class is doing, from the gradebook and the ledger of this course."""
    if journal_in_use() is not None:  # a trainee's course keeps a record
        return Html(f"<p>{_(_FOR_INSTRUCTORS)}</p>")
    try:
        root = course_root(Path(os.environ.get(COURSE_VARIABLE, "")))
    except QuizError as error:
        return Html(f"<p>{escape(str(error))}</p>")
    if not (root / "assessments" / CONFIG_NAME).is_file():
        return Html(_p(_("There are no settings of nbgrader in {folder}."), folder=root / "assessments"))
    return _Report(books_of(root / "assessments")).box


class _Report:
    def __init__(self, books: Books) -> None:
        self.books = books
        self.report = ClassReport((), {})
        self.again = Button(_("Read the gradebook again"), on_click=self.read, kind="quiet")
        self.problem = Html("", live=True)
        self.progress, self.notices = ReportView(), ReportView()
        self.quiz = Select(_("Quiz"), {"": "–"})
        self.order = Choice(_("Order of trainees"), said(_ORDERS), "name")
        self.heat, self.legend, self.heat_words = ReportView(), ReportView(), Html("", live=True)
        self.group = Choice(_("Group by"), said(_GROUPS), "competency")
        self.weak = ReportView()
        self.items = stack()
        self.before, self.after = Select(_("First test"), {"": "–"}), Select(_("Second test"), {"": "–"})
        self.gain = Html("", live=True)
        self.export = ReportView("", live=True)
        self.certificates = ReportView()
        self.body = stack()
        self.box = stack(self.problem, self.body)
        self.parts = (
            activity(_("How far the class is"), self.progress, row(self.again), level=2),
            activity(_("Who needs a look"), self.notices, level=2),
            activity(
                _("Scores by trainee and question"),
                row(self.quiz, self.order),
                self.heat_words,
                self.legend,
                self.heat,
                level=2,
            ),
            activity(_("What is weak"), self.group, self.weak, level=2),
            activity(_("What the answers say about the questions"), self.items, level=2),
            activity(_("From one test to the other"), row(self.before, self.after), self.gain, level=2),
            activity(_("Who can have a certificate"), self.certificates, level=2),
            activity(_("Take the grades with you"), self._buttons(), self.export, level=2),
        )
        self.quiz.observe(self._draw_quiz, names="value")
        self.order.observe(self._draw_grid, names="value")
        self.group.observe(self._draw_weak, names="value")
        for select in (self.before, self.after):
            select.observe(self._draw_gain, names="value")
        self.read()

    def read(self) -> None:
        """Read the books anew and draw everything."""
        try:
            self.report = read_report(self.books)
        except Exception as error:  # noqa: BLE001 - a page says what is wrong, whatever the database raises
            self.problem.html = _p(_("The gradebook cannot be read: {why}"), why=str(error).splitlines()[0])
            self.body.children = ()
            return
        self.problem.html = report_empty(self.report)
        self.body.children = () if self.problem.html else self.parts
        if self.problem.html:
            return
        self.progress.html = progress_html(self.report.progress)
        self.notices.html = notices_html(self.report.notices)
        names = {one.assignment: one.assignment for one in self.report.progress}
        marked = [one.assignment for one in self.report.progress if one.handed_in]
        for select in (self.quiz, self.before, self.after):
            select.options = names
        if marked and not self.report.grids[str(self.quiz.value)].handed_in:
            self.quiz.value = marked[0]
        if self.before.value == self.after.value and "post-test" in names and "pre-test" in names:
            self.before.value, self.after.value = "pre-test", "post-test"
        self._draw_quiz()
        self._draw_gain()
        self._draw_certificates()

    def _draw_certificates(self) -> None:
        try:
            criteria = criteria_of(self.books)
        except QuizError as error:
            self.certificates.html = _p(_("The criteria cannot be used: {why}"), why=error)
            return
        students = next(iter(self.report.grids.values())).students
        self.certificates.html = awards_html([award(self.report, criteria, one) for one in students])

    def _draw_quiz(self, _change: Any = None) -> None:
        if not self.quiz.value:
            return
        grid = self.report.grids[self.quiz.value]
        self.legend.html = grid_legend_html(grid)
        self.heat_words.html = f"<p>{escape(grid_summary(grid))}</p>"
        self._draw_grid()
        self._draw_weak()
        self._draw_items()

    def _draw_grid(self, _change: Any = None) -> None:
        grid = self.report.grids[str(self.quiz.value)]
        students = grid.weakest_first() if self.order.value == "weakest" else grid.students
        self.heat.html = grid_html(grid, students)

    def _draw_weak(self, _change: Any = None) -> None:
        name = str(self.quiz.value)
        by_code = self.group.value == "competency"
        found = self.report.competencies(name) if by_code else self.report.objectives(name)
        titles = {code: _(one.title) for code, one in COMPETENCIES.items()}
        self.weak.html = strengths_html(
            _("{quiz}: {group}, the weakest first").format(
                quiz=name, group=_(_GROUPS[str(self.group.value)]).lower()
            ),
            found,
            titles,
        )

    def _draw_items(self) -> None:
        try:
            answers = class_answers(self.books.ledger, str(self.quiz.value))
        except LedgerError:
            self.items.children = (Html(_p(_("Nobody's marks for this quiz are in the ledger yet."))),)
            return
        left_out = "".join(f"<li>{escape(reason)}</li>" for reason in answers.left_out)
        summary = _("Left out: {count}").format(count=len(answers.left_out))
        told = f"<details><summary>{summary}</summary><ul>{left_out}</ul></details>"
        if not answers.items:
            self.items.children = (Html(_p(_("No question was put to everybody.")) + told),)
            return
        whole = quiz_statistics(answers.scores)
        found = item_statistics(
            answers.items, answers.scores, answers.chosen, answers.confidence, answers.seconds
        )
        lines = "".join(f"<p>{escape(line)}</p>" for line in quiz_lines(whole))
        order = self.report.grids[str(self.quiz.value)].items
        numbers = [order.index(item.item_id) + 1 if item.item_id in order else 0 for item in found]
        self.items.children = (
            Html(lines),
            PlotView(item_plot(found, numbers), height_px(len(found))),
            ReportView(
                times_html(
                    [
                        (number, one.item_id, time_words(one.time))
                        for number, one in zip(numbers, found, strict=True)
                    ],
                    TIME_CAVEAT,
                )
                + options_html(found, numbers)
                + (told if left_out else "")
            ),
            *self._rasch(answers, order),
        )

    def _rasch(self, answers: ClassAnswers, order: tuple[str, ...]) -> tuple[Any, ...]:
        try:
            fit = fit_rasch(answers.items, answers.scores)
        except RaschError as error:
            return (Html(_p(_("No item response model: {why}."), why=error)),)
        lines = "".join(f"<p>{escape(line)}</p>" for line in rasch_lines(fit))
        numbers = [order.index(item.item_id) + 1 if item.item_id in order else 0 for item in fit.items]
        return (Html(lines), PlotView(rasch_plot(fit.items, numbers), height_px(len(fit.items))))

    def _draw_gain(self, _change: Any = None) -> None:
        if self.before.value == self.after.value:
            self.gain.html = _p(_("Choose two different tests, such as a pre-test and its post-test."))
            return
        try:
            found = paired_gain(self.books.ledger, str(self.before.value), str(self.after.value))
        except ValueError as error:
            self.gain.html = f"<p>{escape(str(error)).capitalize()}.</p>"
            return
        self.gain.html = "".join(f"<p>{escape(line)}</p>" for line in gain_lines(found))

    def _buttons(self) -> Any:
        def press(form: str) -> Any:
            return lambda: self._export(form)

        buttons = [Button(_(form.label), on_click=press(name), kind="quiet") for name, form in FORMS.items()]
        return row(
            *buttons,
            Button(_("Issued certificates (Open Badges)"), on_click=self._certificates, kind="quiet"),
        )

    def _certificates(self) -> None:
        data = issued_certificates(self.books)
        if not data:
            self.export.html = (
                "<p>"
                + _(
                    "No certificate has been issued yet: <code>kapedu grades badge issue --all</code> does it."
                )
                + "</p>"
            )
            return
        address = f"data:application/zip;base64,{b64encode(data).decode()}"
        self.export.html = (
            f'<p><a download="certificates.zip" href="{address}">{_("Save {file}").format(file="certificates.zip")}</a> '
            f"{_('(signed files and sheets to print). Give each trainee their own.')}</p>"
        )

    def _export(self, name: str) -> None:
        form = FORMS[name]
        try:
            data = exported(self.books, name)
        except Exception as error:  # noqa: BLE001 - as in read()
            self.export.html = _p(_("It could not be made: {why}"), why=str(error).splitlines()[0])
            return
        address = f"data:{form.media_type};base64,{b64encode(data).decode()}"
        save = _("Save {file}").format(file=form.file_name)
        told = _(
            "({count} lines). It holds your trainees' ids and scores: keep it where only you can read it."
        ).format(count=len(data.splitlines()))
        self.export.html = (
            f'<p><a download="{escape(form.file_name)}" href="{address}">{escape(save)}</a> '
            f"{escape(told)} {escape(_(form.waiting))}</p>"
        )
