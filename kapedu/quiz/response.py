"""Understanding what a trainee gave: any value at all, turned into something that can be compared and shown."""

import math
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from kapedu.language import _

MAXIMUM_TEXT = 20_000
_NUMBER = re.compile(r"([+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+))\s*(.*)", re.DOTALL)
_HYPHENS = re.compile(
    "[\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{FIGURE DASH}\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}]"
)
_GAPS = re.compile(r"[\s\-_]+")


@dataclass(frozen=True)
class Number:
    """A number as understood; ``problem`` says in a sentence why there is none."""

    value: float | None
    problem: str = ""


def clean_text(value: str, limit: int = MAXIMUM_TEXT) -> str:
    """A text that can always be written to a file and shown: no control characters, no lone surrogates."""
    text = value[:limit].encode("utf-8", "replace").decode("utf-8")
    kept = "".join(char for char in text if char in "\n\t" or unicodedata.category(char)[0] != "C")
    return kept.strip()


def is_blank(answer: object) -> bool:
    """Whether an answer says nothing: absent, empty, or only spaces."""
    if answer is None:
        return True
    if isinstance(answer, str):
        return not clean_text(answer)
    return isinstance(answer, list | tuple | Mapping) and len(answer) == 0


def read_number(answer: object, unit: str) -> Number:
    """The number in an answer; the unit may be written after it, a decimal comma is understood.

    Example:
        >>> read_number("12,5 mg", "mg").value
        12.5
    """
    if isinstance(answer, bool) or not isinstance(answer, str | int | float):
        return Number(None, _("This is not a number."))
    if not isinstance(answer, str):
        return _finite(answer)
    text = _HYPHENS.sub("-", clean_text(answer, 100))
    match = _NUMBER.fullmatch(text)
    if not match:
        return Number(None, _("This is not a number; write it like 12.5."))
    rest = match[2].strip()
    if rest and _same_words(rest) != _same_words(unit):
        if rest[0] in ".,0123456789":
            return Number(None, _("Write the number without separators for thousands, like 1200 or 12.5."))
        wanted = _("Write the number in {unit}.").format(unit=unit)
        return Number(None, wanted if unit else _("Write the number without a unit."))
    return _finite(float(match[1].replace(",", ".")))


def _finite(value: float) -> Number:
    try:
        number = float(value)
    except OverflowError:
        number = math.inf
    return (
        Number(number)
        if math.isfinite(number)
        else Number(None, _("This is not a number that can be marked."))
    )


def same_phrase(answer: str, accepted: str) -> bool:
    """Whether two short texts say the same, without regard to capitals, spaces, hyphens and final stops."""
    return _same_words(answer) == _same_words(accepted)


def _same_words(text: str) -> str:
    plain = unicodedata.normalize("NFKC", _HYPHENS.sub("-", text)).casefold().strip(" .;:!\"'")
    return _GAPS.sub(" ", plain).strip()


def read_pairs(answer: object) -> dict[str, str] | None:
    """The pairs in an answer like ``["line=choice", ...]``; None for anything else, or a line named twice.

    Example:
        >>> read_pairs(["iv=minutes", "oral=hours"])
        {'iv': 'minutes', 'oral': 'hours'}
    """
    if not isinstance(answer, list | tuple) or not all(isinstance(entry, str) for entry in answer):
        return None
    parts = [str(entry).partition("=") for entry in answer]
    pairs = {line: choice for line, _, choice in parts}
    return pairs if len(pairs) == len(parts) else None
