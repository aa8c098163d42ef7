r"""Who receives the dose.

A virtual patient differs from the typical one by two factors, on clearance and on all volumes, each lognormal
with median 1 and the published coefficient of variation:
:math:`f = e^{\sigma z}`, :math:`\sigma^2 = \ln(1 + \mathit{CV}^2)`, :math:`z \sim N(0, 1)`.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike

from kapedu.knowledge import fact
from kapedu.pharmacology.errors import PatientError
from kapedu.pharmacology.exponentials import FloatArray
from kapedu.pharmacology.ledger import middle, span

_PERCENT = 100


@dataclass(frozen=True)
class Patient:
    """One typical adult.

    Attributes:
        weight_kg: Body weight, kg, within the limits of the course (``simulation.regimen_limits.weight``).

    Raises:
        PatientError: The weight is not a number or lies outside those limits.

    Examples:
        >>> Patient(weight_kg=70)
        Patient(weight_kg=70.0)
    """

    weight_kg: float

    def __post_init__(self) -> None:
        weight = _weights(self.weight_kg)
        if weight.ndim:
            raise PatientError("one patient has one weight; for several use Patients or population")
        object.__setattr__(self, "weight_kg", float(weight))


@lru_cache
def typical(weight_kg: float) -> "Patients":
    """The typical patient of a weight, as a population of one."""
    return Patients(np.array([weight_kg]), np.ones(1), np.ones(1))


@dataclass(frozen=True, eq=False)
class Patients:
    """Many patients, computed together.

    Attributes:
        weight_kg: Body weights, kg, shape ``(patients,)``.
        clearance_factor: Clearance relative to the typical patient of that weight, shape ``(patients,)``.
        volume_factor: Volumes, likewise.

    Raises:
        PatientError: A weight is outside the limits, a factor is not positive, or the shapes differ.
    """

    weight_kg: FloatArray
    clearance_factor: FloatArray
    volume_factor: FloatArray

    def __post_init__(self) -> None:
        object.__setattr__(self, "weight_kg", np.atleast_1d(_weights(self.weight_kg)))
        for name in ("clearance_factor", "volume_factor"):
            factor = np.atleast_1d(np.asarray(getattr(self, name), dtype=float))
            if factor.shape != self.weight_kg.shape:
                raise PatientError(f"{name} has shape {factor.shape}, weight_kg {self.weight_kg.shape}")
            if not (np.isfinite(factor) & (factor > 0)).all():
                raise PatientError(f"{name} must be positive and finite")
            object.__setattr__(self, name, factor)

    def __len__(self) -> int:
        return len(self.weight_kg)


def population(n: int, rng: np.random.Generator, weight_kg: ArrayLike | None = None) -> Patients:
    """Virtual patients with the published spread between people.

    Only clearance and volumes vary, independently; absorption does not, so that the spread after other routes
    than a vein is wider in reality.

    Args:
        n: How many.
        rng: The random numbers; the same seed gives the same patients.
        weight_kg: One weight for all, or one each, shape ``(n,)``, kg; without it, the reference weight.

    Source:
        ``pkpd.iiv_suggested`` (Simons 2022, Otto 2021; status: secondary); of a range, its middle.

    Examples:
        >>> import numpy as np
        >>> people = population(1000, np.random.default_rng(1), weight_kg=80)
        >>> len(people), round(float(np.median(people.clearance_factor)), 1)
        (1000, 1.0)
    """
    if isinstance(n, bool) or not isinstance(n, int | np.integer) or n < 1:
        raise PatientError(f"n = {n!r}: a population has at least one patient; give a whole number")
    weight = float(fact("simulation.conventions.reference_weight")) if weight_kg is None else weight_kg
    weights = np.asarray(weight, dtype=float)
    if weights.shape not in {(), (1,), (n,)}:
        raise PatientError(f"weight_kg has shape {weights.shape}; give one weight, or {n} of them")
    factors = [
        np.exp(_sigma(path) * rng.standard_normal(n))
        for path in ("pkpd.iiv_suggested.CL", "pkpd.iiv_suggested.V1")
    ]
    return Patients(np.broadcast_to(weights, (n,)).copy(), *factors)


def _sigma(path: str) -> float:
    """Standard deviation of the logarithm from a published coefficient of variation."""
    variation = middle(fact(path)) / _PERCENT
    return float(np.sqrt(np.log1p(variation**2)))


def _weights(weight_kg: ArrayLike) -> FloatArray:
    low, high = span(fact("simulation.regimen_limits.weight"))
    try:
        weights = np.asarray(weight_kg, dtype=float)
    except (TypeError, ValueError):
        raise PatientError(f"weight {weight_kg!r} is not a number; give {low:g} to {high:g} kg") from None
    wrong = ~((weights >= low) & (weights <= high))
    if wrong.any():
        value = weights[wrong].reshape(-1)[0] if weights.ndim else weights
        raise PatientError(f"weight {value:g} kg cannot be simulated; give {low:g} to {high:g} kg")
    return weights
