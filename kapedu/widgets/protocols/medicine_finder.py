"""Activity: write a medicine as a patient would, and see what the engine makes of it."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING, Any

from kapedu.figures.screening_views import finding_html
from kapedu.practice.screening import screen
from kapedu.practice.vignette import vignettes
from kapedu.widgets.parts.controls import TextField
from kapedu.widgets.parts.findings_view import FindingsView
from kapedu.widgets.parts.layout import activity

if TYPE_CHECKING:
    import ipywidgets

_CLEAR = "01-elena"
_START = "<p>Write a name. Nothing is looked up outside this computer.</p>"


class MedicineFinder:
    """One line of a medicine list, screened in somebody who has no other finding."""

    def __init__(self) -> None:
        self.written = TextField(
            "A medicine, as the patient would write it",
            hint="Try a trade name, then the same with one letter wrong. Try: Contrave; St. John's wort; lithium and "
            "Lamictal; a herbal tea.",
        )
        self.result = FindingsView(_START, live=True)
        self.box: ipywidgets.VBox = activity("What is on the list?", self.written, self.result)
        self.written.observe(self._changed, names="value")

    def _changed(self, _change: Any) -> None:
        text = self.written.value.strip()
        if not text:
            self.result.html = _START
            return
        result = screen(replace(vignettes()[_CLEAR].profile, drug="esketamine", medicines=(text,)))
        known = [generic for medicine in result.medicines for generic in medicine.generics]
        named = f"<p>Recognised: <strong>{escape(', '.join(known))}</strong>.</p>" if known else ""
        if not all(medicine.known for medicine in result.medicines):
            named += "<p><strong>Not recognised.</strong> A name that is nearly right is a suggestion, never a match.</p>"
        items = "".join(finding_html(finding) for finding in result.findings)
        rest = (
            f'<ul class="kapedu-findings">{items}</ul>'
            if items
            else "<p>No rule on file. That is not a proof of safety.</p>"
        )
        self.result.html = named + rest


def medicine_finder() -> ipywidgets.VBox:
    """Match a medicine by generic or trade name and show the finding that it gives."""
    return MedicineFinder().box
