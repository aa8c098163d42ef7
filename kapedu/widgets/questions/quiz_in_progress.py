"""A quiz being answered in this kernel: its questions in order and the answer sheet on disk."""

import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from kapedu.language import _, date_words, ngettext
from kapedu.quiz import AnswerSheet, Item, Kind
from kapedu.quiz.answer_sheet import FILE_NAME, SheetError, Value, read_sheet
from kapedu.quiz.response import is_blank, read_number
from kapedu.widgets.questions.question_view import QuestionView

_OPEN: dict[Path, "QuizInProgress"] = {}


def current_quiz() -> "QuizInProgress":
    """The quiz of the folder that this kernel works in."""
    folder = Path.cwd()
    if folder not in _OPEN:
        _OPEN[folder] = QuizInProgress(folder)
    return _OPEN[folder]


def points_text(points: float) -> str:
    if not points:
        return _("no points")
    told = ngettext("{count} point", "{count} points", 1 if points == 1 else max(2, int(points)))
    return told.format(count=f"{points:g}")


class QuizInProgress:
    """Questions shown so far and the sheet their answers go to.

    In an instructor's source folder (``source/<assignment>``) nothing is saved, so that trial answers are
    never released with the assignment.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / FILE_NAME
        self.is_preview = folder.parent.name == "source"
        self.items: dict[str, Item] = {}
        self._views: dict[str, QuestionView] = {}
        self._listeners: list[Callable[[], None]] = []
        loaded = AnswerSheet.load(self.path, assignment=folder.name, seed=secrets.token_hex(4), now=_now())
        self.sheet = loaded.sheet
        self.notice = loaded.notice

    def on_change(self, callback: Callable[[], None]) -> None:
        """Call ``callback`` whenever a question or an answer is added or changed."""
        self._listeners.append(callback)

    def show(self, item: Item) -> QuestionView:
        """The view of a question, its answer restored from the sheet."""
        item = item.for_trainee(self.sheet.seed)
        self.items[item.id] = item
        kept = self.sheet.answers.get(item.id)
        view = QuestionView(
            item,
            mode="quiz",
            heading=[],
            seed=self.sheet.seed,
            answer=self.sheet.value(item.id),
            confidence=kept.confidence if kept else "",
            seconds=kept.seconds if kept else 0,
        )
        view.status = {"text": self._restored(item.id), "kind": "problem" if self.notice else "saved"}
        view.problem = _problem(item, view.given)
        view.observe(lambda _change: self._record(item, view, view.given), names="change_count")
        self._views[item.id] = view
        number = list(self.items).index(item.id) + 1
        view.set_heading([_("Question {number}").format(number=number), points_text(item.points)])
        self._tell()
        return view

    def number_all(self) -> None:
        """Write into each heading how many questions there are, once all of them are known."""
        total = len(self.items)
        for number, item in enumerate(self.items.values(), start=1):
            place = _("Question {number} of {all}").format(number=number, all=total)
            self._views[item.id].set_heading([place, points_text(item.points)])

    def blanks(self) -> list[int]:
        """Numbers of the questions that have no answer yet, from 1."""
        return [n for n, item in enumerate(self.items.values(), start=1) if self.sheet.value(item.id) is None]

    def unusable(self) -> list[int]:
        """Numbers of the questions whose answer cannot be used as it is, from 1."""
        return [number for number, name in enumerate(self.items, start=1) if self._views[name].problem]

    def record_run(self, item: Item, value: tuple[str, ...], *, problem: str) -> str:
        """Keep a run that is being played: its code, and notes if there are any.

        Args:
            item: Its question.
            value: What the answer sheet keeps.
            problem: Why the run is not done yet; empty if it is.

        Returns:
            Why it could not be kept; empty if it was.
        """
        view = self._views[item.id]
        self._record(item, view, value)
        failed = view.status.get("kind") == "problem"
        told = str(view.status["text"]) if failed else ""
        if not failed and not self.is_preview:  # the time would be read out each minute
            view.status = {"text": _("Every step is saved."), "kind": "saved"}
        self.note_problem(item, problem)
        return told

    def note_problem(self, item: Item, problem: str) -> None:
        """Say beside a question why its answer is not done yet; an empty text takes that back."""
        self._views[item.id].problem = problem
        self._tell()

    def save(self) -> None:
        """Write the sheet as it is, also without any answer.

        Raises:
            OSError: The sheet cannot be written.
        """
        self.sheet.save(self.path)

    def record_hand_in(self) -> None:
        """Note in the sheet that it was handed in now.

        Raises:
            OSError: The sheet cannot be written.
        """
        self.sheet = self.sheet.with_hand_in(_now().isoformat(timespec="seconds"))
        self.sheet.save(self.path)
        self._tell()

    def _restored(self, item_id: str) -> str:
        if self.notice:
            return self.notice
        if item_id not in self.sheet.answers:
            return ""
        return _("Saved {when}; you can still change it.").format(when=clock(self.sheet.answers[item_id].at))

    def _record(self, item: Item, view: QuestionView, value: Value | None) -> None:
        moment = _now().isoformat(timespec="seconds")
        view.problem = _problem(item, value)
        self.sheet = self._newest().with_answer(item.id, value, moment, view.confidence, view.seconds)
        if self.is_preview:
            view.status = {"text": _("Preview for instructors: answers are not saved here."), "kind": ""}
        else:
            try:
                self.sheet.save(self.path)
            except OSError as error:
                reason = error.strerror or type(error).__name__
                told = _("Not saved: this folder cannot be written to ({why}). Please tell your instructor.")
                text = told.format(why=reason)
                view.status = {"text": text, "kind": "problem"}
            else:
                kept = _("Saved {when}.").format(when=clock(moment))
                text = _("Answer removed.") if is_blank(value) else kept
                view.status = {"text": text, "kind": "saved"}
        self._tell()

    def _newest(self) -> AnswerSheet:
        """The sheet on disk, where another window may have written; the one in memory if that fails."""
        try:
            return read_sheet(self.path.read_bytes())
        except (OSError, SheetError):
            return self.sheet

    def _tell(self) -> None:
        for listener in self._listeners:
            listener()


def _problem(item: Item, value: Value | None) -> str:
    """Why an answer as typed cannot be marked, said while there is time to change it."""
    if value is None or is_blank(value):
        return ""
    if item.kind is Kind.MATCHING or item.kind is Kind.JUDGEMENT:
        open_lines = len(item.options) - len(value)
        return _("Lines still open: {count}.").format(count=open_lines) if open_lines else ""
    if not item.kind.is_number:
        return ""
    return read_number(value, item.unit).problem


def _now() -> datetime:
    return datetime.now(UTC)


def clock(moment: str) -> str:
    """A stored time as the reader's clock shows it."""
    try:
        local = datetime.fromisoformat(moment).astimezone()
    except ValueError:
        return _("earlier")
    today = local.date() == datetime.now().astimezone().date()
    return (
        _("at {time}").format(time=f"{local:%H:%M}")
        if today
        else _("on {date}").format(date=date_words(moment))
    )
