"""A quiz that could not be marked is refused before anybody receives it."""

import nbformat
import pytest

from kapedu.grading.release import check_quiz
from kapedu.quiz import QuizError

ITEM = 'question("""{id: site, kind: single, stem: S, points: 2, options: {a: One, b: Two}}""")'
KEY = """### BEGIN HIDDEN TESTS
key('''
correct: a
rationale: {a: Yes, b: No}
sources: [kamp2020]
facts: [pkpd.absorption.oral_racemic.F_tablet]
''')
### END HIDDEN TESTS"""


def notebook(source: str = f"{ITEM}\n{KEY}", **changes: object) -> nbformat.NotebookNode:
    data = {
        "grade": True,
        "solution": False,
        "locked": True,
        "points": 2,
        "grade_id": "site",
        "schema_version": 3,
        "task": False,
    }
    cell = nbformat.v4.new_code_cell(source, metadata={"nbgrader": data | changes})
    return nbformat.v4.new_notebook(cells=[cell])


def test_a_sound_quiz_gives_its_questions():
    assert [question.item.id for question in check_quiz(notebook(), "quiz")] == ["site"]


@pytest.mark.parametrize(
    ("nb", "told"),
    [
        (notebook(points=3), "nbgrader's points: 3 cannot be used; write 2.0"),
        (notebook(grade_id="place"), "nbgrader's grade_id: 'place' cannot be used; write 'site'"),
        (notebook(locked=False), "nbgrader's locked: False cannot be used; write True"),
        (notebook(grade=False, locked=True), "nbgrader's grade: False cannot be used; write True"),
        (notebook("assert 1 == 1"), "this one holds something else"),
        (notebook(f"{ITEM}\n{KEY.replace('### BEGIN HIDDEN TESTS', '')}"), "trainees would see it"),
        (notebook(f"{ITEM}\n{KEY.replace('kamp2020', 'nobody1999')}"), "nobody1999"),
        (notebook(f"{ITEM}\n{KEY.replace('F_tablet', 'F_moon')}"), "F_moon"),
        (
            notebook(f"{ITEM}\n{KEY.replace('F_tablet', 'ka')}"),
            "'pkpd.absorption.oral_racemic.ka' is unverified",
        ),
        (notebook(f"{ITEM}\n{KEY.replace('correct: a', 'correct: z')}"), "write option ids of this item"),
        (nbformat.v4.new_notebook(), "there is no question in this notebook"),
        (nbformat.v4.new_notebook(cells=[*notebook().cells, *notebook().cells]), "this id is used twice"),
    ],
)
def test_the_error_names_the_notebook_and_what_is_wrong(nb, told):
    with pytest.raises(QuizError) as caught:
        check_quiz(nb, "quiz")
    assert str(caught.value).startswith("quiz.ipynb")
    assert told in str(caught.value)
