"""A rating scale as data: what it asks, what it allows, and where its rules come from."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from kapedu.instruments.errors import InstrumentError
from kapedu.knowledge import Quantity, facts, sheet
from kapedu.knowledge.errors import nearest

_SHEET = "instruments"
_ALIASES = {"hamd": "hamd17", "ham-d": "hamd17", "hdrs": "hamd17", "qids": "qids16", "moaa/s": "moaas"}


@dataclass(frozen=True)
class Instrument:
    """One scale.

    Attributes:
        name: What to write for it, such as ``phq9``.
        title: Its name in print.
        about: What it rates and who rates it.
        rule: ``sum`` of items, ``domains`` (highest of some items, then a sum), ``total`` (only the total may be
            given), ``triage`` (a level from answers) or ``level`` (one level of an observer scale).
        window: The time that the answers look back on.
        wording: ``full`` where the form may be reproduced, else ``topics``, ``own words`` or ``none``.
        stem: The words above the items.
        items: What each item asks or rates, in order; empty for totals and levels.
        options: The answers of a form that may be reproduced, by their points.
        levels: What each level of an observer scale means, from high to low.
        low: Lowest total.
        high: Highest total.
        item_highest: Highest points of each item, in order; the lowest are 0.
        facts: Every rule with its source, by its path below the instrument.
        texts: The describing texts, by their path below the instrument.
    """

    name: str
    title: str
    about: str
    rule: str
    window: str
    wording: str
    stem: str
    items: tuple[str, ...]
    options: Mapping[int, str]
    levels: Mapping[int, Quantity]
    low: int
    high: int
    item_highest: tuple[int, ...]
    facts: Mapping[str, Quantity]
    texts: Mapping[str, str]

    @property
    def licence(self) -> Quantity:
        """Who may show its wording."""
        return self.facts["licence"]

    @property
    def notice(self) -> str:
        """The notice that its form carries; empty where there is none."""
        return self.texts.get("notice", "")

    @property
    def expected(self) -> str:
        """The answers it takes, in words."""
        if self.rule == "total":
            return f"one total from {self.low} to {self.high}"
        if self.rule == "level":
            return f"one level from {self.low} to {self.high}"
        if self.rule == "triage":
            return f"{len(self.items)} numbers of 0 or 1, the last of 0 to {self.item_highest[-1]}, separated by commas"
        highest = set(self.item_highest)
        each = (
            f"0 to {self.item_highest[0]}" if len(highest) == 1 else "0 to 2 or 0 to 4 as the form prints it"
        )
        return f"{len(self.items)} numbers of {each}, separated by commas"

    def group(self, prefix: str) -> dict[str, Quantity]:
        """The facts whose path starts with a word: ``group("remission")`` gives each convention."""
        start = f"{prefix}."
        return {path[len(start) :]: found for path, found in self.facts.items() if path.startswith(start)}


@cache
def instruments() -> Mapping[str, Instrument]:
    """Every scale by name.

    >>> [name for name, scale in instruments().items() if scale.wording == "full"]
    ['phq9', 'gad7', 'pcl5']
    """
    names = [path.partition(".")[0] for path in sheet(_SHEET).descriptions if path.endswith(".rule")]
    return MappingProxyType({name: _read(name) for name in names})


def instrument(name: str) -> Instrument:
    """One scale.

    Raises:
        InstrumentError: There is no such scale; lists those that exist.

    >>> instrument("PHQ-9").title
    'PHQ-9'
    """
    asked = str(name).strip().lower()
    asked = _ALIASES.get(asked, asked)
    for known in (asked, asked.replace("-", "").replace(" ", "").replace("_", "")):
        if known in instruments():
            return instruments()[known]
    raise InstrumentError(
        f"instrument {name!r} does not exist; there are {', '.join(instruments())}{nearest(asked, instruments(), 1)}"
    )


def _read(name: str) -> Instrument:
    found = dict(facts(f"{_SHEET}.{name}"))
    start = f"{name}."
    texts = {
        path[len(start) :]: str(text)
        for path, text in sheet(_SHEET).descriptions.items()
        if path.startswith(start)
    }
    items = tuple(text for path, text in texts.items() if path.startswith("items."))
    low, high = _pair(found["range"])
    if "item_maximum" in found:
        highest = _numbers(found["item_maximum"])
    elif "item_range" in found:
        highest = (_pair(found["item_range"])[1],) * len(items)
    else:
        highest = ()
    return Instrument(
        name=name,
        title=texts["title"],
        about=texts["about"],
        rule=texts["rule"],
        window=texts["window"],
        wording=texts["wording"],
        stem=texts.get("stem", ""),
        items=items,
        options=MappingProxyType(
            {int(path.partition(".")[2]): text for path, text in texts.items() if path.startswith("options.")}
        ),
        levels=MappingProxyType(
            {int(path.partition(".")[2]): text for path, text in found.items() if path.startswith("levels.")}
        ),
        low=low,
        high=high,
        item_highest=highest,
        facts=MappingProxyType(found),
        texts=MappingProxyType(texts),
    )


def _numbers(quantity: Quantity) -> tuple[int, ...]:
    assert isinstance(quantity.value, tuple)
    return tuple(int(number) for number in quantity.value)


def _pair(quantity: Quantity) -> tuple[int, int]:
    low, high = _numbers(quantity)
    return low, high
