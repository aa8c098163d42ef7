"""What law, labels and professional bodies say, each with its date."""

from __future__ import annotations

from html import escape
from typing import Any

from kapedu.knowledge.citation import short_citation
from kapedu.practice.regulation import statements
from kapedu.practice.risk_labels import label_statements
from kapedu.widgets.parts.controls import Html


def dated_statements(*keys: str) -> Any:
    """Some of the dated statements as a list.

    Args:
        *keys: Which, in order.

    Raises:
        KeyError: There is no such statement.
    """
    known = {**statements(), **label_statements()}
    items = "".join(
        f"<li><b>{escape(one.place)}, as of {escape(one.as_of)}:</b> {escape(str(one.statement.value))} "
        f"<small>({escape(short_citation(one.statement.source))}; {one.statement.status}; to be read again by "
        f"{one.review_by.isoformat()})</small></li>"
        for one in (known[key] for key in keys)
    )
    return Html(f"<ul>{items}</ul>")
