"""One thing that a learner did, as one line of JSON."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any

SCHEMA_VERSION = 1
LONGEST_LINE = 60_000
KINDS = MappingProxyType(
    {
        "check": "a self-check was tried",
        "prediction": "a prediction was made",
        "reflection": "a thought was written down",
        "case": "a case was played",
        "review": "a self-check that was missed came back and was answered",
    }
)


class RecordError(ValueError):
    """Something that cannot be kept or read; the message names what, the value and what is allowed."""


@dataclass(frozen=True)
class Event:
    """One thing that a learner did.

    Attributes:
        at: When, ISO 8601 with a time zone.
        kind: One of ``KINDS``.
        module: Folder of the lesson, such as ``1-mechanism``.
        item: Id of the check, prediction, reflection or case.
        detail: What else belongs to it: verdict, number of the try, words. Never a name or an address.

    Raises:
        RecordError: A field is missing, too long or of another kind.

    Examples:
        >>> event = Event("2026-11-22T09:00:00+00:00", "check", "1-mechanism", "r-site", {"verdict": "right"})
        >>> Event.from_line(event.line()) == event
        True
    """

    at: str
    kind: str
    module: str
    item: str
    detail: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise RecordError(f"kind {self.kind!r} is not known; write one of {', '.join(KINDS)}")
        for name in ("module", "item"):
            value = getattr(self, name)
            if not isinstance(value, str) or not value or "\n" in value:
                raise RecordError(f"{name} {value!r}: give a short text on one line")
        if not isinstance(self.detail, Mapping):
            raise RecordError(f"detail {self.detail!r}: give names and values")
        try:
            aware = datetime.fromisoformat(self.at).tzinfo is not None
        except (TypeError, ValueError):
            aware = False
        if not aware:
            raise RecordError(f"at {self.at!r}: give a time with its zone, such as 2026-11-22T09:00:00+00:00")

    def line(self) -> str:
        """The event as one line of JSON, with its line break.

        Raises:
            RecordError: The detail is no plain JSON, or the line is too long.
        """
        data = {
            "v": SCHEMA_VERSION,
            "at": self.at,
            "kind": self.kind,
            "module": self.module,
            "item": self.item,
            "detail": dict(self.detail),
        }
        try:
            text = json.dumps(data, ensure_ascii=False, allow_nan=False)
        except (TypeError, ValueError) as error:
            raise RecordError(f"{self.kind} {self.item!r}: the detail cannot be kept ({error})") from None
        if len(text) > LONGEST_LINE:
            raise RecordError(
                f"{self.kind} {self.item!r}: {len(text)} characters are too many to keep; {LONGEST_LINE} at most"
            )
        return text + "\n"

    @classmethod
    def from_line(cls, line: str) -> "Event":
        """The event of a line.

        Raises:
            RecordError: The line is no event.
        """
        try:
            data = json.loads(line)
            return cls(data["at"], data["kind"], data["module"], data["item"], data.get("detail", {}))
        except (json.JSONDecodeError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise RecordError(f"this line is no event: {error!r}") from None
