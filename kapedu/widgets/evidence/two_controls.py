"""Activity: guess how the two control groups did, then see where the difference comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kapedu.figures.two_controls import CONTROLS, DAYS, control_response, four_groups
from kapedu.widgets.parts.controls import Button, Choice, Html, Slider
from kapedu.widgets.parts.layout import activity, row, stack
from kapedu.widgets.parts.plot_view import PlotView

if TYPE_CHECKING:
    import ipywidgets

_LAST = "32e"


def two_controls() -> ipywidgets.VBox:
    """The activity: a guess for each hidden control group, then all four groups."""
    return _Controls().box


class _Controls:
    def __init__(self) -> None:
        self.guesses = {name: Slider(label, 30, 0, 100, 1, "%") for name, label in CONTROLS.items()}
        self.button = Button("Show the control groups", self._reveal)
        self.day = Choice("The masked trial on", dict(DAYS), _LAST)
        self.said = Html("", live=True)
        self.revealed = False
        self.view = PlotView(self._figure(), 340)
        self.lower = stack(row(*self.guesses.values()), self.button)
        self.box = activity("Four groups", self.view, self.lower, self.said)
        for control in (*self.guesses.values(), self.day):
            control.observe(self._changed, names="value")

    def _figure(self) -> Any:
        guesses = {name: slider.value for name, slider in self.guesses.items()}
        return four_groups(str(self.day.value), shown=self.revealed, guesses=guesses)

    def _reveal(self) -> None:
        self.revealed = True
        self.lower.children = (self.day,)
        self._changed()

    def _changed(self, _change: Any = None) -> None:
        self.view.show(self._figure())
        if self.revealed:
            parts = [
                f"{CONTROLS[name]}: you said {slider.value:g} %, it was "
                f"<b>{control_response(name, str(self.day.value)):.0f} %</b>"
                for name, slider in self.guesses.items()
            ]
            self.said.html = f"<p>{'; '.join(parts)}.</p>"
