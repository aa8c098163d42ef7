"""The answers of a class as tables, taken from the ledger: what item statistics are computed from."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kapedu.grading.ledger import Ledger, LedgerError


@dataclass(frozen=True)
class ClassAnswers:
    """The newest marks of everybody who handed in an assignment.

    Attributes:
        students: Who, in order.
        items: Which items, those that everybody was marked on in one version; free texts are left out.
        scores: Shape ``(students, items)``, each 0 to 1.
        chosen: Options chosen, by student and item.
        confidence: How sure they said they were, by student and item.
        seconds: How long each item was in front of each trainee, shape ``(students, items)``; NaN where not known.
        left_out: Items that are not here, each with the reason.
    """

    students: tuple[str, ...]
    items: tuple[str, ...]
    scores: NDArray[np.float64]
    chosen: tuple[tuple[tuple[str, ...], ...], ...]
    confidence: tuple[tuple[str, ...], ...]
    seconds: NDArray[np.float64]
    left_out: tuple[str, ...]


def class_answers(ledger: Ledger, assignment: str) -> ClassAnswers:
    """The answers to one assignment.

    Raises:
        LedgerError: Nobody has handed it in.
    """
    entries = list(ledger.latest(assignment).values())
    if not entries:
        raise LedgerError(f"nobody's marks for {assignment!r} are in {ledger.path}")
    marks = [{item["id"]: item for item in entry["items"]} for entry in entries]
    names = list(dict.fromkeys(name for mark in marks for name in mark))
    kept, left_out = [], []
    for name in names:
        found = [mark[name] for mark in marks if name in mark]
        if any(item["fraction"] is None or item["kind"] == "free-text" for item in found):
            left_out.append(f"{name}: read by a person")
        elif any(not item["points"] for item in found):
            left_out.append(f"{name}: without points, since no panel has answered it")
        elif len({item["version"] for item in found}) > 1:
            left_out.append(f"{name}: trainees had different versions of it")
        elif len(found) < len(marks):
            left_out.append(f"{name}: not everybody was marked on it")
        else:
            kept.append(name)
    scores = np.array([[mark[name]["fraction"] for name in kept] for mark in marks], dtype=float)
    seconds = np.array([[_seconds(mark[name]) for name in kept] for mark in marks], dtype=float)
    return ClassAnswers(
        students=tuple(str(entry["student"]) for entry in entries),
        items=tuple(kept),
        scores=scores.reshape(len(entries), len(kept)),
        chosen=tuple(tuple(tuple(mark[name].get("chosen", ())) for name in kept) for mark in marks),
        confidence=tuple(tuple(mark[name].get("confidence", "") for name in kept) for mark in marks),
        seconds=seconds.reshape(len(entries), len(kept)),
        left_out=tuple(left_out),
    )


def _seconds(item: dict[str, Any]) -> float:
    return float(item.get("seconds") or np.nan)
