"""Activity: the claims of the chain against what was shown in cells, animals and people."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from kapedu.figures.evidence_map import COLUMNS, ORDERS, map_html, summary
from kapedu.widgets.parts.controls import Choice
from kapedu.widgets.parts.drawing import Drawing
from kapedu.widgets.parts.layout import activity, row

if TYPE_CHECKING:
    import ipywidgets

_ALL = "all"
_FILTERS = {_ALL: "Everything", **{name: f"Only {label.lower()}" for name, label in COLUMNS.items()}}


def evidence_map() -> ipywidgets.VBox:
    """Filter the map by species and sort it by what was shown in people."""
    filtered = Choice("Show", _FILTERS, _ALL)
    order = Choice("Order", ORDERS, "chain")
    said = Drawing(live=True)
    table = Drawing()

    def show(_change: Any = None) -> None:
        column = None if filtered.value in (None, _ALL) else filtered.value
        said.html = f"<p>{escape(summary(column))}</p>"
        table.html = map_html(column, order.value or "chain")

    for control in (filtered, order):
        control.observe(show, names="value")
    show()
    return activity("Sort the evidence", row(filtered, order), said, table)
