"""The plot view: one drawing, redrawn in place, with its text summary and its table of numbers.

The page loads plotly.js once for all plot views, from the server's own files. Where these cannot be
reached, the first plot view asks its kernel for them.
"""

from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any, Protocol

import anywidget
import traitlets as t

from kapedu.figures.figure import Figure, from_plotly, plain
from kapedu.language import _
from kapedu.widgets.parts.layout import ensure_style, page_words

_HERE = Path(__file__).parent
# What plot_view.js says beside the figure; the page asks for the original.
_PAGE_WORDS = (
    "Left and right arrow keys read the values along the chart; Escape stops.",
    "Left and right arrow keys read the values along the chart; Enter chooses what was read; Escape stops.",
    "Show the numbers as a table",
    "Numbers of the drawing",
    "The drawing could not be loaded. The text and the table below hold the same numbers.",
    "chart",
    "no value",
)
PLOTLY_JS = _HERE.parents[1] / "lab" / "static" / "plotly-basic.min.js"


class PlotlyFigure(Protocol):
    """A figure made by plotly itself."""

    def to_plotly_json(self) -> dict[str, Any]: ...


class PlotView(anywidget.AnyWidget):
    """Shows a figure.

    Args:
        figure: What to show: a figure of ``kapedu.figures``, or one of plotly's own.
        height_px: Height of the drawing; its width follows the page.
        summary: Needed with plotly's own figures only: one paragraph that says what is drawn.
        title: What the drawing is called when it is read aloud; without it, the table's caption.

    Raises:
        TypeError: The figure is neither.
        ValueError: plotly's own figure comes without a summary or without traces.
    """

    _esm = _HERE / "plot_view.js"
    _shown = t.Dict().tag(sync=True)
    _sources = t.Unicode().tag(sync=True)  # apart from the figure: it is long and seldom changes
    _words = t.Dict().tag(sync=True)
    _pickable = t.Bool(default_value=False).tag(sync=True)
    height_px = t.Int(380, min=120, max=2000).tag(sync=True)

    def __init__(
        self,
        figure: Figure | PlotlyFigure,
        height_px: int = 380,
        *,
        summary: str = "",
        title: str = "",
    ) -> None:
        ensure_style()
        self._title = title
        self._picks: list[Callable[[str], Any]] = []
        figure = _figure(figure, summary)
        super().__init__(
            _shown=_message(figure, title),
            _sources=_sources_html(figure.sources),
            _words=page_words(*_PAGE_WORDS),
            height_px=height_px,
        )
        self.on_msg(self._asked)

    def show(self, figure: Figure | PlotlyFigure, *, summary: str = "") -> None:
        """Show this figure instead: drawing, summary and table change together, in one message."""
        figure = _figure(figure, summary)
        with self.hold_sync():
            self._shown = _message(figure, self._title)
            self._sources = _sources_html(figure.sources)

    def on_pick(self, call: Callable[[str], Any]) -> None:
        """Call this with a point's ``customdata`` when it is clicked, or chosen by Enter while reading."""
        self._picks.append(call)
        self._pickable = True

    def _asked(self, _widget: Any, content: dict[str, Any], _buffers: Any) -> None:
        if content.get("ask") == "plotly.js":
            self.send({"answer": "plotly.js"}, buffers=[PLOTLY_JS.read_bytes()])
        elif content.get("event") == "pick":
            for call in self._picks:
                call(str(content.get("key", "")))


def _figure(figure: Figure | PlotlyFigure, summary: str) -> Figure:
    if isinstance(figure, Figure):
        return figure
    if not hasattr(figure, "to_plotly_json"):
        raise TypeError(
            f"cannot show a {type(figure).__name__}; give a kapedu.figures.Figure or a plotly figure",
        )
    return from_plotly(figure.to_plotly_json(), summary)


def _message(figure: Figure, title: str) -> dict[str, Any]:
    """The figure as the page receives it."""
    return {
        "title": title or figure.table.caption,
        "spec": plain(figure.spec),
        "summary": figure.summary,
        "table": {
            "caption": figure.table.caption,
            "columns": list(figure.table.columns),
            "rows": plain(figure.table.rows),
        },
    }


_cited: dict[tuple[str, ...], str] = {}


def _sources_html(keys: tuple[str, ...]) -> str:
    """The short citations, each opening to its reference; looked up once for each set of keys."""
    if not keys:
        return ""
    if keys not in _cited:
        from kapedu.knowledge import cite  # the bibliography, only where something is cited

        citation = cite(*keys)
        rendered = citation._repr_html_() if hasattr(citation, "_repr_html_") else escape(str(citation))
        _cited[keys] = f'<span class="kapedu-sources-lead">{escape(_("Sources"))}</span> {rendered}'
    return _cited[keys]
