"""What was missed comes back: the self-checks that are due, one by one, and when each returns."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

from kapedu.language import _, date_words, ngettext
from kapedu.quiz import Question, QuizError, read_question_file
from kapedu.record import (
    RATINGS,
    Event,
    Journal,
    Lesson,
    Recall,
    RecordError,
    due_now,
    in_words,
    journal_in_use,
    next_due,
    read_lessons,
    recalls,
    remember,
)
from kapedu.widgets.home.my_course import command_link
from kapedu.widgets.parts.controls import Button, Html
from kapedu.widgets.parts.layout import row, stack
from kapedu.widgets.parts.looks import Looks
from kapedu.widgets.questions.check import FILE_NAME, SelfCheck
from kapedu.widgets.questions.question_view import button

_AFTER_RIGHT = ("hard", "good", "easy")


def my_review() -> Any:
    """The self-checks that were missed and are due, from the record on this computer."""
    journal = journal_in_use()
    if journal is None:
        words = _("Nothing comes back here: no record is kept on this computer.")
        return Html(f"<p>{escape(words)}</p>")
    return _Review(journal).box


def _rating_words() -> dict[str, str]:
    """What the ratings of FSRS are called on the page."""
    return {"again": _("Again"), "hard": _("Hard"), "good": _("Good"), "easy": _("Easy")}


def _now() -> datetime:
    return datetime.now(UTC)


class _Asked(SelfCheck):
    """A missed self-check asked again: one try, then how well it was remembered decides when it returns."""

    def __init__(
        self,
        question: Question,
        recall: Recall,
        events: tuple[Event, ...],
        on_rated: Callable[[datetime], None],
    ) -> None:
        super().__init__(
            question, tries=1, heading=_("From your review"), seed=f"{recall.item} {recall.reviews + 1}"
        )
        self.recall = recall
        self.events = events
        self.on_rated = on_rated
        self.verdict = ""

    def keep(self, **detail: Any) -> str:  # the try is kept together with its rating
        self.verdict = str(detail.get("verdict", ""))
        return ""

    def after(self, verdict: str) -> list[dict[str, str]]:
        now = _now()

        def returns(rating: str) -> str:
            return in_words(next_due(self.events, self.recall, rating, now), now)

        if verdict == "right":
            words = _rating_words()
            return [
                button(
                    rating, f"{words[rating]}: {returns(rating)}", "primary" if rating == "good" else "quiet"
                )
                for rating in _AFTER_RIGHT
            ]
        return [button("again", _("Ask me again {when}").format(when=returns("again")))]

    def _reveal(self, title: str, verdict: str) -> None:
        asked = _("How well did you remember it?")
        super()._reveal(f"{title} {asked}" if verdict == "right" else title, verdict)

    def _press(self, name: str) -> None:
        if name not in RATINGS:
            super()._press(name)
            return
        now = _now()
        problem = remember(
            "review", self.item.id, module=self.recall.module, verdict=self.verdict, rating=name
        )
        if problem:
            self.view.problem = problem
            return
        self.on_rated(next_due(self.events, self.recall, name, now))


class _Review:
    def __init__(self, journal: Journal) -> None:
        self.journal = journal
        self.root = journal.path.parent.parent
        self.words = Html("")
        self.told = Html("", live=True)
        self.start = Button(_("Review now"), on_click=self._ask)
        self.later = Button(_("Not now"), on_click=self._stop, kind="quiet")
        self.place = stack()
        self.asked: _Asked | None = None
        self.done = 0
        self.looks = Looks()
        self.looks.observe(self._looked, names="looks")
        self.box = stack(self.looks, self.words, self.told, self.place)
        self._stop()

    def _looked(self, _change: Any) -> None:
        if self.asked is None:
            self._stop()

    def _stop(self) -> None:
        self.asked = None
        due = self._count()
        self.place.children = (row(self.start),) if due else ()

    def _read(self) -> tuple[tuple[Event, ...], tuple[Lesson, ...]]:
        return self.journal.read().events, read_lessons(self.root)

    def _count(self) -> int:
        """Say how many are due; how many that is."""
        try:
            events, lessons = self._read()
        except (OSError, RecordError) as error:
            self.words.html = f"<p>{escape(_('Your record cannot be read: {why}').format(why=error))}</p>"
            return 0
        found, now = recalls(events), _now()
        due = due_now(found, lessons, now)
        known = due_now(found, lessons, datetime.max.replace(tzinfo=UTC))
        gone = len(found) - len(known)
        if due:
            words = ngettext("{count} question to review now", "{count} questions to review now", len(due))
            of_all = _("of {all} that you once missed").format(all=len(known))
            self.words.html = f"<p><b>{escape(words.format(count=len(due)))}</b>, {escape(of_all)}.</p>"
        elif known:
            words = _(
                "Nothing to review now. Questions that you once missed: {all}. The next one comes back {when} ({date})."
            ).format(all=len(known), when=in_words(known[0].due, now), date=date_words(known[0].due))
            self.words.html = f"<p>{escape(words)}</p>"
        else:
            words = _(
                "Nothing to review. A self-check that you miss in a lesson comes back here the next day, and then "
                "after longer and longer times while you remember it."
            )
            self.words.html = f"<p>{escape(words)}</p>"
        if gone:
            words = ngettext(
                "{count} that you missed is no longer part of the course.",
                "{count} that you missed are no longer part of the course.",
                gone,
            )
            self.words.html += f"<p>{escape(words.format(count=gone))}</p>"
        return len(due)

    def _ask(self) -> None:
        try:
            events, lessons = self._read()
            due = due_now(recalls(events), lessons, _now())
            if not due:
                self._stop()
                return
            recall = due[0]
            question = _question(self.root / "modules" / recall.module / FILE_NAME, recall.item)
        except (OSError, RecordError, QuizError) as error:
            self.told.html = f"<p>{escape(_('The question cannot be shown: {why}').format(why=error))}</p>"
            return
        lesson = next(one for one in lessons if one.module == recall.module and recall.item in one.checks)
        self.asked = _Asked(question, recall, events, self._rated)
        more = len(due) - 1
        left = (
            ngettext("{count} more after this one.", "{count} more after this one.", more).format(count=more)
            if more
            else _("The last one for now.")
        )
        link = command_link(lesson.path, _(lesson.title))
        self.words.html = f"<p>{escape(left)} {escape(_('From the lesson:'))} {link}.</p>"
        self.place.children = (self.asked.view, row(self.later))

    def _rated(self, due: datetime) -> None:
        self.done += 1
        words = _("That question comes back {when} ({date}).").format(
            when=in_words(due, _now()), date=date_words(due)
        )
        self.told.html = f"<p>{escape(words)}</p>"
        self.asked = None
        if self._count():
            self._ask()
        else:
            self.place.children = ()
        self.looks.seek += 1


def _question(path: Path, item: str) -> Question:
    questions = _questions(path, path.stat().st_mtime_ns if path.exists() else 0)
    if item not in questions:
        raise QuizError(f"{path.parent.name}/{path.name}: there is no entry {item!r}")
    return questions[item]


@lru_cache(maxsize=8)
def _questions(path: Path, _changed: int) -> dict[str, Question]:
    return read_question_file(path)
