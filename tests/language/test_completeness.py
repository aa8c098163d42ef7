"""Every text of the interface is in every catalogue, and no text of a finished part is left out of gettext."""

import json
import re
from pathlib import Path

import pytest

from kapedu.course.home import translated
from kapedu.language import LANGUAGES, catalogue, read_catalogue
from kapedu.quiz.question_file import read_question_file
from tests.language.bare import bare_texts
from tests.language.extract import PACKAGE, ROOT, texts

OTHERS = [code for code in LANGUAGES if code != "en"]
GAPS = re.compile(r"\{\w*\}")
FINISHED = {
    "widgets/parts": "*",
    "widgets/questions": "*",
    "widgets/home": "*",
    "widgets/encounters": "*_encounter, debrief_html, encounter*, reader_word, run_file, session_view, sheet_store",
    "widgets/mechanism": "open_channel, cascade, evidence_map, two_sided, dose_explorer, regimen_controls",
    "figures": "open_channel, chain, evidence_map, sorting_cards, statements, encounter_strip, class_views, item_plot, "
    "concentration, occupancy, course_axis",
    "knowledge": "citation, display, quantity, rendering",
    "cases": "action, monitor, room",
    "quiz": "response, key_text",
}
"""Folders of the package and the files in them that say nothing past gettext."""
FILES = [
    path
    for folder, names in FINISHED.items()
    for name in names.split(", ")
    for path in sorted((PACKAGE / folder).glob(f"{name}.py"))
]
NO_READER_SEES_THEM = {
    "export default { render() {} };",  # a script
    "kapedu cases play --code",  # to be typed as it is
    ", widely taught",  # cut off a status, then said in the reader's language
    "et al",  # Latin in every language
    "{}, without a second arm. {}.",  # a card of lesson 4, which is not translated
    *("not begun", "handed in", "not released"),  # states, which are named for a reader elsewhere
}
LESSONS = sorted((ROOT / "modules").glob("*/[a-z][a-z]/*.ipynb"))


@pytest.mark.parametrize("language", OTHERS)
def test_no_text_of_the_interface_is_missing_and_none_is_left_over(language):
    known = read_catalogue(PACKAGE / "language" / f"{language}.po").texts
    needed = texts()
    assert [text for text in needed if text not in known] == [], (
        f"translate these in kapedu/language/{language}.po"
    )
    assert sorted(set(known) - set(needed)) == [], "nobody says these any more"


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_has_the_gaps_and_marks_of_its_text(language):
    for text, forms in read_catalogue(PACKAGE / "language" / f"{language}.po").texts.items():
        for form in forms:
            assert set(GAPS.findall(form)) == set(GAPS.findall(text)), text
            assert form.count("**") == text.count("**"), text
            assert re.findall(r"\]\(([^)]*)\)", form) == re.findall(r"\]\(([^)]*)\)", text), text


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_finished_part_says_nothing_past_gettext(path):
    assert [text for text in bare_texts(path) if text not in NO_READER_SEES_THEM] == []


def test_every_finished_part_is_there():
    found = {(path.parent.relative_to(PACKAGE).as_posix(), path.stem) for path in FILES}
    named = {
        (folder, name) for folder, names in FINISHED.items() for name in names.split(", ") if "*" not in name
    }
    assert named <= found


def test_a_text_past_gettext_is_found(tmp_path):
    file = tmp_path / "some.py"
    lines = ['A = {"a": N_("Said later")}', "B = f\"<p class='big box'>{_('Said now')} Not said</p>\""]
    file.write_text("\n".join(lines), encoding="utf-8")
    assert bare_texts(file) == ["<p class='big box'>{} Not said</p>"]


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: "/".join(path.parts[-3:]))
def test_a_translated_lesson_does_what_the_original_does(path):
    language = path.parent.name
    original = json.loads((path.parents[1] / path.name).read_text(encoding="utf-8"))
    own = json.loads(path.read_text(encoding="utf-8"))
    assert translated(path.parents[1] / path.name, language) == path
    assert own["metadata"]["kapedu"] == original["metadata"]["kapedu"] | {"language": language}
    code = [cell for cell in own["cells"] if cell["cell_type"] == "code"]
    assert code[0]["source"] == ["from kapedu.widgets import speak\n", f'speak("{language}")']
    assert code[1:] == [cell for cell in original["cells"] if cell["cell_type"] == "code"]
    prose = [[c["id"] for c in one["cells"] if c["cell_type"] == "markdown"] for one in (own, original)]
    assert prose[0] == prose[1]
    for cell, other in zip(
        *([c for c in one["cells"] if c["cell_type"] == "markdown"] for one in (own, original)), strict=True
    ):
        numbers = [sorted(re.findall(r"\d+(?:\.\d+)?", "".join(c["source"]))) for c in (cell, other)]
        assert numbers[0] == numbers[1], cell["id"]


@pytest.mark.parametrize("path", sorted({lesson.with_name("checks.yaml") for lesson in LESSONS}), ids=str)
def test_a_translated_question_has_the_key_of_the_original(path):
    originals = read_question_file(path.parents[1] / path.name)
    for name, question in read_question_file(path).items():
        original = originals[name]
        assert question.item.kind == original.item.kind
        assert set(question.item.option_ids) == set(original.item.option_ids)
        assert question.key.correct == original.key.correct
        assert (question.key.sources, question.key.facts) == (original.key.sources, original.key.facts)
        assert set(question.key.rationale) == set(original.key.rationale)


def test_catalogues_of_the_interface_are_small_enough_to_read_at_once():
    assert catalogue("uk").gettext("Ready") == "Готово"
    assert sum(path.stat().st_size for path in Path(PACKAGE / "language").glob("*.po")) < 300_000
