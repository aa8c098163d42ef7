"""Items, keys, the answer sheet and marking: answers are data, and nothing of a trainee's is executed."""

from kapedu.quiz.answer_sheet import CONFIDENCE, AnswerSheet, LoadedSheet
from kapedu.quiz.fields import QuizError
from kapedu.quiz.item import About, Item, Option
from kapedu.quiz.key import Key, RubricLine
from kapedu.quiz.key_text import key_lines
from kapedu.quiz.kind import Kind
from kapedu.quiz.marking import Mark, Marks, Verdict, mark_answer, mark_sheet
from kapedu.quiz.question_file import Question, parse_item, parse_key, read_question_file

__all__ = [
    "CONFIDENCE",
    "About",
    "AnswerSheet",
    "Item",
    "Key",
    "Kind",
    "LoadedSheet",
    "Mark",
    "Marks",
    "Option",
    "Question",
    "QuizError",
    "RubricLine",
    "Verdict",
    "key_lines",
    "mark_answer",
    "mark_sheet",
    "parse_item",
    "parse_key",
    "read_question_file",
]
