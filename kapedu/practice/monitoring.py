"""Watching over a session: what to check when, by route, the pressure ladder of the day, going home, REMS.

The numbers of the ladder are a clinic's choice that nobody has published as a consensus: each carries the label
:data:`kapedu.practice.standing.SIGN_OFF`. What can be graded is the order of the steps and the red flags.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache

from kapedu.knowledge import Quantity, fact, sheet
from kapedu.pharmacology import Regimen
from kapedu.pharmacology.absorption import device_times
from kapedu.pharmacology.ledger import Ledger, span
from kapedu.pharmacology.routes import ESKETAMINE_NASAL, ROUTES, unknown_route
from kapedu.practice.standing import standing

_SHEET = "monitoring"
_SAME_AS = {"sc": "im", "sl": "other", "po": "other", "in": "other"}
_PERCENT = 100


class MonitoringError(ValueError):
    """A question about monitoring that makes no sense; the message says what is allowed."""


@dataclass(frozen=True)
class Check:
    """One moment at which somebody looks.

    Attributes:
        minute: Minutes from the first dose; 0 is before it.
        what: What is looked at.
        basis: The figure that sets the moment.
    """

    minute: float
    what: str
    basis: Quantity


@dataclass(frozen=True)
class MonitoringSchedule:
    """How a visit by one route is watched.

    Attributes:
        key: Name in the data.
        name: What kind of visit.
        baseline: What is taken before the dose.
        watch: What is watched throughout.
        during_every: Distance of checks while the drug works, minutes; a range is a choice.
        after_every: Distance afterwards.
        stay: Least stay after the last of the drug, minutes; the longer end of a range is used.
    """

    key: str
    name: str
    baseline: Quantity
    watch: Quantity
    during_every: Quantity
    after_every: Quantity
    stay: Quantity

    def leave_after(self, regimen: Regimen) -> float:
        """The earliest minute at which leaving comes into question, from the first dose."""
        return last_given(regimen) + span(self.stay)[1]

    def checks(self, regimen: Regimen) -> tuple[Check, ...]:
        """The moments to look: before, while it is given and at its height, and until leaving is discussed.

        Examples:
            >>> found = schedule_for("iv").checks(Regimen.parse("iv 35 mg over 40 min"))
            >>> [check.minute for check in found][:6], found[-1].minute
            ([0.0, 10.0, 20.0, 30.0, 40.0, 55.0], 160.0)
        """
        found = [Check(0.0, str(self.baseline.value), self.baseline)]
        end, leave = last_given(regimen), self.leave_after(regimen)
        closest, sparse = span(self.during_every)[0], span(self.after_every)[0]
        during = max(end, min(closest, leave))
        minute = closest
        while minute <= during:
            found.append(Check(minute, str(self.watch.value), self.during_every))
            minute += closest
        minute = max(during, found[-1].minute) + sparse
        while minute < leave:
            found.append(Check(minute, str(self.watch.value), self.after_every))
            minute += sparse
        found.append(Check(leave, "the criteria for going home", self.stay))
        return tuple(found)


def last_given(regimen: Regimen) -> float:
    """Minute at which the last of the drug has gone in: the end of an infusion, or the last spray device.

    Examples:
        >>> last_given(Regimen.parse("esketamine-in 84 mg")), last_given(Regimen.parse("iv 35 mg over 40 min"))
        (10.0, 40.0)
    """
    devices = [dose for dose in regimen if dose.route == ESKETAMINE_NASAL]
    return max(regimen.ends_min, *(float(start) for start, _ in device_times(devices, Ledger())), 0.0)


@cache
def schedule_for(route: str) -> MonitoringSchedule:
    """How a visit by a route is watched, as this course teaches it.

    Raises:
        DosingError: There is no such route.
    """
    if route not in ROUTES:
        raise unknown_route(route)
    key = _SAME_AS.get(route, route)
    path = f"schedule.{key}"
    content = sheet(_SHEET)
    return MonitoringSchedule(
        key,
        str(content.descriptions[f"{path}.name"]),
        *(
            content.facts[f"{path}.{part}"]
            for part in ("baseline", "watch", "during_every", "after_every", "stay")
        ),
    )


@dataclass(frozen=True)
class LadderStep:
    """Where a pressure stands on the ladder, and what comes next.

    Attributes:
        key: ``proceed``, ``recheck``, ``hold``, ``pause`` or ``emergency``.
        name: The same in words.
        action: What to do.
        because: What put it there.
        standing: How far the number behind it was checked.
        numbers: The figures that decided.
    """

    key: str
    name: str
    action: str
    because: str
    standing: str
    numbers: tuple[Quantity, ...]


def red_flags() -> Mapping[str, str]:
    """Signs that decide whatever the number is.

    Examples:
        >>> "chest_pain" in red_flags()
        True
    """
    start = "ladder.red_flags."
    return {
        path.removeprefix(start): str(text)
        for path, text in sheet(_SHEET).descriptions.items()
        if path.startswith(start)
    }


def ladder_step(
    systolic_mmhg: float,
    diastolic_mmhg: float,
    *,
    in_session: bool = False,
    baseline_systolic_mmhg: float | None = None,
    symptoms: Collection[str] = (),
) -> LadderStep:
    """Where a pressure stands on the ladder of the course.

    Args:
        systolic_mmhg: Systolic pressure.
        diastolic_mmhg: Diastolic pressure, below the systolic.
        in_session: Whether the drug is being given or has been.
        baseline_systolic_mmhg: Systolic pressure before, for the rise in a session.
        symptoms: Red flags that are present, keys of :func:`red_flags`, or ``other`` for milder ones.

    Raises:
        MonitoringError: A pressure that cannot be, or a symptom that is not on the list.

    Examples:
        >>> ladder_step(152, 92).key, ladder_step(152, 92, symptoms=["chest_pain"]).key
        ('recheck', 'emergency')
        >>> ladder_step(185, 95).key, ladder_step(185, 95, in_session=True).key
        ('hold', 'pause')
    """
    systolic, diastolic = _pressures(systolic_mmhg, diastolic_mmhg)
    flags = red_flags()
    for symptom in symptoms:
        if symptom not in (*flags, "other"):
            raise MonitoringError(f"symptom {symptom!r}: write one of {', '.join(flags)}, or other")
    present = [flags[symptom] for symptom in symptoms if symptom in flags]
    if present:
        return _step("emergency", f"{', '.join(present)}: the number no longer decides", ("red_flag_basis",))
    if in_session:
        if _reaches(systolic, diastolic, "stop"):
            return _step(
                "pause", "the pressure is at or above the level at which the drug is stopped", _edge("stop")
            )
        rise = float(fact(f"{_SHEET}.ladder.rise")) / _PERCENT
        if baseline_systolic_mmhg is not None and symptoms and systolic > baseline_systolic_mmhg * (1 + rise):
            return _step("pause", "a large rise, and the person feels unwell", ("rise",))
    if _reaches(systolic, diastolic, "hold"):
        key = "recheck" if in_session else "hold"
        return _step(key, "the pressure is at or above the level at which a dose is held", _edge("hold"))
    if systolic > _number("elevated", "systolic") or diastolic > _number("elevated", "diastolic"):
        return _step(
            "recheck", "the pressure is above the level at which a dose is simply given", _edge("elevated")
        )
    return _step(
        "proceed", "the pressure is not above the level at which a dose is simply given", _edge("elevated")
    )


def _edge(name: str) -> tuple[str, str]:
    return f"{name}.systolic", f"{name}.diastolic"


def _number(edge: str, side: str) -> float:
    return float(fact(f"{_SHEET}.ladder.{edge}.{side}"))


def _reaches(systolic: float, diastolic: float, edge: str) -> bool:
    return systolic >= _number(edge, "systolic") or diastolic >= _number(edge, "diastolic")


def _step(key: str, because: str, paths: Collection[str]) -> LadderStep:
    content = sheet(_SHEET)
    action = content.facts[f"ladder.steps.{key}.action"]
    numbers = tuple(content.facts[f"ladder.{path}"] for path in paths)
    return LadderStep(
        key,
        str(content.descriptions[f"ladder.steps.{key}.name"]),
        str(action.value),
        because,
        standing(numbers[0]),
        numbers,
    )


def _pressures(systolic: float, diastolic: float) -> tuple[float, float]:
    low, high = span(fact(f"{_SHEET}.ladder.limits"))
    for name, value in (("systolic_mmhg", systolic), ("diastolic_mmhg", diastolic)):
        if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
            raise MonitoringError(f"{name} {value!r}: give {low:g} to {high:g} mmHg")
    if diastolic >= systolic:
        raise MonitoringError(
            f"diastolic_mmhg {diastolic:g} is not below systolic_mmhg {systolic:g}; swap them"
        )
    return float(systolic), float(diastolic)


@dataclass(frozen=True)
class Criterion:
    """One thing that must hold before somebody goes home.

    Attributes:
        key: Name in the data.
        rule: The rule with its source.
        met: Whether it holds.
        told: The rule in words.
    """

    key: str
    rule: Quantity
    met: bool
    told: str


@dataclass(frozen=True)
class Discharge:
    """Whether somebody may go home, and what is missing.

    Attributes:
        criteria: Every criterion, met or not.
    """

    criteria: tuple[Criterion, ...]

    @property
    def ready(self) -> bool:
        return all(criterion.met for criterion in self.criteria)

    @property
    def missing(self) -> tuple[Criterion, ...]:
        return tuple(criterion for criterion in self.criteria if not criterion.met)


def discharge(  # noqa: PLR0913 - each criterion by name
    route: str,
    *,
    minutes_since_last_dose: float,
    aldrete: int,
    back_to_baseline: bool,
    escort: bool,
    drives: bool,
    knows_the_plan: bool,
) -> Discharge:
    """Whether somebody may go home: all criteria together; a score never replaces the escort.

    Args:
        route: Route of the dose.
        minutes_since_last_dose: Minutes since the last of the drug went in.
        aldrete: Modified Aldrete score of 1995, with oxygen saturation, 0 to 10.
        back_to_baseline: Whether sedation, dissociation and slow breathing have gone.
        escort: Whether a responsible adult takes the person home.
        drives: Whether the person means to drive.
        knows_the_plan: Whether the person knows the plan for the night and whom to call.

    Raises:
        MonitoringError: A score or time that cannot be.
        DosingError: There is no such route.

    Examples:
        >>> found = discharge("iv", minutes_since_last_dose=130, aldrete=9, back_to_baseline=True, escort=False,
        ...                   drives=False, knows_the_plan=True)
        >>> found.ready, [criterion.key for criterion in found.missing]
        (False, ['escort'])
    """
    most, least = fact(f"{_SHEET}.discharge.aldrete_most"), fact(f"{_SHEET}.discharge.aldrete")
    if isinstance(aldrete, bool) or not isinstance(aldrete, int) or not 0 <= aldrete <= float(most):
        raise MonitoringError(f"aldrete {aldrete!r}: a whole number from 0 to {float(most):g}")
    if not minutes_since_last_dose >= 0:
        raise MonitoringError(f"minutes_since_last_dose {minutes_since_last_dose!r}: give 0 or more")
    stay = schedule_for(route).stay
    shortest = span(stay)[1]
    criteria = (
        (
            "stay",
            stay,
            minutes_since_last_dose >= shortest,
            f"at least {shortest:g} minutes since the last of the drug",
        ),
        (
            "aldrete",
            least,
            aldrete >= float(least),
            f"modified Aldrete score (1995) of at least {float(least):g}",
        ),
        ("baseline", None, back_to_baseline, ""),
        ("escort", None, escort, ""),
        ("driving", None, not drives, ""),
        ("orientation", None, knows_the_plan, ""),
    )
    return Discharge(
        tuple(
            Criterion(
                key, rule := quantity or fact(f"{_SHEET}.discharge.{key}"), bool(met), told or str(rule.value)
            )
            for key, quantity, met, told in criteria
        )
    )


def rems_steps() -> tuple[Quantity, ...]:
    """What the esketamine programme (United States) asks for, in order."""
    facts = sheet(_SHEET).facts
    return tuple(facts[path] for path in facts if path.startswith("rems."))


def is_rems(route: str) -> bool:
    """Whether the route is the one that the programme is about."""
    return route == ESKETAMINE_NASAL
