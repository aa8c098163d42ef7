r"""Convolutions of decaying exponentials, accurate where rates coincide.

Every concentration in this room is a sum of terms

.. math::

    E(a_1, \dots, a_m; t)
      = \bigl(e^{-a_1 \cdot} * e^{-a_2 \cdot} * \dots * e^{-a_m \cdot}\bigr)(t),
      \qquad a_j \ge 0,

one factor for each linear stage that a drug passes: the release (a rate of 0 is a constant input), the
absorption, one mode of disposition, a link to vein or effect site. In closed form this is, up to sign, the
divided difference of :math:`x \mapsto e^{-xt}` at the rates,

.. math::

    E(a_1,\dots,a_m;t) = (-1)^{m-1}\, e^{-xt}\,[a_1,\dots,a_m],
    \qquad
    E(a_1,\dots,a_m) = \frac{E(a_1,\dots,a_{m-1}) - E(a_2,\dots,a_m)}{a_m - a_1}.

The textbook partial fractions are this recursion written out, and they lose every digit when two rates nearly
coincide (an effect-site rate close to a disposition rate is enough). Here the rates are sorted and, with
:math:`z = (a_m - a_1)\,t` the spread of the stage,

* two rates use :math:`e^{-a_1 t}\,\bigl(-\operatorname{expm1}(-z)\bigr)/(a_2-a_1)`, exact for every gap, and
  :math:`t\,e^{-a_1 t}` for none;
* three or more use the recursion where :math:`z \ge 1/4`: there its two terms differ enough that the subtraction
  loses at most two or three decimal digits of sixteen;
* and where :math:`z < 1/4` the series about the midpoint :math:`c` of the lowest and highest rate,
  :math:`E = e^{-ct}\, t^{m-1} \sum_k h_k\, t^k / (m-1+k)!`, with :math:`h_k` the complete homogeneous symmetric
  polynomials of all :math:`c - a_j`. Lowest and highest lie at :math:`\pm\delta`, so that together they give
  :math:`\delta^k` for even and 0 for odd :math:`k`; every further rate is one step :math:`h_k \leftarrow h_k +
  (c - a_j)\, h_{k-1}`. Since :math:`\delta t < 1/8`, what follows the last term kept is below 1e-15 of the sum.

Nothing is nudged: coincident rates, two, three or four of them, are computed as such, with a relative error below
1e-12 everywhere. All values are non-negative, so that sums with non-negative weights keep that accuracy.
"""

from itertools import pairwise
from math import factorial

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

_SERIES_BELOW = 0.25
"""Spread of the rates times time, below which the series replaces the recursion."""

_SERIES_TERMS = 11
"""Term k is below (1/8)**k / k! of the first, and (1/8)**11 / 11! < 1e-17."""

_NO_GAP = 1e-200
"""A gap so small that its product with any time is nothing, and could lose digits by underflow."""


def convolved_exponentials(time: FloatArray, *rates: FloatArray | float) -> FloatArray:
    """Convolution of ``exp(-rate * time)`` over all the rates, at ``time``.

    Args:
        time: Times, any shape that broadcasts with the rates; non-negative.
        *rates: One or more rate constants, non-negative, in the inverse unit of ``time``.

    Returns:
        The convolution, in (unit of time) ** (number of rates - 1), of the broadcast shape. Relative error is
        of at most 1e-12, also where rates coincide.

    Examples:
        >>> import numpy as np
        >>> print(convolved_exponentials(np.array([0.0, 1.0, 2.0]), 0.5).round(6))
        [1.       0.606531 0.367879]
        >>> print(convolved_exponentials(np.array([0.0, 1.0, 2.0]), 0.5, 0.5).round(6))  # t * exp(-t / 2)
        [0.       0.606531 0.735759]
    """
    if len(rates) == 1:
        return np.asarray(np.exp(-np.asarray(rates[0]) * time))
    if len(rates) == 2:
        first, second = np.asarray(rates[0]), np.asarray(rates[1])
        return _pair(time, np.minimum(first, second), np.maximum(first, second))
    nodes = _sorted([np.asarray(rate, dtype=float) for rate in rates])
    shape = np.broadcast_shapes(np.shape(time), *(node.shape for node in nodes))
    time = np.atleast_1d(time)
    column = [_pair(time, low, high) for low, high in pairwise(nodes)]
    for order in range(3, len(nodes) + 1):
        column = [
            _join(column[start], column[start + 1], time, nodes[start : start + order])
            for start in range(len(column) - 1)
        ]
    return column[0].reshape(shape)


def _sorted(rates: list[FloatArray]) -> list[FloatArray]:
    """The rates in ascending order, element by element, without spreading them over one shape first."""
    for last in range(len(rates) - 1, 0, -1):
        for place in range(last):
            low, high = rates[place], rates[place + 1]
            rates[place], rates[place + 1] = np.minimum(low, high), np.maximum(low, high)
    return rates


def _pair(time: FloatArray, low: FloatArray, high: FloatArray) -> FloatArray:
    """Two rates, ``low <= high``: exact for every gap between them."""
    gap = high - low
    equal = gap < _NO_GAP
    if equal.any():
        rise = np.where(equal, time, -np.expm1(-gap * time) / np.where(equal, 1.0, gap))
    else:
        rise = np.expm1(-gap * time) / -gap
    if low.any():
        rise = rise * np.exp(-low * time)
    return np.asarray(rise)


def _join(left: FloatArray, right: FloatArray, time: FloatArray, nodes: list[FloatArray]) -> FloatArray:
    """Three or more sorted rates: the recursion, or the series where the spread times time is below one."""
    spread = nodes[-1] - nodes[0]
    joined = np.asarray((left - right) / np.where(spread == 0.0, 1.0, spread))
    close = np.nonzero(np.broadcast_to(spread * time < _SERIES_BELOW, joined.shape))
    if close[0].size:
        joined[close] = _series(_at(time, close), [_at(node, close) for node in nodes])
    return np.maximum(joined, 0.0, out=joined)  # numbers near the smallest there is lose their last digits


def _at(values: FloatArray, places: tuple[NDArray[np.intp], ...]) -> FloatArray:
    """Elements of an array at places of the shape that it broadcasts to."""
    own = places[len(places) - values.ndim :]
    index = tuple(0 if size == 1 else place for size, place in zip(values.shape, own, strict=True))
    return np.broadcast_to(values[index], places[0].shape)


def _series(time: FloatArray, nodes: list[FloatArray]) -> FloatArray:
    """The series about the midpoint of the sorted rates; all arguments have one shape ``(n,)``."""
    centre = (nodes[0] + nodes[-1]) / 2
    edge = ((nodes[-1] - nodes[0]) * time / 2) ** 2
    steps = [(centre - node) * time for node in nodes[1:-1]]
    even = np.ones_like(time)
    polynomials = [even] * len(steps)  # h_k of the two edges and the first inner rates
    first = factorial(len(nodes) - 1)
    total = np.full_like(time, 1.0 / first)
    for degree in range(1, _SERIES_TERMS):
        if degree % 2:
            polynomial: FloatArray | float = 0.0
        else:
            even = even * edge
            polynomial = even
        for inner, step in enumerate(steps):
            polynomial = polynomials[inner] = polynomial + step * polynomials[inner]
        total += polynomial / factorial(len(nodes) - 1 + degree)
    return np.asarray(total * time ** (len(nodes) - 1) * np.exp(-centre * time))
