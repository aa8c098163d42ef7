"""Checks of one entry of a data file, and the Quantity made from it."""

from collections.abc import Collection, Iterator, Mapping
from math import isfinite
from types import MappingProxyType
from typing import Any

from kapedu.knowledge.errors import KnowledgeError, nearest
from kapedu.knowledge.quantity import Cell, Number, Quantity, Status, Value
from kapedu.knowledge.units import LIMITS, TEXT_UNITS, known_unit

FIELDS = ("value", "unit", "kind", "source", "via", "status", "population", "species", "note")
MARKS = frozenset({"value", "unit", "source", "status"})
"""A mapping with one of these is an entry; any other mapping is a group of entries."""
SPECIES = ("people", "animals", "cells")
KINDS = ("range", "list")
_PAIR = 2


def read_entry(
    where: str, name: str, raw: Mapping[str, Any], known_sources: Collection[str], *, needs_species: bool
) -> Quantity:
    """Check one entry and make a Quantity of it.

    Args:
        where: File and path of the entry, for messages.
        name: Name that the Quantity carries.
        raw: The entry as read from the file.
        known_sources: Keys that ``source`` and ``via`` may have.
        needs_species: Whether ``species`` must be given (statements about mechanism).

    Raises:
        KnowledgeError: A field is missing, unknown or impossible; names entry, field and value.
    """
    for field in raw:
        if field not in FIELDS:
            raise KnowledgeError(f"{where}, field {field}: unknown; allowed are {', '.join(FIELDS)}")
    for field in ("value", "unit", "source", "status", *(("species",) if needs_species else ())):
        if field not in raw:
            raise KnowledgeError(f"{where}, field {field} is missing")
    unit = _text(where, "unit", raw["unit"])
    base = known_unit(unit)
    if base is None:
        raise KnowledgeError(
            f"{where}, field unit: {unit!r} does not start with a known unit "
            f"(kapedu/knowledge/units.py){nearest(unit, (*LIMITS, *TEXT_UNITS))}"
        )
    for field in ("source", "via"):
        if field in raw and _text(where, field, raw[field]) not in known_sources:
            raise KnowledgeError(
                f"{where}, field {field}: {raw[field]!r} is not a key of references.json"
                f"{nearest(raw[field], known_sources)}"
            )
    _one_of(where, "status", raw["status"], tuple(Status))
    if "species" in raw:
        _one_of(where, "species", raw["species"], SPECIES)
    kind = raw.get("kind", "range")
    _one_of(where, "kind", kind, KINDS)
    value = _value(where, raw["value"], base, kind)
    return Quantity(
        value=value,
        unit=unit,
        source=raw["source"],
        status=Status(raw["status"]),
        note=_text(where, "note", raw["note"]) if "note" in raw else None,
        population=_text(where, "population", raw["population"]) if "population" in raw else None,
        via=raw.get("via"),
        name=name,
        species=raw.get("species"),
        is_range=kind == "range",
    )


def _one_of(where: str, field: str, value: object, allowed: tuple[str, ...]) -> None:
    if not isinstance(value, str) or value not in allowed:
        raise KnowledgeError(f"{where}, field {field}: {value!r} is not one of {', '.join(allowed)}")


def _text(where: str, field: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise KnowledgeError(f"{where}, field {field}: {value!r} is not a text")
    return value


def _value(where: str, raw: object, base: str, kind: str) -> Value:
    if base in TEXT_UNITS:
        return _text(where, "value", raw)
    if isinstance(raw, dict):
        if not raw:
            raise KnowledgeError(f"{where}, field value: an empty table; give at least one labelled number")
        return MappingProxyType({label: _cell(where, label, cell, base, kind) for label, cell in raw.items()})
    return _cell(where, None, raw, base, kind)


def _cell(where: str, label: str | None, raw: object, base: str, kind: str) -> Cell:
    place = f"{where}, field value" + (f"[{label}]" if label is not None else "")
    if isinstance(raw, list):
        if len(raw) < _PAIR:
            raise KnowledgeError(f"{place}: {raw!r} is too short; a list has two or more numbers")
        numbers = tuple(_number(place, item, base) for item in raw)
        if len(numbers) == _PAIR and kind == "range" and numbers[0] > numbers[1]:
            raise KnowledgeError(
                f"{place}: {raw!r} is a range with its low end above its high end; "
                'swap them, or say "kind": "list" if these are two separate figures'
            )
        return numbers
    return _number(place, raw, base)


def _number(place: str, raw: object, base: str) -> Number:
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise KnowledgeError(f"{place}: {raw!r} is not a number, which unit {base!r} needs")
    try:
        finite = isfinite(raw)
    except OverflowError:  # an integer beyond what a float can hold
        finite = False
    if not finite:
        raise KnowledgeError(f"{place}: {raw!r} is not a finite number")
    if not LIMITS[base].allow(raw):
        raise KnowledgeError(f"{place}: {raw!r} {base} is impossible; allowed is {LIMITS[base]}")
    return raw


def walk(
    where: str, prefix: str, group: Mapping[str, Any]
) -> Iterator[tuple[str, Mapping[str, Any] | str | bool]]:
    """Every leaf of a data file as (path, leaf): entries are mappings, descriptions are texts.

    Raises:
        KnowledgeError: A leaf is a bare number, list or null; names file and path.
    """
    for key, node in group.items():
        path = f"{prefix}.{key}" if prefix else key
        if not key or "." in key:
            raise KnowledgeError(f"{where}: entry {path}: a name is not empty and has no dot")
        if isinstance(node, dict) and not MARKS & node.keys():
            if not node:
                raise KnowledgeError(f"{where}: entry {path}: an empty group")
            yield from walk(where, path, node)
        elif isinstance(node, dict | str | bool):
            yield path, node
        else:
            raise KnowledgeError(
                f"{where}: entry {path}: {node!r} stands alone; a figure needs value, unit, source and status"
            )
