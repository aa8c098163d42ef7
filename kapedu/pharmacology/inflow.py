"""What enters the body: stages, and amounts that enter them at once or evenly over a time."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from kapedu.pharmacology.exponentials import FloatArray


@dataclass(frozen=True)
class Stage:
    """A way into the body.

    Attributes:
        name: Route or part of a route; one stage per name.
        compartment: The compartment of the disposition that it leads to.
        rate_per_min: First-order rate of the depot, 1/min; None leads straight into the compartment.
        rate_factor: The rate of each patient relative to that, shape ``(patients,)``; None for nobody differing.
    """

    name: str
    compartment: int = 0
    rate_per_min: float | None = None
    rate_factor: FloatArray | None = field(default=None, compare=False)

    def rates(self, patients: int) -> FloatArray:
        """The rate of each patient, 1/min, shape ``(patients,)``.

        Raises:
            ValueError: The stage leads straight on and has none.
        """
        if self.rate_per_min is None:
            raise ValueError(f"stage {self.name} leads straight on and has no rate")
        factor = np.ones(patients) if self.rate_factor is None else self.rate_factor
        return np.asarray(self.rate_per_min * factor)


@dataclass(frozen=True, eq=False)
class Inflow:
    """An amount that enters a stage at once, or evenly over a time.

    Attributes:
        stage: Where it enters.
        amount_mg: Amount that will reach the circulation or the compartment, mg, shape ``(patients,)``.
        start_min: When it begins.
        duration_min: How long it lasts; 0 is at once.
    """

    stage: Stage
    amount_mg: FloatArray
    start_min: float
    duration_min: float = 0.0

    def select(self, patients: NDArray[np.intp]) -> "Inflow":
        """The same for some of the patients."""
        factor = self.stage.rate_factor
        stage = self.stage if factor is None else replace(self.stage, rate_factor=factor[patients])
        return Inflow(stage, self.amount_mg[patients], self.start_min, self.duration_min)


def change_times(inflows: Sequence[Inflow]) -> list[float]:
    """Minutes at which something starts or ends, ascending, each once."""
    return sorted({i.start_min for i in inflows} | {i.start_min + i.duration_min for i in inflows})


def depot_columns(stages: Sequence[Stage], patients: int) -> tuple[list[FloatArray], dict[Stage, int]]:
    """The distinct depot rates of some stages, each of shape ``(patients,)``, and which of them each stage has."""
    rates: list[FloatArray] = []
    places: dict[Stage, int] = {}
    seen: dict[tuple[float, int | None], int] = {}
    for stage in stages:
        if stage.rate_per_min is None:
            continue
        key = (stage.rate_per_min, None if stage.rate_factor is None else id(stage.rate_factor))
        if key not in seen:
            seen[key] = len(rates)
            rates.append(stage.rates(patients))
        places[stage] = seen[key]
    return rates, places
