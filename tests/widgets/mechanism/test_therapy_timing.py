from kapedu.figures.therapy_schedule import windows
from kapedu.figures.therapy_timing import timing_figure
from kapedu.widgets.mechanism.therapy_timing import therapy_timing
from kapedu.widgets.parts.controls import Choice
from kapedu.widgets.parts.drawing import Drawing
from kapedu.widgets.parts.plot_view import PlotView


def parts(box, kind):
    found = [box] if isinstance(box, kind) else []
    return found + [part for child in getattr(box, "children", ()) for part in parts(child, kind)]


def test_choosing_a_window_switches_to_hours_and_says_what_lies_inside():
    box = therapy_timing()
    view, claim = parts(box, Choice)
    (said,), (plot,) = parts(box, Drawing), parts(box, PlotView)
    assert "no trial has compared" in said.html
    window = windows()[1]
    claim.value = window.id
    assert view.value == "since_dose"
    assert f"If the window were {window.name}" in said.html
    assert plot._shown["summary"] == timing_figure("since_dose", window).summary


def test_going_back_to_the_calendar_keeps_the_claim():
    box = therapy_timing()
    view, claim = parts(box, Choice)
    claim.value = windows()[0].id
    view.value = "calendar"
    (plot,) = parts(box, PlotView)
    assert claim.value == windows()[0].id
    assert plot._shown["summary"] == timing_figure("calendar").summary
