"""Prepared text with charts, findings and plans of Module 2."""

from pathlib import Path

from kapedu.widgets.parts.controls import Html

_HERE = Path(__file__).parent
FINDINGS_STYLE = "\n".join(
    (_HERE / name).read_text(encoding="utf-8") for name in ("drawing.css", "findings_view.css")
)


class FindingsView(Html):
    """Like :class:`~kapedu.widgets.parts.controls.Html`, with the look that charts and findings need."""

    _css = FINDINGS_STYLE
