"""Findings from the medicine list, and those that a medicine changes."""

from collections.abc import Iterator, Sequence

from kapedu.knowledge import fact, sheet
from kapedu.practice.screening_finding import (
    NOT_RECOGNISED,
    PRESENT,
    Finding,
    from_sheet,
    missing,
    of_question,
)
from kapedu.practice.screening_medicines import Medicine
from kapedu.practice.screening_profile import Profile, dated, described, questions

BIPOLAR = "bipolar"
_RULE, _QUIET = "rule", "quiet"
_NASAL = "nasal"


def taken(profile: Profile, medicines: Sequence[Medicine]) -> Iterator[Finding]:
    """Every finding from the medicine list.

    Args:
        profile: Who takes them.
        medicines: The entries of the list, as recognised.
    """
    if profile.medicines is None:
        yield missing("medicines", "Not asked: medicines")
    for medicine in medicines:
        if not medicine.known:
            yield _unknown(medicine)
        elif medicine.rest:
            yield _not_understood(medicine)
    for name in dict.fromkeys(one for medicine in medicines for one in medicine.classes):
        group = str(sheet("medicines").descriptions[f"classes.{name}.group"])
        if group in (_RULE, _QUIET) or (name == _NASAL and profile.drug == "ketamine"):
            continue
        yield Finding(
            f"medicine.{name}",
            group,
            PRESENT,
            f"{_title(name)}: {_listed(medicines, name)}",
            fact(f"medicines.classes.{name}.reason"),
            str(sheet("medicines").descriptions[f"classes.{name}.changes"]),
            as_of=dated(f"classes.{name}", "medicines"),
        )
    yield from _benzodiazepine(profile, medicines)
    yield from _bipolar(profile, medicines)


def _unknown(medicine: Medicine) -> Finding:
    hint = f"; did you mean {medicine.suggestion}?" if medicine.suggestion else ""
    return Finding(
        f"medicine.unknown.{medicine.written}",
        "pause",
        NOT_RECOGNISED,
        f"Medicine not recognised: {medicine.written}{hint}",
        fact("screening.missing.unknown_medicine"),
        described("missing.unknown_changes"),
    )


def _not_understood(medicine: Medicine) -> Finding:
    return Finding(
        f"medicine.unknown.{medicine.written}",
        "pause",
        NOT_RECOGNISED,
        f"Not understood in {medicine.written}: {medicine.rest}",
        fact("screening.missing.not_understood"),
        described("missing.unknown_changes"),
    )


def _benzodiazepine(profile: Profile, medicines: Sequence[Medicine]) -> Iterator[Finding]:
    listed = _listed(medicines, "benzodiazepine")
    dose_mg = profile.numbers.get("benzodiazepine_diazepam_mg")
    limit = fact("screening.limits.benzodiazepine")
    if not listed and not dose_mg:
        return
    listed = listed or "named only by its dose"
    if dose_mg is None:
        yield from_sheet("benzodiazepine_unknown", f": {listed}", limit)
    else:
        name = "benzodiazepine_high" if dose_mg > float(limit) else "benzodiazepine_low"
        yield from_sheet(name, f": {listed}, {dose_mg:g} mg diazepam equivalent a day", limit)


def _bipolar(profile: Profile, medicines: Sequence[Medicine]) -> Iterator[Finding]:
    if not profile.answers.get(BIPOLAR):
        return
    stabiliser = _listed(medicines, "mood_stabiliser")
    if stabiliser:
        yield from_sheet("bipolar_stabilised", f": {stabiliser}")
        return
    yield of_question(questions()[BIPOLAR])


def _listed(medicines: Sequence[Medicine], name: str) -> str:
    return ", ".join(medicine.written for medicine in medicines if name in medicine.classes)


def _title(name: str) -> str:
    title = str(sheet("medicines").descriptions[f"classes.{name}.title"])
    return title[0].upper() + title[1:]
