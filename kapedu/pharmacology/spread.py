r"""How much people differ, from what is published.

* Clearance and volumes: coefficients of variation, :math:`\sigma^2 = \ln(1 + \mathit{CV}^2)`, and the correlation
  between them from the one model that reports it (Otto 2021, on clearance and central volume).
* Share :math:`F` that reaches the blood: :math:`\operatorname{logit} F_i = \operatorname{logit} F + \sigma z`. For
  the nose, :math:`\sigma` is published (Perez-Ruixo 2020). Under the tongue and swallowed it follows from the
  published quartiles of six patients (Chong 2009). For muscle and skin nothing is on file, and :math:`\sigma = 0`.
* Speed of absorption: published for the nasal model only, and borrowed from it: the swallowed part for ``sl`` and
  ``po``, the nasal part for all others.
* Effect site: no spread between people is on file. What is published is how uncertain the two figures of Olofsen
  2022 are (95 % confidence intervals); a population may draw from that instead, and says so.
"""

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from kapedu.knowledge import fact
from kapedu.pharmacology.exponentials import FloatArray
from kapedu.pharmacology.ledger import middle, span
from kapedu.pharmacology.routes import ESKETAMINE_NASAL

_PERCENT = 100
_NASAL_MODEL = "pkpd.models.perez_ruixo_2020.iiv_cv_pct"
_OTTO = "pkpd.models.otto2021_fanta2015_S.iiv_omega2"
_QUARTILES = {
    "sl": "dose_to_mood.bioavailability.tongue_lozenge.spread",
    "po": "dose_to_mood.bioavailability.swallowed_lozenge.spread",
}
_NASAL = ("in", ESKETAMINE_NASAL)


@dataclass(frozen=True)
class Spread:
    """A standard deviation and where it comes from.

    Attributes:
        sigma: Of the logarithm, or of the logit for a share.
        facts: Paths of the published figures it rests on; empty where nothing is on file.
        note: What a reader must know, one sentence.
    """

    sigma: float
    facts: tuple[str, ...]
    note: str


def clearance_spread() -> Spread:
    """Between-subject spread of clearance (Simons 2022; secondary).

    >>> round(clearance_spread().sigma, 3)
    0.169
    """
    path = "pkpd.iiv_suggested.CL"
    return Spread(_sigma(path), (path,), f"Clearance differs with a CV of {fact(path).number_text} %.")


def volume_spread() -> Spread:
    """Between-subject spread of the volumes (Simons 2022, Otto 2021; secondary): the middle of the two."""
    path = "pkpd.iiv_suggested.V1"
    return Spread(
        _sigma(path), (path,), f"Volumes differ with a CV of {fact(path).number_text} %; its middle is used."
    )


def clearance_volume_correlation() -> float:
    """Correlation of the logarithms of clearance and central volume (Otto 2021; secondary).

    >>> round(clearance_volume_correlation(), 2)
    0.49
    """
    covariance, volume, clearance = (float(fact(f"{_OTTO}.{name}")) for name in ("cov_V_CL", "V", "CL"))
    return float(covariance / np.sqrt(volume * clearance))


def share_spread(route: str) -> Spread:
    """Spread of the share that reaches the blood, on the logit scale.

    >>> [round(share_spread(route).sigma, 2) for route in ("esketamine-in", "sl", "po", "im")]
    [0.71, 1.05, 0.44, 0.0]
    """
    if route in _NASAL:
        path = f"{_NASAL_MODEL}.FRn_logit_sd"
        borrowed = " (borrowed from nasal esketamine)" if route != ESKETAMINE_NASAL else ""
        return Spread(
            float(fact(path)), (path,), f"The share absorbed in the nose differs as published{borrowed}."
        )
    if route in _QUARTILES:
        path, coverage = _QUARTILES[route], "simulation.population.quartile_coverage"
        low, high = span(fact(path))
        sigma = (_logit(high) - _logit(low)) / (2 * _normal_quantile(coverage))
        return Spread(
            sigma, (path, coverage), f"{route}: the share that reaches the blood differs as in six patients."
        )
    return Spread(
        0.0, (), f"{route}: how far people differ in the share that reaches the blood is not on file."
    )


def speed_spread(route: str) -> Spread:
    """Spread of the absorption rate, on the logarithmic scale; ``iv`` has none."""
    if route == "iv":
        return Spread(0.0, (), "An intravenous dose is not absorbed.")
    path = f"{_NASAL_MODEL}.{'ka_sw' if route in _QUARTILES else 'ka_n'}"
    borrowed = "" if route == ESKETAMINE_NASAL else ", borrowed from the model of nasal esketamine"
    return Spread(
        _sigma(path),
        (path,),
        f"{route}: speed of absorption differs with a CV of {fact(path).number_text} %{borrowed}.",
    )


def swallowed_speed_spread() -> Spread:
    """The same for the swallowed part of nasal esketamine."""
    path = f"{_NASAL_MODEL}.ka_sw"
    return Spread(
        _sigma(path), (path,), f"Its swallowed part differs with a CV of {fact(path).number_text} %."
    )


def half_effect_uncertainty() -> Spread:
    """How uncertain the concentration of half effect is (Olofsen 2022; primary)."""
    return _from_interval("simulation.population.half_effect_ci", "the concentration of half effect")


def ke0_uncertainty() -> Spread:
    """How uncertain the speed of the effect site is (Olofsen 2022; primary)."""
    return _from_interval("simulation.population.half_time_ke0_ci", "the speed of the effect site")


def spread_shares(share: float, route: str, score: FloatArray) -> FloatArray:
    """The share that reaches the blood, for each patient.

    Args:
        share: Of the typical patient, above 0, up to 1.
        route: The route of the dose.
        score: Standard normal scores, shape ``(patients,)``.

    Returns:
        Shares above 0, up to 1, shape ``(patients,)``.

    Examples:
        >>> import numpy as np
        >>> print(spread_shares(0.25, "sl", np.array([-1.0, 0.0, 1.0])).round(2))
        [0.1  0.25 0.49]
    """
    sigma = share_spread(route).sigma
    if share == 1 or not sigma:
        return np.full(score.shape, share)
    return np.asarray(1 / (1 + np.exp(-(_logit(share) + sigma * score))))


def _from_interval(path: str, what: str) -> Spread:
    low, high = span(fact(path))
    coverage = "simulation.population.interval_coverage"
    sigma = float(np.log(high / low)) / (2 * _normal_quantile(coverage))
    return Spread(
        sigma,
        (path, coverage),
        f"For {what}, the spread is the uncertainty of the estimate, not that between people.",
    )


def _normal_quantile(coverage_path: str) -> float:
    """Half the width, in standard deviations, of the middle part of a normal distribution."""
    return NormalDist().inv_cdf((1 + float(fact(coverage_path)) / _PERCENT) / 2)


def _logit(share: float) -> float:
    return float(np.log(share / (1 - share)))


def _sigma(path: str) -> float:
    """Standard deviation of the logarithm from a published coefficient of variation."""
    variation = middle(fact(path)) / _PERCENT
    return float(np.sqrt(np.log1p(variation**2)))
