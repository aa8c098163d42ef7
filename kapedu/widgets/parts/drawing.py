"""Prepared text with the drawings of the mechanism lessons: chain, channels, tables and cards."""

from pathlib import Path

from kapedu.widgets.parts.controls import Html


class Drawing(Html):
    """Like :class:`~kapedu.widgets.parts.controls.Html`, with the look that these drawings need."""

    _css = Path(__file__).parent / "drawing.css"
