"""The parts that both look-backs are made of: escaped, with reasons folded away."""

from kapedu.cases.case import Ground, Lesson
from kapedu.knowledge import Status
from kapedu.widgets.encounters.debrief_html import (
    checklist_html,
    checklist_row,
    competencies_html,
    head,
    marks_text,
    moment_html,
    take_away_html,
)

GROUND = Ground("Because <b>.", ("kamp2020",), Status.PRIMARY)


def test_marks_have_no_long_tail():
    assert [marks_text(marks) for marks in (1 / 3, 0.5, 2.0, 0.0)] == ["0.3", "0.5", "2", "0"]


def test_what_authors_write_is_escaped_and_reasons_bring_status_and_source():
    row = checklist_row("A < B", GROUND, "✓ done", "1 of 2")
    assert "A &lt; B" in row
    assert "Because &lt;b&gt;. <em>(primary)</em>" in row
    assert "Kamp" in row
    assert "<td>1 of 2</td>" in row
    assert checklist_html("Line & line", "Asked", [row], 4).startswith(
        "<h4 class='kapedu-part'>Line &amp; line"
    )
    assert head("<", 2) == "<h2 class='kapedu-part'>&lt;</h2>"


def test_a_competency_is_named_in_words():
    assert "C4 " in competencies_html({"C4": (1.0, 2.0)})
    assert "1 of 2" in competencies_html({"C4": (1.0, 2.0)})


def test_what_happened_is_told_apart_from_what_was_done():
    assert "<em>Alarm</em>" in moment_html("1:00", "Alarm", "", None, did=False)
    did = moment_html("1:00", "Wait", "poor", GROUND, did=True)
    assert "data-verdict='poor'" in did
    assert "<strong>◐ poor</strong>" in did
    assert "<summary>Why</summary>" in did


def test_what_to_take_away_has_its_status():
    assert "<em>(course-rule)</em>" in take_away_html([Lesson("Ask.", (), "course-rule")], 3)
