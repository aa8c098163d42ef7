"""Activity: what the controlled contrasts found, one question at a time, one panel for each unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kapedu.figures.therapy_contrasts import QUESTIONS, beside_html, contrast_figure, height_px
from kapedu.widgets.parts.controls import Choice
from kapedu.widgets.parts.drawing import Drawing
from kapedu.widgets.parts.layout import activity
from kapedu.widgets.parts.plot_view import PlotView

if TYPE_CHECKING:
    import ipywidgets


def contrast_plot() -> ipywidgets.VBox:
    """Choose a question and see the published estimates with their intervals."""
    first = next(iter(QUESTIONS))
    question = Choice("Question", QUESTIONS, first)
    view = PlotView(contrast_figure(first), height_px(first))

    beside = Drawing(beside_html(first))

    def show(change: dict[str, Any]) -> None:
        view.height_px = height_px(change["new"])
        view.show(contrast_figure(change["new"]))
        beside.html = beside_html(change["new"])

    question.observe(show, names="value")
    return activity("Read the estimates", question, view, beside)
