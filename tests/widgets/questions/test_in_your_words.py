"""A text, hints, the rubric and the writer's own marks, driven without a browser."""

import json
import re
from pathlib import Path

import pytest

from kapedu.knowledge import reference
from kapedu.quiz import QuizError, read_question_file
from kapedu.widgets.questions.in_your_words import _Explanation, find_explanation

FOLDER = Path(__file__).resolve().parents[3] / "modules" / "5-evidence"
TEXT = "Of 100 people, 14 more get better. <b>Shall</b> we talk?"


@pytest.fixture
def explanation(monkeypatch: pytest.MonkeyPatch) -> _Explanation:
    monkeypatch.chdir(FOLDER)
    return _Explanation(find_explanation("two-minutes"), "Two minutes")


def test_the_page_says_plainly_that_the_text_is_not_kept(explanation):
    assert "Your text is not kept" in explanation.box.children[1].html


def test_hints_follow_the_typing(explanation):
    explanation.text.value = "The odds ratio is significant."
    assert "5 words in 1 sentence" in explanation.counted.html
    assert "Expert words that a patient may not know: odds ratio, significant" in explanation.counted.html
    explanation.text.value = TEXT
    assert "Nothing to remark" in explanation.counted.html


def test_the_rubric_waits_for_a_text(explanation):
    explanation.show.click()
    assert "Write first" in explanation.problem.html
    assert explanation.lines == ()


def test_marking_line_by_line_adds_up_and_names_what_to_rewrite(explanation):
    explanation.text.value = TEXT
    explanation.show.click()
    assert len(explanation.lines) == 7
    for line in explanation.lines:
        line.value = "met"
    assert "You give yourself 10 of 10 points" in explanation.score.html
    explanation.lines[1].value = "missing"
    assert "You give yourself 8 of 10 points" in explanation.score.html
    assert "how sure we are" in explanation.score.html


def test_the_text_can_be_saved_and_is_never_taken_for_markup(explanation):
    explanation.text.value = TEXT
    explanation.show.click()
    keep = explanation.below.children[-1].html
    assert "&lt;b&gt;Shall&lt;/b&gt;" in keep
    assert "%3Cb%3EShall" in keep
    assert "<b>" not in keep


def test_the_model_answer_meets_the_hints_it_stands_beside(explanation):
    explanation.text.value = explanation.key.rationale[""]
    assert "Nothing to remark" in explanation.counted.html


def test_an_unknown_explanation_is_refused_by_name(monkeypatch):
    monkeypatch.chdir(FOLDER)
    with pytest.raises(QuizError, match="there is no entry 'three-minutes'; there are two-minutes"):
        find_explanation("three-minutes")


def test_a_question_of_another_kind_is_refused(tmp_path, monkeypatch):
    (tmp_path / "explanations.yaml").write_text("- {id: x, kind: predict-text, stem: What, after: That}\n")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(QuizError, match="write free-text"):
        find_explanation("x")


def test_every_free_text_of_the_modules_is_asked_in_a_lesson_and_names_sources_that_exist():
    for file in FOLDER.parent.glob("*/explanations.yaml"):
        asked = set()
        for path in file.parent.glob("*.ipynb"):
            cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
            asked |= set(
                re.findall(
                    r'(?:in_your_words|reflection)\("([^"]+)"',
                    "\n".join("".join(cell["source"]) for cell in cells),
                )
            )
        entries = read_question_file(file)
        assert set(entries) == asked
        assert all(reference(key) for entry in entries.values() for key in entry.key.sources)
