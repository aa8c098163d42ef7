"""From an order to a syringe: milligrams, millilitres, pump rate and devices, each step written out.

The arithmetic is exact and checks only what arithmetic can: a dose that is worked out correctly may still be the
wrong dose. :mod:`kapedu.practice.unit_slips` says which slip of a unit explains a number that is off.
"""

from dataclasses import dataclass
from math import isclose, isfinite
from typing import Literal

from kapedu.knowledge import Quantity, fact
from kapedu.pharmacology.absorption import device_times
from kapedu.pharmacology.ledger import Ledger, span
from kapedu.pharmacology.regimen import Dose
from kapedu.pharmacology.routes import ESKETAMINE_NASAL

Sex = Literal["man", "woman"]
WeightUnit = Literal["kg", "lb"]
WEIGHT_UNITS: tuple[WeightUnit, ...] = ("kg", "lb")
_RULES = "regimens.arithmetic"
POUNDS_PER_KG = 2.20462
_CM_PER_INCH = 2.54
_CM_PER_M = 100
_THREE_DIGITS = 100
_MINUTES_PER_HOUR = 60


class OrderError(ValueError):
    """An order that cannot be worked out; names the part, its value and what is allowed."""


@dataclass(frozen=True)
class Step:
    """One line of the working.

    Attributes:
        what: What is worked out.
        working: The sum, with its units.
        value: The result.
        unit: Its unit.
    """

    what: str
    working: str
    value: float
    unit: str

    def __str__(self) -> str:
        return f"{self.what}: {self.working} = {text(self.value)} {self.unit}"


@dataclass(frozen=True)
class Order:
    """What a prescriber wrote, with what the nurse has in hand.

    Attributes:
        amount: Ordered amount.
        unit: ``mg/kg`` or ``mg``.
        weight: Body weight as written.
        weight_unit: ``kg`` or ``lb``.
        strength_mg_ml: Strength of the vial.
        over_min: Duration of the infusion; 0 where it is not an infusion.
        bag_ml: Volume in the bag or syringe after dilution; 0 where nothing is diluted.

    Raises:
        OrderError: A number is missing, not finite, not positive or far outside what can be.

    Examples:
        >>> order = Order(0.5, "mg/kg", 68, strength_mg_ml=50, over_min=40, bag_ml=100)
        >>> [str(step) for step in order.steps()][:2]
        ['Dose: 0.5 mg/kg × 68 kg = 34 mg', 'Volume to draw up: 34 mg ÷ 50 mg/mL = 0.68 mL']
    """

    amount: float
    unit: str = "mg/kg"
    weight: float = 0.0
    weight_unit: WeightUnit = "kg"
    strength_mg_ml: float = 0.0
    over_min: float = 0.0
    bag_ml: float = 0.0

    def __post_init__(self) -> None:
        if self.unit not in ("mg/kg", "mg"):
            raise OrderError(f"unit {self.unit!r}: write mg/kg or mg")
        if self.weight_unit not in WEIGHT_UNITS:
            raise OrderError(f"weight_unit {self.weight_unit!r}: write kg or lb")
        _positive("amount", self.amount, self.unit)
        _positive("weight", self.weight, self.weight_unit)
        _within("weight", self.weight_kg, fact("simulation.regimen_limits.weight"))
        _within("strength", self.strength_mg_ml, fact(f"{_RULES}.strength_limits"))
        if self.over_min:
            _within("over", self.over_min, fact("simulation.regimen_limits.infusion_duration"))
        if self.bag_ml:
            _within("bag", self.bag_ml, fact(f"{_RULES}.bag"))
            if self.volume_ml > self.bag_ml:
                raise OrderError(
                    f"bag {self.bag_ml:g} mL is smaller than the {text(self.volume_ml)} mL of drug that go into it"
                )

    @property
    def weight_kg(self) -> float:
        """Body weight in kg, whichever unit it was given in."""
        return self.weight if self.weight_unit == "kg" else self.weight / POUNDS_PER_KG

    @property
    def dose_mg(self) -> float:
        """The whole dose."""
        return self.amount * self.weight_kg if self.unit == "mg/kg" else self.amount

    @property
    def dose_mg_kg(self) -> float:
        """The dose for each kilogram."""
        return self.dose_mg / self.weight_kg

    @property
    def volume_ml(self) -> float:
        """Volume to draw from the vial."""
        return self.dose_mg / self.strength_mg_ml

    @property
    def rate_ml_h(self) -> float | None:
        """What the pump is set to, mL/h; None where nothing is infused."""
        if not self.over_min:
            return None
        return (self.bag_ml or self.volume_ml) / self.over_min * _MINUTES_PER_HOUR

    def steps(self) -> tuple[Step, ...]:
        """The working, line by line."""
        kg = text(self.weight_kg)
        found = []
        if self.weight_unit == "lb":
            found.append(
                Step("Weight", f"{text(self.weight)} lb ÷ {POUNDS_PER_KG:g} lb/kg", self.weight_kg, "kg")
            )
        if self.unit == "mg/kg":
            found.append(Step("Dose", f"{text(self.amount)} mg/kg × {kg} kg", self.dose_mg, "mg"))
        else:
            found.append(
                Step("Dose for each kilogram", f"{text(self.amount)} mg ÷ {kg} kg", self.dose_mg_kg, "mg/kg")
            )
        strength = f"{text(self.strength_mg_ml)} mg/mL"
        found.append(Step("Volume to draw up", f"{text(self.dose_mg)} mg ÷ {strength}", self.volume_ml, "mL"))
        if self.bag_ml:
            diluent = self.bag_ml - self.volume_ml
            found.append(
                Step("Diluent", f"{text(self.bag_ml)} mL − {text(self.volume_ml)} mL", diluent, "mL")
            )
        if self.rate_ml_h is not None:
            ml = text(self.bag_ml or self.volume_ml)
            found.append(
                Step(
                    "Pump",
                    f"{ml} mL ÷ {text(self.over_min)} min × {_MINUTES_PER_HOUR} min/h",
                    self.rate_ml_h,
                    "mL/h",
                )
            )
        return tuple(found)

    def warnings(self) -> tuple[str, ...]:
        """What a second person would stop at, in words; an empty tuple when there is nothing."""
        found = []
        undiluted = fact(f"{_RULES}.undiluted_strength")
        if self.over_min and not self.bag_ml and isclose(self.strength_mg_ml, float(undiluted)):
            found.append(f"{str(fact(f'{_RULES}.undiluted').value).capitalize()} ({undiluted.status}).")
        low, high = span(fact("regimens.contrast.iv_anaesthesia"))
        if self.over_min and self.dose_mg_kg >= low:
            found.append(
                f"{text(self.dose_mg_kg)} mg/kg lies in the range that starts an anaesthetic "
                f"({low:g} to {high:g} mg/kg into a vein)."
            )
        return tuple(found)


