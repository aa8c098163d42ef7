"""A run of a case.

Waits in a row are one wait, for a run cut into other waits is the same run. The short code is the run, packed; it can
be typed into a message and opened anywhere the same case is.
"""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Self

from kapedu.cases.action import longest_wait, read_action
from kapedu.cases.case import Case
from kapedu.cases.engine import begin, step
from kapedu.cases.run import MAXIMUM_BYTES, Run
from kapedu.cases.state import State

_WINDOW_BLOCK = -15  # raw deflate: the code carries a checksum of its own
_CHECKSUM_BYTES = 4


@dataclass(frozen=True)
class EncounterRun(Run):
    """What was done in a case.

    Examples:
        >>> run = EncounterRun("bp-surge", "0123456789ab", 7, ("measure:bp", "wait:30"))
        >>> EncounterRun.from_code(run.code()) == run
        True
        >>> EncounterRun("x", "", 1).then("wait:5").then("wait:7").then("measure:bp").actions
        ('wait:12', 'measure:bp')
    """

    what, mark = "case", "KE1-"

    @property
    def case_id(self) -> str:
        """Id of the case."""
        return self.subject

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

    @classmethod
    def _checked(cls, action: str) -> str:
        return read_action(action).key

    def _with(self, action: str) -> tuple[str, ...]:
        new = read_action(action)
        if new.waits and self.actions:
            before = read_action(self.actions[-1])
            together = before.waits + new.waits
            if before.waits and together <= longest_wait():
                return (*self.actions[:-1], f"wait:{together}")
        return (*self.actions, new.key)

    def _packed(self) -> bytes:
        packer = zlib.compressobj(wbits=_WINDOW_BLOCK, zdict=_known_words())
        plain = "\n".join((self.subject, self.fingerprint, str(self.seed), *self.actions)).encode()
        return zlib.crc32(plain).to_bytes(_CHECKSUM_BYTES, "big") + packer.compress(plain) + packer.flush()

    @classmethod
    def _unpacked(cls, body: bytes) -> Self:
        opener = zlib.decompressobj(wbits=_WINDOW_BLOCK, zdict=_known_words())
        plain = opener.decompress(body[_CHECKSUM_BYTES:], MAXIMUM_BYTES)
        whole = opener.eof and zlib.crc32(plain) == int.from_bytes(body[:_CHECKSUM_BYTES], "big")
        subject, fingerprint, seed, *actions = plain.decode().split("\n") if whole else []
        return cls(subject, fingerprint, int(seed), cls._all_checked(actions))


@lru_cache(maxsize=1)
def _known_words() -> bytes:
    """What codes leave out because both sides know it. The file stays as it is: with another, no old code opens."""
    return (Path(__file__).parent / "code_words.txt").read_bytes().removesuffix(b"\n")
