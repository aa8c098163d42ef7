"""One predicted number beside a published one, and what every comparison needs: a run, an area, a row."""

import warnings
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from kapedu.knowledge import fact
from kapedu.pharmacology import ExtrapolationWarning, Patient, Regimen, simulate
from kapedu.pharmacology.bodies import body_of
from kapedu.pharmacology.ledger import Ledger

FINE = np.arange(0, 24 * 60 + 0.25, 0.25)
INFUSION = "iv 35 mg over 40 min"


@dataclass(frozen=True)
class Comparison:
    """One number beside another; `why` explains a large difference."""

    group: str
    what: str
    model: str
    published: float
    predicted: float
    unit: str
    source: str
    status: str
    why: str = ""

    @property
    def error_percent(self) -> float:
        return 100 * (self.predicted / self.published - 1)


def run(*doses, times=FINE, model="kamp", patient=None, **options):
    """A course without the warning: here the extrapolation is the point."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ExtrapolationWarning)
        return simulate(Regimen.parse(doses), patient or Patient(70), times, model, **options)


def own_trace(course):
    """The trace at the site that the model was fitted to."""
    return course.venous_ng_ml if course.site == "venous" else course.arterial_ng_ml


def area(times_min, trace):
    """Area under a trace, ng*h/mL, by the trapezoid."""
    return float(np.sum((trace[1:] + trace[:-1]) / 2 * np.diff(times_min)) / 60)


def whole_area(*doses, model, **options):
    """Area to infinity, ng*h/mL, by Gauss-Legendre quadrature of the curve itself, far into its tail."""
    nodes, weights = np.polynomial.legendre.leggauss(40)
    total = 0.0
    for low, high in pairwise([0, 5, 20, 40, 45, 60, 120, 240, 600, 1500, 4000, 10000, 30000, 100000]):
        times = (high + low) / 2 + (high - low) / 2 * nodes
        course = run(*doses, times=times, model=model, **options)
        total += float(own_trace(course) @ weights) * (high - low) / 2
    return total / 60


def half_lives_min(model):
    return np.sort(np.log(2) / body_of(model, Patient(70), Ledger()).disposition.rates_per_min[0])


def steady_volume_l(model):
    """Volume at steady state by moments: clearance times mean residence time after a bolus."""
    solved = body_of(model, Patient(70), Ledger()).disposition
    weights, rates = solved.weights(0)[0], solved.rates_per_min[0]
    return float(np.sum(weights / rates**2) / np.sum(weights / rates) ** 2)


def from_fact(  # noqa: PLR0917 - the cells of a row
    group, what, model, path, predicted, why="", place=None
):
    quantity = fact(path)
    published = quantity.value if place is None else quantity.value[place]
    return Comparison(
        group,
        what,
        model,
        float(published),
        float(predicted),
        quantity.unit.split(" by ")[0],
        quantity.source,
        str(quantity.status),
        why,
    )
