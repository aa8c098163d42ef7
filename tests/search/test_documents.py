"""What can be found: all of the course that is meant to be read, and none of its answers."""

from pathlib import Path

from kapedu.cases.library import case_named
from kapedu.course import read_lessons
from kapedu.grading.item_bank import read_bank
from kapedu.knowledge import Status
from kapedu.search import KINDS, documents
from kapedu.search.documents import SIGN_OFF, SIMULATOR, source_files

ROOT = Path(__file__).resolve().parents[2]
FOUND = documents(ROOT)
SHORTEST_TELLTALE = 25  # letters; a shorter reason could stand in a lesson by chance


def of_kind(kind):
    return [one for one in FOUND if one.kind == kind]


def test_every_kind_is_there_and_every_lesson():
    assert {one.kind for one in FOUND} == set(KINDS)
    opened = {one.address.partition("#")[0] for one in of_kind("lesson")}
    assert opened == {lesson.path for lesson in read_lessons(ROOT)}


def test_every_address_can_be_opened():
    for one in FOUND:
        if one.address and not one.address.startswith("http"):
            assert (ROOT / one.address.partition("#")[0].partition("?")[0]).is_file(), one


def test_a_section_s_address_is_that_of_its_heading_in_jupyterlab():
    (one,) = (one for one in FOUND if one.title == "From receptor to network: Shown in whom?")
    assert one.address == "modules/1-mechanism/1-receptor-to-network.ipynb#Shown-in-whom?"


def test_facts_say_how_well_they_were_checked_and_by_whom():
    for one in of_kind("fact"):
        assert one.status.partition(";")[0] in set(Status)
        assert one.source
    assert any(SIGN_OFF in one.status for one in of_kind("fact"))


def test_no_reason_of_any_question_can_be_found():
    entries, broken = read_bank(ROOT)
    assert not broken
    told = [" ".join(text.split()) for entry in entries for text in entry.question.key.rationale.values()]
    assert len(told) > 100
    everything = "\n".join(f"{one.title} {one.text}" for one in FOUND)
    assert [text for text in told if len(text) > SHORTEST_TELLTALE and text in everything] == []


def test_only_lessons_facts_references_and_cases_are_read():
    for path in source_files(ROOT):
        assert path.suffix in {".ipynb", ".json"} or path.parent.name == "library", path
        assert "assessments" not in path.parts


def test_of_a_case_only_its_head_is_there():
    for one in of_kind("case"):
        name = one.address.removeprefix(f"{SIMULATOR}?case=")
        case = case_named(name)
        assert one.title == case.title
        assert one.text.startswith(f"{case.summary} You are ")


def test_a_reference_knows_the_lessons_that_cite_it():
    (one,) = (one for one in of_kind("reference") if "abdallah2020" in one.text)
    assert "modules/1-mechanism/1-receptor-to-network.ipynb" in one.source.split()
