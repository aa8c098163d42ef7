"""Arranging controls and figures, and the one style sheet they share."""

from html import escape
from pathlib import Path
from typing import Any

import anywidget
import ipywidgets

from kapedu.language import _, current

_HERE = Path(__file__).parent
_TOKENS = _HERE.parents[1] / "lab" / "static" / "tokens.css"
_STYLE_FILES = (
    _TOKENS,
    *(
        _HERE / name
        for name in (
            "layout.css",
            "controls.css",
            "tables.css",
            "plot_view.css",
            "print.css",
            "forced_colors.css",
        )
    ),
)


class StyleSheet(anywidget.AnyWidget):
    """Carries the style sheet to the page, once for each kernel; it is never shown itself."""

    _esm = "export default { render() {} };"
    _css = "\n".join(path.read_text(encoding="utf-8") for path in _STYLE_FILES)


_sheets: list[StyleSheet] = []


def ensure_style() -> None:
    """Bring the course's style sheet to the page, unless it is there already.

    Every widget of this package calls it when it is made.
    """
    if not _sheets or _sheets[-1].comm is None:
        _sheets[:] = [StyleSheet()]


def page_words(*texts: str) -> dict[str, str]:
    """What the page's own scripts say, in the language spoken now; nothing in English, which they know.

    With it goes the language itself under ``lang``, for numbers.
    """
    if current() == "en":
        return {}
    return {"lang": current()} | {text: _(text) for text in texts}


def stack(*children: ipywidgets.Widget) -> ipywidgets.VBox:
    """The children below each other."""
    return _box(ipywidgets.VBox, "kapedu-stack", children)


def row(*children: ipywidgets.Widget) -> ipywidgets.HBox:
    """The children side by side in equal widths, below each other where the page is narrow.

    Buttons alone stand next to each other, each as wide as its label.
    """
    buttons = all(getattr(child, "_kind", "") == "button" for child in children)
    return _box(ipywidgets.HBox, "kapedu-buttons" if buttons else "kapedu-row", children)


def activity(title: str, *children: ipywidgets.Widget, level: int = 3) -> ipywidgets.VBox:
    """A framed part of a lesson, under a heading.

    Args:
        title: What the trainee does or explores here; becomes the heading.
        *children: The activity's widgets, shown below each other.
        level: Level of the heading, 2 to 6: one more than that of the section it stands in.

    Returns:
        The box to show.
    """
    from kapedu.widgets.parts.controls import Html  # controls imports this module

    heading = Html(f'<h{level:d} class="kapedu-activity-title">{escape(title)}</h{level:d}>')
    return _box(ipywidgets.VBox, "kapedu-activity", (heading, *children))


def _box(kind: Any, name: str, children: tuple[ipywidgets.Widget, ...]) -> Any:
    ensure_style()
    box = kind(children)
    box.add_class("kapedu-box")
    box.add_class(name)
    return box
