"""On which day what happens: therapy sessions placed as the studied design places them, around any days of dosing."""

from collections.abc import Sequence

from kapedu.knowledge import sheet
from kapedu.pharmacology.ledger import span
from kapedu.practice.pairing import Pairing
from kapedu.practice.pairing_schedule import studied_schedule

_DAYS_PER_WEEK = 7


def therapy_days(pairing: Pairing, doses: Sequence[int]) -> tuple[int, ...]:
    """Days of therapy for a course, placed as in the studied design; empty where no design says when.

    Args:
        pairing: The therapy.
        doses: Days of dosing, ascending, the first one 0.

    Returns:
        Days counted from the first dose.

    Examples:
        >>> from kapedu.practice.pairing import pairing
        >>> therapy_days(pairing("pe"), (0, 7, 14))[:4], len(therapy_days(pairing("pe"), (0, 7, 14)))
        ((1, 8, 15, 22), 10)
        >>> therapy_days(pairing("emdr"), (0, 7, 14))
        ()
    """
    placer = {"day_after": _after_each, "after_course": _after_all, "around": _around, "between": _between}
    place = placer.get(pairing.place)
    return () if place is None else place(pairing, tuple(doses))


def _after_each(pairing: Pairing, doses: tuple[int, ...]) -> tuple[int, ...]:
    gap = round(float(pairing.gap)) if pairing.gap is not None else 1
    days = [dose + gap for dose in doses]
    design = studied_schedule(pairing)
    step = design.therapy[-1] - design.therapy[-2] if design else _DAYS_PER_WEEK
    while pairing.sessions is not None and len(days) < float(pairing.sessions):
        days.append(days[-1] + step)
    return tuple(dict.fromkeys(days))


def _after_all(pairing: Pairing, doses: tuple[int, ...]) -> tuple[int, ...]:
    design = studied_schedule(pairing)
    first, last = (day - design.doses[-1] for day in _ends(pairing)) if design else (1, _DAYS_PER_WEEK)
    count = round(float(pairing.sessions)) if pairing.sessions is not None else 2
    apart = (last - first) / max(count - 1, 1)
    return tuple(doses[-1] + round(first + number * apart) for number in range(count))


def _around(pairing: Pairing, doses: tuple[int, ...]) -> tuple[int, ...]:
    design = studied_schedule(pairing)
    if design is None:
        return ()
    first, last = _ends(pairing)
    return tuple(range(first, doses[-1] + last - design.doses[-1] + 1, _DAYS_PER_WEEK))


def _between(pairing: Pairing, doses: tuple[int, ...]) -> tuple[int, ...]:
    """The first session half-way between the last two doses, the others in the same rhythm, never on a dosing day."""
    if len(doses) <= 1 or doses[-1] - doses[-2] <= 1:
        return ()
    step = doses[-1] - doses[-2]
    first = doses[-2] + step // 2
    count = round(float(pairing.sessions)) if pairing.sessions is not None else 1
    days = [first + number * step for number in range(count)]
    return tuple(day for day in days if day not in doses)


def _ends(pairing: Pairing) -> tuple[int, int]:
    """First and last day of therapy in the studied design, counted from its first dose."""
    facts = sheet("synergy").facts
    path = f"timing.{pairing.design}"
    first_dose = span(facts[f"{path}.doses"])[0]
    low, high = span(facts.get(f"{path}.span") or facts[f"{path}.sessions"])
    return round(low - first_dose), round(high - first_dose)
