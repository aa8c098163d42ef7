"""Sheets of facts: data files read once, checked, and asked by path."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from kapedu.knowledge.entry import read_entry, walk
from kapedu.knowledge.errors import KnowledgeError, nearest
from kapedu.knowledge.quantity import Quantity
from kapedu.knowledge.sources import DATA, source_keys

_NOT_SHEETS = frozenset({"references", "sign_off"})


@dataclass(frozen=True, slots=True)
class Sheet:
    """One data file: its facts by path, and the describing texts between them."""

    name: str
    title: str
    facts: Mapping[str, Quantity]
    descriptions: Mapping[str, str | bool]
    """Such as ``models.kamp2020_arterial.sampling``: ``arterial``."""
    paths: tuple[str, ...]
    """Of facts and descriptions together, in the order of the file."""

    def members(self, group: str = "") -> tuple[str, ...]:
        """Names that stand directly in a group, or in the sheet itself, in the order of the file.

        >>> sheet("pkpd").members("models")[0]
        'kamp2020_arterial'
        """
        start = f"{group}." if group else ""
        inside = (path.removeprefix(start) for path in self.paths if path.startswith(start))
        return tuple(dict.fromkeys(path.partition(".")[0] for path in inside))

    def texts(self, group: str, field: str) -> Mapping[str, str]:
        """One text of each of the members, by the member's name; those without it are left out.

        >>> sheet("screening").texts("indications", "title")["ptsd"]
        'Post-traumatic stress disorder'
        """
        start = f"{group}." if group else ""
        found = {name: self.descriptions.get(f"{start}{name}.{field}") for name in self.members(group)}
        return MappingProxyType({name: str(text) for name, text in found.items() if text is not None})


def load_sheet(path: Path, known_sources: Collection[str]) -> Sheet:
    """Read and check one JSON file of facts.

    The file is a mapping. ``meta`` holds ``title`` and may hold ``"requires": ["species"]``.
    Everything else is groups of entries; an entry has ``value``, ``unit``, ``source`` and
    ``status``, and may have ``via``, ``population``, ``species``, ``note`` and ``kind``
    (``"list"`` when two numbers are two figures and not a range).

    Args:
        path: The file; its stem is the name of the sheet.
        known_sources: Keys that ``source`` and ``via`` may have.

    Raises:
        KnowledgeError: Something is missing, unknown or impossible; names file, entry, field, value.
    """
    file, name = path.name, path.stem
    try:
        content = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=_no_twins)
    except _TwinError as error:
        raise KnowledgeError(f"{file}: the name {error} stands twice in one group") from None
    except ValueError as error:
        raise KnowledgeError(f"{file}: not valid JSON ({error})") from error
    if not isinstance(content, dict):
        raise KnowledgeError(f"{file}: a mapping is expected, not {type(content).__name__}")
    meta = content.pop("meta", None)
    if not isinstance(meta, dict) or not isinstance(meta.get("title"), str):
        raise KnowledgeError(f"{file}: entry meta, field title is missing")
    requires = meta.get("requires", [])
    if requires not in ([], ["species"]):
        raise KnowledgeError(f'{file}: entry meta, field requires: {requires!r} is not [] or ["species"]')
    facts: dict[str, Quantity] = {}
    descriptions: dict[str, str | bool] = {}
    leaves = tuple(walk(file, "", content))
    for where, leaf in leaves:
        if isinstance(leaf, str | bool):
            descriptions[where] = leaf
        else:
            facts[where] = read_entry(
                f"{file}: entry {where}", f"{name}.{where}", leaf, known_sources, needs_species=bool(requires)
            )
    return Sheet(
        name,
        meta["title"],
        MappingProxyType(facts),
        MappingProxyType(descriptions),
        tuple(path for path, _ in leaves),
    )


class _TwinError(Exception):
    """A JSON object names a member twice."""


def _no_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _TwinError(key)
        found[key] = value
    return found


def sheet_names() -> tuple[str, ...]:
    """Names of the sheets that exist.

    >>> "pkpd" in sheet_names()
    True
    """
    return tuple(sorted(path.stem for path in DATA.glob("*.json") if path.stem not in _NOT_SHEETS))


@cache
def sheet(name: str) -> Sheet:
    """A sheet by name, read and checked at the first call.

    Raises:
        KnowledgeError: There is no such sheet, or its file breaks a rule.

    >>> sheet("pkpd").descriptions["models.kamp2020_arterial.sampling"]
    'arterial'
    """
    if name not in sheet_names():
        raise KnowledgeError(
            f"no sheet {name!r}; there are {', '.join(sheet_names())}{nearest(name, sheet_names())}"
        )
    return load_sheet(DATA / f"{name}.json", source_keys())


def fact(path: str) -> Quantity:
    """One fact by sheet and path.

    Raises:
        KnowledgeError: No such sheet or entry; names the nearest entries.

    >>> clearance = fact("pkpd.models.kamp2020_arterial.parameters.CL")
    >>> clearance.value, clearance.unit, clearance.source
    (84, 'L/h', 'kamp2020')
    """
    name, _, entry = path.partition(".")
    facts_of_sheet = sheet(name).facts
    try:
        return facts_of_sheet[entry]
    except KeyError:
        inside = [known for known in facts_of_sheet if known.startswith(f"{entry}.")]
        hint = (
            f"; it is a group, holding {', '.join(inside[:4])}" if inside else nearest(entry, facts_of_sheet)
        )
        raise KnowledgeError(f"{name}.json: no entry {entry!r}{hint}") from None


def facts(prefix: str) -> Mapping[str, Quantity]:
    """All facts of a sheet, or of a group in it, by path inside that sheet or group.

    Raises:
        KnowledgeError: No such sheet or group.

    >>> sorted(facts("pkpd.models.kamp2020_arterial.parameters"))
    ['CL', 'Q2', 'Q3', 'V1', 'V2', 'V3']
    """
    name, _, group = prefix.partition(".")
    everything = sheet(name).facts
    if not group:
        return everything
    start = f"{group}."
    found = {path[len(start) :]: quantity for path, quantity in everything.items() if path.startswith(start)}
    if not found:
        groups = {path.rpartition(".")[0] for path in everything}
        raise KnowledgeError(f"{name}.json: no group {group!r}{nearest(group, groups)}")
    return MappingProxyType(found)
