"""A sentence for somebody far away, counted and looked through: length, questions, and words that lead or argue.

It counts; it does not judge. Which words it looks for is a convention of this course.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from kapedu.knowledge import Quantity, fact, sheet

_GROUP = "session_phases.few_words"
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_LONG, _QUESTION = "long", "question"


@dataclass(frozen=True)
class Situation:
    """What somebody far away says and shows, and two ways to answer."""

    name: str
    says: str
    shows: str
    answers: tuple[str, ...]


@dataclass(frozen=True)
class Remark:
    """Something to look at again.

    Attributes:
        name: Its key.
        says: What it is.
        found: The words that gave rise to it.
        why: The reason, with source and status.
    """

    name: str
    says: str
    found: tuple[str, ...]
    why: Quantity


@cache
def situations() -> Mapping[str, Situation]:
    """The situations, in the order of the sheet.

    >>> situations()["stairs"].says
    "“He's coming up the stairs.”"
    """
    texts = _texts("situations")
    names = dict.fromkeys(path.partition(".")[0] for path in texts)
    return MappingProxyType(
        {
            name: Situation(
                name,
                texts[f"{name}.says"],
                texts[f"{name}.shows"],
                (texts[f"{name}.one"], texts[f"{name}.two"]),
            )
            for name in names
        }
    )


def longest() -> Quantity:
    """The most words to practise with."""
    return fact(f"{_GROUP}.longest")


def note() -> Quantity:
    """What the counting can and cannot do."""
    return fact(f"{_GROUP}.note")


def count_words(text: str) -> int:
    """How many words a text has.

    >>> count_words("I'm here. Breathe out.")
    4
    """
    return len(_WORD.findall(text))


def remarks(text: str) -> tuple[Remark, ...]:
    """What to look at again in a sentence; nothing where there is nothing.

    Args:
        text: What somebody would say.

    Examples:
        >>> remarks("I'm here. Breathe out.")
        ()
        >>> [one.name for one in remarks("Who is it? Is it your father?")]
        ['question', 'leads']
    """
    said = [word.lower().replace("’", "'") for word in _WORD.findall(text)]
    texts = _texts("remarks")
    found = []
    for name in dict.fromkeys(path.partition(".")[0] for path in texts):
        if name == _LONG:
            hits = (f"{len(said)} words",) if len(said) > float(longest()) else ()
        elif name == _QUESTION:
            hits = ("?",) if "?" in text else ()
        else:
            listed = {word.strip() for word in texts[f"{name}.words"].split(",")}
            hits = tuple(dict.fromkeys(word for word in said if word in listed))
        if hits:
            found.append(Remark(name, texts[f"{name}.says"], hits, fact(f"{_GROUP}.remarks.{name}.why")))
    return tuple(found)


def _texts(group: str) -> dict[str, str]:
    start = f"few_words.{group}."
    texts = sheet("session_phases").descriptions
    return {path[len(start) :]: str(text) for path, text in texts.items() if path.startswith(start)}
