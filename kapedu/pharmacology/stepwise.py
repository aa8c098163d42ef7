r"""The careful way: every term by itself, accurate where rates coincide.

Between two changes of the inflow, with :math:`s` the time since the last change, the central concentration is a sum
over the modes :math:`i` of the disposition and over what drives each of them,

.. math::

    c(s) = \sum_i \Bigl[ c_i\, E(\lambda_i; s)
         + \sum_r w_{ri} \bigl( k_r D_r\, E(k_r, \lambda_i; s) + R_r\, k_r E(0, k_r, \lambda_i; s) \bigr)
         + \sum_q w_{qi} R_q\, E(0, \lambda_i; s) \Bigr],

with :math:`c_i` the state of the mode, :math:`D_r` the amount in depot :math:`r`, :math:`R` the inflows into
depots :math:`r` and straight ways :math:`q`, :math:`w` the weights of :mod:`~kapedu.pharmacology.disposition`
and :math:`E` the convolutions of :mod:`~kapedu.pharmacology.exponentials`. A link compartment follows with
:math:`\dot \ell = k (c - \ell)`: every term gains the rate :math:`k` as one more argument of :math:`E` and the
factor :math:`k`, and :math:`\ell` itself decays as :math:`E(k; s)`. The state at the next change is the same
formula at its time.

Shapes: amounts ``(patients,)``; modes ``(patients, modes)``; results ``(1 + links, patients, times)``.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from kapedu.pharmacology.disposition import Disposition
from kapedu.pharmacology.exponentials import FloatArray, convolved_exponentials
from kapedu.pharmacology.inflow import Inflow, Stage, change_times


def respond_stepwise(
    disposition: Disposition,
    inflows: Sequence[Inflow],
    link_rates_per_min: Sequence[float | FloatArray],
    time_min: FloatArray,
) -> FloatArray:
    """Central concentration and links, mg/L; arguments and result as in ``superposition.respond``."""
    result = np.zeros((1 + len(link_rates_per_min), len(disposition.rates_per_min), len(time_min)))
    body = _Body(disposition, inflows, link_rates_per_min)
    changes = change_times(inflows)
    places = np.searchsorted(time_min, changes, side="left")
    for number, (begin, start) in enumerate(zip(changes, places, strict=True)):
        body.admit(inflows, begin)
        rates = _inflow_rates(inflows, begin)
        if number + 1 == len(changes):
            result[:, :, start:] = body.traces(time_min[start:] - begin, rates)
        else:
            end = places[number + 1]
            elapsed = np.append(time_min[start:end], changes[number + 1]) - begin
            result[:, :, start:end] = body.traces(elapsed, rates, move_on=True)[:, :, :-1]
    return result


class _Body:
    """The state of a block of patients: modes, depots and links, at the last change."""

    def __init__(
        self,
        disposition: Disposition,
        inflows: Sequence[Inflow],
        link_rates_per_min: Sequence[float | FloatArray],
    ) -> None:
        self._rates = disposition.rates_per_min[:, :, None]
        self._weights = {inflow.stage: disposition.weights(inflow.stage.compartment) for inflow in inflows}
        patients = len(self._rates)
        self._link_rates = np.zeros((len(link_rates_per_min), patients))
        for link, rate in enumerate(link_rates_per_min):
            self._link_rates[link] = rate
        self._modes = np.zeros(self._rates.shape[:2])
        self._held = {stage: np.zeros(patients) for stage in self._weights if stage.rate_per_min is not None}
        self._links = np.zeros((len(link_rates_per_min), patients))

    def admit(self, inflows: Sequence[Inflow], begin: float) -> None:
        """Take in the single amounts given at ``begin``."""
        for inflow in inflows:
            if inflow.start_min != begin or inflow.duration_min:
                continue
            if inflow.stage.rate_per_min is None:
                self._modes = self._modes + inflow.amount_mg[:, None] * self._weights[inflow.stage]
            else:
                self._held[inflow.stage] = self._held[inflow.stage] + inflow.amount_mg

    def traces(
        self, elapsed: FloatArray, inflow_rates: dict[Stage, FloatArray], *, move_on: bool = False
    ) -> FloatArray:
        """Central concentration and links after the last change.

        Args:
            elapsed: Minutes since the last change, shape ``(times,)``.
            inflow_rates: Constant inflows since then, mg/min, shape ``(patients,)`` each.
            move_on: Make the last of the times the new last change.

        Returns:
            Concentrations, mg/L, shape ``(1 + links, patients, times)``.
        """
        drivers = list(self._drivers(inflow_rates))
        modal = np.zeros((*self._rates.shape[:2], len(elapsed)))
        for amplitude, before in drivers:
            modal += amplitude[:, :, None] * convolved_exponentials(elapsed, *before, self._rates)
        found = np.empty((1 + len(self._links), len(modal), len(elapsed)))
        found[0] = modal.sum(axis=1)
        link_rates = self._link_rates[:, :, None]
        np.multiply(self._links[:, :, None], convolved_exponentials(elapsed, link_rates), out=found[1:])
        for amplitude, before in drivers:
            terms = convolved_exponentials(elapsed, *before, self._rates, link_rates[..., None])
            found[1:] += np.einsum("lpm,lpmt->lpt", link_rates * amplitude, terms)
        if move_on:
            self._modes, self._links = modal[:, :, -1], found[1:, :, -1]
            for stage, amount in self._held.items():
                self._held[stage] = _left_in(stage, amount, inflow_rates.get(stage), elapsed[-1:])
        return found

    def _drivers(
        self, inflow_rates: dict[Stage, FloatArray]
    ) -> Iterator[tuple[FloatArray, tuple[FloatArray | float, ...]]]:
        """What drives each mode: amplitude, shape ``(patients, modes)``, and the rates that come before it."""
        patients = len(self._rates)
        if self._modes.any():
            yield self._modes, ()
        for stage, amount in self._held.items():
            if amount.any():
                rate = stage.rates(patients)[:, None]
                yield rate * amount[:, None] * self._weights[stage], (rate[..., None],)
        for stage, inflow_rate in inflow_rates.items():
            amplitude = inflow_rate[:, None] * self._weights[stage]
            if stage.rate_per_min is None:
                yield amplitude, (0.0,)
            else:
                rate = stage.rates(patients)[:, None]
                yield rate * amplitude, (0.0, rate[..., None])


def _left_in(
    stage: Stage, amount: FloatArray, inflow_rate: FloatArray | None, elapsed: FloatArray
) -> FloatArray:
    """Amount left in a depot after ``elapsed``, shape ``(patients,)``."""
    rate = stage.rates(len(amount))
    left = amount * convolved_exponentials(elapsed, rate)
    if inflow_rate is not None:
        left = left + inflow_rate * convolved_exponentials(elapsed, 0.0, rate)
    return left


def _inflow_rates(inflows: Sequence[Inflow], begin: float) -> dict[Stage, FloatArray]:
    """Constant inflow into each stage from ``begin`` to the next change, mg/min, shape ``(patients,)``."""
    found: dict[Stage, FloatArray] = {}
    for inflow in inflows:
        if inflow.duration_min and inflow.start_min <= begin < inflow.start_min + inflow.duration_min:
            rate = inflow.amount_mg / inflow.duration_min
            found[inflow.stage] = found[inflow.stage] + rate if inflow.stage in found else rate
    return found
