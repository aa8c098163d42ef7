from kapedu.figures.therapy_contrasts import QUESTIONS, contrast_figure, height_px
from kapedu.widgets.mechanism.contrast_plot import contrast_plot
from kapedu.widgets.parts.controls import Choice
from kapedu.widgets.parts.drawing import Drawing
from kapedu.widgets.parts.plot_view import PlotView


def test_a_question_changes_drawing_summary_and_height_together():
    box = contrast_plot()
    question = next(child for child in box.children if isinstance(child, Choice))
    view = next(child for child in box.children if isinstance(child, PlotView))
    for name in [*QUESTIONS, next(iter(QUESTIONS))]:
        question.value = name
        assert view._shown["summary"] == contrast_figure(name).summary
        assert view.height_px == height_px(name)


def test_findings_without_an_interval_stand_beside_the_drawing():
    box = contrast_plot()
    question = next(child for child in box.children if isinstance(child, Choice))
    beside = next(child for child in box.children if isinstance(child, Drawing))
    assert "Not randomised" in beside.html
    question.value = "ketamine_added"
    assert "PTSD symptoms fell equally" in beside.html
    question.value = "both"
    assert beside.html == ""
