"""The worked case of the trial designer: ketamine against midazolam, with psychotherapy, for veterans with PTSD.

The first article announces such a trial. Its dosing and its crossover rule are on the sponsor's
page; the effect to plan with has to come from elsewhere, and it makes all the difference.
"""

from dataclasses import dataclass
from math import sqrt
from types import MappingProxyType

from kapedu.evidence.crossover import Crossover
from kapedu.evidence.design import SampleSize, sample_size_means, sample_size_shares
from kapedu.knowledge import Quantity, fact


@dataclass(frozen=True, slots=True)
class Scenario:
    """One assumption about the effect, and the number of people it leads to."""

    name: str
    difference: float
    """CAPS-5 points, lower with ketamine."""
    sd: float
    size: SampleSize
    basis: tuple[Quantity, ...]
    """The figures it rests on, each with source and status."""


def case_fact(name: str) -> Quantity:
    """One figure of the case, with source and status.

    >>> case_fact("crossover_at_most").value
    20
    """
    return fact(f"appraisal.veterans_case.{name}")


def standard_deviation() -> float:
    """SD of CAPS-5 in an arm, worked back from the standard error of the published difference.

    >>> round(standard_deviation(), 1)
    10.8
    """
    return float(case_fact("difference_se")) * sqrt(float(case_fact("people_per_arm")) / 2)


def scenarios(
    *, power: float | None = None, drop_out: float | None = None
) -> MappingProxyType[str, Scenario]:
    """Sample sizes under three beliefs about the effect.

    >>> [plan.size.analysed for plan in scenarios().values()]
    [15, 217, 394]
    """
    sd = standard_deviation()
    spread = (case_fact("difference_se"), case_fact("people_per_arm"))
    found = {}
    for name, difference, basis in (
        ("the one positive trial", float(case_fact("difference")), case_fact("difference")),
        ("the pooled effect", sd * float(case_fact("pooled_g")), case_fact("pooled_g")),
        (
            "the pooled effect after correction for publication bias",
            sd * float(case_fact("pooled_g_corrected")),
            case_fact("pooled_g_corrected"),
        ),
    ):
        size = sample_size_means(difference, sd, power=power, drop_out=drop_out)
        found[name] = Scenario(name, difference, sd, size, (basis, *spread))
    return MappingProxyType(found)


def response_size(*, power: float | None = None, drop_out: float | None = None) -> SampleSize:
    """People per arm when response, and not the score, is the endpoint.

    >>> response_size().analysed
    17
    """
    return sample_size_shares(
        float(case_fact("treated_response")),
        float(case_fact("control_response")),
        power=power,
        drop_out=drop_out,
    )


def crossover_trial(n_per_arm: int, difference: float) -> Crossover:
    """The announced design with a chosen size and a believed effect.

    Args:
        n_per_arm: People randomised to each arm.
        difference: CAPS-5 points beyond midazolam after four weeks.
    """
    return Crossover(
        n_per_arm=n_per_arm,
        difference=difference,
        baseline=float(case_fact("baseline")),
        baseline_sd=float(case_fact("baseline_sd")),
        change_sd=standard_deviation(),
        control_improvement=float(case_fact("control_improvement")),
        at_most_percent=float(case_fact("crossover_at_most")),
        noise_share=float(case_fact("noise_share")),
        drop_out=float(fact("appraisal.design.drop_out")),
    )
