"""Questions are found in cells by reading, never by running."""

import pytest

from kapedu.grading.quiz_cells import grade_id, item_in, question_in
from kapedu.quiz import QuizError

ITEM = 'question("""{id: a, kind: text, stem: S}""")'
KEY = 'key("""{correct: {accept: [x]}, rationale: R, sources: [k]}""")'


def test_item_and_key_are_read_from_the_cells_text():
    question = question_in(f"{ITEM}\n### BEGIN HIDDEN TESTS\n{KEY}\n### END HIDDEN TESTS", "cell 1")
    assert question.item.id == "a"
    assert question.key.accept == ("x",)


def test_a_question_without_its_key_is_an_error_that_says_where_the_key_goes():
    with pytest.raises(QuizError, match=r"cell 1, item 'a': there is no key; write key\(\.\.\.\) between"):
        question_in(ITEM, "cell 1")


@pytest.mark.parametrize(
    "source",
    [
        "",
        "hand_in()",
        "question(",
        "question(text)",
        "question('a', 'b')",
        "x = question('{id: a}')",
        "if True:\n    question('{id: a}')",
        "module.question('{id: a}')",
        "question(" * 5000,
        "\x00",
    ],
)
def test_any_other_cell_holds_no_question(source):
    assert item_in(source, "cell 1") is None


def test_a_cells_id_is_empty_whatever_its_metadata_holds():
    for metadata in ({}, {"nbgrader": 3}, {"nbgrader": {"grade_id": 7}}, None, "text"):
        assert grade_id({"metadata": metadata}) == ""
    assert grade_id({"metadata": {"nbgrader": {"grade_id": "a"}}}) == "a"
