"""Full references in one citation style (NLM), made by citeproc-py from our CSL-JSON.

citeproc and its XML parser take some 0.1 s to import, so this module is imported when the first
full reference is shown; each reference is rendered once.
"""

import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html import unescape
from typing import Any

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

from kapedu.knowledge.sources import DATA, reference
from kapedu.language import _, current

STYLE_FILE = DATA / "nlm-citation-sequence.csl"
_EXPECTED = ("author", "title", "container-title", "issued")  # of an article in a journal
_OURS = ("custom", "DOI", "PMID", "PMCID", "URL", "note")  # shown beside the reference, as links and lines
_NUMBER = re.compile(r"^\s*1\.\s*")
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class Rendered:
    """One reference in the citation style, without links."""

    html: str
    text: str


def missing_fields(item: Mapping[str, Any]) -> tuple[str, ...]:
    """CSL variables that a reader would expect of such a source and that are not on file.

    >>> missing_fields({"id": "x", "type": "article-journal", "title": "T", "custom": {}})
    ('author', 'container-title', 'issued')
    """
    expected = _EXPECTED if item["type"] == "article-journal" else ()
    return tuple(field for field in expected if not item.get(field))


def render(key: str) -> Rendered:
    """Render one reference; what is not on file is said in square brackets, never invented.

    Args:
        key: Canonical key of the bibliography.
    """
    return _rendered(key, current())


@cache
def _rendered(key: str, _language: str) -> Rendered:
    """As `render`; what is said in brackets is in the language spoken, so that each is kept by itself."""
    item = _complete(reference(key))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # citeproc warns of each variable the style would have liked
        source = CiteProcJSON([item])
        listed = CitationStylesBibliography(_style(), source, formatter.html)
        listed.register(Citation([CitationItem(key)]))
        html = _NUMBER.sub("", str(listed.bibliography()[0]))
    return Rendered(html=html, text=unescape(_TAG.sub("", html)))


@cache
def _style() -> CitationStylesStyle:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return CitationStylesStyle(str(STYLE_FILE), validate=False)


def _complete(item: Mapping[str, Any]) -> dict[str, Any]:
    """The item for citeproc: placeholders where something is missing, ``et al.`` where names are."""
    shown = {field: value for field, value in item.items() if field not in _OURS}
    missing = missing_fields(item)
    if not item.get("title"):
        shown["title"] = _placeholder(item)
    if "author" in missing:
        shown["author"] = [{"literal": _("[authors not on file]")}]
    if "container-title" in missing:
        shown["container-title"] = _("[journal not on file]")
    if item["custom"].get("authors_truncated"):
        shown["author"] = [*shown["author"], {"literal": "et al"}]
    return shown


def _placeholder(item: Mapping[str, Any]) -> str:
    about = _(item["custom"].get("about", ""))
    if about and item["type"] != "article-journal":
        return f"[{about}]"  # a web page or record that has no title of its own
    return _("[title not on file; about: {about}]").format(about=about) if about else _("[title not on file]")
