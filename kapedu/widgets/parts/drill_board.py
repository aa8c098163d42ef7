"""The patient monitor of the drills, with its clock and the buttons for what can be done."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import anywidget
import traitlets as t

from kapedu.widgets.parts.layout import ensure_style

_HERE = Path(__file__).parent


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

    def __init__(
        self,
        screen: Mapping[str, Any],
        on_tick: Callable[[float], None],
        on_act: Callable[[str], None],
    ) -> None:
        ensure_style()
        super().__init__(screen={**screen, "count": 0})
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
