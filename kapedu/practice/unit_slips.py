"""Which slip of a unit explains a number that is off: the trap most dosing errors fall into.

A written number that is not the right one differs from it by a factor. Some factors have a name: the weight itself
(milligrams written for milligrams per kilogram), a thousand (micrograms for milligrams), the pounds in a kilogram,
the ratio of two vial strengths, sixty (per minute for per hour).
"""

from dataclasses import dataclass
from math import isfinite

from kapedu.knowledge import fact
from kapedu.practice.dose_arithmetic import POUNDS_PER_KG, Order, OrderError, text

_UG_PER_MG = 1000.0
_MINUTES_PER_HOUR = 60
_PERCENT = 100
_RULES = "regimens.arithmetic"


@dataclass(frozen=True)
class Slip:
    """A slip that explains a wrong number.

    Attributes:
        key: Short name.
        name: In plain words.
        factor: Written number divided by the right one.
        how: What happened, and what would have caught it.
    """

    key: str
    name: str
    factor: float
    how: str


@dataclass(frozen=True)
class Verdict:
    """A written number beside the right one.

    Attributes:
        what: What was written.
        written: The number.
        right: The number that the order gives.
        unit: Of both.
        slips: Slips that explain the difference, likeliest first; empty when the number is right or nothing fits.
    """

    what: str
    written: float
    right: float
    unit: str
    slips: tuple[Slip, ...]

    @property
    def factor(self) -> float:
        """Written number divided by the right one."""
        return self.written / self.right

    @property
    def is_right(self) -> bool:
        """Whether what was written is the ordered number, but for rounding."""
        return _close(self.written, self.right)

    @property
    def told(self) -> str:
        """One sentence for the reader."""
        if self.is_right:
            return f"{self.what}: {text(self.written)} {self.unit} is right."
        start = f"{self.what}: {text(self.written)} {self.unit} is {text(self.factor)} times the {text(self.right)} {self.unit} ordered"
        if not self.slips:
            return f"{start}; no slip of a unit explains it. Work it out again from the order."
        return f"{start}. {self.slips[0].name}: {self.slips[0].how}"


def slips(order: Order) -> dict[str, tuple[Slip, ...]]:
    """The slips that can happen with an order, by what is written: dose, volume, pump.

    Examples:
        >>> order = Order(0.5, "mg/kg", 68, strength_mg_ml=50, over_min=40, bag_ml=100)
        >>> [slip.key for slip in slips(order)["volume"]][:3]
        ['mg_for_mg_per_kg', 'ug_for_mg', 'mg_for_ug']
    """
    weight = (
        Slip(
            "mg_for_mg_per_kg",
            "Milligrams written for milligrams per kilogram",
            1 / order.weight_kg,
            "the weight was left out. Say the dose and the dose per kilogram aloud together.",
        )
        if order.unit == "mg/kg"
        else Slip(
            "mg_per_kg_for_mg",
            "Milligrams per kilogram read for milligrams",
            order.weight_kg,
            "the weight was multiplied in though the order was for the whole person. Say both doses aloud.",
        )
    )
    thousand = (
        Slip(
            "ug_for_mg",
            "Micrograms written for milligrams",
            _UG_PER_MG,
            "write the unit out; never the sign µ.",
        ),
        Slip(
            "mg_for_ug",
            "Milligrams taken for micrograms",
            1 / _UG_PER_MG,
            "write the unit out; never the sign µ.",
        ),
    )
    pounds = (
        Slip(
            "lb_as_kg",
            "Pounds entered as kilograms",
            POUNDS_PER_KG,
            "the scale or the form was in pounds. Compare with the height: does this body mass index exist?",
        ),
        Slip(
            "kg_as_lb",
            "Kilograms converted as if they were pounds",
            1 / POUNDS_PER_KG,
            "converted once too often.",
        ),
    )
    body = (weight, *thousand, *(pounds if order.unit == "mg/kg" else ()))
    vials = tuple(
        Slip(
            f"vial_{held:g}",
            f"Worked out for a vial of {held:g} mg/mL",
            order.strength_mg_ml / held,
            f"the vial in hand holds {text(order.strength_mg_ml)} mg/mL. Read the label aloud before drawing up.",
        )
        for held in _strengths()
        if not _close(held, order.strength_mg_ml)
    )
    pump = (
        Slip(
            "per_minute",
            "Rate per minute set as rate per hour",
            1 / _MINUTES_PER_HOUR,
            "the pump counts in hours. Ask: when will it end at this rate?",
        ),
        Slip(
            "hour",
            "The bag set to run in one hour",
            order.over_min / _MINUTES_PER_HOUR,
            "the volume was typed in as the rate. Ask: when will it end at this rate?",
        ),
    )
    return {"dose": body, "volume": (*body, *vials), "pump": pump if order.over_min else ()}


def explain(order: Order, what: str, written: float) -> Verdict:
    """A written number beside the right one, with the slips that explain the difference.

    Args:
        order: What was ordered.
        what: ``dose`` (mg), ``volume`` (mL) or ``pump`` (mL/h).
        written: The number on paper.

    Raises:
        OrderError: The number is not positive, or the order has no such number.

    Examples:
        A vial of 50 mg/mL, but the volume was worked out for one of 100 mg/mL:

        >>> order = Order(0.5, "mg/kg", 68, strength_mg_ml=50, over_min=40, bag_ml=100)
        >>> [slip.key for slip in explain(order, "volume", 0.34).slips]
        ['vial_100']
        >>> [slip.key for slip in explain(order, "dose", 75).slips]
        ['lb_as_kg']
    """
    rights = {
        "dose": (order.dose_mg, "mg"),
        "volume": (order.volume_ml, "mL"),
        "pump": (order.rate_ml_h, "mL/h"),
    }
    right, unit = rights.get(what, (None, ""))
    if right is None:
        raise OrderError(
            f"what {what!r}: this order has {', '.join(name for name, (n, _) in rights.items() if n)}"
        )
    known = isinstance(written, int | float) and not isinstance(written, bool)
    if not known or not isfinite(written) or written <= 0:
        raise OrderError(f"written {written!r}: give a number above 0, {unit}")
    found = () if _close(written, right) else _fitting(slips(order)[what], written / right)
    return Verdict(what.capitalize(), float(written), right, unit, found)


def _fitting(known: tuple[Slip, ...], factor: float) -> tuple[Slip, ...]:
    fits = [slip for slip in known if _close(factor, slip.factor)]
    return tuple(sorted(fits, key=lambda slip: abs(slip.factor / factor - 1)))


def _strengths() -> tuple[float, ...]:
    value = fact(f"{_RULES}.strengths").value
    return tuple(float(number) for number in value) if isinstance(value, tuple) else ()


def _close(one: float, other: float) -> bool:
    """Whether two amounts are the same up to rounding on paper."""
    return abs(one / other - 1) <= float(fact(f"{_RULES}.close")) / _PERCENT
