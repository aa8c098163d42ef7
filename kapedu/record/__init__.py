"""The learner's own record: what was answered and when, on this computer only, without a name."""

from kapedu.record.event import KINDS, Event, RecordError
from kapedu.record.journal import Journal, Journalled
from kapedu.record.keeping import journal_in_use, remember
from kapedu.record.lessons import Lesson, read_lessons
from kapedu.record.progress import Standing, missed, standings, to_continue
from kapedu.record.quizzes import QuizStanding, quiz_standings
from kapedu.record.review import RATINGS, Recall, due_now, in_words, next_due, recalls

__all__ = [
    "KINDS",
    "RATINGS",
    "Event",
    "Journal",
    "Journalled",
    "Lesson",
    "QuizStanding",
    "Recall",
    "RecordError",
    "Standing",
    "due_now",
    "in_words",
    "journal_in_use",
    "missed",
    "next_due",
    "quiz_standings",
    "read_lessons",
    "recalls",
    "remember",
    "standings",
    "to_continue",
]
