"""Citations that a reader can open, and the list of references at a lesson's end."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Any
from urllib.parse import urlsplit

from kapedu.knowledge.errors import KnowledgeError
from kapedu.knowledge.markup import STYLE, badge, link, paragraph
from kapedu.knowledge.quantity import Status
from kapedu.knowledge.sources import all_references, canonical_key, reference
from kapedu.language import N_, _, current, said

_cited: dict[str, None] = {}  # keys in the order they were first cited in this kernel

_RECORD = {
    Status.PRIMARY: N_("what is shown was seen on the publisher's page, in PubMed or in the paper."),
    Status.SECONDARY: N_("what is shown is as somebody else lists it."),
    Status.COMPUTED: N_("this entry stands for the course's own calculation."),
    Status.UNVERIFIED: N_("these details have not all been checked."),
    Status.COURSE_RULE: N_("this entry stands for a rule of the course."),
}
_PLAIN_FIELD = {
    "author": N_("authors"),
    "container-title": N_("journal"),
    "issued": N_("year"),
    "title": N_("title"),
    "volume": N_("volume"),
    "page": N_("pages"),
    "DOI": N_("DOI"),
    "PMID": N_("PubMed number"),
    "URL": N_("web address"),
    "registry": N_("trial register number"),
}
_LABEL_LENGTH = 48


@dataclass(frozen=True, slots=True)
class Citation:
    """One or more sources cited at one place; shows itself in a notebook."""

    keys: tuple[str, ...]

    def __str__(self) -> str:
        return "\n".join(f"[{short_citation(key)}] {reference_text(key)}" for key in self.keys)

    def _repr_html_(self) -> str:
        return f'{STYLE}<div class="kapedu-cites">{"".join(map(_cite_html, self.keys))}</div>'

    def _repr_mimebundle_(self, **_kwargs: Any) -> dict[str, str]:
        return {"text/plain": str(self), "text/html": self._repr_html_()}


@dataclass(frozen=True, slots=True)
class Bibliography:
    """A numbered list of references; shows itself in a notebook."""

    keys: tuple[str, ...]

    def __str__(self) -> str:
        if not self.keys:
            return _(_NOTHING)
        return "\n".join(f"{number}. {reference_text(key)}" for number, key in enumerate(self.keys, start=1))

    def _repr_html_(self) -> str:
        if not self.keys:
            return f"<p>{_(_NOTHING)}</p>"
        items = "".join(f"<li>{reference_html(key)}{_folded_record_html(key)}</li>" for key in self.keys)
        return f'{STYLE}<ol class="kapedu-references">{items}</ol>'

    def _repr_mimebundle_(self, **_kwargs: Any) -> dict[str, str]:
        return {"text/plain": str(self), "text/html": self._repr_html_()}


_NOTHING = N_("Nothing has been cited yet. Run the lesson from its beginning to see its references here.")


def cite(*keys: str) -> Citation:
    """Cite one or more sources.

    Args:
        keys: Keys or aliases of the bibliography.

    Returns:
        A row of short citations; each opens to the full reference, its links and its status.

    Raises:
        KnowledgeError: No key, or one that the bibliography does not have (names the nearest).

    >>> cite("clements1981", "kamp2020_meta").keys
    ('clements1981', 'kamp2020')
    """
    if not keys:
        raise KnowledgeError('cite needs at least one key of the bibliography, such as cite("kamp2020")')
    found = _distinct(keys)
    _cited.update(dict.fromkeys(found))
    return Citation(found)


def bibliography(*keys: str) -> Bibliography:
    """A numbered list of references.

    Args:
        keys: Keys or aliases; without any, everything cited so far in this kernel.

    Raises:
        KnowledgeError: A key that the bibliography does not have (names the nearest).

    >>> print(bibliography("clements1981"))  # doctest: +ELLIPSIS
    1. Clements JA, Nimmo WS. ...
    """
    return Bibliography(_distinct(keys) if keys else tuple(_cited))


def _distinct(keys: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(canonical_key(key) for key in keys))


def short_citation(key: str) -> str:
    """First author and year, with the journal where that would be ambiguous.

    >>> short_citation("clements1981"), short_citation("kamp2020")
    ('Clements 1981', 'Kamp 2020, Anesthesiology')
    """
    item = reference(key)
    label = _label(item)
    if _label_counts(current())[label] > 1 and "container-title" in item:
        return f"{label}, {item['container-title']}"
    return label


@cache
def _label_counts(_language: str) -> Counter[str]:
    return Counter(_label(reference(key)) for key in all_references())


def _label(item: Mapping[str, Any]) -> str:
    if "short" in item["custom"]:
        return _(str(item["custom"]["short"]))
    year = f" {item['issued']['date-parts'][0][0]}" if "issued" in item else ""
    for name in item.get("author", ())[:1]:
        particle = f"{name['non-dropping-particle']} " if "non-dropping-particle" in name else ""
        return f"{particle}{name.get('family', name.get('literal'))}{year}"
    title = item.get("title") or item["custom"].get("about") or item["id"]
    if len(title) > _LABEL_LENGTH:
        title = title[:_LABEL_LENGTH].rsplit(" ", 1)[0] + "…"
    return f"{title}{year}"


def reference_text(key: str) -> str:
    """The full reference as plain text, with DOI and PubMed number."""
    from kapedu.knowledge.rendering import render

    item = reference(key)
    ends = [f"doi:{item['DOI']}"] if "DOI" in item else []
    ends += [f"PubMed {item['PMID']}"] if "PMID" in item else []
    if not ends and _address(item):
        ends = [_address(item)]
    return " ".join([render(canonical_key(key)).text, *ends])


def reference_html(key: str) -> str:
    """The full reference as HTML, with links to where it can be found."""
    from kapedu.knowledge.rendering import render

    links = "".join(_links(reference(key)))
    shown = f' <span class="kapedu-links">{links}</span>' if links else ""
    return f"{render(canonical_key(key)).html}{shown}"


def _address(item: Mapping[str, Any]) -> str:
    if "PMCID" in item:
        return f"https://pmc.ncbi.nlm.nih.gov/articles/{item['PMCID']}/"
    return str(item.get("URL", ""))


def _links(item: Mapping[str, Any]) -> list[str]:
    found = []
    if "DOI" in item:
        found.append(link(f"https://doi.org/{item['DOI']}", f"doi:{item['DOI']}"))
    if "PMID" in item:
        found.append(link(f"https://pubmed.ncbi.nlm.nih.gov/{item['PMID']}/", f"PubMed {item['PMID']}"))
    if "PMCID" in item:
        found.append(link(_address(item), _("Free full text {number}").format(number=item["PMCID"])))
    if "URL" in item and not ("PMID" in item and "pubmed" in item["URL"]):
        site = urlsplit(item["URL"]).netloc.removeprefix("www.")
        found.append(link(item["URL"], _("Web page at {site}").format(site=site)))
    registry = item["custom"].get("registry", "")
    if registry.startswith("NCT") and registry not in item.get("URL", ""):
        words = _("Trial register {number}").format(number=registry)
        found.append(link(f"https://clinicaltrials.gov/study/{registry}", words))
    return found


def _record_html(key: str) -> str:
    """How far the bibliographic details of a source were checked, and what is missing."""
    from kapedu.knowledge.rendering import missing_fields

    item = reference(key)
    custom = item["custom"]
    plain = said(_PLAIN_FIELD)
    unverified = ", ".join(plain.get(field, field) for field in custom.get("unverified_fields", ()))
    missing = ", ".join(plain.get(field, field) for field in missing_fields(item))
    return (
        f"{paragraph(_('Bibliographic record'), _(_RECORD[Status(custom['status'])]))}"
        f"{paragraph(_('Not checked'), unverified)}"
        f"{paragraph(_('Not on file'), missing)}"
        f"{paragraph(_('Details seen in'), _(custom.get('seen_in', '')))}"
        f"{paragraph(_('Note'), _(item.get('note', '')))}"
    )


def _status_html(key: str) -> str:
    return badge(Status(reference(key)["custom"]["status"]))


def _folded_record_html(key: str) -> str:
    return (
        f'<details class="kapedu-record"><summary>{_("Bibliographic record")} {_status_html(key)}</summary>'
        f'<div class="kapedu-opened">{_record_html(key)}</div></details>'
    )


def _cite_html(key: str) -> str:
    return (
        f'<details class="kapedu-cite"><summary>{escape(short_citation(key))}</summary>'
        f'<div class="kapedu-opened"><p>{reference_html(key)}</p>'
        f"<p>{_status_html(key)}</p>{_record_html(key)}</div></details>"
    )
