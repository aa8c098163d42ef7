"""Self-checks and predictions beside a lesson."""

import pytest

from kapedu.quiz import Kind, QuizError, read_question_file

GOOD = """
- id: r-site
  kind: single
  stem: Where?
  options: {a: First, b: Second}
  key: {correct: a, rationale: {a: Because, b: Not}, sources: [kamp2020]}
- id: d-dose
  kind: numeric
  stem: How much?
  key: {correct: {value: 35, tolerance: 0.5, unit: mg}, rationale: Half, sources: [kamp2020]}
- id: e-say
  kind: text
  stem: Say it.
  key: {rubric: [{points: 1, text: One}, {points: 1, text: Two}], rationale: R, sources: [kamp2020]}
- id: p-guess
  kind: predict
  stem: Which?
  options: {up: Up, down: Down}
  after: Up, because.
  sources: [kamp2020]
"""


def test_a_file_gives_its_questions_by_id(tmp_path):
    path = tmp_path / "checks.yaml"
    path.write_text(GOOD, encoding="utf-8")
    questions = read_question_file(path)
    assert list(questions) == ["r-site", "d-dose", "e-say", "p-guess"]
    assert questions["d-dose"].item.unit == "mg", "a lesson's item may name its unit in the key alone"
    assert questions["e-say"].item.kind is Kind.FREE_TEXT, "a text with a rubric is a free text"
    assert questions["e-say"].item.points == 2
    assert questions["p-guess"].key.after == "Up, because."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "checks.yaml: write a list of questions"),
        ("a: 1", "checks.yaml: write a list of questions"),
        ("- just words", "checks.yaml, entry 1: 'just words'"),
        ("- kind: single", "checks.yaml, entry 1, field 'id'"),
        ("- {id: a, kind: single, stem: S, options: {a: A, b: B}}", "item 'a', field 'key': it is missing"),
        ("- {id: a, kind: predict, stem: S, options: {a: A, b: B}, afterwards: x}", "field 'afterwards'"),
        ("- {id: a, kind: text, stem: S, key: {rubric: 3, rationale: R, sources: [k]}}", "item 'a', key"),
        (GOOD + GOOD.strip("\n"), "item 'r-site': this id is used twice"),
        ("- {id: a\n- b", "checks.yaml, line 2"),
    ],
)
def test_an_unusable_file_says_where_and_what_to_write(tmp_path, text, told):
    path = tmp_path / "checks.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(QuizError) as caught:
        read_question_file(path)
    assert told in str(caught.value)


def test_a_missing_or_binary_file_says_where_it_belongs(tmp_path):
    with pytest.raises(QuizError, match="belongs beside the notebook"):
        read_question_file(tmp_path / "checks.yaml")
    (tmp_path / "checks.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(QuizError, match="cannot be read"):
        read_question_file(tmp_path / "checks.yaml")
