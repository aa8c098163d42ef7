"""A batch asks its queries through one engine, and closing a gradebook still closes it."""

import nbgrader.api
import pytest
from nbgrader.api import Gradebook

from kapedu.grading.one_engine import keep_engines


@pytest.mark.filterwarnings("ignore::DeprecationWarning:nbgrader")
def test_gradebooks_of_one_database_share_an_engine_and_others_do_not(tmp_path, monkeypatch):
    monkeypatch.setattr(nbgrader.api, "create_engine", nbgrader.api.create_engine)
    keep_engines()
    made = nbgrader.api.create_engine
    keep_engines()
    assert nbgrader.api.create_engine is made, "once is enough"
    engines = []
    for name in ("one", "one", "two"):
        with Gradebook(f"sqlite:///{tmp_path}/{name}.db") as gradebook:
            gradebook.update_or_create_student("ann")
            engines.append(gradebook.engine)
    assert engines[0] is engines[1]
    assert engines[0] is not engines[2]
    assert engines[0].pool.checkedout() == 0
    with Gradebook(f"sqlite:///{tmp_path}/one.db") as gradebook:
        assert [student.id for student in gradebook.students] == ["ann"]
