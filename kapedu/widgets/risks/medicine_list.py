"""A whole medicine list: tick what the prescriber hears of before the dose, then compare with the rules on file."""

from __future__ import annotations

from html import escape
from typing import Any

from kapedu.knowledge.citation import short_citation
from kapedu.practice.risk_medicines import ListedMedicine, medicine_lists
from kapedu.widgets.parts.checklist import Checklist
from kapedu.widgets.parts.controls import Button, Html, Select
from kapedu.widgets.parts.layout import activity


def medicine_list() -> Any:
    """The activity: three lists, everything at once."""
    return _MedicineList().box


class _MedicineList:
    def __init__(self) -> None:
        self.lists = medicine_lists()
        self.who = Select("Person", {key: one.who.partition(",")[0] for key, one in self.lists.items()})
        self.about = Html()
        self.ticks = Checklist("Before the dose, the prescriber hears of", self._options())
        self.compare = Button("Compare with the rules", self.judge)
        self.reading = Html("", live=True)
        self.box = activity("Read the list", self.who, self.about, self.ticks, self.compare, self.reading)
        self.who.observe(lambda _change: self.restart(), names="value")
        self._tell()

    @property
    def one(self) -> Any:
        return self.lists[str(self.who.value)]

    def _options(self) -> dict[str, str]:
        return {line.key: line.written for line in self.one.lines}

    def _tell(self) -> None:
        self.about.html = f"<p>{escape(self.one.who)}.</p>"

    def restart(self) -> None:
        """Another person's list, nothing ticked."""
        self.ticks.show(self._options())
        self.reading.html = ""
        self._tell()

    def judge(self) -> None:
        """Say for every line what the rules say, and how many ticks agree."""
        ticked = set(self.ticks.value)
        counted = [line for line in self.one.lines if line.counts]
        agreed = sum((line.key in ticked) == line.goes_first for line in counted)
        items = "".join(_line(line, line.key in ticked) for line in self.one.lines)
        self.reading.html = (
            f"<p><b>{agreed} of {len(counted)} as the rules on file say.</b> A line that rests on an unverified ground "
            f"is shown and not counted.</p><ul>{items}</ul>"
        )


def _line(line: ListedMedicine, ticked: bool) -> str:  # noqa: FBT001 - private, one caller
    if not line.counts:
        verdict = "Not counted."
    elif ticked == line.goes_first:
        verdict = "Yes."
    else:
        verdict = (
            "This one belongs before the prescriber first." if line.goes_first else "This one holds no dose."
        )
    if not line.findings:
        why = "No rule on file; that is not a proof of safety."
    else:
        why = " ".join(
            f"{escape(finding.title.partition(':')[0])}: {escape(str(finding.reason.value))} {escape(finding.changes)} "
            f"<small>({escape(short_citation(finding.reason.source))}; {finding.label})</small>"
            for finding in line.findings
        )
    return f"<li><b>{escape(line.written)}</b>: {verdict} {why}</li>"
