"""Activity: when published designs place therapy, and what each claimed window would make of them."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from kapedu.figures.therapy_schedule import window_words, windows
from kapedu.figures.therapy_timing import VIEWS, height_px, timing_figure
from kapedu.widgets.parts.controls import Choice
from kapedu.widgets.parts.drawing import Drawing
from kapedu.widgets.parts.layout import activity, row
from kapedu.widgets.parts.plot_view import PlotView

if TYPE_CHECKING:
    import ipywidgets

_NONE = "none"


def therapy_timing() -> ipywidgets.VBox:
    """Compare designs on the calendar, then lay a claimed plasticity window over them."""
    by_id = {window.id: window for window in windows()}
    view = Choice("View", VIEWS, "calendar")
    claim = Choice(
        "Claimed window",
        {_NONE: "None", **{name: window.name.capitalize() for name, window in by_id.items()}},
        _NONE,
        hint="Choosing a window switches to hours since the last dose.",
    )
    plot = PlotView(timing_figure("calendar"), height_px("calendar"))
    said = Drawing(live=True)

    def show(_change: Any = None) -> None:
        window = by_id.get(claim.value or _NONE)
        shown = view.value or "calendar"
        plot.height_px = height_px(shown)
        plot.show(timing_figure(shown, window))
        said.html = f"<p>{escape(window_words(window))}</p>"

    def claimed(change: dict[str, Any]) -> None:
        if change["new"] != _NONE and view.value == "calendar":
            view.value = "since_dose"
        else:
            show()

    view.observe(show, names="value")
    claim.observe(claimed, names="value")
    show()
    return activity("Lay the window over the designs", row(view, claim), said, plot)
