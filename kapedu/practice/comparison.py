"""Two protocols side by side in the same person: exposure, peak, time in the room, and the whole course.

Levels come from :mod:`kapedu.pharmacology`. Exposure is the area under the arterial curve over a day, by the
trapezoidal rule, plus a tail that falls as the last hour does. The time in the room is the longest of three: the
least stay that the monitoring sheet asks for, the time until dissociation has gone, and the time until the mean
rise of pressure has gone (:func:`kapedu.pharmacology.discharge_ready`).
"""

from dataclasses import dataclass

import numpy as np

from kapedu.knowledge import Quantity, fact
from kapedu.pharmacology import Course, Patient, TimeError, dissociation
from kapedu.pharmacology.ledger import span
from kapedu.pharmacology.questions import discharge_ready
from kapedu.pharmacology.route_range import simulate_range
from kapedu.practice.monitoring import MonitoringSchedule, schedule_for
from kapedu.practice.regimens import End, Protocol

_MINUTES_PER_HOUR = 60
_MINUTES_PER_DAY = 1440
_PERCENT = 100


@dataclass(frozen=True)
class Profile:
    """What one visit of a protocol means for one person.

    Attributes:
        protocol: Which.
        end: ``low`` or ``high`` end of its published range.
        course: Levels over a day, one value a minute.
        dose_mg: Given at the visit, mg.
        exposure_ng_h_ml: Area under the arterial curve, ng·h/mL.
        exposure_range: The same with the lowest and the highest published bioavailability.
        peak_ng_ml: Highest arterial level.
        peak_range: The same with the lowest and the highest published bioavailability.
        peak_min: When it is reached, minutes.
        monitoring: How such a visit is watched.
        stay_min: Minutes from the first dose until nobody has a reason to wait, by the rules of this course.
        stay_reason: Which rule takes longest.
        visits: Dosing visits in the whole course.
        course_mg: Given in the whole course, mg.
    """

    protocol: Protocol
    end: End
    course: Course
    dose_mg: float
    exposure_ng_h_ml: float
    exposure_range: tuple[float, float]
    peak_ng_ml: float
    peak_range: tuple[float, float]
    peak_min: float
    monitoring: MonitoringSchedule
    stay_min: float
    stay_reason: str
    visits: int
    course_mg: float

    @property
    def room_hours(self) -> float:
        """Hours in the room over the whole course."""
        return self.visits * self.stay_min / _MINUTES_PER_HOUR


@dataclass(frozen=True)
class ProtocolComparison:
    """Two protocols in the same person.

    Attributes:
        first: One.
        second: The other.
        patient: In whom.
        cautions: What the numbers do not say.
    """

    first: Profile
    second: Profile
    patient: Patient
    cautions: tuple[str, ...]

    @property
    def exposure_ratio(self) -> float:
        """Exposure of the second, relative to the first."""
        return self.second.exposure_ng_h_ml / self.first.exposure_ng_h_ml

    @property
    def peak_ratio(self) -> float:
        """Peak of the second, relative to the first."""
        return self.second.peak_ng_ml / self.first.peak_ng_ml


def profile(protocol: Protocol, patient: Patient, end: End = "low") -> Profile:
    """What one visit of a protocol means for a person.

    Raises:
        DosingError: The amount is above what the simulator takes.

    Examples:
        >>> from kapedu.practice.regimens import protocol
        >>> found = profile(protocol("iv_depression"), Patient(70))
        >>> round(found.dose_mg), round(found.peak_ng_ml), round(found.peak_min), round(found.stay_min)
        (35, 253, 40, 160)
    """
    regimen = protocol.regimen(patient.weight_kg, end)
    times = np.arange(_MINUTES_PER_DAY + 1.0)
    weight = np.array([patient.weight_kg])
    dose_mg = sum(float(dose.amount_mg(weight)[0]) for dose in regimen)
    spread = simulate_range(regimen, patient, times)
    ends = (spread.low, spread.high)
    monitoring = schedule_for(protocol.route)
    stay, reason = _stay(spread.used, monitoring)
    return Profile(
        protocol,
        end,
        spread.used,
        dose_mg,
        exposure(spread.used),
        _pair([exposure(course) for course in ends]),
        float(spread.used.arterial_ng_ml.max()),
        _pair([float(course.arterial_ng_ml.max()) for course in ends]),
        float(times[int(spread.used.arterial_ng_ml.argmax())]),
        monitoring,
        stay,
        reason,
        len(protocol.dose_days),
        dose_mg * len(protocol.dose_days),
    )


