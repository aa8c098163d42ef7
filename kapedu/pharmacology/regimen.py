"""Doses and regimens: what is given, by which route, how fast and when."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import isfinite
from typing import Self

import numpy as np

from kapedu.knowledge import Quantity, fact
from kapedu.pharmacology.dose_text import read_dose_text
from kapedu.pharmacology.errors import DosingError
from kapedu.pharmacology.exponentials import FloatArray
from kapedu.pharmacology.ledger import span
from kapedu.pharmacology.routes import ESKETAMINE_NASAL, ROUTES, unknown_route

UNITS = ("mg", "mg/kg")

_CEILINGS = {"iv": "iv_ceiling", "im": "im_ceiling"}
_WHOLE = 1e-9


@dataclass(frozen=True)
class Dose:
    """One dose.

    Attributes:
        route: One of iv, im, sc, sl, po, in (racemic ketamine) or esketamine-in (nasal esketamine).
        amount: Amount in ``unit``.
        unit: ``mg`` or ``mg/kg``.
        over_min: Duration of an intravenous infusion, minutes; 0 is a bolus.
        at_min: Start, minutes after time zero.
        bioavailability: Share that reaches the blood, instead of the published default of the route.

    Raises:
        DosingError: Anything that cannot be given; the message says what can.

    Examples:
        >>> dose = Dose("iv", 0.5, "mg/kg", over_min=40)
        >>> print(dose)
        iv 0.5 mg/kg over 40 min
        >>> Dose("iv", 35, "mg/kg")
        Traceback (most recent call last):
        ...
        kapedu.pharmacology.errors.DosingError: iv 35 mg/kg is above 4.5 mg/kg, where anaesthetic doses end for iv; if you meant 35 mg in all, write: iv 35 mg
    """

    route: str
    amount: float
    unit: str = "mg"
    over_min: float = 0.0
    at_min: float = 0.0
    bioavailability: float | None = None

    def __post_init__(self) -> None:
        if self.route not in ROUTES:
            raise unknown_route(self.route)
        if self.unit not in UNITS:
            raise DosingError(f"unit {self.unit!r} is not known; write mg or mg/kg")
        for name in ("amount", "over_min", "at_min"):
            object.__setattr__(self, name, _number(name, getattr(self, name)))
        if self.amount <= 0:
            raise DosingError(f"amount {self.amount:g} {self.unit}: a dose is more than zero")
        self._check_times()
        self._check_amount()
        if self.bioavailability is not None:
            object.__setattr__(self, "bioavailability", self._checked_bioavailability())

    def _check_times(self) -> None:
        if self.over_min:
            if self.route != "iv":
                raise DosingError(
                    f"'over' is for iv only; {self.route} is given at once, so leave 'over' out"
                )
            low, high = _range("infusion_duration")
            if not low <= self.over_min <= high:
                raise DosingError(
                    f"over {self.over_min:g} min cannot be simulated; an infusion lasts {low:g} to {high:g} min, "
                    "and a bolus has no 'over'"
                )
        low, high = _range("start")
        if not low <= self.at_min <= high:
            raise DosingError(
                f"at {self.at_min:g} min cannot be simulated; a dose starts at {low:g} to {high:g} min"
            )

    def _check_amount(self) -> None:
        if self.route == ESKETAMINE_NASAL:
            self._check_devices()
            return
        ceiling, heaviest = float(self.ceiling), _range("weight")[1]
        if self.unit == "mg/kg":
            if self.amount > ceiling:
                raise DosingError(
                    f"{self} is above {self._ceiling_text}; if you meant {self.amount:g} mg in all, "
                    f"write: {_with_unit(self, 'mg')}"
                )
        elif self.amount > ceiling * heaviest:
            raise DosingError(f"{self} is above {self._ceiling_text}, at any weight")

    def _check_devices(self) -> None:
        device, most = (
            fact("pkpd.spravato_label.device"),
            fact("simulation.regimen_limits.esketamine_nasal_ceiling"),
        )
        size = float(device)
        if self.unit != "mg":
            raise DosingError(
                f"nasal esketamine is given in whole devices of {size:g} mg, not by weight; "
                f"write for instance: {ESKETAMINE_NASAL} {size * 2:g} mg"
            )
        devices = self.amount / size
        if abs(devices - round(devices)) > _WHOLE or not round(devices):
            raise DosingError(
                f"{ESKETAMINE_NASAL} {self.amount:g} mg is not a whole number of devices; "
                f"one device holds {size:g} mg, so write {_choices(size, float(most))} mg"
            )
        if self.amount > float(most):
            raise DosingError(
                f"{ESKETAMINE_NASAL} {self.amount:g} mg is above the highest labelled dose; "
                f"write {_choices(size, float(most))} mg"
            )

    def _checked_bioavailability(self) -> float:
        if self.route in ("iv", ESKETAMINE_NASAL):
            why = (
                "all of an iv dose reaches the blood" if self.route == "iv" else "its model sets it by device"
            )
            raise DosingError(f"bioavailability cannot be set for {self.route}: {why}")
        share = _number("bioavailability", self.bioavailability)
        if not 0 < share <= 1:
            raise DosingError(f"bioavailability {share:g}: give a share above 0 and up to 1, such as 0.25")
        return share

    @property
    def ceiling(self) -> Quantity:
        """The largest plausible dose by this route, mg/kg, with its source."""
        return fact(f"simulation.regimen_limits.{_CEILINGS.get(self.route, 'other_route_ceiling')}")

    @property
    def _ceiling_text(self) -> str:
        why = (
            "where anaesthetic doses end"
            if self.route in _CEILINGS
            else "the limit set here against typing errors"
        )
        return f"{float(self.ceiling):g} mg/kg, {why} for {self.route}"

    def amount_mg(self, weight_kg: FloatArray) -> FloatArray:
        """The amount for each patient.

        Args:
            weight_kg: Body weights, kg, shape ``(patients,)``.

        Returns:
            Amounts, mg, shape ``(patients,)``.

        Raises:
            DosingError: For a patient of that weight the amount is above the ceiling of the route.
        """
        if self.unit == "mg/kg":
            return np.asarray(self.amount * weight_kg)
        if self.route != ESKETAMINE_NASAL:
            ceiling, lightest = float(self.ceiling), float(weight_kg.min())
            if self.amount > ceiling * lightest:
                raise DosingError(
                    f"{self} is {self.amount / lightest:.3g} mg/kg at {lightest:g} kg, above {self._ceiling_text}"
                )
        return np.full(weight_kg.shape, self.amount)

    @property
    def ends_min(self) -> float:
        """Minute at which the last of it has been given."""
        return self.at_min + self.over_min

    def stopped_at(self, minute: float) -> "Dose":
        """The dose as it is when everything is stopped at a minute.

        An infusion keeps its rate and gives what has run by then. What is given at once cannot be taken back.

        Args:
            minute: Minutes since time zero; later than the start of the dose.

        Raises:
            DosingError: The minute is not a number, or not later than the start.

        Examples:
            >>> print(Dose("iv", 35, over_min=40).stopped_at(18))
            iv 15.75 mg over 18 min
        """
        stop = _number("minute", minute)
        if stop <= self.at_min and (self.over_min or stop < self.at_min):
            raise DosingError(
                f"minute {stop:g}: {self} starts at minute {self.at_min:g}; give a later minute, or leave the dose out"
            )
        if not self.over_min or stop >= self.ends_min:
            return self
        given = (stop - self.at_min) / self.over_min
        return replace(self, amount=self.amount * given, over_min=stop - self.at_min)

    def __str__(self) -> str:
        over = f" over {_text(self.over_min)} min" if self.over_min else ""
        at = f" at {_text(self.at_min)} min" if self.at_min else ""
        return f"{self.route} {_text(self.amount)} {self.unit}{over}{at}"


@dataclass(frozen=True)
class Regimen:
    """One or more doses.

    Raises:
        DosingError: No dose, or something that is not a dose.

    Examples:
        >>> regimen = Regimen.parse(["iv 0.5 mg/kg over 40 min", "sl 100 mg at 60 min"])
        >>> print(regimen)
        iv 0.5 mg/kg over 40 min + sl 100 mg at 60 min
    """

    doses: tuple[Dose, ...]

    def __post_init__(self) -> None:
        doses = (self.doses,) if isinstance(self.doses, Dose) else tuple(self.doses)
        if not doses:
            raise DosingError("a regimen needs at least one dose, such as: iv 0.5 mg/kg over 40 min")
        for dose in doses:
            if not isinstance(dose, Dose):
                raise DosingError(f"{dose!r} is not a dose; use Dose(...) or Regimen.parse([...])")
        object.__setattr__(self, "doses", doses)

    @classmethod
    def parse(cls, texts: str | Iterable[str]) -> Self:
        """Read a regimen from one text per dose."""
        return cls(tuple(parse_dose(text) for text in ([texts] if isinstance(texts, str) else texts)))

    @property
    def ends_min(self) -> float:
        """Minute at which the last dose has been given."""
        return max(dose.ends_min for dose in self.doses)

    def stopped_at(self, minute: float) -> "Regimen":
        """The regimen as it is when everything is stopped at a minute: running infusions end, later doses fall away.

        Args:
            minute: Minutes since time zero; later than the start of at least one dose.

        Raises:
            DosingError: The minute is not a number, or nothing has been given by then.

        Examples:
            >>> print(Regimen.parse(["iv 35 mg over 40 min", "sl 100 mg at 60 min"]).stopped_at(18))
            iv 15.75 mg over 18 min
        """
        stop = _number("minute", minute)
        begun = [
            dose for dose in self.doses if dose.at_min < stop or (dose.at_min == stop and not dose.over_min)
        ]
        if not begun:
            first = min(dose.at_min for dose in self.doses)
            raise DosingError(
                f"minute {stop:g}: nothing has been given by then, the first dose starts at minute {first:g}; "
                "give a later minute"
            )
        return Regimen(tuple(dose.stopped_at(stop) for dose in begun))

    def __iter__(self) -> Iterator[Dose]:
        return iter(self.doses)

    def __len__(self) -> int:
        return len(self.doses)

    def __str__(self) -> str:
        return " + ".join(map(str, self.doses))


def parse_dose(text: str) -> Dose:
    """Read a dose written as ``ROUTE AMOUNT [over D min] [at T min]``.

    Spacing and case do not matter, and ``over`` and ``at`` may change places.

    Raises:
        DosingError: The text is not a dose; says what to write instead.

    Examples:
        >>> parse_dose("IV 35mg at 10 min over 40min")
        Dose(route='iv', amount=35.0, unit='mg', over_min=40.0, at_min=10.0, bioavailability=None)
    """
    words = read_dose_text(text)
    return Dose(words.route, words.amount, words.unit, words.over_min, words.at_min)


def _with_unit(dose: Dose, unit: str) -> Dose:
    """The same words with another unit, unchecked: for a suggestion in a message."""
    other = object.__new__(Dose)
    for name in ("route", "amount", "over_min", "at_min", "bioavailability"):
        object.__setattr__(other, name, getattr(dose, name))
    object.__setattr__(other, "unit", unit)
    return other


def _number(name: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float | np.integer | np.floating):
        raise DosingError(f"{name} {value!r} is not a number")
    try:
        number = float(value)
    except OverflowError:
        number = float("inf")
    if not isfinite(number):
        raise DosingError(f"{name} {value!r} is not a finite number")
    return number


def _range(name: str) -> tuple[float, float]:
    return span(fact(f"simulation.regimen_limits.{name}"))


def _choices(size: float, most: float) -> str:
    sizes = [f"{size * count:g}" for count in range(1, round(most / size) + 1)]
    return " or ".join([", ".join(sizes[:-1]), sizes[-1]]) if len(sizes) > 1 else sizes[0]


def _text(number: float) -> str:
    """The shortest text that reads back as the same number."""
    return repr(number).removesuffix(".0")