def ideal_weight(height_cm: float, sex: Sex) -> float:
    """Ideal body weight by Devine's formula, kg.

    Args:
        height_cm: Body height, cm.
        sex: ``man`` or ``woman``: the formula has two bases.

    Raises:
        OrderError: The height or the sex is not one the formula takes.

    Source:
        Devine 1974 (``devine1974``; secondary). That doses should follow it in obesity is unverified.

    Examples:
        >>> round(ideal_weight(165, "woman"), 1), round(ideal_weight(178, "man"), 1)
        (56.9, 73.2)
    """
    if sex not in ("man", "woman"):
        raise OrderError(f"sex {sex!r}: the formula has a base for man and one for woman")
    _within("height", height_cm, fact(f"{_RULES}.height"))
    base, step, start = (
        float(fact(f"{_RULES}.{name}")) for name in (f"devine_base.{sex}", "devine_step", "devine_height")
    )
    return base + step * (height_cm - start) / _CM_PER_INCH


def body_mass_index(weight_kg: float, height_cm: float) -> float:
    """Weight over height squared, kg/m².

    Examples:
        >>> round(body_mass_index(110, 165), 1)
        40.4
    """
    _within("height", height_cm, fact(f"{_RULES}.height"))
    _within("weight", weight_kg, fact("simulation.regimen_limits.weight"))
    return weight_kg / (height_cm / _CM_PER_M) ** 2


def weight_doubt(weight_kg: float, height_cm: float) -> str | None:
    """Whether a weight looks as if it had been written in pounds; None when it does not.

    Examples:
        >>> print(weight_doubt(150, 165))
        150 kg at 165 cm is a body mass index of 55.1; 150 lb would be 68 kg and 25. Which was meant?
        >>> weight_doubt(68, 165) is None
        True
    """
    index = body_mass_index(weight_kg, height_cm)
    low, high = span(fact(f"{_RULES}.doubtful_bmi"))
    if low <= index <= high:
        return None
    in_kg = weight_kg / POUNDS_PER_KG if index > high else weight_kg * POUNDS_PER_KG
    lightest, heaviest = span(fact("simulation.regimen_limits.weight"))
    said = f"{text(weight_kg)} kg at {text(height_cm)} cm is a body mass index of {text(index)}"
    if not lightest <= in_kg <= heaviest:
        return f"{said}. Weigh again."
    other = text(body_mass_index(in_kg, height_cm))
    swapped = f"{text(weight_kg)} lb would be {text(in_kg)} kg and {other}"
    return f"{said}; {swapped}. Which was meant?" if index > high else f"{said}. Weigh again."


@dataclass(frozen=True)
class Devices:
    """How a nasal esketamine dose is given.

    Attributes:
        count: Devices.
        sprays: Sprays in all.
        starts_min: When each device is used, minutes from the first.
        device: The figure of one device.
    """

    count: int
    sprays: int
    starts_min: tuple[float, ...]
    device: Quantity


def devices(dose_mg: float) -> Devices:
    """Devices and sprays for a dose of nasal esketamine.

    Raises:
        DosingError: The dose is not a whole number of devices, or above the label.

    Examples:
        >>> found = devices(84)
        >>> found.count, found.sprays, found.starts_min
        (3, 6, (0.0, 5.0, 10.0))
    """
    dose = Dose(ESKETAMINE_NASAL, dose_mg)
    device = fact("pkpd.spravato_label.device")
    starts = tuple(float(start) for start, _ in device_times([dose], Ledger()))
    count = round(dose.amount / float(device))
    return Devices(count, round(count * float(fact(f"{_RULES}.sprays"))), starts, device)


def text(number: float) -> str:
    """A number as it would be written on paper: three significant digits, never fewer than its whole part.

    Examples:
        >>> text(34.0), text(0.6800001), text(150), text(2.20462)
        ('34', '0.68', '150', '2.2')
    """
    return f"{number:.0f}" if abs(number) >= _THREE_DIGITS else f"{number:.3g}"


def _positive(name: str, value: float, unit: str) -> None:
    known = isinstance(value, int | float) and not isinstance(value, bool)
    if not known or not isfinite(value) or value <= 0:
        raise OrderError(f"{name} {value!r}: give a number above 0, {unit}")


def _within(name: str, value: float, limits: Quantity) -> None:
    _positive(name, value, limits.unit)
    low, high = span(limits)
    if not low <= value <= high:
        raise OrderError(f"{name} {text(value)} {limits.unit}: give {low:g} to {high:g} {limits.unit}")
