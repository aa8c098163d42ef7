"""Runs that were saved, shared and handed in stay readable: `saved_runs.json` holds what earlier releases wrote."""

import json
from pathlib import Path

import pytest

from kapedu.cases import CaseError, EncounterRun, case_named
from kapedu.cases.run import SEED_LENGTH, check_seed
from kapedu.treatment import CourseRun, patient_named
from kapedu.widgets.encounters.encounter_store import Kept

SAVED = json.loads((Path(__file__).parent / "saved_runs.json").read_text(encoding="utf-8"))
KINDS = {"encounter": (EncounterRun, "case"), "treatment": (CourseRun, "patient")}


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_and_a_code_of_an_earlier_release_are_read_as_they_were_written(kind):
    saved, (run_kind, subject) = SAVED[kind], KINDS[kind]
    run = run_kind(saved[subject], saved["fingerprint"], saved["seed"], tuple(saved["actions"]))
    assert run_kind.from_json(saved["file"]) == run
    assert run_kind.from_code(saved["code"]) == run


def test_a_run_is_still_written_in_the_same_form():
    encounter, treatment = SAVED["encounter"], SAVED["treatment"]
    assert Kept.from_json(encounter["file"]).to_json() == encounter["file"]
    assert CourseRun.from_json(treatment["file"]).to_json() == treatment["file"]
    assert EncounterRun.from_code(encounter["code"]).code() == encounter["code"]


def test_what_a_reader_wrote_beside_the_run_is_kept():
    kept = Kept.from_json(SAVED["encounter"]["file"])
    assert (kept.notes, kept.judged, kept.begun) == ("Pulse 80", {"judgement-1": "1"}, True)


def test_an_earlier_run_can_be_taken_again():
    run = EncounterRun.from_code(SAVED["encounter"]["code"])
    assert run.replay(case_named(run.subject)).log
    course = CourseRun.from_code(SAVED["treatment"]["code"])
    assert course.replay(patient_named(course.subject)).day > 0


@pytest.mark.parametrize("kind", KINDS)
def test_the_file_of_the_other_kind_and_its_code_are_refused(kind):
    run_kind, _ = KINDS[kind]
    other = SAVED["treatment" if kind == "encounter" else "encounter"]
    with pytest.raises(CaseError, match="a part of it is missing"):
        run_kind.from_json(other["file"])
    with pytest.raises(CaseError, match=f"one starts with {run_kind.mark}"):
        run_kind.from_code(other["code"])


@pytest.mark.parametrize("seed", [-1, SEED_LENGTH, True, 1.5, "1", None])
def test_what_is_no_seed_is_refused_with_what_is_one(seed):
    with pytest.raises(CaseError, match=f"whole number from 0 to {SEED_LENGTH - 1}"):
        check_seed(seed)
