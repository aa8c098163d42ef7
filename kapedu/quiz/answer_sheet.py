"""The answer sheet: a small JSON file beside the quiz that holds a trainee's answers and no name.

It is written whole at every change (to a temporary file that then takes the place of the old one), so
that a kernel that dies, a page that reloads or a full disk leaves the last good sheet behind.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from kapedu.files.whole import READABLE, set_aside, write_whole
from kapedu.quiz.response import clean_text, is_blank

SCHEMA_VERSION = 1
FILE_NAME = "answers.json"
MAXIMUM_BYTES = 1_000_000
SECONDS_CUTOFF = 7200  # a longer stay at one question is no time of thinking
_FINGERPRINT_DIGITS = 10

CONFIDENCE = {"guess": "I guessed", "unsure": "Unsure", "fairly": "Fairly sure", "certain": "Certain"}

Value = str | tuple[str, ...]


@dataclass(frozen=True)
class Answer:
    """What was answered and when (ISO 8601): an option id, several, or what was typed.

    ``confidence`` is a key of :data:`CONFIDENCE`, or empty if the trainee did not say how sure they are. ``seconds`` is
    how long the question was in front of the trainee up to the last change of the answer, 0 if that is not known; it
    helps to improve questions and is never marked.
    """

    value: Value
    at: str
    confidence: str = ""
    seconds: int = 0


@dataclass(frozen=True)
class HandIn:
    """One submission: when, and the fingerprint of the answers as they were."""

    at: str
    receipt: str


@dataclass(frozen=True)
class AnswerSheet:
    """A trainee's answers to one assignment, by item id.

    Example:
        >>> sheet = AnswerSheet("module-1", seed="5f", started="2026-11-22T09:00:00+00:00")
        >>> sheet.with_answer("site", "channel", "2026-11-22T09:01:00+00:00").answers["site"].value
        'channel'
    """

    assignment: str
    seed: str
    started: str
    answers: Mapping[str, Answer] = field(default_factory=dict)
    handed_in: tuple[HandIn, ...] = ()

    def value(self, item_id: str) -> Value | None:
        """The answer to an item, or None."""
        answer = self.answers.get(item_id)
        return None if answer is None else answer.value

    def with_answer(
        self, item_id: str, value: Value | None, at: str, confidence: str = "", seconds: int = 0
    ) -> "AnswerSheet":
        """The sheet with one answer set, or taken back when ``value`` says nothing."""
        answers = dict(self.answers)
        if value is None or is_blank(value):
            answers.pop(item_id, None)
        else:
            answers[item_id] = Answer(value, at, confidence, usable_seconds(seconds))
        return replace(self, answers=answers)

    def with_hand_in(self, at: str) -> "AnswerSheet":
        return replace(self, handed_in=(*self.handed_in, HandIn(at, self.fingerprint)))

    @property
    def fingerprint(self) -> str:
        """A short code that changes with any answer: the receipt of a submission."""
        plain = json.dumps({name: _plain(answer.value) for name, answer in sorted(self.answers.items())})
        return hashlib.sha256(plain.encode()).hexdigest()[:_FINGERPRINT_DIGITS]

    def to_json(self) -> str:
        data = {
            "schema_version": SCHEMA_VERSION,
            "assignment": self.assignment,
            "seed": self.seed,
            "started": self.started,
            "answers": {
                name: {"answer": _plain(answer.value), "at": answer.at}
                | ({"confidence": answer.confidence} if answer.confidence else {})
                | ({"seconds": answer.seconds} if answer.seconds else {})
                for name, answer in self.answers.items()
            },
            "handed_in": [{"at": hand_in.at, "receipt": hand_in.receipt} for hand_in in self.handed_in],
        }
        return json.dumps(data, indent=1, ensure_ascii=False) + "\n"

    def save(self, path: Path) -> None:
        """Write the sheet so that either the old or the new one exists, never half of one.

        Raises:
            OSError: The folder cannot be written to, or the disk is full; the old sheet is untouched.
        """
        write_whole(path, self.to_json(), permissions=READABLE)

    @classmethod
    def load(cls, path: Path, *, assignment: str, seed: str, now: datetime) -> "LoadedSheet":
        """The sheet at a path; a new one if there is none or the file cannot be used.

        A file that cannot be used is not deleted: it is renamed to ``….damaged`` and the notice says so.

        Args:
            path: The sheet's file.
            assignment: For a new sheet: the assignment's name.
            seed: For a new sheet: what the order of options depends on.
            now: For a new sheet: when it was started.
        """
        fresh = cls(assignment, seed, now.isoformat(timespec="seconds"))
        if not os.path.lexists(path):
            return LoadedSheet(fresh, "")
        try:
            with path.open("rb") as file:
                return LoadedSheet(read_sheet(file.read(MAXIMUM_BYTES + 1)), "")
        except (SheetError, OSError) as error:
            kept = set_aside(path)
            reason = str(error) if isinstance(error, SheetError) else "it cannot be opened"
            return LoadedSheet(
                fresh,
                f"Your earlier answers could not be read: {reason}. They are kept in the file {kept.name};"
                " please tell your instructor. You can answer again here.",
            )


@dataclass(frozen=True)
class LoadedSheet:
    """A sheet ready to be used, and what the trainee must be told (empty if nothing)."""

    sheet: AnswerSheet
    notice: str


class SheetError(ValueError):
    """A file is not an answer sheet; the message says why, as the end of a sentence."""


def read_data(data: bytes) -> dict[str, Any]:
    """The JSON object in a sheet's bytes.

    Raises:
        SheetError: Anything but a JSON object of this format.
    """
    if len(data) > MAXIMUM_BYTES:
        raise SheetError("it is far too big")
    if not data.strip():
        raise SheetError("the file is empty")
    try:
        content = json.loads(data.decode("utf-8"), object_pairs_hook=_once)
    except UnicodeDecodeError:
        raise SheetError("it does not hold text") from None
    except SheetError:
        raise
    except (ValueError, RecursionError):
        raise SheetError("it is cut off or was changed by hand") from None
    if not isinstance(content, dict) or not isinstance(content.get("answers"), dict):
        raise SheetError("it does not have the form of an answer sheet")
    version = content.get("schema_version")
    if isinstance(version, bool) or version != SCHEMA_VERSION:
        raise SheetError(f"it has another version than {SCHEMA_VERSION}")
    return content


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object in which no name stands twice."""
    content = dict(pairs)
    if len(content) < len(pairs):
        raise SheetError("it names something twice, so it was changed by hand")
    return content


