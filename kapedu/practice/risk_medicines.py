"""Medicine lists of fictional people: which entries belong before the prescriber before the next dose."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from kapedu.knowledge import sheet
from kapedu.practice.screening import screen
from kapedu.practice.screening_finding import Finding
from kapedu.practice.screening_profile import Profile

_SHEET, _GROUP = "risks", "lists"
_BEFORE = frozenset({"stop", "pause"})


@dataclass(frozen=True)
class ListedMedicine:
    """One line of a list, and what the screening engine makes of it.

    Attributes:
        key: Short name of the line.
        written: As the patient wrote it.
        findings: What the engine finds in it; empty where no rule is on file.
    """

    key: str
    written: str
    findings: tuple[Finding, ...]

    @property
    def goes_first(self) -> bool:
        """Whether it is brought to the prescriber before the dose: a rule holds the dose, or nobody knows it."""
        return any(finding.group in _BEFORE for finding in self.findings)

    @property
    def counts(self) -> bool:
        """Whether the answer may be scored: not where its only ground is unverified."""
        return all(finding.reason.status.may_key_graded_item for finding in self.findings)


@dataclass(frozen=True)
class MedicineList:
    """One fictional person's list.

    Attributes:
        key: Short name.
        who: Who it is, and what is planned.
        lines: The entries, in the order written.
    """

    key: str
    who: str
    lines: tuple[ListedMedicine, ...]


@cache
def medicine_lists() -> Mapping[str, MedicineList]:
    """The lists, by key.

    >>> [line.written for line in medicine_lists()["val"].lines if line.goes_first]
    ['Xanax 2 mg three times a day', 'OxyContin 10 mg at night']
    """
    content = sheet(_SHEET)
    return MappingProxyType({key: _read(key, content.descriptions) for key in content.members(_GROUP)})


def findings_of(written: str) -> tuple[Finding, ...]:
    """What the screening engine adds to its findings when this is on the list."""
    without = {finding.name for finding in screen(Profile(medicines=())).findings}
    found = screen(Profile(medicines=(written,))).findings
    return tuple(finding for finding in found if finding.name not in without)


def _read(key: str, texts: Mapping[str, str | bool]) -> MedicineList:
    start = f"{_GROUP}.{key}."
    lines = [
        ListedMedicine(path.removeprefix(start), str(written), findings_of(str(written)))
        for path, written in texts.items()
        if path.startswith(start) and path != f"{start}who"
    ]
    return MedicineList(key, str(texts[f"{start}who"]), tuple(lines))
