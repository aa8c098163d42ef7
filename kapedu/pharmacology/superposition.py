r"""The exact response of the body to any number of doses, in any order.

Two ways lead to the same closed form, and each patient takes the first that is accurate for him or her:

* :mod:`~kapedu.pharmacology.spectrum`, one sum of exponentials per trace: fast. Its rounding error is at most a few
  times :math:`\varepsilon A` of the concentration right after a bolus, with :math:`\varepsilon` = 1.1e-16 and
  :math:`A` the amplification by nearly coincident rates. It is used up to :math:`A = 10^4`, an error of some 1e-12;
* :mod:`~kapedu.pharmacology.stepwise`, every term by itself through stable divided differences: for all others,
  rates that coincide exactly included.

Nothing is integrated numerically, and no rate is nudged.
"""

from collections.abc import Sequence

import numpy as np

from kapedu.pharmacology.disposition import Disposition
from kapedu.pharmacology.exponentials import FloatArray
from kapedu.pharmacology.inflow import Inflow
from kapedu.pharmacology.spectrum import spectrum_of
from kapedu.pharmacology.stepwise import respond_stepwise
from kapedu.pharmacology.stretch import stretches_of

_AMPLIFICATION_LIMIT = 1e4
_NOBODY = np.empty(0, dtype=np.intp)
_BLOCK = 1 << 17
"""Numbers in one working array: patients are taken in blocks that stay in the processor's cache."""


def respond(
    disposition: Disposition,
    inflows: Sequence[Inflow],
    link_rates_per_min: Sequence[float | FloatArray],
    time_min: FloatArray,
    *,
    scale: float = 1.0,
) -> FloatArray:
    """Central concentration and the link compartments after all inflows.

    Args:
        disposition: The compartment model, for one or more patients.
        inflows: What enters, any order; amounts of shape ``(patients,)``.
        link_rates_per_min: Rate constants of compartments that follow the central concentration, one for all
            patients or of shape ``(patients,)``.
        time_min: Times, ascending, shape ``(times,)``. A value at the very moment of a single amount includes it.
        scale: What to multiply the concentrations by, for another unit; cheaper here than afterwards.

    Returns:
        Concentrations, mg/L times ``scale``, shape ``(1 + links, patients, times)``; zero before the first inflow.
    """
    patients = len(disposition.rates_per_min)
    inflows = [
        Inflow(inflow.stage, inflow.amount_mg * scale, inflow.start_min, inflow.duration_min)
        for inflow in inflows
    ]
    spectrum = spectrum_of(disposition, list({inflow.stage: None for inflow in inflows}), link_rates_per_min)
    stretches = stretches_of(inflows, time_min)
    result = np.zeros((1 + len(link_rates_per_min), patients, len(time_min)))
    block = max(1, _BLOCK // (len(result) * len(time_min)))
    accurate = spectrum.amplification <= _AMPLIFICATION_LIMIT
    careful = np.flatnonzero(~accurate) if not accurate.all() else _NOBODY
    for first in range(0, patients if careful.size < patients else 0, block):
        chosen = slice(first, first + block)
        spectrum.fill(result[:, chosen], chosen, inflows, stretches)
    for first in range(0, careful.size, block):
        some = careful[first : first + block]
        part = [inflow.select(some) for inflow in inflows]
        links = [np.broadcast_to(rate, patients)[some] for rate in link_rates_per_min]
        result[:, some] = respond_stepwise(disposition.select(some), part, links, time_min)
    return result
