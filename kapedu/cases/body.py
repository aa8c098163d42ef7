r"""What the drug does in this patient, computed once for each plan of the pump and then only looked up.

The patient is drawn from the population of the pharmacology room (clearance, volumes, uptake, sensitivity, speed of
the effect site) and, for pressure, from the published spread of one cohort. Concentrations are solved in closed form
on a fixed grid and read off between its points on a straight line; a step of the clock costs no exponential.

What is published and what is a rule of this course stands in ``cases.response`` of the knowledge room: the rise of
pressure follows the level at the effect site (a design choice of the pharmacology room), and the fall of MOAA/S with
the level is the course's own.
"""

import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from kapedu.cases.case import Case
from kapedu.knowledge import fact
from kapedu.pharmacology import ExtrapolationWarning, Patients, Regimen, dissociation, parse_dose, simulate
from kapedu.pharmacology.cardiovascular import cohorts, reference_level_ng_ml, rises
from kapedu.pharmacology.regimen import Dose
from kapedu.pharmacology.virtual import population

SECONDS_PER_MINUTE = 60
_GRID_BLOCK = 10  # seconds between two points of the grid
_KEPT_BLOCK = 300  # traces held in memory
_SHORTEST_BLOCK = 6  # seconds: a shorter run of the pump counts as one amount given at once

Pump = tuple[tuple[int, float], ...]
"""Changes of the pump: second since time zero, and the share of the ordered rate from then on."""


@dataclass(frozen=True)
class Draw:
    """Who the patient is to the models: factors relative to the typical patient, scores where a model wants them."""

    weight_kg: float
    age: float
    clearance: float
    volume: float
    share: float
    speed: float
    half_effect: float
    ke0: float
    pressor: float

    def patients(self) -> Patients:
        """The same as a population of one."""
        return Patients(
            np.array([self.weight_kg]),
            np.array([self.clearance]),
            np.array([self.volume]),
            np.array([self.age]),
            share_score=np.array([self.share]),
            speed_score=np.array([self.speed]),
            half_effect_factor=np.array([self.half_effect]),
            ke0_factor=np.array([self.ke0]),
        )


@lru_cache(maxsize=1000)
def draw_patient(case: Case, seed: int) -> Draw:
    """The patient of a case for one seed, from the population and from the spread of pressure."""
    rng = np.random.default_rng(seed)
    one = population(1, rng, weight_kg=case.patient.weight_kg, effect_site=True)
    score = float(rng.standard_normal())
    pressor = case.patient.pressor
    if pressor is None:
        cohort = cohorts("systolic")[str(fact("cases.response.pressure_cohort").value)]
        spread = float(cohort.sd) / float(cohort.peak) if cohort.sd is not None else 0.0
        pressor = max(0.0, 1 + spread * score)
    return Draw(
        weight_kg=case.patient.weight_kg,
        age=case.patient.age,
        clearance=float(one.clearance_factor[0]),
        volume=float(one.volume_factor[0]),
        share=float(one.share_scores[0]),
        speed=float(one.speed_scores[0]),
        half_effect=float(one.half_effect_factors[0]),
        ke0=float(one.ke0_factors[0]),
        pressor=pressor,
    )


@dataclass(frozen=True)
class Run:
    """A stretch in which the pump gave drug: seconds since time zero, and mg."""

    start_s: int
    end_s: float
    mg: float


@lru_cache(maxsize=1000)
def pump_runs(ordered: Dose, weight_kg: float, pump: Pump) -> tuple[Run, ...]:
    """When the pump gave how much, until the ordered amount is in.

    Examples:
        >>> dose = Dose("iv", 40, over_min=40)
        >>> pump_runs(dose, 70.0, ((0, 1.0), (600, 0.0)))
        (Run(start_s=0, end_s=600, mg=10.0),)
        >>> pump_runs(dose, 70.0, ((0, 1.0), (600, 0.5)))[-1].end_s
        4200.0
    """
    amount = ordered.amount * (weight_kg if ordered.unit == "mg/kg" else 1.0)
    per_second = amount / (ordered.over_min * SECONDS_PER_MINUTE)
    left, runs = amount, []
    for number, (start, share) in enumerate(pump):
        if share <= 0 or left <= 0:
            continue
        end = start + left / (per_second * share)
        if number + 1 < len(pump):
            end = min(end, pump[number + 1][0])
        given = min(left, (end - start) * per_second * share)
        left = max(0.0, left - given)
        if given > 0:
            runs.append(Run(start, end, given))
    return tuple(runs)


