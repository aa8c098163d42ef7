"""Questions about doses: which dose by another route matches this one, and when the next one can follow.

Levels of racemic ketamine are in proportion to the dose, so that a matching dose is found by one division. Nasal
esketamine comes in whole devices of which later ones count less: the nearest number of devices is given, with how
near it comes. Comparing the two drugs compares nanograms, not effects; the trace ``effect_site_s`` compares the
enantiomer that carries the acute effects.
"""

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from kapedu.knowledge import fact
from kapedu.pharmacology.errors import TimeError
from kapedu.pharmacology.exponentials import FloatArray
from kapedu.pharmacology.patient import Patient
from kapedu.pharmacology.questions import level, positive
from kapedu.pharmacology.regimen import Dose, Regimen
from kapedu.pharmacology.routes import ESKETAMINE_NASAL, ROUTES, unknown_route
from kapedu.pharmacology.simulation import simulate

Measure = Literal["exposure", "peak"]
_TIME_CUTOFF = 7200.0
"""Five days, minutes: what is looked at for an exposure; the rest of the curve is added as an exponential."""


@dataclass(frozen=True)
class Match:
    """A dose that matches another.

    Attributes:
        dose: The matching dose.
        wanted: What was to be matched: ng*min/mL for an exposure, ng/mL for a peak.
        reached: What the matching dose gives.
        notes: What a reader must know, plain sentences.
    """

    dose: Dose
    wanted: float
    reached: float
    notes: tuple[str, ...]


@dataclass(frozen=True)
class NextDose:
    """When a further dose can follow.

    Attributes:
        dose: The dose, with its start.
        minute: Its start, minutes since time zero.
        peak_ng_ml: Highest level from then on.
    """

    dose: Dose
    minute: float
    peak_ng_ml: float


def matching_dose(  # noqa: PLR0913 - the question in full, most of it by keyword
    dose: Dose,
    route: str,
    patient: Patient,
    *,
    by: Measure = "exposure",
    over_min: float = 0.0,
    bioavailability: float | None = None,
    trace: str = "venous",
) -> Match:
    """The dose by another route that gives the same exposure or the same peak.

    Args:
        dose: What is to be matched.
        route: The other route.
        patient: For whom.
        by: ``exposure`` (area under the curve, to infinity) or ``peak``.
        over_min: Duration, where the other route is an infusion.
        bioavailability: Share that reaches the blood by the other route, instead of the published default.
        trace: Which trace is compared.

    Raises:
        ValueError: No such measure or trace.
        DosingError: No such route, or the matching dose is above what the route allows.

    Examples:
        By mouth a fifth of the dose arrives.

        >>> match = matching_dose(Dose("iv", 35, over_min=40), "po", Patient(70))
        >>> print(match.dose)
        po 175 mg
    """
    if by not in ("exposure", "peak"):
        raise ValueError(f"by {by!r} is not known; write exposure or peak")
    if route not in ROUTES:
        raise unknown_route(route)
    alone = replace(dose, at_min=0.0)
    wanted = _measured(alone, patient, by, trace)
    notes = [
        "Typical figures: people differ widely in the share of a dose that reaches the blood, except for iv."
    ]
    if (dose.route == ESKETAMINE_NASAL) != (route == ESKETAMINE_NASAL):
        notes.append(
            "One side is esketamine and the other racemic ketamine: equal nanograms are not equal effects."
        )
    if route == ESKETAMINE_NASAL:
        found, reached = _nearest_devices(patient, by, trace, wanted)
        notes.append(
            f"The nearest number of whole devices reaches {reached / wanted:.0%} of what was wanted."
        )
        return Match(found, wanted, reached, tuple(notes))
    unit = Dose(route, 1.0, over_min=over_min, bioavailability=bioavailability)
    amount = float(f"{wanted / _measured(unit, patient, by, trace):.6g}")  # further digits mean nothing
    found = replace(unit, amount=amount)
    found.amount_mg(np.array([patient.weight_kg]))  # refuses what is above the ceiling of the route
    return Match(found, wanted, _measured(found, patient, by, trace), tuple(notes))


def next_dose(
    given: Regimen | Dose,
    dose: Dose,
    patient: Patient,
    *,
    peak_below_ng_ml: float,
    trace: str = "effect_site",
) -> NextDose:
    """The earliest whole minute, once all that was given has been given, at which a dose keeps the level below a limit.

    Args:
        given: What was given before.
        dose: The further dose; its own start does not matter.
        patient: To whom.
        peak_below_ng_ml: The limit, above 0.
        trace: Which trace must stay below it from the further dose on.

    Raises:
        ValueError: The limit is not a positive number, no such trace, or the dose alone passes the limit.
        TimeError: Within five days there is no such minute.

    Examples:
        >>> found = next_dose(Dose("iv", 35, over_min=40), Dose("im", 25), Patient(70), peak_below_ng_ml=200)
        >>> print(found.dose)
        im 25 mg at 99 min
    """
    limit = positive("peak_below_ng_ml", peak_below_ng_ml, "ng/mL")
    before = Regimen((given,)) if isinstance(given, Dose) else given
    times = np.arange(0, _TIME_CUTOFF + 1)
    alone = replace(dose, at_min=0.0)
    new = level(simulate(alone, patient, times), trace)
    if new.max() >= limit:
        raise ValueError(
            f"peak_below_ng_ml {limit:g}: {alone} alone reaches {new.max():.0f} ng/mL; give a higher limit or a lower dose"
        )
    old = level(simulate(before, patient, times), trace)
    first = int(np.ceil(before.ends_min))
    if first > _TIME_CUTOFF:
        raise TimeError(
            f"{before} ends after minute {_TIME_CUTOFF:g}; let time zero be closer to the last dose"
        )
    for minute in range(first, len(times)):
        if old[minute:].max() < limit and _sum_peak(old, new, minute) < limit:
            following = replace(dose, at_min=float(minute))
            both = level(simulate(Regimen((*before, following)), patient, times), trace)
            return NextDose(following, float(minute), float(both[minute:].max()))
    raise TimeError(f"within {_TIME_CUTOFF:g} minutes no start keeps the level below {limit:g} ng/mL")


def _sum_peak(old: FloatArray, new: FloatArray, minute: int) -> float:
    return float((old[minute:] + new[: len(new) - minute]).max())


def _measured(dose: Dose, patient: Patient, by: Measure, trace: str) -> float:
    times = np.arange(0, _TIME_CUTOFF + 1)
    levels = level(simulate(dose, patient, times), trace)
    if by == "peak":
        return float(levels.max())
    area = float(np.sum((levels[1:] + levels[:-1]) / 2))
    slope = float(np.log(levels[-1001] / levels[-1])) / 1000
    return area + float(levels[-1]) / slope


def _nearest_devices(patient: Patient, by: Measure, trace: str, wanted: float) -> tuple[Dose, float]:
    size = float(fact("pkpd.spravato_label.device"))
    most = float(fact("simulation.regimen_limits.esketamine_nasal_ceiling"))
    choices = [Dose(ESKETAMINE_NASAL, size * count) for count in range(1, round(most / size) + 1)]
    reached = [_measured(choice, patient, by, trace) for choice in choices]
    best = int(np.argmin(np.abs(np.log(np.array(reached) / wanted))))
    return choices[best], reached[best]
