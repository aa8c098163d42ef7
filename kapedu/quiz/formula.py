"""Arithmetic that an author writes for a calculation: numbers, names, + - * / ( ), nothing else."""

import ast
import math
import operator
import re
from collections.abc import Callable, Mapping

from kapedu.quiz.fields import QuizError

_PLACE = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_TWO: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def evaluate(formula: str, values: Mapping[str, float]) -> float:
    """The number that a formula gives.

    Example:
        >>> evaluate("weight * 0.5 / 2", {"weight": 80})
        20.0

    Raises:
        QuizError: The formula holds anything but arithmetic, a name without a value, or gives no number.
    """
    try:
        result = float(_value(ast.parse(formula, mode="eval").body, values))
    except (SyntaxError, ValueError, RecursionError, ZeroDivisionError, OverflowError) as error:
        raise QuizError(f"the formula {formula!r} gives no number: {error}") from None
    if not math.isfinite(result):
        raise QuizError(f"the formula {formula!r} gives no number")
    return result


def _value(node: ast.expr, values: Mapping[str, float]) -> float:
    match node:
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            return number
        case ast.Name(id=name) if name in values:
            return values[name]
        case ast.Name(id=name):
            raise ValueError(f"{name!r} is none of {', '.join(values) or 'no numbers'}")
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_value(operand, values)
        case ast.BinOp(left=left, op=symbol, right=right) if type(symbol) in _TWO:
            return _TWO[type(symbol)](_value(left, values), _value(right, values))
        case _:
            raise ValueError("write numbers, names, + - * / and parentheses only")


def fill(text: str, values: Mapping[str, float]) -> str:
    """A text with each ``{name}`` replaced by its number.

    Example:
        >>> fill("{weight} kg", {"weight": 80.0})
        '80 kg'
    """
    return _PLACE.sub(lambda place: f"{values[place[1]]:.6g}" if place[1] in values else place[0], text)


def names_in(text: str) -> set[str]:
    """The names in curly brackets in a text."""
    return set(_PLACE.findall(text))
