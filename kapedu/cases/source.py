"""A YAML text as a tree that remembers its lines, so that a mistake can be pointed at.

Only what an author needs: mappings, lists and words. A word is kept as it was written, so that ``no`` stays a word
and nothing is guessed; who reads a field says what it must be. Anchors, tags and repeated keys are refused.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from kapedu.cases.errors import CaseError

MAXIMUM_CHARACTERS = 400_000
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Node:
    """One place in the text.

    Attributes:
        line: Line in the file, from 1.
        word: The text of a single value, or None.
        quoted: Whether the word stands in quotes or as a block.
        entries: The parts of a list, or None.
        fields: The parts of a mapping, or None.
        key_lines: Where each field of a mapping starts.
    """

    line: int
    word: str | None = None
    quoted: bool = False
    entries: tuple["Node", ...] | None = None
    fields: Mapping[str, "Node"] | None = None
    key_lines: Mapping[str, int] = field(default_factory=dict)

    @property
    def written(self) -> str:
        """What stands there, for a message."""
        if self.word is not None:
            return repr(self.word)
        return "a list" if self.entries is not None else "a group of fields"

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written."""
        return self.word == "" and not self.quoted


def read_tree(text: str, file: str) -> Node:
    """The tree of a YAML text.

    Raises:
        CaseError: The text is not YAML, or uses what is not supported; names file and line.
    """
    if len(text) > MAXIMUM_CHARACTERS:
        raise CaseError(f"{file}: the file is longer than {MAXIMUM_CHARACTERS} characters")
    try:
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        line = f":{error.problem_mark.line + 1}" if error.problem_mark else ""
        raise CaseError(
            f"{file}{line}: this is not readable as YAML: {error.problem or error}; "
            "look at the indentation here and above, and put a text with a colon in quotes"
        ) from None
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise CaseError(
            f"{file}: this is not readable as YAML: {str(error).splitlines()[0] if str(error) else 'too deep'}"
        ) from None
    if root is None:
        raise CaseError(f"{file}: the file is empty; start from 'kapedu cases new'")
    return _node(root, file, set())


def _node(raw: Any, file: str, seen: set[int]) -> Node:
    line = raw.start_mark.line + 1
    if id(raw) in seen:
        raise CaseError(f"{file}:{line}: anchors (& and *) are not supported; write the part out again")
    seen.add(id(raw))
    if isinstance(raw, yaml.ScalarNode):
        return Node(line, word=str(raw.value).strip(), quoted=raw.style not in {None, ""})
    if isinstance(raw, yaml.SequenceNode):
        return Node(line, entries=tuple(_node(part, file, seen) for part in raw.value))
    fields: dict[str, Node] = {}
    lines: dict[str, int] = {}
    for key, value in raw.value:
        if not isinstance(key, yaml.ScalarNode):
            raise CaseError(f"{file}:{key.start_mark.line + 1}: the name of a field is one word")
        name = str(key.value)
        if name in fields:
            raise CaseError(
                f"{file}:{key.start_mark.line + 1}: the field '{name}' is written twice (first in line {lines[name]})"
            )
        fields[name] = _node(value, file, seen)
        lines[name] = key.start_mark.line + 1
    return Node(line, fields=fields, key_lines=lines)
