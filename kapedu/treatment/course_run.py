"""A run of the capstone; waits stay as they were, for something may come up in between."""

import zlib
from dataclasses import dataclass
from typing import Self

from kapedu.cases.run import MAXIMUM_BYTES, Run
from kapedu.treatment.action import read_action
from kapedu.treatment.engine import begin, step
from kapedu.treatment.patient import Patient
from kapedu.treatment.state import State

MAXIMUM_LENGTH = 1000


@dataclass(frozen=True)
class CourseRun(Run):
    """What was done with a patient of the capstone.

    Examples:
        >>> run = CourseRun("vera", "0123456789ab", 7, ("ask:today", "wait:3"))
        >>> CourseRun.from_code(run.code()) == run
        True
    """

    what, mark, most_actions = "patient", "KT1-", MAXIMUM_LENGTH

    def replay(self, patient: Patient) -> State:
        """The state after the last action."""
        state = begin(patient, self.seed)
        for action in self.actions:
            state = step(state, action)
        return state

    @classmethod
    def _checked(cls, action: str) -> str:
        return read_action(action).key

    def _packed(self) -> bytes:
        return zlib.compress(self.to_json().encode("utf-8", "replace"))

    @classmethod
    def _unpacked(cls, body: bytes) -> Self:
        opener = zlib.decompressobj()
        plain = opener.decompress(body, MAXIMUM_BYTES)
        return cls.from_json(plain.decode() if opener.eof else "")
