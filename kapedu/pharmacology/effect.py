r"""From concentrations to effects that the course shows.

**Receptor occupancy** is a band, because the affinities are disputed. With free concentrations
:math:`u_S, u_R` in µmol/L,

.. math:: \theta = \frac{u_S / K_S + u_R / K_R}{1 + u_S / K_S + u_R / K_R}.

The high edge takes the affinity of Sałat 2015 and the highest free fractions, the low edge those of Ebert 1997, the
lowest free fraction and the lower concentration in brain water. Sałat measured the racemate only; its two
enantiomers are given the ratio that Ebert found, so that the racemate keeps its measured value:
:math:`1/K = \tfrac12 (1/K_S + 1/K_R)`. Trapping in the channel and magnesium are left out.

**Dissociation** is a Hill curve of S-ketamine at the effect site,
:math:`e = c^\gamma / (C_{50}^\gamma + c^\gamma)`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike

from kapedu.knowledge import fact
from kapedu.pharmacology.exponentials import FloatArray
from kapedu.pharmacology.ledger import cell

_POTENCY = "pkpd.binding_potency"
_NMOL_PER_UMOL = 1000.0


@dataclass(frozen=True, eq=False)
class OccupancyBand:
    """Lowest and highest share of NMDA receptors occupied that the published affinities allow.

    Attributes:
        low: Share, 0 to 1, shape of the concentrations.
        high: The same.
    """

    low: FloatArray
    high: FloatArray


AFFINITIES = ("ebert", "common", "salat")
"""Whose affinity: Ebert 1997, an often quoted round figure (unverified), Sałat 2015."""


def occupancy_band(total_ng_ml: ArrayLike, s_ng_ml: ArrayLike | None = None) -> OccupancyBand:
    """NMDA receptor occupancy, as a band over the disputed affinities.

    Args:
        total_ng_ml: Ketamine, S and R together, bound and free, ng/mL, any shape; at the effect site
            ``course.effect_site_ng_ml``.
        s_ng_ml: The S-ketamine in it, the same shape; without it, half (a racemate).

    Raises:
        ValueError: A concentration is negative or not finite, or there is more S-ketamine than ketamine.

    Source:
        ``pkpd.binding_potency``: Sałat 2015, Ebert 1997, free fractions and the brain-water ratio
        (status: secondary and computed). The sheet's own band at 185 ng/mL is 30-80 %.

    Examples:
        >>> band = occupancy_band(185)
        >>> print(f"{band.low:.0%} to {band.high:.0%}")
        33% to 81%
    """
    s_umol, r_umol = _enantiomers_umol(total_ng_ml, s_ng_ml)
    return OccupancyBand(
        _least_occupied(s_umol, r_umol, *_affinity("ebert")),
        _most_occupied(s_umol, r_umol, *_affinity("salat")),
    )


def occupancy_by_affinity(
    total_ng_ml: ArrayLike, s_ng_ml: ArrayLike | None = None
) -> Mapping[str, OccupancyBand]:
    """NMDA receptor occupancy for each published affinity by itself.

    What is left open in each band is how much of the drug is free: the low edge takes the lowest free fraction and
    the lower concentration in brain water, the high edge the highest free fractions of plasma.

    Args:
        total_ng_ml: As for :func:`occupancy_band`.
        s_ng_ml: Likewise.

    Returns:
        By name, see ``AFFINITIES``. The low edge of ``ebert`` and the high edge of ``salat`` are those of
        :func:`occupancy_band`.

    Raises:
        ValueError: As :func:`occupancy_band`.

    Source:
        ``pkpd.binding_potency``; the affinity ``common`` is unverified.

    Examples:
        >>> for name, band in occupancy_by_affinity(185).items():
        ...     print(name, f"{band.low:.0%} to {band.high:.0%}")
        ebert 33% to 51%
        common 32% to 49%
        salat 68% to 81%
    """
    s_umol, r_umol = _enantiomers_umol(total_ng_ml, s_ng_ml)
    return MappingProxyType(
        {
            name: OccupancyBand(
                _least_occupied(s_umol, r_umol, *_affinity(name)),
                _most_occupied(s_umol, r_umol, *_affinity(name)),
            )
            for name in AFFINITIES
        }
    )


def _enantiomers_umol(total_ng_ml: ArrayLike, s_ng_ml: ArrayLike | None) -> tuple[FloatArray, FloatArray]:
    """S- and R-ketamine, bound and free, µmol/L."""
    total = effect_site_levels(total_ng_ml, "total_ng_ml")
    s_part = _s_of_racemate() * total if s_ng_ml is None else effect_site_levels(s_ng_ml, "s_ng_ml")
    r_part = total - s_part
    if (r_part < -np.finfo(float).eps * total).any():
        raise ValueError("s_ng_ml is above total_ng_ml; S-ketamine is a part of the total")
    r_part = np.maximum(r_part, 0.0)
    to_umol = _NMOL_PER_UMOL * float(fact("pkpd.constants.ng_mL_per_nmol_mL_ketamine"))
    return _NMOL_PER_UMOL * s_part / to_umol, _NMOL_PER_UMOL * r_part / to_umol


def _s_of_racemate() -> float:
    return float(fact("simulation.conventions.s_fraction_of_racemate"))


def _affinity(name: str) -> tuple[float, float]:
    """Ki of S- and R-ketamine, µmol/L."""
    ebert = fact(f"{_POTENCY}.Ki_ebert")
    ki_s, ki_r = cell(ebert, "S_K"), cell(ebert, "R_K")
    if name == "ebert":
        return ki_s, ki_r
    if name == "salat":
        racemate_ki = cell(fact(f"{_POTENCY}.Ki_racemic_salat"), "ketamine")
    else:
        racemate_ki = float(fact(f"{_POTENCY}.Ki_racemic_common"))
    racemic = _s_of_racemate()
    split_s = racemate_ki * (racemic + (1 - racemic) * ki_s / ki_r)
    return split_s, split_s * ki_r / ki_s


def _least_occupied(s_umol: FloatArray, r_umol: FloatArray, ki_s: float, ki_r: float) -> FloatArray:
    least_free = 1 - float(fact(f"{_POTENCY}.protein_binding"))
    bound = least_free * float(fact(f"{_POTENCY}.Kp_uu")) * (s_umol / ki_s + r_umol / ki_r)
    return np.asarray(bound / (1 + bound))


def _most_occupied(s_umol: FloatArray, r_umol: FloatArray, ki_s: float, ki_r: float) -> FloatArray:
    free_s, free_r = float(fact(f"{_POTENCY}.fu_S")), float(fact(f"{_POTENCY}.fu_R"))
    bound = free_s * s_umol / ki_s + free_r * r_umol / ki_r
    return np.asarray(bound / (1 + bound))


def dissociation(
    effect_site_s_ng_ml: ArrayLike, hill_slope: float | None = None, *, half_effect_factor: ArrayLike = 1.0
) -> FloatArray:
    """Dissociation as a share of its maximum; it is not a CADSS score, and not everybody dissociates.

    Args:
        effect_site_s_ng_ml: S-ketamine at the effect site, ng/mL, any shape.
        hill_slope: Steepness of the curve, above 0; without it, the choice of this course.
        half_effect_factor: Concentration of half effect relative to the published one, above 0, of a shape that
            broadcasts: of a population, ``patients.half_effect_factors[:, None]``.

    Returns:
        Share of the maximal effect, 0 to 1, the same shape.

    Raises:
        ValueError: A concentration is negative or not finite, or the slope or a factor is not positive and finite.

    Source:
        Half-maximal concentration: Olofsen 2022 (``olofsen2022``; primary, external perception). Slope: a design
        choice of this course (unverified), so that the effect has nearly gone when people report that it has.

    Examples:
        >>> print(dissociation([0, 121, 242]).round(2))
        [0.   0.5  0.89]
        >>> print(dissociation([0, 121, 242], hill_slope=1).round(2))
        [0.   0.5  0.67]
    """
    concentration = effect_site_levels(effect_site_s_ng_ml)
    factor = _positive("half_effect_factor", half_effect_factor)
    half = float(fact("pkpd.effect_site.olofsen2022.C50_ng_mL")) * factor
    chosen = float(fact("pkpd.effect_site.readout.hill_gamma")) if hill_slope is None else hill_slope
    slope = _positive("hill_slope", chosen)
    if slope.ndim:
        raise ValueError(f"hill_slope has shape {slope.shape}; give one number above 0")
    with np.errstate(divide="ignore", over="ignore"):
        return np.asarray(1 / (1 + (half / concentration) ** slope))


def _positive(name: str, values: ArrayLike) -> FloatArray:
    try:
        array = np.asarray(values, dtype=float)
    except (TypeError, ValueError):
        raise ValueError(f"{name} {values!r} is not a number; give a number above 0") from None
    if not (np.isfinite(array) & (array > 0)).all():
        raise ValueError(f"{name} {values!r} must be finite and above 0")
    return array


def effect_site_levels(values: ArrayLike, name: str = "effect_site_s_ng_ml") -> FloatArray:
    """Concentrations as an array, checked: finite and 0 or more, ng/mL.

    Raises:
        ValueError: One of them is not.
    """
    try:
        array = np.asarray(values, dtype=float)
    except (TypeError, ValueError):
        raise ValueError(
            f"{name} {values!r} is not a number; concentrations are 0 or more, in ng/mL"
        ) from None
    if not (np.isfinite(array) & (array >= 0)).all():
        wrong = array[~(np.isfinite(array) & (array >= 0))].reshape(-1)[0] if array.ndim else float(array)
        raise ValueError(
            f"{name} holds {wrong:g}, a negative or infinite value or NaN; concentrations are 0 or more, in ng/mL"
        )
    return array
