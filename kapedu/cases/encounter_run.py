"""A run of a case: its seed and its actions, and nothing else. All that happened follows from them.

Waits in a row are one wait, for a run cut into other waits is the same run. The short code is the run, packed; it can
be typed into a message and opened anywhere the same case is.
"""

import base64
import binascii
import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kapedu.cases.action import OWN_WORDS, VERBS, longest_wait, read_action
from kapedu.cases.case import Case
from kapedu.cases.engine import begin, step
from kapedu.cases.errors import CaseError
from kapedu.cases.state import State

SCHEMA_VERSION = 1
MAXIMUM_BYTES = 400_000
_SEED_LENGTH = 1 << 31
_CODE_MARK = "KE1-"
_WINDOW_BLOCK = -15  # raw deflate: the code carries a checksum of its own
_CHECKSUM_BYTES = 4
_KNOWN_TEXT = "\n".join(
    (
        *(f"{verb}:{name}" for verb, group in VERBS.items() for name in group.objects),
        *(f"{verb}:" for verb in OWN_WORDS),
        "wait:15\nwait:30\nwait:60\nmeasure:bp\ninfusion:pause\ncall:prescriber\nrecord:notes\nchoose:",
    )
).encode()


@dataclass(frozen=True)
class EncounterRun:
    """What was done with whom.

    Attributes:
        case_id: Id of the case.
        fingerprint: Of the case as it was; another one means that the case has been revised since.
        seed: Whose body it was.
        actions: In order, as they are written.
    """

    case_id: str
    fingerprint: str
    seed: int
    actions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if isinstance(self.seed, bool) or not isinstance(self.seed, int) or not 0 <= self.seed < _SEED_LENGTH:
            raise CaseError(f"seed {self.seed!r}: give a whole number from 0 to {_SEED_LENGTH - 1}")

    @classmethod
    def of(cls, case: Case, seed: int, actions: Iterable[str] = ()) -> "EncounterRun":
        """A run of a case."""
        run = cls(case.id, case.fingerprint, seed)
        for action in actions:
            run = run.then(action)
        return run

    def then(self, action: str) -> "EncounterRun":
        """The run with one more action; a wait is added to the wait before it.

        Raises:
            CaseError: The action is not written as one.

        Examples:
            >>> EncounterRun("x", "", 1).then("wait:5").then("wait:7").then("measure:bp").actions
            ('wait:12', 'measure:bp')
        """
        new = read_action(action)
        if new.seconds and self.actions:
            before = read_action(self.actions[-1])
            together = before.seconds + new.seconds
            if before.seconds and together <= longest_wait():
                return replace(self, actions=(*self.actions[:-1], f"wait:{together}"))
        return replace(self, actions=(*self.actions, new.key))

    def states(self, case: Case) -> Iterator[State]:
        """The state at the start and after each action.

        Args:
            case: The case, as it was or revised.
        """
        state = begin(case, self.seed)
        yield state
        for action in self.actions:
            state = step(state, action)
            yield state

    def replay(self, case: Case) -> State:
        """The state after the last action."""
        state = begin(case, self.seed)
        for action in self.actions:
            state = step(state, action)
        return state

    def to_json(self) -> str:
        """The run as a small JSON text."""
        data = {
            "schema_version": SCHEMA_VERSION,
            "case": self.case_id,
            "fingerprint": self.fingerprint,
            "seed": self.seed,
            "actions": list(self.actions),
        }
        return json.dumps(data, ensure_ascii=False) + "\n"

    @classmethod
    def from_json(cls, text: str) -> "EncounterRun":
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
        parts = [data.get(name) for name in ("case", "fingerprint")]
        actions = data.get("actions")
        if not all(isinstance(part, str) for part in parts) or not isinstance(actions, list):
            raise CaseError("this is no run: a part of it is missing")
        run = cls(str(parts[0]), str(parts[1]), data.get("seed", -1))
        return replace(run, actions=_checked(actions))

    def code(self) -> str:
        """The run as a short code.

        Examples:
            >>> run = EncounterRun("bp-surge", "0123456789ab", 7, ("measure:bp", "wait:30"))
            >>> EncounterRun.from_code(run.code()) == run
            True
        """
        packer = zlib.compressobj(wbits=_WINDOW_BLOCK, zdict=_KNOWN_TEXT)
        plain = "\n".join((self.case_id, self.fingerprint, str(self.seed), *self.actions)).encode()
        packed = packer.compress(plain) + packer.flush()
        body = zlib.crc32(plain).to_bytes(_CHECKSUM_BYTES, "big") + packed
        return _CODE_MARK + base64.urlsafe_b64encode(body).decode().rstrip("=")

    @classmethod
    def from_code(cls, code: str) -> "EncounterRun":
        """The run in a short code.

        Raises:
            CaseError: The code is cut off, mistyped or no code of a run.
        """
        text = "".join(code.split())
        if not text.startswith(_CODE_MARK) or len(text) > MAXIMUM_BYTES:
            raise CaseError(f"this is no code of a run; one starts with {_CODE_MARK}")
        text = text.removeprefix(_CODE_MARK)
        try:
            body = base64.b64decode(
                text + "=" * (-len(text) % _CHECKSUM_BYTES), altchars=b"-_", validate=True
            )
            opener = zlib.decompressobj(wbits=_WINDOW_BLOCK, zdict=_KNOWN_TEXT)
            plain = opener.decompress(body[_CHECKSUM_BYTES:], MAXIMUM_BYTES)
            whole = opener.eof and zlib.crc32(plain) == int.from_bytes(body[:_CHECKSUM_BYTES], "big")
            lines = plain.decode().split("\n") if whole else []
            case_id, fingerprint, seed, *actions = lines
            return replace(cls(case_id, fingerprint, int(seed)), actions=_checked(actions))
        except (binascii.Error, zlib.error, ValueError):
            raise CaseError("this code is cut off or has a letter wrong; copy it again") from None


def _checked(actions: Sequence[object]) -> tuple[str, ...]:
    return tuple(read_action(text if isinstance(text, str) else "").key for text in actions)
