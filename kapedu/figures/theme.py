"""One look for every drawing: a palette that works on light and dark, and the base layout.

The page adds what depends on its theme (text, grid and background colours) when it draws.
"""

from types import MappingProxyType
from typing import Any

INK = "#6B7785"  # marks and guide lines
ARTERIAL = "#CE480C"
VENOUS = "#2460D4"
EFFECT = "#0B8652"
SECOND = "#995DB1"
THIRD = "#9C6C00"
ON_MARK = "white"  # words and hatching on a mark; the page turns words dark where it makes the marks light
GROUND = (
    "ground"  # an annotation of this name gets the colour of the page behind its words: no line crosses them
)

PALETTE = MappingProxyType(
    {
        "ink": INK,
        "arterial": ARTERIAL,
        "venous": VENOUS,
        "effect": EFFECT,
        "second": SECOND,
        "third": THIRD,
    },
)
"""Colours by meaning. White words can be read on each (4.5:1), dark ones on its lighter form of the dark page."""

SERIES = (VENOUS, ARTERIAL, EFFECT, SECOND, THIRD)
"""Colours for series that have no colour of their own, in order; told apart with colour blindness."""

DASHES = ("solid", "dash", "dot", "dashdot", "longdash")
"""Line styles, in order: colour is never the only difference."""


def fade(colour: str, opacity: float) -> str:
    """The colour, see-through.

    Examples:
        >>> fade("#0072B2", 0.2)
        'rgba(0,114,178,0.2)'
    """
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity:g})"


def axis(title: str, **more: Any) -> dict[str, Any]:
    """A plain axis with a title; write the unit last, in brackets."""
    return {"title": {"text": title}, "automargin": True, "fixedrange": True, **more}


def base_layout(x_title: str, y_title: str, **more: Any) -> dict[str, Any]:
    """The layout every drawing starts from.

    Args:
        x_title: Title of the horizontal axis, unit last and in brackets: ``"Time (min)"``. The
            reading cursor speaks this unit.
        y_title: Title of the vertical axis, likewise.
        **more: Further plotly layout attributes; dictionaries are merged into the base ones, so
            ``yaxis={"rangemode": "tozero"}`` keeps the title.

    Returns:
        A new plotly layout.

    Examples:
        >>> layout = base_layout("Time (min)", "Ketamine (ng/mL)", yaxis={"rangemode": "tozero"})
        >>> layout["yaxis"]["title"]["text"], layout["yaxis"]["rangemode"]
        ('Ketamine (ng/mL)', 'tozero')
    """
    layout: dict[str, Any] = {
        "xaxis": axis(x_title),
        "yaxis": axis(y_title),
        "margin": {"l": 56, "r": 20, "t": 12, "b": 54},
        "hovermode": "x unified",
        "dragmode": False,
    }
    for key, value in more.items():
        base = layout.get(key)
        layout[key] = {**base, **value} if isinstance(base, dict) and isinstance(value, dict) else value
    return layout
