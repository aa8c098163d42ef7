r"""Metabolites formed one from another, each a linear system of its own.

A compartment :math:`s` of the parent loses the flux :math:`g\,c_s` (clearance, share and ratio of molecular weights
in one gain :math:`g`). It passes, where the model has them, two transit compartments of the rate :math:`k`, and
enters the central compartment of the metabolite, whose concentration answers a unit amount by
:math:`\sum_j u_j e^{-\mu_j t}`. The next metabolite is formed from this one in the same way:

.. math::

    c_1 = g_1 \, k_1^2 \sum_{ij} w_i u_j \; e^{-\lambda_i\cdot} * e^{-k_1\cdot} * e^{-k_1\cdot} * e^{-\mu_j\cdot},
    \qquad c_2 = g_2\, k_2^2 \sum_l v_l \; c_1 * e^{-k_2\cdot} * e^{-k_2\cdot} * e^{-\nu_l\cdot}.

The twofold rate :math:`k` gives a term :math:`t e^{-kt}`, which is carried as such. Two ways lead to the same closed
form, as for the parent (:mod:`kapedu.pharmacology.superposition`): one sum of exponentials per metabolite, and, for
the patients in whom that would lose digits because rates nearly coincide, the convolutions one by one.

Shapes: rates and coefficients ``(patients, rates)``; results ``(metabolites, patients, times)``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import isqrt

import numpy as np
from numpy.typing import NDArray

from kapedu.pharmacology.disposition import Disposition
from kapedu.pharmacology.exponentials import FloatArray, convolved_exponentials
from kapedu.pharmacology.inflow import Inflow, Stage, depot_columns
from kapedu.pharmacology.stretch import Stretch, stretches_of

_AMPLIFICATION_LIMIT = 1e4
_BLOCK = 1 << 17


@dataclass(frozen=True, eq=False)
class Link:
    """One metabolite and how it is formed from what stands before it.

    Attributes:
        name: Name of the metabolite.
        gain_l_min: Mass of metabolite formed per minute and unit concentration of what it is formed from, L/min,
            shape ``(patients,)``.
        disposition: Where the metabolite goes, for each patient.
        transit_per_min: Rate of two transit compartments on the way, 1/min; None where there are none.
    """

    name: str
    gain_l_min: FloatArray
    disposition: Disposition
    transit_per_min: float | None = None

    def select(self, patients: NDArray[np.intp]) -> "Link":
        """The same for some of the patients."""
        return Link(
            self.name, self.gain_l_min[patients], self.disposition.select(patients), self.transit_per_min
        )


@dataclass(frozen=True, eq=False)
class Chain:
    """Metabolites in the order of their formation.

    Attributes:
        source: Compartment of the parent in which the first one is formed.
        links: The metabolites.
    """

    source: int
    links: tuple[Link, ...]


def respond_chain(
    disposition: Disposition,
    chain: Chain,
    inflows: Sequence[Inflow],
    time_min: FloatArray,
    *,
    scale: float = 1.0,
) -> FloatArray:
    """Concentrations of the metabolites after all inflows of the parent.

    Args:
        disposition: The compartment model of the parent, for one or more patients.
        chain: The metabolites.
        inflows: What enters, any order; amounts of shape ``(patients,)``.
        time_min: Times, ascending, shape ``(times,)``.
        scale: What to multiply the concentrations by, for another unit; cheaper here than afterwards.

    Returns:
        Concentrations, mg/L times ``scale``, shape ``(metabolites, patients, times)``; zero before the first inflow.
    """
    patients = len(disposition.rates_per_min)
    inflows = [replace(inflow, amount_mg=inflow.amount_mg * scale) for inflow in inflows]
    sums = _Sums(disposition, list({inflow.stage: None for inflow in inflows}), chain)
    result = np.zeros((len(chain.links), patients, len(time_min)))
    stretches = stretches_of(inflows, time_min)
    block = max(1, _BLOCK // (len(result) * len(time_min)))
    careful = np.flatnonzero(~(sums.amplification <= _AMPLIFICATION_LIMIT))
    for first in range(0, patients if careful.size < patients else 0, block):
        chosen = slice(first, first + block)
        sums.fill(result[:, chosen], chosen, inflows, stretches)
    for first in range(0, careful.size, block):
        some = careful[first : first + block]
        part = [inflow.select(some) for inflow in inflows]
        links = tuple(link.select(some) for link in chain.links)
        result[:, some] = respond_term_by_term(
            disposition.select(some), Chain(chain.source, links), part, time_min
        )
    return result


@dataclass(eq=False)
class _Signal:
    """A sum of exponentials, and of exponentials times time where a rate is twofold."""

    coefficients: FloatArray
    ramps: FloatArray

    def __add__(self, other: "_Signal") -> "_Signal":
        return _Signal(self.coefficients + other.coefficients, self.ramps + other.ramps)

    def times(self, factor: FloatArray) -> "_Signal":
        return _Signal(factor[:, None] * self.coefficients, factor[:, None] * self.ramps)


class _Sums:
    """Coefficients of the responses of every metabolite to a unit amount and to a unit inflow.

    Attributes:
        rates_per_min: All rates, shape ``(patients, rates)``; the first is 0.
        amplification: Sum of the sizes of the coefficients of a response, relative to its peak, shape
            ``(patients,)``; infinite or NaN where rates coincide.
    """

    def __init__(self, disposition: Disposition, stages: Sequence[Stage], chain: Chain) -> None:
        patients, modes = disposition.rates_per_min.shape
        depots, depot_of = depot_columns(stages, patients)
        columns = [np.zeros((patients, 1)), disposition.rates_per_min]
        columns += [rate[:, None] for rate in depots]
        self._ramp_columns: list[int] = []
        layout: list[tuple[int | None, range]] = []
        width = 1 + modes + len(depots)
        for link in chain.links:
            transit = None
            if link.transit_per_min is not None:
                transit = width
                self._ramp_columns.append(width)
                columns.append(np.full((patients, 1), link.transit_per_min))
                width += 1
            own = link.disposition.rates_per_min
            columns.append(own)
            layout.append((transit, range(width, width + own.shape[1])))
            width += own.shape[1]
        self.rates_per_min = np.concatenate(columns, axis=1)
        self._impulse: dict[Stage, list[_Signal]] = {}
        self._step: dict[Stage, list[_Signal]] = {}
        self.amplification = np.ones(patients)
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            for stage in stages:
                signal = _Signal(np.zeros((patients, width)), np.zeros((patients, len(self._ramp_columns))))
                signal.coefficients[:, 1 : 1 + modes] = disposition.weights(stage.compartment, chain.source)
                if stage in depot_of:
                    signal = self._passed(signal, 1 + modes + depot_of[stage])
                self._impulse[stage] = []
                for link, (transit, own_columns) in zip(chain.links, layout, strict=True):
                    signal = signal.times(link.gain_l_min)
                    if transit is not None:
                        signal = self._passed(self._passed(signal, transit), transit)
                    signal = self._through(signal, link.disposition, own_columns)
                    self._impulse[stage].append(signal)
                    self.amplification = np.maximum(self.amplification, self._size(signal))
                self._step[stage] = [self._integrated(signal) for signal in self._impulse[stage]]

    def _passed(self, signal: _Signal, place: int) -> _Signal:
        """The signal after a first-order stage whose rate stands at ``place``."""
        rate = self.rates_per_min[:, place, None]
        gap = rate - self.rates_per_min
        gap[:, place] = 1.0
        coefficients = signal.coefficients * rate / gap
        ramps = signal.ramps.copy()
        for number, column in enumerate(self._ramp_columns):
            if column == place:
                ramps[:, number] = rate[:, 0] * signal.coefficients[:, place]
            else:
                ramps[:, number] *= rate[:, 0] / gap[:, column]
                coefficients[:, column] -= ramps[:, number] / gap[:, column]
        coefficients[:, place] = 0.0
        coefficients[:, place] = -coefficients.sum(axis=1)
        return _Signal(coefficients, ramps)

    def _through(self, flux: _Signal, disposition: Disposition, columns: range) -> _Signal:
        """Central concentration of a metabolite into which the flux runs."""
        shares = disposition.weights(0) / disposition.rates_per_min
        parts = [self._passed(flux, column).times(shares[:, mode]) for mode, column in enumerate(columns)]
        total = parts[0]
        for part in parts[1:]:
            total = total + part
        return total

    def _integrated(self, signal: _Signal) -> _Signal:
        rates = self.rates_per_min[:, self._ramp_columns]
        coefficients = np.zeros_like(signal.coefficients)
        np.divide(signal.coefficients[:, 1:], -self.rates_per_min[:, 1:], out=coefficients[:, 1:])
        ramps = -signal.ramps / rates
        coefficients[:, self._ramp_columns] += ramps / rates
        coefficients[:, 0] = -coefficients.sum(axis=1)
        return _Signal(coefficients, ramps)

    def _size(self, signal: _Signal) -> FloatArray:
        """Sizes of the terms added up, relative to the largest value at the time constants of the model."""
        times = 1 / self.rates_per_min[:, 1:]
        decays = np.exp(-times[:, :, None] * self.rates_per_min[:, None, :])
        values = np.einsum("ptr,pr->pt", decays, signal.coefficients)
        rates = self.rates_per_min[:, self._ramp_columns]
        values += times * np.einsum("ptk,pk->pt", decays[:, :, self._ramp_columns], signal.ramps)
        terms = np.abs(signal.coefficients).sum(axis=1) + np.abs(signal.ramps / rates).sum(axis=1)
        return np.asarray(terms / values.max(axis=1))

    def fill(
        self, result: FloatArray, chosen: slice, inflows: Sequence[Inflow], stretches: Sequence[Stretch]
    ) -> None:
        """Write the traces of some patients, mg/L, shape ``(metabolites, chosen patients, times)``."""
        rates = self.rates_per_min[chosen]
        coefficients = np.zeros((len(result), *rates.shape))
        ramps = np.zeros((len(result), len(rates), len(self._ramp_columns)))
        last = stretches[0].begin_min
        for stretch in stretches:
            begin = stretch.begin_min
            if last < begin:
                coefficients[:, :, self._ramp_columns] += (begin - last) * ramps
                decay = np.exp((last - begin) * rates)
                coefficients *= decay
                ramps *= decay[:, self._ramp_columns]
            for inflow in inflows:
                for metabolite, (signal, factor) in enumerate(self._changes(inflow, begin)):
                    amount = factor * inflow.amount_mg[chosen, None]
                    coefficients[metabolite] += amount * signal.coefficients[chosen]
                    ramps[metabolite] += amount * signal.ramps[chosen]
            if stretch.elapsed_min.size:
                self._evaluate(result[:, :, stretch.place], rates, coefficients, ramps, stretch)
            last = begin
        np.maximum(result, 0.0, out=result)

    def _evaluate(
        self,
        result: FloatArray,
        rates: FloatArray,
        coefficients: FloatArray,
        ramps: FloatArray,
        stretch: Stretch,
    ) -> None:
        r"""Write the sums; on an even grid with few exponentials, as :func:`kapedu.pharmacology.spectrum.evaluate`.

        With :math:`t = t_b + s` a ramp is :math:`b t e^{-kt} = (b t_b e^{-kt_b}) e^{-ks} + (b e^{-kt_b}) s e^{-ks}`.
        """
        by_patient, rising, out = coefficients.swapaxes(0, 1), ramps.swapaxes(0, 1), result.swapaxes(0, 1)
        columns, elapsed = self._ramp_columns, stretch.elapsed_min
        width = isqrt(len(elapsed)) if stretch.even else 0
        whole = len(elapsed) // width * width if width > 1 else 0
        if whole:
            begins, within = elapsed[:whole:width], elapsed[:width] - elapsed[0]
            starts = np.repeat(by_patient[:, :, None], len(begins), axis=2)
            starts[..., columns] += rising[:, :, None] * begins[:, None]
            starts = np.concatenate([starts, np.repeat(rising[:, :, None], len(begins), axis=2)], axis=3)
            fallen = np.exp(-rates[:, None, :] * begins[:, None])
            starts *= np.concatenate([fallen, fallen[..., columns]], axis=2)[:, None]
            decays = np.exp(-rates[:, :, None] * within)
            basis = np.concatenate([decays, decays[:, columns] * within], axis=1)
            shape = (*out.shape[:2], len(begins), width)
            np.matmul(starts, basis[:, None], out=out[:, :, :whole].reshape(shape))
        if whole < len(elapsed):
            late = elapsed[whole:]
            decays = np.exp(-rates[:, :, None] * late)
            np.matmul(by_patient, decays, out=out[:, :, whole:])
            if columns:
                out[:, :, whole:] += np.matmul(rising, decays[:, columns] * late)

    def _changes(self, inflow: Inflow, begin: float) -> Iterator[tuple[_Signal, float]]:
        """What an inflow adds at a change: the signal of each metabolite and the factor per amount."""
        end = inflow.start_min + inflow.duration_min
        if inflow.start_min == begin:
            signals = self._step if inflow.duration_min else self._impulse
            factor = 1 / inflow.duration_min if inflow.duration_min else 1.0
            yield from ((signal, factor) for signal in signals[inflow.stage])
        elif end == begin:
            yield from ((signal, -1 / inflow.duration_min) for signal in self._step[inflow.stage])


def respond_term_by_term(
    disposition: Disposition, chain: Chain, inflows: Sequence[Inflow], time_min: FloatArray
) -> FloatArray:
    """The same as :func:`respond_chain`, every convolution by itself: accurate where rates coincide."""
    result = np.zeros((len(chain.links), len(disposition.rates_per_min), len(time_min)))
    for inflow in inflows:
        since = time_min - inflow.start_min
        begun = since >= 0
        amount = inflow.amount_mg[:, None]
        if inflow.duration_min:
            result[:, :, begun] += (
                amount / inflow.duration_min * _terms(disposition, chain, inflow, since[begun])
            )
            over = since - inflow.duration_min
            ended = over >= 0
            result[:, :, ended] -= (
                amount / inflow.duration_min * _terms(disposition, chain, inflow, over[ended])
            )
        else:
            result[:, :, begun] += amount * _terms(disposition, chain, inflow, since[begun])
    np.maximum(result, 0.0, out=result)
    return result


def _terms(disposition: Disposition, chain: Chain, inflow: Inflow, elapsed: FloatArray) -> FloatArray:
    """Response to a unit amount, or to a unit inflow that goes on, shape ``(metabolites, patients, times)``."""
    stage = inflow.stage
    entry: list[FloatArray | float] = [0.0] if inflow.duration_min else []
    factor: FloatArray | float = 1.0
    if stage.rate_per_min is not None:
        rate = stage.rates(len(inflow.amount_mg))[:, None]
        entry.append(rate)
        factor = rate
    weights = disposition.weights(stage.compartment, chain.source)
    paths = [
        (factor * weights[:, mode, None], [*entry, disposition.rates_per_min[:, mode, None]])
        for mode in range(weights.shape[1])
    ]
    found = np.zeros((len(chain.links), len(weights), len(elapsed)))
    for number, link in enumerate(chain.links):
        own = link.disposition.weights(0)
        gain, transits = link.gain_l_min[:, None], []
        if link.transit_per_min is not None:
            gain, transits = gain * link.transit_per_min**2, [link.transit_per_min] * 2
        paths = [
            (
                amplitude * gain * own[:, mode, None],
                [*rates, *transits, link.disposition.rates_per_min[:, mode, None]],
            )
            for (amplitude, rates), mode in product(paths, range(own.shape[1]))
        ]
        for amplitude, rates in paths:
            found[number] += amplitude * convolved_exponentials(elapsed, *rates)
    return found
