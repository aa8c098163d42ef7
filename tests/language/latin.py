"""Words in Latin letters on a page in another language: which are ours, and which are names, units and citations."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from html import unescape

from kapedu.knowledge.citation import reference_text, short_citation
from kapedu.knowledge.rendering import render
from kapedu.knowledge.sources import canonical_key
from kapedu.language import speak, speech

# Names of receptors, genes, substances, registers and journals, and what is Latin in Ukrainian too.
NAMES = frozenset(
    [
        "NMDA",
        "AMPA",
        "GABA",
        "BDNF",
        "TrkB",
        "mTOR",
        "mTORC",
        "eEF",
        "GluN",
        "NBQX",
        "HNK",
        "Met",
        "GMOM",
        "PK",
        "PubMed",
        "Central",
        "PMC",
        "NCT",
        "DOI",
        "doi",
        "post",
        "hoc",
        "Am",
        "Psychiatry",
        "Neuropsychopharmacology",
    ]
)
_TAG = re.compile(r"<(?:style|script)\b.*?</(?:style|script)>|<[^>]*>", re.DOTALL | re.IGNORECASE)
_ADDRESS = re.compile(r"\b(?:https?://|doi:|[\w-]+\.(?:[\w-]+\.)*(?:gov|org|com|net|eu|edu|uk|int)\b)\S*")
_CODE = re.compile(r"\b(?:PMC|NCT)\d+\b|\[\d+[A-Z]\]")
_WORD = re.compile(r"[A-Za-z]{2,}")


def words_of(html: str) -> str:
    """The text of a piece of HTML."""
    return unescape(_TAG.sub(" ", html))


@contextmanager
def spoken(language: str) -> Iterator[None]:
    """Speak a language for a while."""
    before = list(speech._spoken)
    speak(language)
    try:
        yield
    finally:
        speech._spoken[:] = before


def citations(keys: Iterable[str], language: str) -> list[str]:
    """What a page in a language may show of sources in the language they were written in, the longest first."""
    found = set()
    with spoken(language):
        for key in map(canonical_key, keys):
            found |= {render(key).text, reference_text(key), short_citation(key)}
    return sorted(filter(None, found), key=len, reverse=True)


def latin_words(text: str, cited: Iterable[str] = (), names: Iterable[str] = ()) -> list[str]:
    """Words in Latin letters that are neither names nor part of a citation, each with what stands around it.

    Args:
        text: What a reader sees, without markup.
        cited: Citations that may stand in it (see `citations`).
        names: What else this page may name.
    """
    known = NAMES.union(names)
    text = " ".join(text.split())
    for citation in cited:
        text = text.replace(" ".join(citation.split()), " · ")
    text = _CODE.sub(" ", _ADDRESS.sub(" ", text))
    return [
        f"{word[0]} in …{text[max(0, word.start() - 40) : word.end() + 40]}…"
        for word in _WORD.finditer(text)
        if word[0] not in known
    ]
