"""A graded question in a quiz notebook, and the instructor's view of its key."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from kapedu.language import _
from kapedu.quiz import Key, Kind, QuizError, key_lines, parse_item, parse_key
from kapedu.quiz.key import key_for_trainee
from kapedu.widgets.questions.question_view import QuestionView, citations, prose
from kapedu.widgets.questions.quiz_in_progress import current_quiz

if TYPE_CHECKING:
    import ipywidgets


def question(text: str) -> QuestionView | ipywidgets.Widget:
    """Show a graded question; its answer is saved to the answer sheet at every change.

    Args:
        text: The item in YAML, without its key.

    Raises:
        QuizError: The item cannot be used; names item, field and what to write.
    """
    quiz = current_quiz()
    view = quiz.show(parse_item(text))
    item = next(reversed(quiz.items.values()))
    if item.kind is Kind.COURSE_RUN:
        from kapedu.widgets.encounters.graded_treatment import graded_treatment

        return graded_treatment(quiz, item, view)
    if item.kind is not Kind.CASE_RUN:
        return view
    from kapedu.widgets.encounters.graded_encounter import graded_encounter

    return graded_encounter(quiz, item, view)


class KeyCard:
    """The key of a question as an instructor sees it under the question in the source notebook."""

    def __init__(self, key: Key, lines: list[str]) -> None:
        self._key = key
        self._lines = lines

    def __str__(self) -> str:
        return _("Key (instructors only): ") + "; ".join(self._lines)

    def _repr_html_(self) -> str:
        lines = "".join(f"<li>{escape(line)}</li>" for line in self._lines)
        why = "".join(prose(text) for text in self._key.rationale.values())
        return (
            f"<details><summary>{_('Key, for instructors: never part of what trainees receive')}</summary>"
            f"<ul>{lines}</ul>{why}{citations(self._key.sources)}</details>"
        )


def key(text: str) -> KeyCard:
    """Show the key of the question above it. Only in an instructor's source notebook.

    Args:
        text: The key in YAML.

    Raises:
        QuizError: There is no question above, or the key does not fit it.
    """
    items = list(current_quiz().items.values())
    if not items:
        raise QuizError("key: there is no question above this key; write question(...) first")
    item, seed = items[-1], current_quiz().sheet.seed
    parsed = key_for_trainee(parse_key(text, item), item, seed)
    return KeyCard(parsed, key_lines(item, parsed))
