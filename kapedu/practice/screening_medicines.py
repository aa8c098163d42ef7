"""Medicines as people write them: matched by generic and common trade name, never guessed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from types import MappingProxyType

from kapedu.knowledge import fact, sheet

_SHEET = "medicines"
_NO_TRADE_NAME = "-"
_SEPARATOR = re.compile(r"[,;+&]|\b(?:and|plus|with)\b|(?<=[A-Za-z])\s*/\s*(?=[A-Za-z])", re.IGNORECASE)
_CLOCK = re.compile(r"\b\d{1,2}(?:[:.]\d\d)?\s*(?:am|pm)\b", re.IGNORECASE)
_NOTHING = frozenset(
    {"none", "none known", "no", "no medicine", "no medicines", "no medication", "no medications", "no meds"}
    | {
        "nothing",
        "nil",
        "nil regular",
        "n a",
        "not taking any",
        "no regular medicines",
        "no regular medication",
    }
)


@dataclass(frozen=True)
class Medicine:
    """One entry of a medicine list, as recognised.

    Attributes:
        written: The entry as written.
        generics: The generic names found in it; empty when nothing was recognised.
        classes: What they are, each once.
        suggestion: A name that is close to an unrecognised entry, or an empty text.
        rest: Words beside a recognised name that are neither a name nor say how it is taken, or an empty text.
    """

    written: str
    generics: tuple[str, ...]
    classes: tuple[str, ...]
    suggestion: str = ""
    rest: str = ""

    @property
    def known(self) -> bool:
        """Whether anything was recognised."""
        return bool(self.generics)


def recognise(written: str) -> Medicine:
    """Find the medicines in one entry of a list.

    Only whole names count. A name that is nearly right is a suggestion, never a match, and what stands beside a name is
    not passed over: ``Zoloft Max`` may be another product than ``Zoloft``.

    >>> recognise("Xanax XR 1 mg at night").generics
    ('alprazolam',)
    >>> recognise("sertralin").known, recognise("sertralin").suggestion
    (False, 'sertraline')
    >>> recognise("sertraline and a valerian root").rest
    'valerian root'
    """
    text = _plain(_CLOCK.sub(" ", written))
    found: dict[str, None] = {}
    rest = f" {text} "
    for name in sorted(_names(), key=len, reverse=True):
        if f" {name} " in rest:
            found |= dict.fromkeys(_names()[name])
            rest = rest.replace(f" {name} ", "  ")
    classes = dict.fromkeys(one for generic in found for one in _classes()[generic])
    if found:
        left = [word for word in _words(rest) if word not in _how_taken()]
        return Medicine(written, tuple(found), tuple(classes), rest=" ".join(left))
    return Medicine(written, (), (), _suggestion(text))


def parts(written: str) -> tuple[str, ...]:
    """An entry of a list, cut where it names several things; what says only how it is taken goes with the first.

    >>> parts("lithium and Lamictal 100 mg, at night")
    ('lithium', 'Lamictal 100 mg')
    """
    if any(f" {name} " in f" {_plain(written)} " for name in _names() if _SEPARATOR.search(name)):
        return (written,)
    found = [part.strip() for part in _SEPARATOR.split(written)]
    if not found[-1] and written.rstrip()[-1:].isalpha():
        return (written,)
    named = [part for part in found if not set(_words(part)) <= _how_taken()]
    return tuple(named) or (written,)


def takes_none(written: str) -> bool:
    """Whether an entry says that there are no medicines.

    >>> takes_none("None"), takes_none("sertraline")
    (True, False)
    """
    return _plain(written) in _NOTHING


def _suggestion(text: str) -> str:
    """The one known name that the text or a word of it nearly spells, first letter and all; else an empty text."""
    likeness = float(fact(f"{_SHEET}.near"))
    for word in [text, *_words(text)]:
        near = get_close_matches(
            word, [name for name in _names() if name[:1] == word[:1]], n=1, cutoff=likeness
        )
        if near:
            generic = _names()[near[0]][0]
            return generic if _plain(generic) == near[0] else f"{near[0].capitalize()} ({generic})"
    return ""


def _words(text: str) -> list[str]:
    """The words of an entry that are no numbers."""
    return [word for word in _plain(text).split() if not any(letter.isdigit() for letter in word)]


def _plain(text: str) -> str:
    """Lower case, letters, digits and blanks alone."""
    plain = text.lower().replace("’", "'").replace("'", "").replace(".", "")
    return re.sub(r"[^a-z0-9]+", " ", plain).strip()


@cache
def _how_taken() -> frozenset[str]:
    """Words of an entry that only say how, when and in which form something is taken."""
    return frozenset(str(sheet(_SHEET).descriptions["how_taken"]).split()) | {"and"}


@cache
def _classes() -> Mapping[str, tuple[str, ...]]:
    """The classes of each generic."""
    return MappingProxyType(
        {
            name: tuple(classes.split(", "))
            for name, classes in sheet(_SHEET).texts("names", "classes").items()
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
