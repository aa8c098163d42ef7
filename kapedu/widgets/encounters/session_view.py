"""Prepared text of demonstrations and drills, and a button that lets a demonstration play by itself."""

from pathlib import Path
from typing import Any

import anywidget
import ipywidgets
import traitlets as t

from kapedu.widgets.parts.findings_view import FINDINGS_STYLE, FindingsView
from kapedu.widgets.parts.layout import ensure_style, page_words, row

_HERE = Path(__file__).parent
_PAGE_WORDS = ("Pause", "Play, a step every {seconds} s")  # of play_clock.js


class SessionView(FindingsView):
    """Like :class:`~kapedu.widgets.parts.findings_view.FindingsView`, with the look that talks and gauges need."""

    _css = FINDINGS_STYLE + "\n" + (_HERE / "session_view.css").read_text(encoding="utf-8")


class PlayClock(anywidget.AnyWidget):
    """A button that goes on by itself: while it plays, `on_beat` is called every few seconds."""

    _esm = _HERE / "play_clock.js"
    _kind = "button"  # stands in a row of buttons
    playing = t.Bool(default_value=False).tag(sync=True)
    seconds = t.Float(10).tag(sync=True)
    _words = t.Dict().tag(sync=True)

    def __init__(self, seconds: float, on_beat: Any) -> None:
        ensure_style()
        super().__init__(seconds=seconds, _words=page_words(*_PAGE_WORDS))
        self._on_beat = on_beat
        self.on_msg(self._receive)

    def _receive(self, _widget: Any, content: Any, _buffers: Any) -> None:
        if isinstance(content, dict) and content.get("event") == "beat" and self.playing:
            self._on_beat()


def session_row(talk: ipywidgets.Widget, numbers: ipywidgets.Widget) -> ipywidgets.HBox:
    """What is said, and the numbers beside it; below each other where the page is narrow."""
    box = row(talk, numbers)
    box.add_class("kapedu-session-row")
    return box
