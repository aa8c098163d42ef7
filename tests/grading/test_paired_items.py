"""The items of a pre-test and its post-test side by side, for those who took both."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from kapedu import cli
from kapedu.grading.class_answers import ClassAnswers
from kapedu.grading.ledger import MARKED, Ledger
from kapedu.grading.paired_items import paired_items
from kapedu.grading.paired_tests import paired_gain

REPO = Path(__file__).resolve().parents[2]
NAMES = ("pre-test", "post-test")


def answers(students: tuple[str, ...], items: tuple[str, ...], scores: list[list[float]]) -> ClassAnswers:
    none = tuple(tuple(() for _ in items) for _ in students)
    unsure = tuple(tuple("" for _ in items) for _ in students)
    values = np.array(scores, dtype=float)
    return ClassAnswers(students, items, values, none, unsure, np.full(values.shape, np.nan), ())


def test_items_pair_by_what_their_ids_share_and_only_those_who_took_both_count():
    before = answers(("ann", "bob", "cat"), ("pre-dose", "pre-mania"), [[0, 1], [1, 0.5], [1, 1]])
    after = answers(("bob", "ann"), ("post-mania", "post-dose"), [[1, 1], [0.5, 1]])
    found = paired_items(NAMES, before, after)
    assert [(pair.name, pair.before, pair.after) for pair in found.pairs] == [
        ("dose", 0.5, 1.0),
        ("mania", 0.75, 0.75),
    ]
    assert found.alone == ()


def test_items_without_a_partner_are_told():
    before = answers(("ann",), ("pre-dose", "pre-old"), [[0, 1]])
    after = answers(("ann",), ("post-dose", "post-new"), [[0, 1]])
    assert paired_items(NAMES, before, after).alone == ("pre-old", "post-new")


def test_nobody_who_took_both_gives_no_pairs():
    before = answers(("ann",), ("pre-dose",), [[0]])
    after = answers(("bob",), ("post-dose",), [[1]])
    assert paired_items(NAMES, before, after).pairs == ()


@pytest.fixture
def class_that_took_both(tmp_path) -> Path:
    """A course whose ledger holds both tests of four people, one of whom took the first alone."""
    assessments = tmp_path / "assessments"
    (assessments / "source").mkdir(parents=True)
    shutil.copy(REPO / "assessments" / "nbgrader_config.py", assessments)
    ledger = Ledger(assessments / "ledger.jsonl")
    marks = {
        "pre-test": {"ann": (0, 0), "bob": (0, 1), "cat": (1, 0), "dan": (1, 1)},
        "post-test": {"ann": (1, 0), "bob": (1, 1), "cat": (1, 1)},
    }
    for test, students in marks.items():
        prefix = test.removesuffix("test")
        for student, (dose, mania) in students.items():
            items = [
                {
                    "id": f"{prefix}{name}",
                    "kind": "single",
                    "version": 1,
                    "points": 1.0,
                    "fraction": float(fraction),
                }
                for name, fraction in (("dose", dose), ("mania", mania))
            ]
            ledger.append(
                {
                    "event": MARKED,
                    "assignment": test,
                    "student": student,
                    "items": items,
                    "score": float(dose + mania),
                    "max_score": 2.0,
                }
            )
    return tmp_path


def test_the_gain_command_tells_total_and_pairs(class_that_took_both, capsys):
    assert cli.main(["grades", "gain", *NAMES, "--root", str(class_that_took_both)]) == 0
    told = capsys.readouterr().out
    assert "3 trainees took both: 33% before, 83% after." in told
    lines = {line.split()[0]: line.split()[1:] for line in told.splitlines() if line.endswith("%")}
    assert lines == {"dose": ["33%", "100%"], "mania": ["33%", "67%"]}
    assert cli.main(["grades", "gain", *NAMES, "--root", str(class_that_took_both), "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["gain"] == pytest.approx(0.5)
    assert [pair["name"] for pair in data["items"]["pairs"]] == ["dose", "mania"]
    assert data["items"]["alone"] == []


def test_the_gain_leaves_out_what_a_person_reads_and_what_earns_no_points(tmp_path):
    ledger = Ledger(tmp_path / "ledger.jsonl")
    for test, right in (("first", 0.0), ("second", 1.0)):
        for student, own in (("ann", None), ("bob", 0.0), ("cat", None)):
            rows = [("x", "single", 2, right), ("own", "free-text", 4, own), ("idea", "concordance", 0, 0.0)]
            items = [{"id": i, "kind": kind, "points": points, "fraction": f} for i, kind, points, f in rows]
            ledger.append({"event": MARKED, "assignment": test, "student": student, "items": items})
    found = paired_gain(ledger, "first", "second")
    assert (found.trainees, found.before, found.after) == (3, 0.0, 1.0)
