"""A run: whose it is, its seed and its actions, and nothing else. All that happened follows from them.

What a run of an encounter and a run over weeks have in common: how it grows, how it is read from a file and from a
short code, and what is refused.
"""

import base64
import binascii
import json
import zlib
from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import inf
from typing import ClassVar, Protocol, Self

from kapedu.cases.errors import CaseError

SCHEMA_VERSION = 1
MAXIMUM_BYTES = 400_000
SEED_LENGTH = 1 << 31
_PADDING_BLOCK = 4


class Played(Protocol):
    """What can be run: a case or a patient."""

    @property
    def id(self) -> str: ...

    @property
    def fingerprint(self) -> str: ...


@dataclass(frozen=True)
class Run(ABC):
    """What was done with whom.

    Attributes:
        subject: Id of the case or the patient.
        fingerprint: Of its file as it was; another one means that it has been revised since.
        seed: Whose body, or which patient of this name.
        actions: In order, as they are written.
        what: What its files call the subject.
        mark: How its codes begin.
        most_actions: How many it may hold.
    """

    subject: str
    fingerprint: str
    seed: int
    actions: tuple[str, ...] = ()

    what: ClassVar[str]
    mark: ClassVar[str]
    most_actions: ClassVar[float] = inf

    def __post_init__(self) -> None:
        check_seed(self.seed)
        if len(self.actions) > self.most_actions:
            raise CaseError(f"this run holds more than {self.most_actions} actions")

    @classmethod
    def of(cls, subject: Played, seed: int, actions: Iterable[str] = ()) -> Self:
        """A run with a case or a patient."""
        run = cls(subject.id, subject.fingerprint, seed)
        for action in actions:
            run = run.then(action)
        return run

    def then(self, action: str) -> Self:
        """The run with one more action.

        Raises:
            CaseError: The action is not written as one, or the run is longer than a run can be.
        """
        if len(self.actions) >= self.most_actions:
            raise CaseError(f"this run holds {self.most_actions} actions already")
        return replace(self, actions=self._with(action))

    def to_json(self) -> str:
        """The run as a small JSON text."""
        data = {
            "schema_version": SCHEMA_VERSION,
            self.what: self.subject,
            "fingerprint": self.fingerprint,
            "seed": self.seed,
            "actions": list(self.actions),
        }
        return json.dumps(data, ensure_ascii=False) + "\n"

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The run in a JSON text.

        Raises:
            CaseError: The text is no run; says why.
        """
        try:
            data = json.loads(text) if len(text) <= MAXIMUM_BYTES else None
        except (ValueError, RecursionError):
            raise CaseError("this is no run: it is cut off or was changed by hand") from None
        if not isinstance(data, dict) or data.get("schema_version") != SCHEMA_VERSION:
            raise CaseError(f"this is no run of version {SCHEMA_VERSION}")
        subject, mark, actions = (data.get(name) for name in (cls.what, "fingerprint", "actions"))
        if not isinstance(subject, str) or not isinstance(mark, str) or not isinstance(actions, list):
            raise CaseError("this is no run: a part of it is missing")
        return cls(subject, mark, data.get("seed", -1), cls._all_checked(actions))

    def code(self) -> str:
        """The run as a short code."""
        return self.mark + base64.urlsafe_b64encode(self._packed()).decode().rstrip("=")

    @classmethod
    def from_code(cls, code: str) -> Self:
        """The run in a short code.

        Raises:
            CaseError: The code is cut off, mistyped or no code of a run.
        """
        text = "".join(code.split())
        if not text.startswith(cls.mark) or len(text) > MAXIMUM_BYTES:
            raise CaseError(f"this is no code of a run; one starts with {cls.mark}")
        text = text.removeprefix(cls.mark).rstrip("=")
        try:
            body = base64.b64decode(text + "=" * (-len(text) % _PADDING_BLOCK), altchars=b"-_", validate=True)
            return cls._unpacked(body)
        except (binascii.Error, zlib.error, ValueError):
            raise CaseError("this code is cut off or has a letter wrong; copy it again") from None

    @classmethod
    def _all_checked(cls, actions: Iterable[object]) -> tuple[str, ...]:
        return tuple(cls._checked(text if isinstance(text, str) else "") for text in actions)

    # what each room does in its own way

    @classmethod
    @abstractmethod
    def _checked(cls, action: str) -> str:
        """An action as it is kept; a CaseError where it is none."""

    def _with(self, action: str) -> tuple[str, ...]:
        """The actions with one more."""
        return (*self.actions, self._checked(action))

    @abstractmethod
    def _packed(self) -> bytes:
        """The run as a code's bytes."""

    @classmethod
    @abstractmethod
    def _unpacked(cls, body: bytes) -> Self:
        """The run in a code's bytes; a ValueError or zlib.error where they are damaged."""


def check_seed(seed: object) -> None:
    """Refuse what is no seed.

    Raises:
        CaseError: It is none; says what is.
    """
    if isinstance(seed, bool) or not isinstance(seed, int) or not 0 <= seed < SEED_LENGTH:
        raise CaseError(f"seed {seed!r}: give a whole number from 0 to {SEED_LENGTH - 1}")
