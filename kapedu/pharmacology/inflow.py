"""What enters the body: stages, and amounts that enter them at once or evenly over a time."""

from collections.abc import Sequence
from dataclasses import dataclass

from kapedu.pharmacology.exponentials import FloatArray


@dataclass(frozen=True)
class Stage:
    """A way into the body.

    Attributes:
        name: Route or part of a route; one stage per name.
        compartment: The compartment of the disposition that it leads to.
        rate_per_min: First-order rate of the depot, 1/min; None leads straight into the compartment.
    """

    name: str
    compartment: int = 0
    rate_per_min: float | None = None


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


def change_times(inflows: Sequence[Inflow]) -> list[float]:
    """Minutes at which something starts or ends, ascending, each once."""
    return sorted({i.start_min for i in inflows} | {i.start_min + i.duration_min for i in inflows})
