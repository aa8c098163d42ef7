"""A run of the capstone: whose, its seed and its actions, and nothing else. All that happened follows from them."""

import base64
import binascii
import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, replace

from kapedu.cases.errors import CaseError
from kapedu.treatment.action import read_action
from kapedu.treatment.engine import begin, step
from kapedu.treatment.patient import Patient
from kapedu.treatment.state import State

SCHEMA_VERSION = 1
MAXIMUM_BYTES = 400_000
MAXIMUM_LENGTH = 1000
_CODE_MARK = "KT1-"


@dataclass(frozen=True)
class CourseRun:
    """What was done with whom.

    Attributes:
        patient_id: Id of the patient.
        fingerprint: Of the patient's file as it was; another one means that it has been revised since.
        seed: Which trainee's patient of this name.
        actions: In order, as they are written.
    """

    patient_id: str
    fingerprint: str
    seed: int
    actions: tuple[str, ...] = ()

    @classmethod
    def of(cls, patient: Patient, seed: int, actions: Iterable[str] = ()) -> "CourseRun":
        """A run with a patient."""
        run = cls(patient.id, patient.fingerprint, seed)
        for action in actions:
            run = run.then(action)
        return run

    def then(self, action: str) -> "CourseRun":
        """The run with one more action.

        Raises:
            CaseError: The action is not written as one, or the run is longer than a run can be.
        """
        if len(self.actions) >= MAXIMUM_LENGTH:
            raise CaseError(f"this run holds {MAXIMUM_LENGTH} actions already")
        return replace(self, actions=(*self.actions, read_action(action).key))

    def replay(self, patient: Patient) -> State:
        """The state after the last action."""
        state = begin(patient, self.seed)
        for action in self.actions:
            state = step(state, action)
        return state

    def to_json(self) -> str:
        """The run as a small JSON text."""
        data = {
            "schema_version": SCHEMA_VERSION,
            "patient": self.patient_id,
            "fingerprint": self.fingerprint,
            "seed": self.seed,
            "actions": list(self.actions),
        }
        return json.dumps(data, ensure_ascii=False) + "\n"

    @classmethod
    def from_json(cls, text: str) -> "CourseRun":
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
        name, mark, seed, actions = (data.get(key) for key in ("patient", "fingerprint", "seed", "actions"))
        words = isinstance(name, str) and isinstance(mark, str)
        if not words or not isinstance(actions, list) or isinstance(seed, bool) or not isinstance(seed, int):
            raise CaseError("this is no run: a part of it is missing")
        if len(actions) > MAXIMUM_LENGTH:
            raise CaseError(f"this run holds more than {MAXIMUM_LENGTH} actions")
        checked = tuple(read_action(text if isinstance(text, str) else "").key for text in actions)
        return cls(str(name), str(mark), seed, checked)

    def code(self) -> str:
        """The run as a short code.

        Examples:
            >>> run = CourseRun("vera", "0123456789ab", 7, ("ask:today", "wait:3"))
            >>> CourseRun.from_code(run.code()) == run
            True
        """
        packed = zlib.compress(self.to_json().encode("utf-8", "replace"))
        return _CODE_MARK + base64.urlsafe_b64encode(packed).decode()

    @classmethod
    def from_code(cls, code: str) -> "CourseRun":
        """The run in a short code.

        Raises:
            CaseError: The code is cut off, mistyped or no code of a run.
        """
        text = "".join(code.split())
        if not text.startswith(_CODE_MARK) or len(text) > MAXIMUM_BYTES:
            raise CaseError(f"this is no code of a run; one starts with {_CODE_MARK}")
        try:
            body = base64.b64decode(text.removeprefix(_CODE_MARK), altchars=b"-_", validate=True)
            opener = zlib.decompressobj()
            plain = opener.decompress(body, MAXIMUM_BYTES)
            return cls.from_json(plain.decode() if opener.eof else "")
        except (binascii.Error, zlib.error, ValueError):
            raise CaseError("this code is cut off or has a letter wrong; copy it again") from None
