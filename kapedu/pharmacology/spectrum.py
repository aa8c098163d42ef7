r"""The fast way: the response to a regimen as one sum of exponentials for each trace.

A unit amount put straight into a compartment gives :math:`\sum_i w_i e^{-\lambda_i t}` in the central one. A signal
:math:`\sum_r g_r e^{-r t}` that passes a first-order stage of rate :math:`k` (a depot, or a link to vein or effect
site) becomes

.. math::

    \sum_r g_r \frac{k}{k - r} \left( e^{-r t} - e^{-k t} \right),

and the response to a constant inflow is the integral, :math:`\sum_r (g_r / r)(1 - e^{-rt})`. So every trace is, from
one change of the inflow to the next, :math:`\sum_r g_r e^{-rs}` over the same few rates: 0, the modes, the depots,
the links. At a change the coefficients decay to that time and the new event's are added: the cost hardly
depends on the number of doses.

Rounding errors are those of the coefficients, about :math:`\varepsilon \sum_r |g_r|`. Where two rates nearly coincide
the coefficients become huge and cancel. :attr:`Spectrum.amplification` measures this; see
:mod:`~kapedu.pharmacology.superposition` for what is done about it.

Shapes: rates ``(patients, rates)``; coefficients ``(traces, patients, rates)``, the central trace first.
"""

from collections.abc import Sequence
from functools import lru_cache
from math import isqrt

import numpy as np

from kapedu.pharmacology.disposition import Disposition
from kapedu.pharmacology.exponentials import FloatArray
from kapedu.pharmacology.inflow import Inflow, Stage, depot_columns
from kapedu.pharmacology.stretch import Stretch

_FEW = 1000
"""So few exponentials are computed one by one: sharing them would cost more than it saves."""


class Spectrum:
    """Coefficients of the responses to a unit amount and to a unit inflow, for each stage.

    Attributes:
        rates_per_min: All rates, shape ``(patients, rates)``; the first is 0.
        amplification: How much larger the coefficients of any response are than those of the disposition alone,
            shape ``(patients,)``; infinite or NaN where rates coincide.
    """

    def __init__(
        self,
        disposition: Disposition,
        stages: Sequence[Stage],
        link_rates_per_min: Sequence[float | FloatArray],
    ) -> None:
        patients, modes = disposition.rates_per_min.shape
        depots, depot_of = depot_columns(stages, patients)
        first_link = 1 + modes + len(depots)
        self.rates_per_min = np.zeros((patients, first_link + len(link_rates_per_min)))
        self.rates_per_min[:, 1 : 1 + modes] = disposition.rates_per_min
        for place, rate in enumerate([*depots, *link_rates_per_min], start=1 + modes):
            self.rates_per_min[:, place] = rate
        self._impulse: dict[Stage, FloatArray] = {}
        self._step: dict[Stage, FloatArray] = {}
        self.amplification: FloatArray = np.ones(patients)
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            for stage in stages:
                weights = disposition.weights(stage.compartment)
                impulse = np.zeros((1 + len(link_rates_per_min), *self.rates_per_min.shape))
                impulse[0, :, 1 : 1 + modes] = weights
                if stage in depot_of:
                    depot = 1 + modes + depot_of[stage]
                    impulse[:1] = self._passed(impulse[0], slice(depot, depot + 1))
                if link_rates_per_min:
                    impulse[1:] = self._passed(impulse[0], slice(first_link, None))
                step = np.zeros(impulse.shape)
                np.divide(impulse[:, :, 1:], -self.rates_per_min[:, 1:], out=step[:, :, 1:])
                step[:, :, 0] = -step.sum(axis=2)
                self._impulse[stage], self._step[stage] = impulse, step
                size = np.abs(impulse).sum(axis=2).max(axis=0) / np.abs(weights).sum(axis=1)
                self.amplification = np.maximum(self.amplification, size)

    def _passed(self, signal: FloatArray, places: slice) -> FloatArray:
        """The signal after a first-order stage, for each of the stages whose rates stand at ``places``.

        Args:
            signal: Shape ``(patients, rates)``.
            places: ``stages`` neighbouring columns of the rates.

        Returns:
            Shape ``(stages, patients, rates)``.
        """
        rates = self.rates_per_min[:, places].T[:, :, None]
        passed = np.asarray(signal * rates / (rates - self.rates_per_min))
        own = np.einsum("sps->sp", passed[:, :, places])  # a view: of each stage, the column of its own rate
        own[...] = 0.0
        own[...] = -passed.sum(axis=2)
        return passed

    def fill(
        self, result: FloatArray, chosen: slice, inflows: Sequence[Inflow], stretches: Sequence[Stretch]
    ) -> None:
        """Write the traces of some patients.

        Args:
            result: Where to, mg/L, shape ``(traces, chosen patients, times)``.
            chosen: Which patients of the spectrum and of the inflows.
            inflows: What enters.
            stretches: The times between one change of the inflow and the next, see :mod:`~kapedu.pharmacology.stretch`.
        """
        rates = self.rates_per_min[chosen]
        coefficients = np.zeros((len(result), *rates.shape))
        last = 0.0
        for stretch in stretches:
            if last < stretch.begin_min:
                coefficients = coefficients * np.exp((last - stretch.begin_min) * rates)
            for inflow in inflows:
                coefficients = coefficients + self._change(inflow, stretch.begin_min, chosen)
            if stretch.elapsed_min.size:
                evaluate(result[:, :, stretch.place], coefficients, rates, stretch)
            last = stretch.begin_min
        np.maximum(result, 0.0, out=result)

    def _change(self, inflow: Inflow, begin: float, chosen: slice) -> FloatArray | float:
        """What an inflow adds to the coefficients at a change, shape ``(traces, chosen patients, rates)``."""
        amount = inflow.amount_mg[chosen, None]
        if not inflow.duration_min:
            return amount * self._impulse[inflow.stage][:, chosen] if inflow.start_min == begin else 0.0
        step = amount / inflow.duration_min * self._step[inflow.stage][:, chosen]
        if inflow.start_min == begin:
            return np.asarray(step)
        return np.asarray(-step) if inflow.start_min + inflow.duration_min == begin else 0.0


