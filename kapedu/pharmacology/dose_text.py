"""Reading a dose as people write it: ``ROUTE AMOUNT [over D min] [at T min]``."""

import re
from math import isfinite
from typing import NamedTuple

from kapedu.pharmacology.errors import DosingError
from kapedu.pharmacology.routes import ROUTES, unknown_route

EXAMPLE = "iv 0.5 mg/kg over 40 min"

_NUMBER = r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:e[-+]?[0-9]+)?|[-+]?(?:nan|inf(?:inity)?)\b"
_ROUTE = re.compile(r"\s*([a-z]+(?:-[a-z]+)*)")
_AMOUNT = re.compile(rf"\s*({_NUMBER})\s*([^\s0-9,;/]*(?:\s*/\s*[^\s0-9,;/]+)*)")
_CLAUSE = re.compile(rf"\s*,?\s*(over|at)\s*({_NUMBER})\s*([^\s0-9,;]*)")
_DECIMAL_COMMA = re.compile(r"[0-9],[0-9]")
_MINUTES = {"min", "mins", "minute", "minutes"}
_HOURS = {"h", "hr", "hrs", "hour", "hours"}
_MINUTES_PER_HOUR = 60
_UNIT_HINTS = {
    "g": "1 g is 1000 mg",
    "gram": "1 g is 1000 mg",
    "grams": "1 g is 1000 mg",
    "kg": "did you mean mg/kg?",
    "mcg": "1000 mcg are 1 mg",
    "ug": "1000 µg are 1 mg",
    "ng": "a dose is not a concentration",
    "lb": "weight goes into --weight-kg",
    "lbs": "weight goes into --weight-kg",
    "ml": "give the mass, not the volume",
    "cc": "give the mass, not the volume",
    "mg/lb": "1 kg is about 2.2 lb",
    "mg/min": "give the whole amount and 'over D min'",
    "mg/h": "give the whole amount and 'over D min'",
    "mg/kg/h": "give the whole amount in mg/kg and 'over D min'",
    "mg/kg/min": "give the whole amount in mg/kg and 'over D min'",
    "mcg/kg": "1000 mcg are 1 mg",
    "mcg/kg/min": "give the whole amount in mg/kg and 'over D min'",
    "ug/kg": "1000 µg are 1 mg",
    "ug/kg/min": "give the whole amount in mg/kg and 'over D min'",
}
_LONGEST_SHOWN = 40


class DoseText(NamedTuple):
    """The parts of a written dose, not yet checked for sense."""

    route: str
    amount: float
    unit: str
    over_min: float
    at_min: float


def read_dose_text(text: str) -> DoseText:
    """Split a written dose into its parts.

    Raises:
        DosingError: The text does not follow the grammar; says what to write instead.
    """
    if not isinstance(text, str):
        raise DosingError(f"{_quoted(text)} is not a text; write for instance: {EXAMPLE}")
    words = text.strip().lower().replace("µ", "u").replace("μ", "u")
    if not words:
        raise DosingError(f"an empty dose; write for instance: {EXAMPLE}")
    found = _ROUTE.match(words)
    if not found:
        raise DosingError(
            f"{_quoted(text)} does not start with a route ({', '.join(ROUTES)}); write for instance: {EXAMPLE}"
        )
    route = found[1]
    if route not in ROUTES:
        raise unknown_route(route)
    if _DECIMAL_COMMA.search(words):
        raise DosingError(
            f"{_quoted(text)} has a comma in a number; write a point: 0.5, and 1000 without a comma"
        )
    amount = _AMOUNT.match(words, found.end())
    if not amount:
        raise DosingError(f"{_quoted(text)} has no amount after the route; write for instance: {route} 35 mg")
    unit = _unit(re.sub(r"\s", "", amount[2]), amount[1], route)
    times = _clauses(text, words, amount.end())
    return DoseText(route, float(amount[1]), unit, times.get("over", 0.0), times.get("at", 0.0))


def _unit(unit: str, amount: str, route: str) -> str:
    if unit in {"mg", "mg/kg"}:
        return unit
    if not unit:
        raise DosingError(
            f"the amount {amount} has no unit; write {route} {amount} mg or {route} {amount} mg/kg"
        )
    hint = f" ({_UNIT_HINTS[unit]})" if unit in _UNIT_HINTS else ""
    raise DosingError(f"unit {_quoted(unit)} is not used here; write the amount in mg or mg/kg{hint}")


def _clauses(text: str, words: str, position: int) -> dict[str, float]:
    times: dict[str, float] = {}
    while words[position:].strip():
        clause = _CLAUSE.match(words, position)
        if not clause:
            raise DosingError(
                f"{_quoted(words[position:].strip())} in {_quoted(text)} was not understood; "
                "after the amount write only 'over 40 min' and 'at 60 min'"
            )
        name, number, unit = clause[1], clause[2], clause[3]
        if name in times:
            raise DosingError(f"'{name}' stands twice in {_quoted(text)}; write it once")
        value = float(number)
        if unit in _HOURS and isfinite(value):
            raise DosingError(f"'{name}' is in minutes; write {name} {value * _MINUTES_PER_HOUR:g} min")
        if unit not in _MINUTES:
            raise DosingError(f"'{name} {number}' needs its unit; write {name} {number} min")
        if not isfinite(value) or value < 0 or (name == "over" and not value):
            least = (
                "a bolus has no 'over', an infusion more than 0 min" if name == "over" else "write 0 or more"
            )
            raise DosingError(f"'{name} {number} min' is not possible; {least}")
        times[name] = value
        position = clause.end()
    return times


def _quoted(text: object) -> str:
    shown = " ".join(str(text).split())
    return f"'{shown if len(shown) <= _LONGEST_SHOWN else shown[:_LONGEST_SHOWN] + '…'}'"
