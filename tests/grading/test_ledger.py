"""The ledger only grows, shows what was done to it, and survives being cut off."""

import json
import multiprocessing

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kapedu.grading.ledger import BY_HAND, Ledger, ledger_beside


def entry(student="ann", assignment="quiz", **more):
    return {"event": "marked", "assignment": assignment, "student": student, **more}


def test_entries_come_back_in_order_and_the_newest_of_each_student_counts(tmp_path):
    ledger = Ledger(tmp_path / "ledger.jsonl")
    for student, score in (("ann", 1), ("bob", 2), ("ann", 3)):
        ledger.append(entry(student, score=score))
    ledger.append({"event": BY_HAND, "assignment": "quiz", "student": "ann", "item": "own"})
    assert [found.get("score") for found in ledger.entries()] == [1, 2, 3, None]
    assert {key: found["score"] for key, found in ledger.latest("quiz").items()} == {
        ("quiz", "ann"): 3,
        ("quiz", "bob"): 2,
    }
    assert list(ledger.latest(event=BY_HAND)) == [("quiz", "ann", "own")]
    assert ledger.problems() == []


def test_a_changed_a_removed_and_an_added_line_show(tmp_path):
    path = tmp_path / "ledger.jsonl"
    ledger = Ledger(path)
    for number in range(4):
        ledger.append(entry(score=number))
    lines = path.read_bytes().splitlines(keepends=True)
    for changed in (
        [lines[0], lines[1].replace(b'"score": 1', b'"score": 9'), *lines[2:]],
        [lines[0], *lines[2:]],
        [lines[0], json.dumps(entry(score=99)).encode() + b"\n", *lines[1:]],
    ):
        path.write_bytes(b"".join(changed))
        assert any("was changed, taken out or put in later" in problem for problem in ledger.problems())
    path.write_bytes(b"".join(lines))
    assert ledger.problems() == []


def test_a_line_that_was_cut_off_is_told_and_the_next_one_starts_afresh(tmp_path):
    path = tmp_path / "ledger.jsonl"
    ledger = Ledger(path)
    ledger.append(entry("ann"))
    ledger.append(entry("bob"))
    path.write_bytes(path.read_bytes()[:-20])
    assert [found["student"] for found in ledger.entries()] == ["ann"]
    ledger.append(entry("cat"))
    assert [found["student"] for found in ledger.entries()] == ["ann", "cat"]
    assert ledger.problems() == ["line 2: it is cut off or not readable"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=6000), min_size=1, max_size=4))
def test_any_text_keeps_the_chain_whole(tmp_path, texts):
    path = tmp_path / "any.jsonl"
    path.unlink(missing_ok=True)
    ledger = Ledger(path)
    for text in texts:
        ledger.append(entry(text=text))
    assert ledger.problems() == []
    assert len(list(ledger.entries())) == len(texts)


def _add(path, student):
    for number in range(20):
        Ledger(path).append(entry(student, score=number))


def test_two_graders_at_once_lose_nothing(tmp_path):
    path = tmp_path / "ledger.jsonl"
    context = multiprocessing.get_context("fork")
    workers = [context.Process(target=_add, args=(path, name)) for name in ("ann", "bob")]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    ledger = Ledger(path)
    assert ledger.problems() == []
    assert len(list(ledger.entries())) == 40


def test_a_sheet_that_was_begun_as_somebody_elses_is_found_also_when_added_meanwhile(tmp_path):
    ledger = Ledger(tmp_path / "ledger.jsonl")
    assert ledger.others_with_origin("quiz", "x1", "bob") == set()
    Ledger(ledger.path).append(entry("ann", origin="x1"))
    assert ledger.others_with_origin("quiz", "x1", "bob") == {"ann"}
    assert ledger.others_with_origin("quiz", "x1", "ann") == set()
    assert ledger.others_with_origin("other", "x1", "bob") == set()


def test_the_ledger_lies_beside_the_gradebook_or_in_the_course_folder(tmp_path):
    assert ledger_beside(f"sqlite:///{tmp_path}/gradebook.db", "/elsewhere").path == tmp_path / "ledger.jsonl"
    assert ledger_beside("postgresql://h/db", tmp_path).path == tmp_path / "ledger.jsonl"


def test_a_score_given_by_hand_is_noted_when_it_is_new_or_changed(tmp_path):
    ledger = Ledger(tmp_path / "ledger.jsonl")
    given = {"assignment": "quiz", "student": "ann", "item": "own", "manual_score": 1.0, "comment": None}
    assert ledger.note_by_hand(given, "t1")
    assert not ledger.note_by_hand(given, "t2")
    assert not Ledger(ledger.path).note_by_hand(given, "t3")
    assert ledger.note_by_hand(given | {"comment": "Clear."}, "t4")
    assert [entry["at"] for entry in ledger.entries()] == ["t1", "t4"]
