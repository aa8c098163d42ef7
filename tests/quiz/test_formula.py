"""A formula is arithmetic and nothing else."""

import math
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapedu.quiz import QuizError
from kapedu.quiz.formula import evaluate, fill, names_in


@given(st.floats(-1e6, 1e6), st.floats(0.001, 1e6))
def test_it_gives_what_python_gives(weight, share):
    values = {"weight": weight, "share": share}
    assert math.isclose(evaluate("-(weight - 2) * 3 / share + 1", values), -(weight - 2) * 3 / share + 1)


@pytest.mark.parametrize(
    "formula",
    [
        "",
        "x",
        "1 +",
        "__import__('os')",
        "x.y",
        "[1]",
        "1 if 1 else 2",
        "2 ** 9",
        "True",
        "1 / 0",
        "1e308 * 10",
        "'a'",
    ],
)
def test_anything_else_is_refused_by_name(formula):
    with pytest.raises(QuizError, match="gives no number"):
        evaluate(formula, {})


@given(st.text())
def test_any_other_text_is_a_number_or_an_error_that_says_so(text):
    with suppress(QuizError):
        assert math.isfinite(evaluate(text, {"x": 1.0}))


def test_numbers_are_filled_in_as_a_person_writes_them():
    assert fill("{a} and {b} of {c}", {"a": 80.0, "b": 0.3500000001}) == "80 and 0.35 of {c}"
    assert names_in("{a} and {b_2} of {C}") == {"a", "b_2"}
