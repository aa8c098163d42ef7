r"""How ill the made-up patient is on each day.

.. math::

    S(t) = S_0 - M\,B(t) - a\,E(t) - T(t) + \sum_i p_i\, 2^{-(t - t_i)/\tau_i},

with the drug's benefit :math:`M\,B` and expectancy :math:`E` of :mod:`kapedu.pharmacology.mood_turnover` (:math:`a` is
the alliance at the first dose as a share of what lets expectancy act in full), :math:`T` what sessions of the paired
therapy and steps in behaviour have gained, and :math:`p_i` setbacks and reliefs.

What it is not: fitted. Drug and therapy **add** here; whether they do more together is not known, so the model does not
say so. How a session is held changes alliance and setbacks, never the drug's benefit. Everything but the mood model is
a rule of this course (``treatment.response``).
"""

from functools import lru_cache

import numpy as np

from kapedu.instruments import instrument
from kapedu.knowledge import fact
from kapedu.pharmacology.exponentials import FloatArray
from kapedu.pharmacology.mood_turnover import mood_course
from kapedu.pharmacology.mood_virtual import MoodPeople
from kapedu.treatment.patient import Patient
from kapedu.treatment.state import State

_PERCENT = 100


@lru_cache(maxsize=1000)
def rule(path: str) -> float:
    """A convention of the capstone by its path.

    >>> rule("response.alliance_start")
    55.0
    """
    return float(fact(f"treatment.{path}"))


@lru_cache(maxsize=1000)
def person(patient: Patient, seed: int) -> MoodPeople:
    """This trainee's patient of this name, for the mood model: one person."""
    spread = rule("response.person_spread")
    gain, half = np.exp(spread * np.random.default_rng([seed, 1]).standard_normal(2))
    traits = patient.traits
    return MoodPeople(
        np.array([traits.start]),
        np.array([traits.largest_benefit * gain]),
        np.array([traits.half_time_d * half]),
        np.array([traits.expectancy]),
    )


def severity(state: State, days: FloatArray) -> FloatArray:
    """Severity on some days, with what has happened until the state's own day.

    Args:
        state: The course of treatment.
        days: Days since the referral, ascending, 0 or more, shape ``(days,)``.

    Returns:
        Points of the scale of severity, 0 to its top, shape ``(days,)``.
    """
    one = person(state.patient, state.seed)
    gained = _therapy(state, days)
    if state.doses:
        first = state.doses[0]
        later = days >= first
        course = mood_course(one, np.array(state.doses) - first, np.maximum(days - first, 0.0)[later])
        alliance = min(state.met_with / rule("response.alliance_full"), 1.0)
        gained[later] += course.drug_benefit[0] + alliance * course.expectancy_benefit[0]
    moved = np.zeros(len(days))
    for shift in state.shifts:
        name = "setback_half_time" if shift.points > 0 else "relief_half_time"
        moved += shift.points * _fading(days, shift.day, rule(f"response.{name}"))
    return np.asarray(np.clip(one.start_score[0] - gained + moved, 0.0, rule("response.severity_top")))


def _therapy(state: State, days: FloatArray) -> FloatArray:
    half = rule("response.therapy_half_time")
    effect = state.patient.pairing_effect.get(state.pairing, 0.0)
    share = state.alliance / _PERCENT
    total = np.zeros(len(days))
    for day in state.therapy:
        total += effect * share * rule("response.therapy_points") * _fading(days, day, half)
    for day, weight in state.steps:
        total += weight * rule("response.step_points") * _fading(days, day, half)
    return np.asarray(np.minimum(total, rule("response.therapy_most")))


def _fading(days: FloatArray, day: int, half_time: float) -> FloatArray:
    since = days - day
    return np.asarray(np.where(since >= 0, 2.0 ** (-np.maximum(since, 0.0) / half_time), 0.0))


def total_of(state: State, points: float) -> int:
    """A severity as a total of the patient's own scale."""
    scale = instrument(state.patient.scale)
    total = round(state.patient.scale_start * points / state.patient.traits.start)
    return int(min(max(total, scale.low), scale.high))


def measured_total(state: State) -> int:
    """What the scale shows today; measuring twice on a day gives the same."""
    true = float(severity(state, np.array([float(state.day)]))[0])
    noise = rule("response.noise") * np.random.default_rng([state.seed, 2, state.day]).standard_normal()
    return total_of(state, max(true + float(noise), 0.0))