@lru_cache(maxsize=1000)
def ordered_infusion(case: Case) -> Dose | None:
    """The infusion that the pump of a case gives, if there is one."""
    return next((dose for dose in doses_of(case) if dose.over_min), None)


@lru_cache(maxsize=1000)
def doses_of(case: Case) -> tuple[Dose, ...]:
    """The doses of a case as ordered."""
    return tuple(parse_dose(text) for text in case.dosing)


@dataclass(frozen=True)
class Trace:
    """What the drug does, on the grid; every row has one value for each point.

    Attributes:
        rows: By name: levels in ng/mL, rises in mmHg and per minute, points of MOAA/S lost, dissociation in points.
        note: What was cut off, or empty.
    """

    rows: Mapping[str, tuple[float, ...]]
    points: int
    note: str = ""

    def at(self, name: str, second: int) -> float:
        """A value at a second since time zero."""
        row = self.rows[name]
        place, rest = divmod(second, _GRID_BLOCK)
        if place + 1 >= self.points:
            return row[-1]
        first = row[place]
        return first + (row[place + 1] - first) * rest / _GRID_BLOCK


@lru_cache(maxsize=_KEPT_BLOCK)
def drug_trace(case: Case, draw: Draw, pump: Pump) -> Trace | None:
    """What the drug does in this patient under this plan of the pump; None where no drug is given."""
    doses = [dose for dose in doses_of(case) if not dose.over_min]
    infusion = ordered_infusion(case)
    if infusion is not None:
        doses += [_as_dose(run) for run in pump_runs(infusion, draw.weight_kg, pump)]
    if not doses:
        return None
    seconds = (case.begin_min + case.limit_min) * SECONDS_PER_MINUTE
    times = np.arange(0, seconds + 2 * _GRID_BLOCK, _GRID_BLOCK) / SECONDS_PER_MINUTE
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ExtrapolationWarning)
        course = simulate(Regimen(tuple(doses)), draw.patients(), times)
    level, s_level = course.effect_site_ng_ml[0], course.effect_site_s_ng_ml[0]
    reference = reference_level_ng_ml()
    highest = reference * float(fact("simulation.cardiovascular.largest_level"))
    shown = np.minimum(s_level, highest)
    pressure = str(fact("cases.response.pressure_cohort").value)
    heart = str(fact("cases.response.heart_rate_cohort").value)
    steps: tuple[float, ...] = fact("cases.response.sedation_level").value  # type: ignore[assignment]
    half = 1 / 2  # a point is lost where the level is reached, and the monitor rounds
    scale = float(fact("cases.response.dissociation_scale"))
    rows = {
        "effect_site_ng_ml": level,
        "sbp_mmhg": draw.pressor * rises(shown, "systolic", pressure)[pressure].mean,
        "dbp_mmhg": draw.pressor * rises(shown, "diastolic", pressure)[pressure].mean,
        "hr_bpm": rises(shown, "heart rate", heart)[heart].mean,
        "moaas": -np.maximum(
            np.interp(s_level / reference, (0.0, *steps), np.arange(len(steps) + 1.0)) - half, 0
        ),
        "diss": scale * dissociation(s_level, half_effect_factor=draw.half_effect),
    }
    cut = (
        "Rises of pressure above the published range are held at its top."
        if (s_level > highest).any()
        else ""
    )
    return Trace({name: tuple(map(float, row)) for name, row in rows.items()}, len(times), cut)


def _as_dose(run: Run) -> Dose:
    seconds = run.end_s - run.start_s
    over = seconds / SECONDS_PER_MINUTE if seconds >= _SHORTEST_BLOCK else 0.0
    return Dose("iv", run.mg, over_min=over, at_min=run.start_s / SECONDS_PER_MINUTE)
