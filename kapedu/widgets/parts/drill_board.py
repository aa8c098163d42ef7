"""The patient monitor of the drills, with its clock and the buttons for what can be done."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import anywidget
import traitlets as t

from kapedu.widgets.parts.layout import ensure_style, page_words

_HERE = Path(__file__).parent
# What drill_board.js says beside the screen; the page asks for the original.
_PAGE_WORDS = (
    "Clock",
    "Sound off",
    "Sound on",
    "Patient monitor",
    "What do you do?",
    "What you have done",
    "Pause",
    "Run {times}×",
    "Alarm: {alarms}",
    "No alarm",
)


class DrillBoard(anywidget.AnyWidget):
    """Shows a screen and tells of time and presses; it knows nothing of medicine.

    Args:
        screen: What to show; the keys are those that ``drill_board.js`` reads.
        on_tick: Called with seconds of the drill that have passed.
        on_act: Called with the key of the action that was pressed.
    """

    _esm = _HERE / "drill_board.js"
    _css = _HERE / "drill_board.css"
    screen = t.Dict().tag(sync=True)
    _words = t.Dict().tag(sync=True)

    def __init__(
        self,
        screen: Mapping[str, Any],
        on_tick: Callable[[float], None],
        on_act: Callable[[str], None],
    ) -> None:
        ensure_style()
        super().__init__(screen={**screen, "count": 0}, _words=page_words(*_PAGE_WORDS))
        self._tick, self._act = on_tick, on_act
        self.on_msg(self._heard)

    def show(self, screen: Mapping[str, Any]) -> None:
        """Show this screen; the page is told even when nothing has changed, because it waits for an answer."""
        self.screen = {**screen, "count": self.screen["count"] + 1}

    def _heard(self, _widget: Any, content: Mapping[str, Any], _buffers: Any) -> None:
        if content.get("event") == "tick":
            self._tick(float(content.get("seconds", 0)))
        elif content.get("event") == "act":
            self._act(str(content.get("key")))
