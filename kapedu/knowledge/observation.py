"""Published measurements to compare a simulation with, one row each."""

import csv
import re
from collections.abc import Collection
from dataclasses import dataclass, fields
from functools import cache
from math import isfinite
from pathlib import Path

from kapedu.knowledge.errors import KnowledgeError, nearest
from kapedu.knowledge.quantity import Status
from kapedu.knowledge.sources import DATA, source_keys
from kapedu.knowledge.units import LIMITS, known_unit

_SPAN = re.compile(r"(\d[\d.]*)-(\d[\d.]*)")
_FIT = {"yes": True, "no": False, "": None}
_REQUIRED = ("dataset", "domain", "source", "analyte", "regimen", "statistic", "unit", "status")


@dataclass(frozen=True, slots=True)
class Observation:
    """One measured or published number with the circumstances it belongs to."""

    dataset: str
    domain: str
    """``PK``, ``BP``, ``CADSS`` or ``MADRS``."""
    source: str
    via: str
    population: str
    n: str
    analyte: str
    regimen: str
    sampling: str
    statistic: str
    time: str
    """As published: a number, a span such as ``30-40`` or words; empty where time means nothing."""
    time_unit: str
    value: float | tuple[float, float]
    """A number, or a range from low to high where only that was published."""
    spread: str
    unit: str
    status: Status
    use_for_fit: bool | None
    note: str

    @property
    def time_number(self) -> float | None:
        """The time as a number of ``time_unit``, or None where it is not a single number."""
        try:
            return float(self.time)
        except ValueError:
            return None


def load_observations(path: Path, known_sources: Collection[str]) -> tuple[Observation, ...]:
    """Read and check a CSV of observations; columns are the fields of ``Observation``.

    Args:
        path: The file, with a header line.
        known_sources: Keys that ``source`` and ``via`` may have.

    Raises:
        KnowledgeError: A column or field is missing or impossible; names file, line, field, value.
    """
    columns = [field.name for field in fields(Observation)]
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines)
        if reader.fieldnames != columns:
            raise KnowledgeError(f"{path.name}: entry header: columns must be {', '.join(columns)}")
        return tuple(
            _read(f"{path.name}: entry line {number}", row, known_sources)
            for number, row in enumerate(reader, start=2)
        )


def _read(where: str, row: dict[str, str], known_sources: Collection[str]) -> Observation:
    if None in row or None in row.values():
        raise KnowledgeError(f"{where}: too many or too few columns; quote a text that holds a comma")
    for field in _REQUIRED:
        if not row[field].strip():
            raise KnowledgeError(f"{where}, field {field} is missing")
    for field in ("source", "via"):
        if row[field] and row[field] not in known_sources:
            raise KnowledgeError(
                f"{where}, field {field}: {row[field]!r} is not a key of references.json"
                f"{nearest(row[field], known_sources)}"
            )
    _one_of(where, "status", row["status"], tuple(Status))
    _one_of(where, "use_for_fit", row["use_for_fit"], tuple(_FIT))
    _one_of(where, "time_unit", row["time_unit"], ("", *LIMITS))
    texts = {field: row[field] for field in row if field not in ("value", "status", "use_for_fit")}
    return Observation(
        **texts,
        value=_value(where, row["value"], row["unit"]),
        status=Status(row["status"]),
        use_for_fit=_FIT[row["use_for_fit"]],
    )


def _one_of(where: str, field: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        choices = ", ".join(item or "nothing" for item in allowed)
        raise KnowledgeError(f"{where}, field {field}: {value!r} is not one of {choices}")


def _value(where: str, text: str, unit: str) -> float | tuple[float, float]:
    base = known_unit(unit)
    if base not in LIMITS:
        raise KnowledgeError(
            f"{where}, field unit: {unit!r} is not a known unit of a number{nearest(unit, LIMITS)}"
        )
    span = _SPAN.fullmatch(text)
    ends = span.groups() if span else (text,)
    try:
        numbers = [float(end) for end in ends]
    except ValueError:
        raise KnowledgeError(f"{where}, field value: {text!r} is not a number or a range low-high") from None
    if not all(isfinite(number) and LIMITS[base].allow(number) for number in numbers):
        raise KnowledgeError(
            f"{where}, field value: {text!r} {base} is impossible; allowed is {LIMITS[base]}"
        )
    if numbers != sorted(numbers):
        raise KnowledgeError(f"{where}, field value: {text!r} is a range with its low end above its high end")
    return (numbers[0], numbers[1]) if span else numbers[0]


@cache
def observations() -> tuple[Observation, ...]:
    """All observations, read and checked at the first call.

    >>> [row.value for row in observations() if row.dataset == "cmax_0.5mgkg"]
    [185.0]
    """
    return load_observations(DATA / "observations.csv", source_keys())
