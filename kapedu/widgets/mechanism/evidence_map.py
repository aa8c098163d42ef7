"""Activity: the claims of the chain against what was shown in cells, animals and people."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from kapedu.figures.evidence_map import ORDERS, map_html, summary
from kapedu.language import N_, _, said
from kapedu.widgets.parts.controls import Choice
from kapedu.widgets.parts.drawing import Drawing
from kapedu.widgets.parts.layout import activity, row

if TYPE_CHECKING:
    import ipywidgets

_ALL = "all"
_FILTERS = {
    _ALL: N_("Everything"),
    "cells": N_("Only cells"),
    "animals": N_("Only animals"),
    "people": N_("Only people"),
}


def evidence_map() -> ipywidgets.VBox:
    """Filter the map by species and sort it by what was shown in people."""
    filtered = Choice(_("Show"), said(_FILTERS), _ALL)
    order = Choice(_("Order"), said(ORDERS), "chain")
    told = Drawing(live=True)
    table = Drawing()

    def show(_change: Any = None) -> None:
        column = None if filtered.value in (None, _ALL) else filtered.value
        told.html = f"<p>{escape(summary(column))}</p>"
        table.html = map_html(column, order.value or "chain")

    for control in (filtered, order):
        control.observe(show, names="value")
    show()
    return activity(_("Sort the evidence"), row(filtered, order), told, table)
