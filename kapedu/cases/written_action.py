"""Something done, as it is written: a verb and what it is done to, ``measure:bp``. Each room brings its own verbs."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Self

from kapedu.cases.errors import CaseError, nearest

_SHOWN_LENGTH = 80
_LONGEST_DIGITS = 5


@dataclass(frozen=True)
class Verb:
    """A group of actions.

    Attributes:
        label: Heading of the group.
        objects: What it can be done to, and what the button says.
    """

    label: str
    objects: Mapping[str, str]


@dataclass(frozen=True)
class WrittenAction(ABC):
    """One thing done; a room's own actions say which there are.

    Attributes:
        verbs: The verbs whose objects the room knows.
        own_words: Verbs whose objects a file names, and ``wait``.
        unit: What ``wait`` counts.
        example: For messages.
        longest: How long an action of some verb may be, where that is longer than usual.
    """

    verb: str
    name: str

    verbs: ClassVar[Mapping[str, Verb]]
    own_words: ClassVar[tuple[str, ...]]
    unit: ClassVar[str]
    example: ClassVar[str]
    longest: ClassVar[Mapping[str, int]] = {}

    @property
    def key(self) -> str:
        """How rules and checklists name it."""
        return f"{self.verb}:{self.name}"

    @property
    def waits(self) -> int:
        """How long ``wait`` waits, in the room's unit; 0 for all else."""
        return int(self.name) if self.verb == "wait" else 0

    @property
    def label(self) -> str:
        """What it is called; a file knows the words of what it names itself."""
        if self.verb in self.own_words:
            return self.name
        verb = self.verbs[self.verb]
        return f"{verb.label}: {verb.objects[self.name]}"

    @classmethod
    @abstractmethod
    def longest_wait(cls) -> int:
        """The longest single wait, in the room's unit."""

    @classmethod
    def read(cls, text: str) -> Self:
        """An action from its written form.

        Raises:
            CaseError: There is no such verb or object, or a wait is not a whole number within its limits.
        """
        verb, colon, name = text.partition(":") if isinstance(text, str) else ("", "", "")
        where = f"action {str(text)[:_SHOWN_LENGTH]!r}"
        if not colon or len(text) > cls.longest.get(verb, _SHOWN_LENGTH):
            raise CaseError(f"{where}: write verb:object, such as {cls.example}")
        if verb == "wait":
            is_number = name.isascii() and name.isdigit() and len(name) <= _LONGEST_DIGITS
            if not is_number or not 0 < int(name) <= cls.longest_wait():
                raise CaseError(f"{where}: write wait: and whole {cls.unit}, 1 to {cls.longest_wait()}")
            return cls(verb, str(int(name)))
        if verb in cls.own_words:
            if not name:
                raise CaseError(f"{where}: write what to {verb}, such as {verb}:this-one")
            return cls(verb, name)
        if verb not in cls.verbs:
            known = (*cls.own_words, *cls.verbs)
            raise CaseError(f"{where}: the verbs are {', '.join(known)}{nearest(verb, known)}")
        objects = cls.verbs[verb].objects
        if name not in objects:
            raise CaseError(f"{where}: {verb} can be {', '.join(objects)}{nearest(name, objects)}")
        return cls(verb, name)
