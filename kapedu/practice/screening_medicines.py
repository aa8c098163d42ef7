"""Medicines as people write them: matched by generic and common trade name, never guessed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from types import MappingProxyType

from kapedu.knowledge import sheet

_SHEET = "medicines"
_NO_TRADE_NAME = "-"
_SEPARATOR = re.compile(r"[,;+&]|\b(?:and|plus|with)\b|(?<=[A-Za-z])\s*/\s*(?=[A-Za-z])", re.IGNORECASE)
_NOTHING = frozenset({"none", "no medicines", "no medication", "nothing", "nil"})


@dataclass(frozen=True)
class Medicine:
    """One entry of a medicine list, as recognised.

    Attributes:
        written: The entry as written.
        generics: The generic names found in it; empty when nothing was recognised.
        classes: What they are, each once.
        suggestion: A name that is close to an unrecognised entry, or an empty text.
    """

    written: str
    generics: tuple[str, ...]
    classes: tuple[str, ...]
    suggestion: str = ""

    @property
    def known(self) -> bool:
        """Whether anything was recognised."""
        return bool(self.generics)


def recognise(written: str) -> Medicine:
    """Find the medicines in one entry of a list.

    Only whole names count. A name that is nearly right is a suggestion, never a match.

    >>> recognise("Xanax XR 1 mg at night").generics
    ('alprazolam',)
    >>> recognise("sertralin").known, recognise("sertralin").suggestion
    (False, 'sertraline')
    """
    text = _plain(written)
    found: dict[str, None] = {}
    rest = f" {text} "
    for name in sorted(_names(), key=len, reverse=True):
        if f" {name} " in rest:
            found |= dict.fromkeys(_names()[name])
            rest = rest.replace(f" {name} ", "  ")
    classes = dict.fromkeys(one for generic in found for one in _classes()[generic])
    if found:
        return Medicine(written, tuple(found), tuple(classes))
    near = [close for word in [text, *_words(written)] for close in get_close_matches(word, _names(), n=1)]
    suggestion = _names()[near[0]][0] if near else ""
    return Medicine(written, (), (), suggestion)


def parts(written: str) -> tuple[str, ...]:
    """An entry of a list, cut where it names several things; what says only how it is taken goes with the first.

    >>> parts("lithium and Lamictal 100 mg, at night")
    ('lithium', 'Lamictal 100 mg')
    """
    how_taken = set(str(sheet(_SHEET).descriptions["how_taken"]).split())
    found = [part.strip() for part in _SEPARATOR.split(written)]
    named = [part for part in found if not set(_words(part)) <= how_taken]
    return tuple(named) or (written,)


def takes_none(written: str) -> bool:
    """Whether an entry says that there are no medicines.

    >>> takes_none("None"), takes_none("sertraline")
    (True, False)
    """
    return _plain(written) in _NOTHING


def generic_names() -> tuple[str, ...]:
    """Every generic name that is known, in alphabetical order."""
    return tuple(sorted(_classes()))


def _words(text: str) -> list[str]:
    """The words of an entry that are no numbers."""
    return [word for word in _plain(text).split() if not any(letter.isdigit() for letter in word)]


def _plain(text: str) -> str:
    """Lower case, letters, digits and blanks alone."""
    plain = text.lower().replace("’", "'").replace("'", "").replace(".", "")
    return re.sub(r"[^a-z0-9]+", " ", plain).strip()


@cache
def _classes() -> Mapping[str, tuple[str, ...]]:
    """The classes of each generic."""
    return MappingProxyType(
        {
            path.split(".")[1]: tuple(str(text).split(", "))
            for path, text in sheet(_SHEET).descriptions.items()
            if path.startswith("names.") and path.endswith(".classes")
        }
    )


@cache
def _names() -> Mapping[str, tuple[str, ...]]:
    """Plain spelling of every name, generic or trade, with the generics that it stands for."""
    found: dict[str, tuple[str, ...]] = {_plain(generic): (generic,) for generic in _classes()}
    for generic in _classes():
        trade = str(sheet(_SHEET).descriptions[f"names.{generic}.trade"])
        for name in trade.split(", "):
            if name != _NO_TRADE_NAME:
                found[_plain(name)] = (*found.get(_plain(name), ()), generic)
    return MappingProxyType(found)