def compare(
    first: Protocol, second: Protocol, patient: Patient, ends: tuple[End, End] = ("low", "low")
) -> ProtocolComparison:
    """Two protocols in the same person.

    Args:
        first: One.
        second: The other.
        patient: In whom.
        ends: Which end of the published dose range of each.

    Raises:
        DosingError: An amount is above what the simulator takes.

    Examples:
        >>> from kapedu.practice.regimens import protocol
        >>> found = compare(protocol("iv_depression"), protocol("esketamine_induction"), Patient(70))
        >>> round(found.exposure_ratio, 2)
        0.66
    """
    one, two = profile(first, patient, ends[0]), profile(second, patient, ends[1])
    return ProtocolComparison(one, two, patient, tuple(_cautions(one, two)))


def exposure(course: Course) -> float:
    """Area under the arterial curve to infinity, ng·h/mL: trapezoids, and a tail that falls as the last hour does."""
    levels = course.arterial_ng_ml
    area = float(np.trapezoid(levels, course.time_min))
    last, before = float(levels[-1]), float(levels[-1 - _MINUTES_PER_HOUR])
    tail = last * _MINUTES_PER_HOUR / np.log(before / last) if 0 < last < before else 0.0
    return (area + float(tail)) / _MINUTES_PER_HOUR


def _stay(course: Course, monitoring: MonitoringSchedule) -> tuple[float, str]:
    least = monitoring.leave_after(course.regimen)
    reasons = {"the least stay of this course for the route": least}
    try:
        ready = discharge_ready(course, observation_min=float(span(monitoring.stay)[-1]))
    except (ValueError, TimeError):
        gone = _dissociation_gone(course)
        reasons["the time until dissociation has gone"] = gone
    else:
        for rule, minute in list(ready.rules.items())[1:]:
            reasons["the time until " + _gone(rule)] = float(minute)
    longest = max(reasons, key=lambda name: reasons[name])
    return reasons[longest], longest


def _gone(rule: str) -> str:
    return (
        "dissociation has gone" if rule.startswith("dissociation") else "the mean rise of pressure has gone"
    )


def _dissociation_gone(course: Course) -> float:
    share = float(fact("simulation.discharge.dissociation")) / _PERCENT
    above = np.flatnonzero(dissociation(course.effect_site_s_ng_ml) >= share)
    return float(course.time_min[above[-1]]) if len(above) else 0.0


def _pair(values: list[float]) -> tuple[float, float]:
    return min(values), max(values)


def _cautions(one: Profile, two: Profile) -> list[str]:
    said = [
        "A typical adult of this weight; people differ widely.",
        "Equal exposure is not equal benefit: no trial on file has shown which level is needed.",
    ]
    drugs = {side.protocol.route == "esketamine-in" for side in (one, two)}
    if len(drugs) > 1:
        said.append(
            "One is esketamine alone, the other the racemate: a nanogram of one is not a nanogram of the other."
        )
    said += [
        f"How much of the dose gets through is disputed ({side.protocol.name.lower()}): see the range."
        for side in (one, two)
        if side.exposure_range[1] > side.exposure_range[0]
    ]
    said += [f"{assumed.note}." for assumed in _assumed(one, two) if assumed.note]
    return list(dict.fromkeys(sentence[0].upper() + sentence[1:] for sentence in said))


def _assumed(*sides: Profile) -> list[Quantity]:
    """Durations that a protocol does not give and the course fills in."""
    overs = [side.protocol.over for side in sides]
    return [over for over in overs if over is not None and over.note and "not on file" in over.note]