def usable_seconds(value: object) -> int:
    """A time as the sheet may hold it: whole seconds up to two hours, 0 for anything else.

    Example:
        >>> usable_seconds(75), usable_seconds(10**9), usable_seconds(-3), usable_seconds("long")
        (75, 7200, 0, 0)
    """
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        return 0
    return min(value, SECONDS_CUTOFF)


def read_sheet(data: bytes) -> AnswerSheet:
    """The sheet in a file's bytes.

    Raises:
        SheetError: The bytes are not a sheet that this course wrote.
    """
    content = read_data(data)
    texts = [content.get(name) for name in ("assignment", "seed", "started")]
    if not all(isinstance(text, str) for text in texts):
        raise SheetError("a part of it is missing")
    answers = {}
    for name, entry in content["answers"].items():
        value = entry.get("answer") if isinstance(entry, dict) else None
        if isinstance(value, list) and all(isinstance(part, str) for part in value):
            value = tuple(value)
        if not isinstance(value, str | tuple) or not isinstance(entry.get("at"), str):
            raise SheetError(f"the answer to {clean_text(name, 40)!r} is not readable")
        sure = entry.get("confidence")
        answers[name] = Answer(
            value,
            entry["at"],
            sure if isinstance(sure, str) and sure in CONFIDENCE else "",
            usable_seconds(entry.get("seconds")),
        )
    hand_ins = content.get("handed_in", [])
    good = isinstance(hand_ins, list) and all(
        isinstance(entry, dict) and all(isinstance(entry.get(part), str) for part in ("at", "receipt"))
        for entry in hand_ins
    )
    if not good:
        raise SheetError("its record of submissions is not readable")
    handed_in = tuple(HandIn(entry["at"], entry["receipt"]) for entry in hand_ins)
    return AnswerSheet(content["assignment"], content["seed"], content["started"], answers, handed_in)


def _plain(value: Value) -> str | list[str]:
    return [clean_text(part) for part in value] if isinstance(value, tuple) else clean_text(value)
