import ipywidgets
import pytest

from kapedu.widgets.parts import layout
from kapedu.widgets.parts.controls import Button, Slider
from kapedu.widgets.parts.layout import StyleSheet, activity, ensure_style, row, stack


@pytest.fixture
def no_sheet(monkeypatch):
    monkeypatch.setattr(layout, "_sheets", [])


@pytest.mark.parametrize("arrange", [stack, row, lambda child: activity("Title", child)])
@pytest.mark.usefixtures("no_sheet")
def test_arranging_anything_brings_the_style_sheet(arrange):
    arrange(ipywidgets.Label("x"))
    assert len(layout._sheets) == 1


@pytest.mark.usefixtures("no_sheet")
def test_the_style_sheet_is_made_once_and_again_after_it_was_closed():
    ensure_style()
    ensure_style()
    (first,) = layout._sheets
    first.close()
    ensure_style()
    (second,) = layout._sheets
    assert second is not first


def test_the_style_sheet_holds_layout_controls_and_drawing():
    for rule in (".kapedu-activity", ".kapedu-range", ".kapedu-legend"):
        assert rule in str(StyleSheet._css)


def test_an_activity_has_a_heading_of_the_asked_level_with_its_title_as_text():
    heading, child = activity("Dose < effect?", ipywidgets.Label("x"), level=2).children
    assert heading.html == '<h2 class="kapedu-activity-title">Dose &lt; effect?</h2>'
    assert child.value == "x"


def test_buttons_alone_stand_next_to_each_other_and_anything_else_shares_the_width():
    assert "kapedu-buttons" in row(Button("One"), Button("Two"))._dom_classes
    assert "kapedu-row" in row(Button("One"), Slider("Dose", 1, 0, 2, 1))._dom_classes
