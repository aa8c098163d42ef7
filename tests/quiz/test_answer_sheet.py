"""The answer sheet survives whatever happens to kernel, page and disk."""

import errno
import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapedu.quiz import AnswerSheet
from kapedu.quiz.answer_sheet import MAXIMUM_BYTES, SheetError, read_sheet

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
AT = "2026-11-22T09:01:00+00:00"


def fresh(assignment: str = "module-1") -> AnswerSheet:
    return AnswerSheet(assignment, "5f", NOW.isoformat())


def load(path: Path):
    return AnswerSheet.load(path, assignment="module-1", seed="new", now=NOW)


def test_a_saved_sheet_is_loaded_as_it_was(tmp_path):
    sheet = fresh().with_answer("site", "channel", AT).with_answer("many", ("a", "b"), AT).with_hand_in(AT)
    sheet.save(tmp_path / "answers.json")
    loaded = load(tmp_path / "answers.json")
    assert loaded.sheet == sheet
    assert loaded.notice == ""


names = st.text(alphabet="abcdefghij-", min_size=1, max_size=8)
values = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1).filter(
        lambda text: text == text.strip()
    ),
    st.lists(names, min_size=1, max_size=4).map(tuple),
).filter(bool)


@given(st.dictionaries(names, values, max_size=6))
def test_any_answers_survive_writing_and_reading(answers):
    sheet = fresh()
    for name, value in answers.items():
        sheet = sheet.with_answer(name, value, AT)
    assert read_sheet(sheet.to_json().encode()) == sheet


def test_an_answer_that_says_nothing_is_taken_back():
    sheet = fresh().with_answer("site", "channel", AT)
    for nothing in (None, "", "  ", ()):
        assert sheet.with_answer("site", nothing, AT).answers == {}


def test_the_receipt_changes_with_any_answer_and_with_nothing_else():
    sheet = fresh().with_answer("site", "channel", AT)
    assert sheet.fingerprint == sheet.with_answer("site", "channel", "2026-11-23T10:00:00+00:00").fingerprint
    assert sheet.fingerprint == sheet.with_hand_in(AT).fingerprint
    assert sheet.fingerprint != sheet.with_answer("site", "glycine", AT).fingerprint
    assert sheet.fingerprint != sheet.with_answer("dose", "14", AT).fingerprint


def test_the_sheet_holds_no_name_of_a_person(tmp_path):
    fresh().with_answer("site", "channel", AT).save(tmp_path / "answers.json")
    text = (tmp_path / "answers.json").read_text(encoding="utf-8")
    assert set(json.loads(text)) == {
        "schema_version",
        "assignment",
        "seed",
        "started",
        "answers",
        "handed_in",
    }
    assert str(Path.home()) not in text


def test_a_failed_write_leaves_the_old_sheet_and_no_litter(tmp_path, monkeypatch):
    path = tmp_path / "answers.json"
    fresh().with_answer("site", "channel", AT).save(path)
    before = path.read_bytes()

    def full_disk(_descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(OSError, match="No space left"):
        fresh().with_answer("site", "glycine", AT).save(path)
    assert path.read_bytes() == before
    assert [entry.name for entry in tmp_path.iterdir()] == ["answers.json"]


def test_without_a_file_a_new_sheet_begins(tmp_path):
    loaded = load(tmp_path / "answers.json")
    assert loaded.sheet == AnswerSheet("module-1", "new", "2026-11-22T09:00:00+00:00")
    assert loaded.notice == ""


GOOD = fresh().with_answer("site", "channel", AT).to_json()
DAMAGED = {
    "empty": b"",
    "truncated": GOOD[: len(GOOD) // 2].encode(),
    "binary": b"\x00\xff\xfe\x80",
    "not a sheet": b"[]",
    "another version": GOOD.replace('"schema_version": 1', '"schema_version": 2').encode(),
    "version true": GOOD.replace('"schema_version": 1', '"schema_version": true').encode(),
    "no seed": GOOD.replace('"seed"', '"sead"').encode(),
    "answer of wrong type": GOOD.replace('"channel"', "17").encode(),
    "answer without time": GOOD.replace('"at"', '"on"', 1).encode(),
    "handed in is odd": GOOD.replace('"handed_in": []', '"handed_in": [3]').encode(),
    "far too deep": b"[" * 200_000,
    "far too long a number": b'{"answers": ' + b"9" * 10_000 + b"}",
    "far too big": b" " * (MAXIMUM_BYTES + 1),
}


@pytest.mark.parametrize("data", DAMAGED.values(), ids=DAMAGED.keys())
def test_a_damaged_file_is_kept_aside_and_the_trainee_is_told(tmp_path, data):
    path = tmp_path / "answers.json"
    path.write_bytes(data)
    loaded = load(path)
    assert loaded.sheet.answers == {}
    assert "answers.json.1.damaged" in loaded.notice
    assert "instructor" in loaded.notice
    assert (tmp_path / "answers.json.1.damaged").read_bytes() == data
    assert not path.exists()
    loaded.sheet.save(path)
    path.write_bytes(b"again")
    assert "answers.json.2.damaged" in load(path).notice
    assert (tmp_path / "answers.json.1.damaged").read_bytes() == data, "an earlier copy is never written over"


def test_a_folder_or_a_dangling_link_in_the_sheets_place_is_set_aside(tmp_path):
    (tmp_path / "answers.json").mkdir()
    assert "cannot be opened" in load(tmp_path / "answers.json").notice
    (tmp_path / "answers.json").symlink_to(tmp_path / "nowhere")
    assert "cannot be opened" in load(tmp_path / "answers.json").notice


@given(st.binary(max_size=300))
def test_no_bytes_but_a_sheet_are_read(data):
    with pytest.raises(SheetError, match=r"\w"):
        read_sheet(data)


junk = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(), st.lists(st.text())
)


@given(junk)
def test_whatever_stands_for_a_time_a_sheet_is_read_and_written_with_a_time_of_use(value):
    content = json.loads(fresh().with_answer("site", "channel", AT).to_json())
    content["answers"]["site"]["seconds"] = value
    sheet = read_sheet(json.dumps(content).encode())
    assert 0 <= sheet.answers["site"].seconds <= 7200
    assert read_sheet(sheet.to_json().encode()) == sheet


def test_a_time_is_kept_and_is_no_part_of_the_receipt():
    slow = fresh().with_answer("site", "channel", AT, seconds=90)
    assert read_sheet(slow.to_json().encode()).answers["site"].seconds == 90
    assert slow.fingerprint == fresh().with_answer("site", "channel", AT).fingerprint
    assert "seconds" not in fresh().with_answer("site", "channel", AT).to_json()
