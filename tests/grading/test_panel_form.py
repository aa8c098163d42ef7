"""A script concordance goes to a panel without its reasons, with what to do with the votes."""

from kapedu.grading.panel_form import panel_lines
from kapedu.quiz import Question, parse_item, parse_key
from kapedu.quiz.review import Entry

ABOUT = "kind: concordance, stem: A case., hypothesis: An idea, finding: A sign, version: 2"
REASON = "rationale: It bears on both., sources: [kamp2020]"


def told(item_text: str, key_text: str) -> str:
    item = parse_item(item_text)
    entry = Entry(Question(item, parse_key(key_text, item)), "assessments/source/q/q.ipynb", graded=True)
    return "\n".join(panel_lines(entry))


def test_members_read_the_case_and_the_scale_and_no_reason():
    text = told(f"{{id: a, {ABOUT}, points: 0}}", f"{{panel: none, {REASON}}}")
    for words in ("A case.", "If you were thinking: An idea", "And then you learn: A sign", "( ) Much less"):
        assert words in text
    assert "It bears on both." not in text


def test_the_author_reads_where_the_votes_go_and_that_the_version_rises():
    text = told(f"{{id: a, {ABOUT}, points: 0}}", f"{{panel: none, {REASON}}}")
    assert "panel: {much-less: …, less: …, same: …, more: …, much-more: …}" in text
    assert "version: 3" in text
    assert "10 or more" in text
    assert "Until then it earns no points" in text


def test_a_panel_that_has_answered_is_counted():
    text = told(f"{{id: a, {ABOUT}}}", f"{{panel: {{less: 4, same: 8}}, {REASON}}}")
    assert "It has a panel of 12 now" in text
