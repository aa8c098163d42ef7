"""Words as the search sees them: lower case, without accents, cut to a stem."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_WORD = re.compile(r"\d+(?:\.\d+)+|[^\W_]+(?:['’ʼ][^\W_]+)*")
_MARKS = re.compile(r"[\u0300-\u036f]")
_ENDINGS = (
    ("ies", "y"),
    ("sses", "ss"),
    ("ations", "at"),
    ("ation", "at"),
    ("ings", ""),
    ("ing", ""),
    ("ed", ""),
)
_SHORTEST_STEM = 3
_CYRILLIC_STEM = 5
_CYRILLIC_ENDINGS = "аеєиіїоуюяйьмхв"
_COMMON = frozenset(
    re.findall(
        r"\w+",
        "a an and are as at be by for from in is it of on or than that the this to was with і й у в на з що до",
    )
)


def words(text: str) -> Iterator[tuple[str, int, int]]:
    """Every word of a text, as a stem, with where it begins and ends."""
    for found in _WORD.finditer(text):
        yield stem(found[0]), found.start(), found.end()


def is_common(word: str) -> bool:
    """Whether a word says nothing about what a text is about."""
    return word in _COMMON


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The part of a word that its forms share; simple on purpose, and the same for texts and questions.

    Examples:
        >>> stem("Infusions"), stem("infusion"), stem("studies"), stem("blocked"), stem("0.5")
        ('infusion', 'infusion', 'study', 'block', '0.5')
        >>> stem("рецептора"), stem("рецептори")
        ('рецептор', 'рецептор')
    """
    plain = word.lower().replace("’", "'").replace("ʼ", "'")
    if "а" <= plain[0] <= "ї":
        end = len(plain)
        while end > _CYRILLIC_STEM and plain[end - 1] in _CYRILLIC_ENDINGS:
            end -= 1
        return plain[:end]
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", plain)).removesuffix("'s")
    for ending, instead in _ENDINGS:
        if plain.endswith(ending) and len(plain) - len(ending) >= _SHORTEST_STEM:
            return plain[: len(plain) - len(ending)] + instead
    if plain.endswith("s") and not plain.endswith(("ss", "us", "is")) and len(plain) > _SHORTEST_STEM:
        return plain[:-1]
    return plain
