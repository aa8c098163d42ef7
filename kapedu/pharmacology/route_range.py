"""Disputed bioavailability as a range: what was published, lowest and highest, and the curves that follow."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from numpy.typing import ArrayLike

from kapedu.knowledge import Quantity, fact
from kapedu.pharmacology.absorption import UPTAKE
from kapedu.pharmacology.course import Course, Share
from kapedu.pharmacology.ledger import Ledger, span
from kapedu.pharmacology.model import DEFAULT, NASAL, Model
from kapedu.pharmacology.patient import Patient, Patients
from kapedu.pharmacology.regimen import Dose, Regimen


@dataclass(frozen=True, eq=False)
class CourseRange:
    """Three courses that differ only in the share of the dose that reaches the blood.

    Attributes:
        low: With the lowest published shares.
        used: With the shares that the course uses.
        high: With the highest.
    """

    low: Course
    used: Course
    high: Course


def published_share(route: str, ledger: Ledger | None = None) -> Share:
    """The share used for a route of racemic ketamine and the range of those published.

    Examples:
        >>> nasal = published_share("in")
        >>> nasal.used, nasal.low, nasal.high
        (0.25, 0.11, 0.45)
    """
    look_up = ledger.quantity if ledger else fact
    uptake = UPTAKE[route]
    own = look_up(uptake.share)
    figures: list[Quantity] = [own, *(look_up(path) for path in uptake.reported)]
    ends = [end for figure in figures for end in span(figure)]
    return Share(
        float(own),
        min(ends),
        max(ends),
        tuple(dict.fromkeys(figure.source for figure in figures)),
        tuple(dict.fromkeys(str(figure.status) for figure in figures)),
    )


def shares_of(parts: Sequence[tuple[Model, Sequence[Dose]]], ledger: Ledger) -> dict[str, Share]:
    """By route, for those doses whose share the course had to choose."""
    found = {}
    for model, doses in parts:
        for dose in doses:
            if dose.route not in UPTAKE or model.name == NASAL:
                continue
            share = published_share(dose.route, ledger)
            by_hand = dose.bioavailability
            found[dose.route] = share if by_hand is None else replace(share, used=by_hand)
    return found


def simulate_range(  # noqa: PLR0913 - as in simulate
    regimen: Regimen | Dose,
    patient: Patient | Patients,
    time_min: ArrayLike,
    model: str = DEFAULT,
    *,
    metabolites: bool = False,
    interactions: Iterable[str] = (),
) -> CourseRange:
    """Concentrations with the lowest, the used and the highest published share of every disputed route.

    Arguments and errors are those of :func:`kapedu.pharmacology.simulate`. A share set by hand stays as it is, and
    so do routes with one published figure only.

    Examples:
        >>> found = simulate_range(Regimen.parse("in 50 mg"), Patient(70), [0, 60])
        >>> [round(float(course.venous_ng_ml[1])) for course in (found.low, found.used, found.high)]
        [20, 46, 83]
    """
    from kapedu.pharmacology.simulation import simulate

    whole = Regimen((regimen,)) if isinstance(regimen, Dose) else regimen
    asked = tuple(interactions)

    def course(end: str) -> Course:
        doses = tuple(_with_end(dose, end) for dose in whole)
        return simulate(Regimen(doses), patient, time_min, model, metabolites=metabolites, interactions=asked)

    return CourseRange(course("low"), course("used"), course("high"))


def _with_end(dose: Dose, end: str) -> Dose:
    if dose.route not in UPTAKE or dose.bioavailability is not None or end == "used":
        return dose
    return replace(dose, bioavailability=getattr(published_share(dose.route), end))
