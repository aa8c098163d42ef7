"""Published figures as plain numbers, and a record of those that a result rests on."""

from collections.abc import Mapping
from functools import lru_cache

from kapedu.knowledge import Quantity, fact


def span(quantity: Quantity) -> tuple[float, float]:
    """Lowest and highest of a figure: of a range or list, its ends; of one number, that number twice.

    Raises:
        TypeError: The figure is a text or a table.

    Examples:
        >>> span(fact("pkpd.iiv_suggested.V1")), span(fact("pkpd.iiv_suggested.CL"))
        ((24.0, 29.0), (17.0, 17.0))
    """
    if isinstance(quantity.value, str | Mapping):
        raise TypeError(f"{quantity.name}: {quantity.value!r} is neither a number nor a range")
    numbers = quantity.value if isinstance(quantity.value, tuple) else (quantity.value,)
    return float(min(numbers)), float(max(numbers))


def middle(quantity: Quantity) -> float:
    """Half-way between the ends of a range, or the number itself."""
    low, high = span(quantity)
    return (low + high) / 2


def cell(quantity: Quantity, label: str) -> float:
    """One number of a small table.

    Raises:
        TypeError: The figure is not a table of numbers.

    Examples:
        >>> cell(fact("pkpd.binding_potency.Ki_ebert"), "S_K")
        0.3
    """
    number = quantity.value[label] if isinstance(quantity.value, Mapping) else None
    if not isinstance(number, int | float):
        raise TypeError(f"{quantity.name}: {quantity.value!r} has no single number {label!r}")
    return float(number)


class Ledger:
    """Looks facts up and remembers them, in order of first use."""

    def __init__(self) -> None:
        self._used: dict[str, Quantity] = {}

    def quantity(self, path: str) -> Quantity:
        """One fact, such as ``pkpd.models.kamp2020_arterial.parameters.CL``."""
        if path not in self._used:
            self._used[path] = fact(path)
        return self._used[path]

    def number(self, path: str) -> float:
        """One fact as a number, in its published unit."""
        return float(self.quantity(path))

    def per_minute(self, path: str) -> float:
        """A rate constant or flow, converted from its published unit to one per minute.

        Raises:
            ValueError: The unit is neither per hour nor per minute.
        """
        quantity = self.quantity(path)
        return float(quantity) / _minutes(quantity.unit.split("/")[-1], path)

    def minutes(self, path: str) -> float:
        """A duration, converted from its published unit to minutes.

        Raises:
            ValueError: The unit is none of time.
        """
        quantity = self.quantity(path)
        return float(quantity) * _minutes(quantity.unit.split()[0], path)

    def include(self, paths: tuple[str, ...]) -> None:
        """Remember facts that something computed earlier rests on."""
        for path in paths:
            self.quantity(path)

    @property
    def used(self) -> Mapping[str, Quantity]:
        """The figures, by path."""
        return self._used

    def add(self, other: "Ledger") -> None:
        """Remember all that another ledger remembers: what a result that was kept rests on."""
        self._used |= other.used

    @property
    def facts(self) -> tuple[str, ...]:
        """Paths of the figures, in order of first use."""
        return tuple(self._used)

    @property
    def sources(self) -> tuple[str, ...]:
        """Reference keys, each once: the sources and those who transcribed them."""
        return _sources(self.facts)


@lru_cache
def _sources(paths: tuple[str, ...]) -> tuple[str, ...]:
    quantities = [fact(path) for path in paths]
    return tuple(dict.fromkeys(key for found in quantities for key in (found.source, found.via) if key))


_MINUTES_IN = {"min": 1.0, "h": 60.0, "d": 1440.0, "day": 1440.0}


def _minutes(unit: str, path: str) -> float:
    if unit not in _MINUTES_IN:
        raise ValueError(f"{path}: time unit {unit!r} is not one of {', '.join(_MINUTES_IN)}")
    return _MINUTES_IN[unit]
