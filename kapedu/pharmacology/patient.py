r"""Who receives the dose.

A virtual patient differs from the typical one by factors that are lognormal with median 1,
:math:`f = e^{\sigma z}`, :math:`z \sim N(0, 1)`, on clearance and on all volumes. How much and how fast a dose is
taken up differs by route, so these two are kept as scores :math:`z` and turned into shares and rates where the
route is known (:mod:`~kapedu.pharmacology.spread`, which also says what is published and what is borrowed).
:mod:`~kapedu.pharmacology.virtual` draws such patients.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kapedu.knowledge import fact
from kapedu.pharmacology.errors import PatientError
from kapedu.pharmacology.exponentials import FloatArray
from kapedu.pharmacology.ledger import span

_FACTORS = ("clearance_factor", "volume_factor", "half_effect_factor", "ke0_factor")
_SCORES = ("share_score", "speed_score")


@dataclass(frozen=True)
class Patient:
    """One typical adult.

    Attributes:
        weight_kg: Body weight, kg, within the limits of the course (``simulation.regimen_limits.weight``).
        age_years: Age, within the limits of the course (``simulation.population.age_limits``); without it, the
            reference age. No model on file knows an effect of age below 60.

    Raises:
        PatientError: The weight or the age is not a number or lies outside those limits.

    Examples:
        >>> Patient(weight_kg=70)
        Patient(weight_kg=70.0, age_years=40.0)
    """

    weight_kg: float
    age_years: float | None = None

    def __post_init__(self) -> None:
        weight = _weights(self.weight_kg)
        if weight.ndim:
            raise PatientError("one patient has one weight; for several use Patients or population")
        age = _ages(_reference_age() if self.age_years is None else self.age_years)
        if age.ndim:
            raise PatientError("one patient has one age; for several use Patients or population")
        object.__setattr__(self, "weight_kg", float(weight))
        object.__setattr__(self, "age_years", float(age))


@lru_cache
def typical(weight_kg: float, age_years: float | None = None) -> "Patients":
    """The typical patient of a weight and an age, as a population of one."""
    age = None if age_years is None else np.array([age_years])
    return Patients(np.array([weight_kg]), np.ones(1), np.ones(1), age)


@dataclass(frozen=True, eq=False)
class Patients:
    """Many patients, computed together; every array has the shape ``(patients,)``.

    Attributes:
        weight_kg: Body weights, kg.
        clearance_factor: Clearance relative to the typical patient of that weight.
        volume_factor: Volumes, likewise.
        age_years: Ages; without them, the reference age.
        is_woman: Whether each is a woman; without it, nobody's sex is known and all are False.
        share_score: Standard normal score of the share of a dose that reaches the blood; without it 0, typical.
        speed_score: The same for the speed of absorption.
        half_effect_factor: Concentration of half effect relative to the published one; without it 1.
        ke0_factor: Speed of the effect site relative to the published one; without it 1.

    Raises:
        PatientError: A value is outside its limits or not finite, or the shapes differ.
    """

    weight_kg: FloatArray
    clearance_factor: FloatArray
    volume_factor: FloatArray
    age_years: FloatArray | None = None
    is_woman: NDArray[np.bool_] | None = None
    share_score: FloatArray | None = None
    speed_score: FloatArray | None = None
    half_effect_factor: FloatArray | None = None
    ke0_factor: FloatArray | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "weight_kg", np.atleast_1d(_weights(self.weight_kg)))
        object.__setattr__(self, "age_years", self._filled("age_years", _reference_age()))
        _ages(self.ages)
        object.__setattr__(self, "is_woman", self._filled("is_woman", 0.0).astype(bool))
        for name in (*_FACTORS, *_SCORES):
            values = self._filled(name, float(name in _FACTORS))
            if not np.isfinite(values).all() or (name in _FACTORS and not (values > 0).all()):
                allowed = "positive and finite" if name in _FACTORS else "finite"
                raise PatientError(f"{name} must be {allowed}")
            object.__setattr__(self, name, values)

    def _filled(self, name: str, default: float) -> FloatArray:
        given = getattr(self, name)
        values = (
            np.full(len(self), default) if given is None else np.atleast_1d(np.asarray(given, dtype=float))
        )
        if values.shape != self.weight_kg.shape:
            raise PatientError(f"{name} has shape {values.shape}, weight_kg {self.weight_kg.shape}")
        return np.asarray(values)

    def __len__(self) -> int:
        return len(self.weight_kg)

    @property
    def ages(self) -> FloatArray:
        """Ages, years, always there."""
        return np.asarray(self.age_years, dtype=float)

    @property
    def share_scores(self) -> FloatArray:
        """Scores of the share that reaches the blood, always there."""
        return np.asarray(self.share_score, dtype=float)

    @property
    def speed_scores(self) -> FloatArray:
        """Scores of the speed of absorption, always there."""
        return np.asarray(self.speed_score, dtype=float)

    @property
    def half_effect_factors(self) -> FloatArray:
        """Concentrations of half effect relative to the published one, always there."""
        return np.asarray(self.half_effect_factor, dtype=float)

    @property
    def ke0_factors(self) -> FloatArray:
        """Speeds of the effect site relative to the published one, always there."""
        return np.asarray(self.ke0_factor, dtype=float)

    def select(self, chosen: slice | NDArray[np.intp]) -> "Patients":
        """Some of the patients.

        Examples:
            >>> import numpy as np
            >>> pair = Patients(np.array([60.0, 90.0]), np.ones(2), np.ones(2))
            >>> print(pair.select(slice(1, None)).weight_kg)
            [90.]
        """
        rest = (
            getattr(self, name)[chosen]
            for name in (*_FACTORS[:2], "age_years", "is_woman", *_SCORES, *_FACTORS[2:])
        )
        return Patients(self.weight_kg[chosen], *rest)


def _reference_age() -> float:
    return float(fact("simulation.population.reference_age"))


def _weights(weight_kg: ArrayLike) -> FloatArray:
    return _within("weight", weight_kg, "simulation.regimen_limits.weight", "kg", "cannot be simulated")


def _ages(age_years: ArrayLike) -> FloatArray:
    return _within(
        "age",
        age_years,
        "simulation.population.age_limits",
        "years",
        "is not covered: the models are of adults",
    )


def _within(name: str, given: ArrayLike, limits: str, unit: str, why: str) -> FloatArray:
    low, high = span(fact(limits))
    try:
        values = np.asarray(given, dtype=float)
    except (TypeError, ValueError):
        raise PatientError(f"{name} {given!r} is not a number; give {low:g} to {high:g} {unit}") from None
    wrong = ~((values >= low) & (values <= high))
    if wrong.any():
        value = values[wrong].reshape(-1)[0] if values.ndim else values
        raise PatientError(f"{name} {value:g} {unit} {why}; give {low:g} to {high:g} {unit}")
    return values
