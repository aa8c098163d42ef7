"""The learner's own record: what was answered and when, on this computer only, without a name."""

from kapedu.record.event import KINDS, Event, RecordError
from kapedu.record.journal import Journal, Journalled
from kapedu.record.keeping import journal_in_use, remember
from kapedu.record.lessons import Lesson, read_lessons
from kapedu.record.progress import Standing, missed, standings, to_continue
from kapedu.record.quizzes import QuizStanding, quiz_standings

__all__ = [
    "KINDS",
    "Event",
    "Journal",
    "Journalled",
    "Lesson",
    "QuizStanding",
    "RecordError",
    "Standing",
    "journal_in_use",
    "missed",
    "quiz_standings",
    "read_lessons",
    "remember",
    "standings",
    "to_continue",
]
