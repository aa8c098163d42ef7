"""Spaced review: what was missed comes back after some days, later each time that it is remembered.

When a question comes back is computed by FSRS (the Free Spaced Repetition Scheduler, version 6, Ye, Su and Cao 2022,
https://doi.org/10.1145/3534678.3539081, library ``fsrs``) with its published default weights. Nothing is stored
beside the record: where each question stands follows from its events, replayed in order, so that it is exported and
erased with them. No clock is read here: the time is an argument.

Course rules:

- a self-check comes back once a try was not right; one that was right at its first try does not;
- the shortest wait is a day, the longest half a year, and a question is asked when the chance of remembering it has
  fallen to nine in ten;
- another try in a lesson within a day of the last one says little about memory and does not count; an answer given
  in the review always counts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from kapedu.language import _, ngettext
from kapedu.record.event import Event
from kapedu.record.lessons import Lesson

if TYPE_CHECKING:
    from fsrs import Card, Scheduler

RATINGS = {"again": "Again", "hard": "Hard", "good": "Good", "easy": "Easy"}
"""How well something was remembered: the words of FSRS, by the name that the record keeps."""

REVIEW = "review"
_RIGHT = "right"
_DESIRED_RETENTION = 0.9
_LONGEST_DAYS = 182
_A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Recall:
    """Where one missed question stands.

    Attributes:
        module: Folder of its lesson, such as ``1-mechanism``.
        item: Its id.
        due: When it comes back, UTC.
        reviews: How often it was asked since it was first missed.
    """

    module: str
    item: str
    due: datetime
    reviews: int


def recalls(events: Iterable[Event]) -> tuple[Recall, ...]:
    """Where every missed self-check stands, the one that is due first in front.

    Args:
        events: The record, in any order; what is neither a self-check nor a review is passed over.

    Examples:
        >>> missed = Event("2026-11-22T09:00:00+00:00", "check", "1-mechanism", "r-site", {"verdict": "wrong"})
        >>> [(one.item, one.due.isoformat()) for one in recalls([missed])]
        [('r-site', '2026-11-23T09:00:00+00:00')]
    """
    cards: dict[tuple[str, str], Card] = {}
    asked: dict[tuple[str, str], int] = {}
    for moment, event, rating in _answers(events):
        place = (event.module, event.item)
        if place not in cards:
            if rating != "again":
                continue
            cards[place], asked[place] = _rated(None, rating, moment), 0
            continue
        last = cards[place].last_review
        assert last is not None
        if event.kind != REVIEW and moment - last < _A_DAY:
            continue
        cards[place] = _rated(cards[place], rating, moment)
        asked[place] += event.kind == REVIEW
    found = [Recall(*place, card.due, asked[place]) for place, card in cards.items()]
    return tuple(sorted(found, key=lambda one: (one.due, one.module, one.item)))


def due_now(found: Sequence[Recall], lessons: Iterable[Lesson], now: datetime) -> tuple[Recall, ...]:
    """Those to be asked by ``now`` that the course still has, the longest overdue first."""
    known = {(lesson.module, item) for lesson in lessons for item in lesson.checks}
    return tuple(one for one in found if one.due <= now and (one.module, one.item) in known)


def next_due(events: Iterable[Event], asked: Recall, rating: str, now: datetime) -> datetime:
    """When a question would come back if it were rated so now.

    Args:
        events: The record so far.
        asked: Which question.
        rating: A key of :data:`RATINGS`.
        now: The moment of the answer, with a time zone.
    """
    said = Event(now.isoformat(), REVIEW, asked.module, asked.item, {"rating": rating})
    after = recalls([*events, said])
    return next(one.due for one in after if (one.module, one.item) == (asked.module, asked.item))


def in_words(due: datetime, now: datetime) -> str:
    """How long until then, as a person says it.

    Examples:
        >>> now = datetime(2026, 11, 22, 9, tzinfo=UTC)
        >>> in_words(now + timedelta(days=1), now), in_words(now + timedelta(days=40), now)
        ('tomorrow', 'in about 6 weeks')
    """
    days = (due.astimezone().date() - now.astimezone().date()).days
    if days <= 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    if days < _WEEKS_FROM_DAYS:
        return ngettext("in {count} day", "in {count} days", days).format(count=days)
    if days < _MONTHS_FROM_DAYS:
        weeks = round(days / 7)
        return ngettext("in about {count} week", "in about {count} weeks", weeks).format(count=weeks)
    months = round(days / 30.4)
    return ngettext("in about {count} month", "in about {count} months", months).format(count=months)


_WEEKS_FROM_DAYS = 14
_MONTHS_FROM_DAYS = 60


def _answers(events: Iterable[Event]) -> list[tuple[datetime, Event, str]]:
    """What says something about memory, oldest first, each with its time in UTC and its rating."""
    found = []
    for event in events:
        rating = _rating(event)
        if rating:
            found.append((datetime.fromisoformat(event.at).astimezone(UTC), event, rating))
    return sorted(found, key=lambda answer: answer[0])


def _rating(event: Event) -> str:
    """The rating that an event stands for; empty for one that says nothing about memory."""
    if event.kind == REVIEW:
        rating = event.detail.get("rating")
        return rating if isinstance(rating, str) and rating in RATINGS else ""
    verdict = event.detail.get("verdict")
    if event.kind != "check" or not isinstance(verdict, str) or not verdict:
        return ""
    return "good" if verdict == _RIGHT else "again"


def _rated(card: "Card | None", rating: str, moment: datetime) -> "Card":
    from fsrs import Card, Rating

    before = Card(card_id=0, due=moment) if card is None else card
    if before.last_review is not None and moment < before.last_review:
        moment = before.last_review
    return _scheduler().review_card(before, Rating[rating.capitalize()], moment)[0]


@cache
def _scheduler() -> "Scheduler":
    """FSRS without steps of minutes and without chance."""
    from fsrs import Scheduler

    return Scheduler(
        desired_retention=_DESIRED_RETENTION,
        learning_steps=(),
        relearning_steps=(),
        maximum_interval=_LONGEST_DAYS,
        enable_fuzzing=False,
    )
