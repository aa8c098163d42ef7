r"""The slow course of the antidepressant response after one dose, for teaching.

A turnover model in its simplest form: the dose starts something that builds up at the rate :math:`k_{on}` and is
lost at the rate :math:`k_{off}`,

.. math::

    r(t) \propto \frac{k_{on}}{k_{on} - k_{off}} \left( e^{-k_{off} t} - e^{-k_{on} t} \right),
    \qquad k = \ln 2 / t_{1/2}, \qquad \max_t r = 1 .

What it is not: it is not fitted to patients, has no dose, no concentration, no responders and non-responders, no
repeated doses and no expectancy. It shows one thing only, that mood follows hours to days after the drug has gone.
:mod:`~kapedu.pharmacology.mood_turnover` has all of these but the dose and the concentration.
"""

import numpy as np
from numpy.typing import ArrayLike

from kapedu.knowledge import fact
from kapedu.pharmacology.exponentials import FloatArray, convolved_exponentials
from kapedu.pharmacology.ledger import middle

_CURVE = "pkpd.antidepressant_course.teaching_curve"
_HOURS_PER_DAY = 24.0


def antidepressant_response(
    time_h: ArrayLike, onset_half_time_h: float | None = None, decline_half_time_d: float | None = None
) -> FloatArray:
    """Antidepressant response after one dose, relative to its own peak.

    Args:
        time_h: Hours after the dose, zero or more, any shape.
        onset_half_time_h: Half-time of the build-up, hours; without it, the middle of the sheet's range.
        decline_half_time_d: Half-time of the loss, days; likewise.

    Returns:
        Response, 0 to 1, the same shape.

    Raises:
        ValueError: A time is negative or not finite, or a half-time is not positive and finite.

    Source:
        Half-times: ``pkpd.antidepressant_course.teaching_curve`` (design choices, unverified; consistent with,
        not estimated from, a peak on day 1 and loss of the effect by days 10 to 12 in ``kishimoto2016``).

    Examples:
        >>> print(antidepressant_response([0, 2, 24, 7 * 24]).round(2))
        [0.   0.63 0.95 0.5 ]
    """
    time = np.asarray(time_h, dtype=float)
    if not (np.isfinite(time) & (time >= 0)).all():
        raise ValueError(
            "time_h holds a negative or infinite value or NaN; give hours after the dose, 0 or more"
        )
    onset = np.log(2) / _half_time("onset_half_time", onset_half_time_h)
    decline = np.log(2) / (_half_time("decline_half_time", decline_half_time_d) * _HOURS_PER_DAY)
    return single_dose_curve(time, np.asarray(onset), np.asarray(decline))


def single_dose_curve(time: FloatArray, onset: FloatArray, decline: FloatArray) -> FloatArray:
    """Build-up and loss after one dose, relative to the peak.

    Args:
        time: Time since the dose, 0 or more, any shape that broadcasts with the rates.
        onset: Rates of the build-up, in the inverse unit of ``time``, above 0.
        decline: Rates of the loss, likewise.

    Returns:
        Curve, 0 to 1, of the broadcast shape.

    Examples:
        >>> import numpy as np
        >>> print(single_dose_curve(np.array([0.0, 1.0]), np.array(1.0), np.array(1.0)))  # peak at time 1
        [0. 1.]
    """
    peak = peak_time(onset, decline)
    return np.asarray(
        convolved_exponentials(time, onset, decline) / convolved_exponentials(peak, onset, decline)
    )


def peak_time(onset: FloatArray, decline: FloatArray) -> FloatArray:
    """When the curve is at its peak, for rates of any shape that broadcasts.

    >>> import numpy as np
    >>> print(peak_time(np.array(1.0), np.array([1.0, 0.5])).round(3))
    [1.    1.386]
    """
    gap = onset - decline
    safe = np.where(gap == 0, 1.0, gap)
    return np.asarray(np.where(gap == 0, 1 / onset, np.log1p(gap / decline) / safe))


def _half_time(name: str, value: float | None) -> float:
    if value is None:
        return middle(fact(f"{_CURVE}.{name}"))
    if not np.isfinite(value) or value <= 0:
        raise ValueError(f"{name} {value!r} must be a positive number")
    return float(value)
