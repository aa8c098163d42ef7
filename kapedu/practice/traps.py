"""Made-up orders with a number written down: right, or off by the slip of a unit that hides in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import cast

from kapedu.knowledge import sheet
from kapedu.practice.dose_arithmetic import Order, WeightUnit
from kapedu.practice.unit_slips import Verdict, explain

_SHEET, _GROUP = "regimens", "traps"
FAMILIES: Mapping[str, str] = {
    "right": "Nothing: the number is right",
    "weight": "The weight was left out, or taken twice",
    "pounds": "Pounds and kilograms",
    "thousand": "Micrograms and milligrams",
    "vial": "Another strength of the vial",
    "pump": "The rate of the pump",
}
"""Kinds of slip, in the order offered."""

_FAMILY_OF = {
    "mg_for_mg_per_kg": "weight",
    "mg_per_kg_for_mg": "weight",
    "lb_as_kg": "pounds",
    "kg_as_lb": "pounds",
    "ug_for_mg": "thousand",
    "mg_for_ug": "thousand",
    "per_minute": "pump",
    "hour": "pump",
}


@dataclass(frozen=True)
class Trap:
    """One order with a number written under it.

    Attributes:
        key: Name in the data.
        told: The order and what is in hand.
        order: The same, worked out.
        what: What was written: ``dose``, ``volume`` or ``pump``.
        verdict: The written number beside the right one.
    """

    key: str
    told: str
    order: Order
    what: str
    verdict: Verdict

    @property
    def family(self) -> str:
        """The kind of slip that it hides, one of :data:`FAMILIES`."""
        if self.verdict.is_right:
            return "right"
        key = self.verdict.slips[0].key
        return _FAMILY_OF.get(key, key.partition("_")[0])


@cache
def traps() -> tuple[Trap, ...]:
    """The orders, in the order of the data.

    Examples:
        >>> [trap.family for trap in traps()][:3]
        ['vial', 'right', 'pounds']
    """
    return tuple(map(_read, sheet(_SHEET).members(_GROUP)))


def _read(key: str) -> Trap:
    content, path = sheet(_SHEET), f"{_GROUP}.{key}"

    def number(name: str) -> float:
        found = content.facts.get(f"{path}.{name}")
        return 0.0 if found is None else float(found)

    order = Order(
        number("amount"),
        content.facts[f"{path}.amount"].unit,
        number("weight"),
        cast("WeightUnit", str(content.descriptions[f"{path}.weight_unit"])),
        strength_mg_ml=number("strength"),
        over_min=number("over"),
        bag_ml=number("bag"),
    )
    what = str(content.descriptions[f"{path}.what"])
    verdict = explain(order, what, number("written"))
    return Trap(key, str(content.descriptions[f"{path}.told"]), order, what, verdict)
