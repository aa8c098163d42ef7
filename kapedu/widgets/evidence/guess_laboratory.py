"""Activity: what a percentage of right guesses hides."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kapedu.figures.guess_stories import (
    FELT,
    Story,
    bang_rows,
    felt_story,
    guess_bars,
    masked_note_html,
    masked_story,
    most_ketamine_guesses,
    start_going_by_it,
)
from kapedu.widgets.parts.controls import Html, Select, Slider
from kapedu.widgets.parts.layout import activity, stack
from kapedu.widgets.parts.plot_view import PlotView

if TYPE_CHECKING:
    import ipywidgets

_MASKED = "masked"


def guess_laboratory() -> ipywidgets.VBox:
    """The activity: guesses of masked and of awake patients, as bars and as blinding indices."""
    return _Laboratory().box


class _Laboratory:
    def __init__(self) -> None:
        self.whose = Select("Whose guesses?", {_MASKED: "Asleep, saline (Lii 2023)", **FELT})
        most = most_ketamine_guesses()
        self.said = Slider("How many in each group said ketamine?", most // 2, 0, most, 1, "people")
        self.going = Slider(
            "How many go by what they felt?",
            start_going_by_it(),
            0,
            100,
            5,
            "%",
            "The others say that they do not know.",
        )
        self.control = stack(self.said)
        self.note = Html("", live=True)
        self.bars = PlotView(guess_bars(self._story()), 230)
        self.index = PlotView(bang_rows(self._story()), 230)
        self.box = activity("Guesses by group", self.whose, self.control, self.note, self.bars, self.index)
        for control in (self.whose, self.said, self.going):
            control.observe(self._changed, names="value")
        self._changed()

    def _story(self) -> Story:
        if self.whose.value == _MASKED:
            return masked_story(int(self.said.value))
        return felt_story(str(self.whose.value), self.going.value)

    def _changed(self, _change: Any = None) -> None:
        masked = self.whose.value == _MASKED
        self.control.children = (self.said if masked else self.going,)
        self.note.html = masked_note_html(int(self.said.value)) if masked else _FELT_NOTE
        story = self._story()
        self.bars.show(guess_bars(story))
        self.index.show(bang_rows(story))


_FELT_NOTE = (
    "<p><strong>A thought experiment.</strong> What patients felt was counted and published. What they guessed "
    "was not.</p>"
)