def spectrum_of(
    disposition: Disposition, stages: Sequence[Stage], link_rates_per_min: Sequence[float | FloatArray]
) -> Spectrum:
    """The spectrum, kept for a typical patient: a slider on the dose asks for the same one many times."""
    if len(disposition.rates_per_min) > 1 or any(stage.rate_factor is not None for stage in stages):
        return Spectrum(disposition, stages, link_rates_per_min)
    return _kept(disposition, tuple(stages), tuple(np.ravel(rate).item() for rate in link_rates_per_min))


@lru_cache
def _kept(disposition: Disposition, stages: tuple[Stage, ...], links: tuple[float, ...]) -> Spectrum:
    return Spectrum(disposition, stages, links)


def evaluate(
    result: FloatArray, coefficients: FloatArray, rates_per_min: FloatArray, stretch: Stretch
) -> None:
    r"""Write the sums of exponentials.

    On an even grid most exponentials need not be computed: with :math:`t = t_b + s`, :math:`t_b` the start of a
    row of times and :math:`s` the time within it,
    :math:`\sum_i C_i e^{-\lambda_i t} = \sum_i \bigl(C_i e^{-\lambda_i t_b}\bigr) e^{-\lambda_i s}` is a matrix
    product, with about :math:`2\sqrt n` exponentials for each rate instead of :math:`n`.

    Args:
        result: Where to, shape ``(traces, patients, times)``.
        coefficients: Shape ``(traces, patients, rates)``.
        rates_per_min: Shape ``(patients, rates)``.
        stretch: The times.
    """
    by_patient, out = coefficients.swapaxes(0, 1), result.swapaxes(0, 1)
    elapsed = stretch.elapsed_min
    width = isqrt(len(elapsed)) if stretch.even and rates_per_min.size * len(elapsed) > _FEW else 0
    whole = len(elapsed) // width * width if width > 1 else 0
    if whole:
        begins, within = elapsed[:whole:width], elapsed[:width] - elapsed[0]
        starts = by_patient[:, :, None, :] * np.exp(-rates_per_min[:, None, :] * begins[:, None])[:, None]
        decays = np.exp(-rates_per_min[:, :, None] * within)
        rows = out[:, :, :whole].reshape((*out.shape[:2], len(begins), width))  # splitting an axis is a view
        np.matmul(starts, decays[:, None], out=rows)
    if whole < len(elapsed):
        decays = rates_per_min[:, :, None] * -elapsed[whole:]
        np.exp(decays, out=decays)
        np.matmul(by_patient, decays, out=out[:, :, whole:])
