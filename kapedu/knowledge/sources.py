"""The bibliography on disk: which source keys exist, and what is known of each source."""

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from kapedu.knowledge.errors import KnowledgeError, nearest
from kapedu.knowledge.quantity import Status

DATA = Path(__file__).parent / "data"
_REQUIRED = ("id", "type", "custom")
_NAME_PARTS = {"family", "given", "suffix", "literal", "non-dropping-particle", "dropping-particle"}


def load_references(path: Path) -> tuple[dict[str, dict[str, Any]], dict[str, str]]:
    """Read and check a CSL-JSON file.

    Args:
        path: A CSL-JSON list. Beside the CSL variables each entry has ``custom`` with the
            ``status`` of the bibliographic record, and where needed ``aliases``,
            ``unverified_fields``, ``authors_truncated``, ``about``, ``registry``, ``seen_in``.

    Returns:
        The entries by key, and the key each alias stands for.

    Raises:
        KnowledgeError: The file is not such a list; names file, entry, field and value.
    """
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise KnowledgeError(f"{path.name}: not valid JSON ({error})") from error
    if not isinstance(entries, list):
        raise KnowledgeError(f"{path.name}: a list of references is expected, not {type(entries).__name__}")
    by_key: dict[str, dict[str, Any]] = {}
    alias_of: dict[str, str] = {}
    for number, entry in enumerate(entries, start=1):
        if not isinstance(entry, dict) or not isinstance(entry.get("id"), str) or not entry["id"]:
            raise KnowledgeError(f"{path.name}: entry {number}, field id: a key is expected")
        _check_reference(path.name, entry)
        for key in (entry["id"], *entry["custom"].get("aliases", ())):
            if key in by_key or key in alias_of:
                raise KnowledgeError(f"{path.name}: entry {entry['id']}, key {key!r} is used twice")
            if key == entry["id"]:
                by_key[key] = entry
            else:
                alias_of[key] = entry["id"]
    return by_key, alias_of


def _check_reference(file: str, entry: dict[str, Any]) -> None:
    where = f"{file}: entry {entry['id']}"
    for field in _REQUIRED:
        if field not in entry:
            raise KnowledgeError(f"{where}, field {field} is missing")
    custom = entry["custom"]
    if not isinstance(custom, dict):
        raise KnowledgeError(f"{where}, field custom: {custom!r} is not a mapping")
    if custom.get("status") not in tuple(Status):
        raise KnowledgeError(
            f"{where}, field custom.status: {custom.get('status')!r} is not one of {', '.join(Status)}"
        )
    for field in ("aliases", "unverified_fields"):
        for item in _as_list(where, f"custom.{field}", custom.get(field, [])):
            if not isinstance(item, str):
                raise KnowledgeError(f"{where}, field custom.{field}: {item!r} is not a text")
    for name in _as_list(where, "author", entry.get("author", [])):
        named = isinstance(name, dict) and ("family" in name or "literal" in name)
        if not named or set(name) - _NAME_PARTS:
            raise KnowledgeError(
                f"{where}, field author: {name!r} is not a CSL name (family/given or literal)"
            )
    _check_numbers(where, entry)


def _check_numbers(where: str, entry: dict[str, Any]) -> None:
    issued = entry.get("issued", {"date-parts": [[1]]})
    try:
        year = issued["date-parts"][0][0]
    except (TypeError, KeyError, IndexError):
        year = None
    if not isinstance(year, int):
        raise KnowledgeError(f"{where}, field issued: {issued!r} is not a CSL date such as {_DATE_EXAMPLE}")
    for field, pattern in _NUMBERS.items():
        value = entry.get(field)
        if value is not None and not (isinstance(value, str) and pattern.fullmatch(value)):
            raise KnowledgeError(f"{where}, field {field}: {value!r} does not look like a {field}")


_DATE_EXAMPLE = '{"date-parts": [[2020]]}'
_NUMBERS = {
    "DOI": re.compile(r"10\.\d+/\S+"),
    "PMID": re.compile(r"\d+"),
    "PMCID": re.compile(r"PMC\d+"),
    "URL": re.compile(r"https?://\S+"),
}


def _as_list(where: str, field: str, value: object) -> list[Any]:
    if not isinstance(value, list):
        raise KnowledgeError(f"{where}, field {field}: {value!r} is not a list")
    return value


@cache
def _bibliography() -> tuple[dict[str, dict[str, Any]], dict[str, str]]:
    return load_references(DATA / "references.json")


def source_keys() -> frozenset[str]:
    """All keys and aliases of the bibliography."""
    by_key, alias_of = _bibliography()
    return frozenset(by_key) | frozenset(alias_of)


def canonical_key(key: str) -> str:
    """The key that stands for a source, whatever alias it was asked by.

    Raises:
        KnowledgeError: The bibliography has no such key; names the nearest ones.

    >>> canonical_key("wilkinson-2021")
    'wilkinson2021'
    """
    by_key, alias_of = _bibliography()
    if key in by_key:
        return key
    if key in alias_of:
        return alias_of[key]
    raise KnowledgeError(f"references.json: no source {key!r}{nearest(key, source_keys())}")


def reference(key: str) -> Mapping[str, Any]:
    """One source as a CSL-JSON item (read-only).

    Raises:
        KnowledgeError: The bibliography has no such key; names the nearest ones.

    >>> reference("kamp2020")["DOI"]
    '10.1097/ALN.0000000000003577'
    """
    return MappingProxyType(_bibliography()[0][canonical_key(key)])


def all_references() -> tuple[str, ...]:
    """Every key once, aliases left out."""
    return tuple(_bibliography()[0])
