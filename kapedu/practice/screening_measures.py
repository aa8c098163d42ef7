"""Findings from what was measured, counted or tested."""

from collections.abc import Iterator

from kapedu.knowledge import Quantity, fact
from kapedu.practice.screening_finding import Finding, from_sheet, missing
from kapedu.practice.screening_profile import Profile

_NOT_MEASURED = {
    "age_years": "Not given: age",
    "weight_kg": "Not measured: weight",
    "height_cm": "Not measured: height",
    "systolic_mmhg": "Not measured: systolic pressure",
    "diastolic_mmhg": "Not measured: diastolic pressure",
    "heart_rate_bpm": "Not measured: heart rate",
    "oxygen_saturation_percent": "Not measured: oxygen saturation",
    "alt_times_normal": "Not measured: liver enzymes",
}


def measured(profile: Profile) -> Iterator[Finding]:
    """Every finding from numbers and tests, those not done included."""
    for name, words in _NOT_MEASURED.items():
        if name not in profile.numbers:
            yield missing(name, words)
    yield from _tests(profile)
    yield from _person(profile)
    yield from _pressure(profile)
    yield from _signs(profile)


def _tests(profile: Profile) -> Iterator[Finding]:
    if profile.pregnancy in (None, "not-tested"):
        yield missing("pregnancy", "Not tested: pregnancy")
    elif profile.pregnancy == "positive":
        yield from_sheet("pregnant")
    if profile.drug_screen in (None, "not-tested"):
        yield missing("drug_screen", "Not tested: urine for drugs")
    elif profile.drug_screen != "negative":
        yield from_sheet(f"drug_screen_{profile.drug_screen}")


def _person(profile: Profile) -> Iterator[Finding]:
    age = profile.numbers.get("age_years")
    if age is not None and age >= _limit("age_older"):
        yield from_sheet("older", f" ({age:g})", _fact("age_older"))
    if age is not None and age < _limit("age_adult"):
        yield from_sheet("minor", f" ({age:g})", _fact("age_adult"))
    index = profile.body_mass_index
    if index is not None and index > _limit("bmi"):
        yield from_sheet("bmi", f": {index:.1f}, above {_fact('bmi').number_text}", _fact("bmi"))
    alt = profile.numbers.get("alt_times_normal")
    if alt is not None and alt > _limit("alt"):
        text = f": {alt:g} times the upper limit of normal, above {_fact('alt').number_text}"
        yield from_sheet("alt", text, _fact("alt"))


def _pressure(profile: Profile) -> Iterator[Finding]:
    systolic, diastolic = profile.numbers.get("systolic_mmhg"), profile.numbers.get("diastolic_mmhg")
    if systolic is None or diastolic is None:
        return
    from kapedu.practice.pressure_ladder import ladder_step

    key = ladder_step(systolic, diastolic).key
    edge = {"hold": "hold", "recheck": "elevated"}.get(key)
    if edge is not None:
        upper, lower = (fact(f"monitoring.ladder.{edge}.{end}") for end in ("systolic", "diastolic"))
        by_systolic = systolic > float(upper) or (key == "hold" and systolic >= float(upper))
        text = f": {systolic:g}/{diastolic:g} mmHg, limit {upper.number_text}/{lower.number_text}"
        yield from_sheet(f"pressure_{key}", text, upper if by_systolic else lower)
    for end, value in (("systolic", systolic), ("diastolic", diastolic)):
        limit = fact(f"screening.limits.pressure_low.{end}")
        if value < float(limit):
            yield from_sheet("pressure_low", f": {systolic:g}/{diastolic:g} mmHg", limit)
            return


def _signs(profile: Profile) -> Iterator[Finding]:
    rate = profile.numbers.get("heart_rate_bpm")
    limits = _fact("heart_rate")
    assert isinstance(limits.value, tuple)
    if rate is not None and not limits.value[0] <= rate <= limits.value[1]:
        text = f" of {limits.value[0]} to {limits.value[1]}: {rate:g} per minute"
        yield from_sheet("heart_rate", text, limits)
    saturation = profile.numbers.get("oxygen_saturation_percent")
    if saturation is not None and saturation < _limit("saturation"):
        text = f": {saturation:g} %, below {_fact('saturation').number_text} %"
        yield from_sheet("saturation", text, _fact("saturation"))


def _fact(name: str) -> Quantity:
    return fact(f"screening.limits.{name}")


def _limit(name: str) -> float:
    return float(_fact(name))
