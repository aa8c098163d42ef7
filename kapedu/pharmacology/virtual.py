"""Virtual patients: drawn with the published spread between people."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kapedu.knowledge import fact
from kapedu.pharmacology.errors import PatientError
from kapedu.pharmacology.exponentials import FloatArray
from kapedu.pharmacology.ledger import cell, span
from kapedu.pharmacology.patient import Patients
from kapedu.pharmacology.spread import (
    Spread,
    clearance_spread,
    clearance_volume_correlation,
    half_effect_uncertainty,
    ke0_uncertainty,
    volume_spread,
)

_PERCENT = 100
_GROUP = "simulation.population"
_DRAWN = ("clearance", "volume", "share", "speed", "sensitivity", "effect site", "weight", "age")


def population(
    n: int,
    rng: np.random.Generator,
    weight_kg: ArrayLike | None = None,
    *,
    sex_effect: bool = False,
    effect_site: bool = False,
) -> Patients:
    """Virtual patients with the published spread between people.

    Clearance and volumes vary together, correlated as the one model that reports it; the share and the speed of
    absorption vary on their own. Age, sex and weight are drawn from distributions that this course made up.

    Args:
        n: How many.
        rng: The random numbers; the same seed gives the same patients.
        weight_kg: One weight for all, or one each, shape ``(n,)``, kg; without it, weights are drawn.
        sex_effect: Give women the higher clearance that one study of S-ketamine found; the meta-analysis found none.
        effect_site: Let sensitivity and speed of the effect site differ as far as their estimates are uncertain.

    Returns:
        The patients.

    Raises:
        PatientError: ``n`` is not a whole number of at least 1, or a weight is not within the limits.

    Source:
        ``pkpd.iiv_suggested`` (Simons 2022, Otto 2021; secondary; of a range, its middle), Otto 2021 (covariance),
        Sigtermans 2009 (sex; primary), Olofsen 2022 (effect site; primary), ``simulation.population`` (course-rule).

    Examples:
        >>> import numpy as np
        >>> people = population(1000, np.random.default_rng(1), weight_kg=80)
        >>> len(people), round(float(np.median(people.clearance_factor)), 1)
        (1000, 1.0)
    """
    if isinstance(n, bool) or not isinstance(n, int | np.integer) or n < 1:
        raise PatientError(f"n = {n!r}: a population has at least one patient; give a whole number")
    if not isinstance(rng, np.random.Generator):
        raise PatientError(f"rng {rng!r} is not a random generator; give numpy.random.default_rng(seed)")
    n = int(n)
    score = {name: rng.standard_normal(n) for name in _DRAWN}
    together = clearance_volume_correlation()
    clearance = np.exp(clearance_spread().sigma * score["clearance"])
    size = together * score["clearance"] + np.sqrt(1 - together**2) * score["volume"]
    volume = np.exp(volume_spread().sigma * size)
    is_woman = rng.random(n) < float(fact(f"{_GROUP}.women")) / _PERCENT
    if sex_effect:
        higher = 1 + float(fact("pkpd.population_pk.sex_effect_CL_S")) / _PERCENT
        clearance = np.where(is_woman, higher, 1.0) * clearance
    return Patients(
        weight_kg=_weights(n, weight_kg, score["weight"], is_woman),
        clearance_factor=clearance,
        volume_factor=volume,
        age_years=_ages(score["age"]),
        is_woman=is_woman,
        share_score=score["share"],
        speed_score=score["speed"],
        half_effect_factor=_spread(half_effect_uncertainty(), score["sensitivity"]) if effect_site else None,
        ke0_factor=_spread(ke0_uncertainty(), score["effect site"]) if effect_site else None,
    )


def _spread(spread: Spread, score: FloatArray) -> FloatArray:
    return np.asarray(np.exp(spread.sigma * score))


def _weights(n: int, given: ArrayLike | None, size: FloatArray, is_woman: NDArray[np.bool_]) -> FloatArray:
    if given is not None:
        try:
            weights = np.asarray(given, dtype=float)
        except (TypeError, ValueError):
            raise PatientError(f"weight_kg {given!r} is not a number; give kg") from None
        if weights.shape not in {(), (1,), (n,)}:
            raise PatientError(f"weight_kg has shape {weights.shape}; give one weight, or {n} of them")
        return np.broadcast_to(weights, (n,)).copy()
    drawn = np.empty(n)
    for name, chosen in (("weight_women", is_woman), ("weight_men", ~is_woman)):
        mean, deviation = (cell(fact(f"{_GROUP}.{name}"), part) for part in ("mean", "sd"))
        variance = np.log1p((deviation / mean) ** 2)
        drawn[chosen] = mean * np.exp(np.sqrt(variance) * size[chosen] - variance / 2)
    return np.clip(drawn, *span(fact("simulation.regimen_limits.weight")))


def _ages(score: FloatArray) -> FloatArray:
    mean, deviation = (cell(fact(f"{_GROUP}.age"), part) for part in ("mean", "sd"))
    return np.clip(mean + deviation * score, *span(fact(f"{_GROUP}.age_limits")))
