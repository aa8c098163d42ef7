"""Finding questions in notebook cells by reading their text; no cell is ever run."""

import ast
from functools import lru_cache
from typing import Any

from kapedu.quiz import Item, Question, QuizError, parse_item, parse_key


def _call_texts(source: str) -> dict[str, str]:
    """The text given to ``question(...)`` and ``key(...)`` at the top level of a cell."""
    try:
        statements = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError):
        return {}
    texts = {}
    for statement in statements:
        call = statement.value if isinstance(statement, ast.Expr) else None
        if (
            isinstance(call, ast.Call)
            and isinstance(call.func, ast.Name)
            and len(call.args) == 1
            and isinstance(call.args[0], ast.Constant)
            and isinstance(call.args[0].value, str)
        ):
            texts[call.func.id] = call.args[0].value
    return texts


def item_in(source: str, where: str) -> Item | None:
    """The item that a cell shows, or None for any other cell.

    Raises:
        QuizError: The cell shows a question that cannot be used.
    """
    text = _call_texts(source).get("question")
    return None if text is None else parse_item(text, where)


@lru_cache(maxsize=512)
def question_in(source: str, where: str) -> Question | None:
    """The item and key in an instructor's cell, or None for a cell without a question.

    Raises:
        QuizError: Item or key cannot be used, or the key is missing.
    """
    item = item_in(source, where)
    if item is None:
        return None
    key_text = _call_texts(source).get("key")
    if key_text is None:
        raise QuizError(
            f"{where}, item '{item.id}': there is no key; write key(...) between ### BEGIN HIDDEN TESTS"
            " and ### END HIDDEN TESTS"
        )
    return Question(item, parse_key(key_text, item, where))


def grader_data(cell: Any) -> dict[str, Any]:
    """The nbgrader metadata of a cell; empty if there is none or it is not usable."""
    metadata = cell.get("metadata")
    data = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    return data if isinstance(data, dict) else {}


def grade_id(cell: Any) -> str:
    """The nbgrader id of a cell; empty if there is none."""
    name = grader_data(cell).get("grade_id")
    return name if isinstance(name, str) else ""
