"""Reading what an author wrote: YAML into fields, with errors that say where and what to write instead."""

import math
import re
from collections.abc import Mapping
from typing import Any

import yaml

_ID = re.compile(r"[a-z0-9][a-z0-9-]*")
_SHOWN = 60


class QuizError(ValueError):
    """Something an author wrote cannot be used; the message names place, field, value and what is allowed."""


class _PlainLoader(yaml.SafeLoader):
    """YAML without surprises: ``no`` stays a word, a date stays text, a repeated key is an error."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002
        seen: set[Any] = set()
        for key_node, _ in node.value:
            name = self.construct_object(key_node, deep=True)
            if isinstance(name, str | int | float) and name in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the entry {name!r} is written twice", key_node.start_mark
                )
            if isinstance(name, str | int | float):
                seen.add(name)
        mapping: dict[Any, Any] = super().construct_mapping(node, deep)
        return mapping


_PlainLoader.yaml_implicit_resolvers = {
    first: [(tag, regexp) for tag, regexp in resolvers if not tag.endswith((":bool", ":timestamp"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def load_yaml(text: str, where: str) -> Any:
    """The data in a YAML text.

    Raises:
        QuizError: The text is not YAML; names ``where`` and the line.
    """
    try:
        return yaml.load(text, Loader=_PlainLoader)  # noqa: S506 - the loader is a restricted SafeLoader
    except yaml.MarkedYAMLError as error:
        line = f", line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise QuizError(f"{where}{line}: this is not readable as YAML: {error.problem or error}") from None
    except yaml.YAMLError as error:
        raise QuizError(f"{where}: this is not readable as YAML: {error}") from None


def shown(value: object) -> str:
    """A value as it appears in a message, shortened."""
    text = repr(value)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


class Fields:
    """One mapping an author wrote, read field by field.

    Args:
        data: What YAML gave.
        where: The place for messages, e.g. ``checks.yaml, item r-site``.
    """

    def __init__(self, data: object, where: str) -> None:
        self.where = where
        if not isinstance(data, Mapping):
            raise QuizError(f"{where}: {shown(data)} is not a list of fields; write lines like 'name: value'")
        self._data = dict(data)
        self._read: set[str] = set()

    def __contains__(self, name: str) -> bool:
        return name in self._data

    def fail(self, name: str, allowed: str) -> QuizError:
        """The error for a field: value as written, and what is allowed."""
        if name not in self._data:
            return QuizError(f"{self.where}, field '{name}': it is missing; {allowed}")
        return QuizError(f"{self.where}, field '{name}': {shown(self._data[name])} cannot be used; {allowed}")

    def raw(self, name: str) -> Any:
        self._read.add(name)
        return self._data.get(name)

    def text(self, name: str, *, default: str | None = None) -> str:
        """A non-empty text; a number is taken as it is written."""
        value = self.raw(name)
        if value is None and name not in self._data and default is not None:
            return default
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = str(value)
        if not isinstance(value, str) or not value.strip():
            raise self.fail(name, "write a text")
        return value.strip()

    def identifier(self, name: str) -> str:
        value = self.text(name)
        if not _ID.fullmatch(value):
            raise self.fail(name, "write lower-case letters, digits and hyphens, such as 'receptor-site'")
        return value

    def number(self, name: str, *, minimum: float, default: float | None = None) -> float:
        value = self.raw(name)
        if value is None and name not in self._data and default is not None:
            return default
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            raise self.fail(name, "write a number")
        if value < minimum:
            raise self.fail(name, f"write a number of at least {minimum:g}")
        return float(value)

    def choice(self, name: str, allowed: tuple[str, ...]) -> str:
        value = self.raw(name)
        if value not in allowed:
            raise self.fail(name, "write one of " + ", ".join(allowed))
        return str(value)

    def texts(self, name: str, *, required: bool) -> tuple[str, ...]:
        """A list of texts without repeats."""
        value = self.raw(name)
        if value is None and name not in self._data and not required:
            return ()
        if isinstance(value, str):
            value = [value]
        good = isinstance(value, list) and all(
            isinstance(entry, str | int | float) and str(entry).strip() for entry in value
        )
        if not good or not value:
            raise self.fail(name, "write a list of texts, such as [first, second]")
        entries = tuple(str(entry).strip() for entry in value)
        if len(set(entries)) < len(entries):
            raise self.fail(name, "write each entry once")
        return entries

    def text_map(self, name: str) -> dict[str, str]:
        """A mapping of identifiers to texts."""
        value = self.raw(name)
        if not isinstance(value, Mapping) or not value:
            raise self.fail(name, "write a mapping, such as {first-id: First text, second-id: Second text}")
        for key, text in value.items():
            if not isinstance(key, str) or not _ID.fullmatch(key):
                raise QuizError(
                    f"{self.where}, field '{name}': {shown(key)} cannot name an entry; write lower-case letters,"
                    " digits and hyphens (a number needs quotes)"
                )
            if not isinstance(text, str | int | float) or not str(text).strip():
                raise QuizError(
                    f"{self.where}, field '{name}', entry '{key}': write a text, not {shown(text)}"
                )
        return {key: str(text).strip() for key, text in value.items()}

    def finish(self) -> None:
        """Refuse fields that nobody asked for: a misspelt name must not be passed over in silence."""
        unknown = [str(name) for name in self._data if name not in self._read]
        if unknown:
            raise QuizError(
                f"{self.where}, field '{unknown[0]}': there is no such field here; allowed are "
                + ", ".join(sorted(self._read))
            )
