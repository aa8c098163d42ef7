"""Reading a case field by field; every complaint names file, line, field, what was written and what to write."""

import re
from collections.abc import Collection, Iterator
from difflib import get_close_matches
from math import inf, isfinite

from kapedu.cases.errors import CaseError, nearest
from kapedu.cases.source import Node

IDENTIFIER = re.compile(r"[a-z][a-z0-9-]*")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")
_WITH_UNIT = re.compile(r"[+-]?\d[\d.,]*\s*[^\d\s.,]\S*")
_FLAGS = {"true": True, "yes": True, "false": False, "no": False}
_SHOWN_TEXT = 60


def shorten(text: str) -> str:
    """A text as it appears in a message."""
    return text if len(text) <= _SHOWN_TEXT else text[: _SHOWN_TEXT - 1] + "…"


class Fields:
    """One group of fields.

    Args:
        node: Where it stands.
        file: Name of the file.
        path: Names of the fields that lead to it.
    """

    def __init__(self, node: Node, file: str, path: str = "") -> None:
        self.node, self.file, self.path = node, file, path
        if node.fields is None:
            raise CaseError(
                f"{file}:{node.line}: {path or 'the file'}: {shorten(node.written)} is not a group of fields; "
                "write lines like 'name: value'"
            )
        self._fields = node.fields
        self._read: set[str] = set()

    def __contains__(self, name: str) -> bool:
        return name in self._fields

    def __iter__(self) -> Iterator[str]:
        return iter(self._fields)

    def at(self, name: str) -> str:
        """The place of a field, for a message."""
        line = self.node.key_lines.get(name, self.node.line)
        return f"{self.file}:{line}: {self.path}{'.' if self.path else ''}{name}"

    def wrong(self, name: str, allowed: str) -> CaseError:
        """The error for a field: what was written, and what to write instead."""
        node = self._fields.get(name)
        if node is None:
            meant = get_close_matches(name, [other for other in self._fields if other not in self._read], n=1)
            hint = (
                f"; is {meant[0]!r} in line {self.node.key_lines[meant[0]]} meant to be it?" if meant else ""
            )
            return CaseError(f"{self.at(name)}: it is missing; {allowed}{hint}")
        return CaseError(f"{self.at(name)}: {shorten(node.written)} cannot be used; {allowed}")

    def raw(self, name: str) -> Node | None:
        self._read.add(name)
        node = self._fields.get(name)
        return None if node is None or node.is_empty else node

    def text(self, name: str, default: str | None = None) -> str:
        """Words."""
        node = self.raw(name)
        if node is None and default is not None:
            return default
        if node is None or node.word is None or not node.word:
            raise self.wrong(name, "write a text")
        return node.word

    def identifier(self, name: str) -> str:
        value = self.text(name)
        if not IDENTIFIER.fullmatch(value):
            raise self.wrong(name, "write lower-case letters, digits and hyphens, such as 'blood-pressure'")
        return value

    def number(
        self, name: str, default: float | None = None, *, low: float = -inf, high: float = inf
    ) -> float:
        node = self.raw(name)
        if node is None and default is not None:
            return default
        allowed = "write a number"
        if low > -inf or high < inf:
            allowed += (
                f" of at least {low:g}"
                if high == inf
                else f" of at most {high:g}"
                if low == -inf
                else f" from {low:g} to {high:g}"
            )
        if node is None or node.word is None or not _NUMBER.fullmatch(node.word):
            has_unit = node is not None and node.word is not None and _WITH_UNIT.fullmatch(node.word)
            raise self.wrong(name, f"{allowed}, without a unit" if has_unit else allowed)
        value = float(node.word)
        if not isfinite(value) or not low <= value <= high:
            raise self.wrong(name, allowed)
        return value

    def flag(self, name: str, *, default: bool = False) -> bool:
        node = self.raw(name)
        if node is None:
            return default
        if node.word not in _FLAGS:
            raise self.wrong(name, "write yes or no")
        return _FLAGS[node.word]

    def choice(self, name: str, allowed: Collection[str], default: str | None = None) -> str:
        value = self.text(name, default)
        if value not in allowed:
            raise self.wrong(name, "write one of " + ", ".join(allowed) + nearest(value, allowed))
        return value

    def texts(self, name: str, *, required: bool = False) -> tuple[str, ...]:
        """A list of words, or one word."""
        node = self.raw(name)
        if node is None and not required:
            return ()
        parts = () if node is None else node.entries if node.entries is not None else (node,)
        if not parts or any(not part.word for part in parts):
            raise self.wrong(name, "write a list of texts, such as [first, second]")
        return tuple(str(part.word) for part in parts)

    def groups(self, name: str, *, required: bool = False) -> list["Fields"]:
        """A list of groups of fields."""
        node = self.raw(name)
        if node is None and not required:
            return []
        if node is None or not node.entries:
            raise self.wrong(name, "write a list whose entries start with '- '")
        found = []
        for number, part in enumerate(node.entries, start=1):
            named = part.fields.get("id") if part.fields is not None else None
            label = named.word if named is not None and named.word else str(number)
            found.append(Fields(part, self.file, f"{self._inside(name)}[{label}]"))
        return found

    def group(self, name: str) -> "Fields | None":
        """One group of fields, or None where there is none."""
        node = self.raw(name)
        return None if node is None else Fields(node, self.file, self._inside(name))

    def needed_group(self, name: str) -> "Fields":
        found = self.group(name)
        if found is None:
            raise self.wrong(name, "write fields below it, each indented")
        return found

    def named_groups(self, name: str) -> dict[str, "Fields"]:
        """Groups of fields by the author's own names."""
        outer = self.needed_group(name)
        found = {}
        for key in outer:
            if not IDENTIFIER.fullmatch(key):
                raise CaseError(
                    f"{outer.at(key)}: this name cannot be used; write lower-case letters, digits and hyphens"
                )
            found[key] = outer.needed_group(key)
        return found

    def _inside(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path else name

    def finish(self) -> None:
        """Refuse fields that nobody asked for: a misspelt name must not be passed over in silence."""
        for name in self._fields:
            if name not in self._read:
                raise CaseError(
                    f"{self.at(name)}: there is no such field here; allowed are "
                    + ", ".join(sorted(self._read))
                    + nearest(name, self._read)
                )
