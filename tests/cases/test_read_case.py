import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapedu.cases.case import Case
from kapedu.cases.errors import CaseError
from kapedu.cases.library import read_case_file
from kapedu.cases.read_case import read_case


def test_the_template_is_a_case(small_case):
    case = small_case()
    assert case.id == "my-case"
    assert [scene.title for scene in case.scenes.values()] == ["Something is wrong", "It settles"]
    assert case.patient.baseline["sbp_mmhg"] == 124
    assert case.patient.baseline["rr_bpm"] == 14
    assert case.scenes["trouble"].options[0].ground.sources == ("ktmh",)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("phase: altered-state", "phase: altered", "phase: 'altered' cannot be used; write one of screening"),
        (
            "verdict: best",
            "verdict: bset",
            "scenes.trouble.options[stay-close].verdict: 'bset' cannot be used",
        ),
        ("        verdict: best\n", "", "verdict: it is missing"),
        ("[ktmh]", "[ktmx]", "ktmx"),
        (
            "fear: -3",
            "fear: 3",
            "effects.fear: '3' cannot be used; write +2 to add, -2 to take away, =2 to set",
        ),
        ("fear: -3", "feer: -3", "effects.feer: there is no such number"),
        (
            "sets: calm",
            "sets: clam",
            "there is no flag 'clam'; declared under 'flags' are calm; did you mean calm?",
        ),
        (
            "when: fear >= 9",
            "when: feer >= 9",
            "events[panic].when: in 'feer >= 9', character 1: there is no 'feer'",
        ),
        ("Fear {fear} of", "Fear {feer} of", "{feer} is not a number of the state"),
        ("40 min", "40 mins of", "dosing:"),
        ("weight_kg: 70", "weight_kg: 7", "patient: weight 7 kg cannot be simulated"),
        ("competency: C6", "competency: C16", "competency: 'C16' cannot be used"),
        ("    done: stay-close\n", "", "name what must be done, or write a rule under 'when'"),
        ("[C4, C6]", "[C4, C99]", "write codes from C1 to C15"),
        ("first: trouble", "first: nowhere", "first: 'nowhere' cannot be used"),
        ("end: good", "end: great", "end: 'great' cannot be used"),
        (
            "        end: bad\n        critical: yes",
            "        critical: yes",
            "a critical error ends the case",
        ),
        ("id: leave", "id: finish", "'finish' is already an option of 'settling'"),
        (
            "status: unverified (high)\n        end: bad",
            "status: unverified\n        end: bad",
            "may not cost marks",
        ),
        ("start: {fear: 6", "start: {feer: 6", "start.feer: there is no such number"),
        ("per_minute: {fear: +0.5}", "per_minute: {fear: =5}", "write changes per minute"),
        ("reviewed: 2026-11", "reviewed: 2026-11\nreviewer: me", "reviewer: there is no such field here"),
        ("[ktmh]\n        status: secondary", "\n        status: secondary", "secondary needs sources"),
        (
            "begin_min: 15",
            "begin_min: 15\npump_waits: maybe",
            "pump_waits: 'maybe' cannot be used; write yes or no",
        ),
        ("dosing: iv", "dosing: [iv 10 mg over 5 min, iv", "this is not readable as YAML"),
    ],
)
def test_a_mistake_is_told_with_file_line_field_and_what_to_write(changed, old, new, message):
    with pytest.raises(CaseError) as raised:
        read_case(changed((old, new)), "small.yaml")
    assert str(raised.value).startswith("small.yaml:")
    assert message in str(raised.value)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CaseError, match=r"none\.yaml: the file cannot be read \(FileNotFoundError\)"):
        read_case_file(tmp_path / "none.yaml")


@given(st.data())
def test_a_case_with_lines_lost_or_doubled_is_read_or_refused_with_its_place(changed, data):
    lines = changed().splitlines()
    place = data.draw(st.integers(0, len(lines) - 1))
    if data.draw(st.booleans()):
        del lines[place]
    else:
        lines.insert(place, data.draw(st.sampled_from([lines[place], "  x: 1", "- y", "z"])))
    try:
        assert isinstance(read_case("\n".join(lines), "small.yaml"), Case)
    except CaseError as error:
        assert "small.yaml" in str(error)  # noqa: PT017 - either way is right
