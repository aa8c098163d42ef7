"""The pressure ladder of the day: where a reading stands, and what comes next.

The numbers of the ladder are a clinic's choice that nobody has published as a consensus: each carries the label
:data:`kapedu.practice.standing.SIGN_OFF`. What can be graded is the order of the steps and the red flags.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from kapedu.knowledge import Quantity, fact, sheet
from kapedu.practice.monitoring_error import MonitoringError
from kapedu.practice.standing import standing

_SHEET = "monitoring"
_PERCENT = 100


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
    limits = fact(f"{_SHEET}.ladder.limits").value
    low, high = limits if isinstance(limits, tuple) else (0.0, float("inf"))
    for name, value in (("systolic_mmhg", systolic), ("diastolic_mmhg", diastolic)):
        if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
            raise MonitoringError(f"{name} {value!r}: give {low:g} to {high:g} mmHg")
    if diastolic >= systolic:
        raise MonitoringError(
            f"diastolic_mmhg {diastolic:g} is not below systolic_mmhg {systolic:g}; swap them"
        )
    return float(systolic), float(diastolic)
