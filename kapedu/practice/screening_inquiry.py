"""Filling the holes of a form one question at a time."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from kapedu.practice.screening import screen
from kapedu.practice.screening_finding import MISSING, NOT_RECOGNISED
from kapedu.practice.screening_profile import NUMBERS, Profile, ScreeningError, indications, questions

_MEDICINES = "medicines"
_PREFIX = "missing."
_DOSE = "benzodiazepine_diazepam_mg"


@dataclass(frozen=True)
class Reply:
    """What one question brought.

    Attributes:
        profile: The patient with what is now known.
        said: The answer in words.
    """

    profile: Profile
    said: str


def gaps(profile: Profile) -> Mapping[str, str]:
    """What the form leaves open, by key, in words.

    >>> "escort" in gaps(Profile())
    True
    """
    found = {}
    for finding in screen(profile).findings:
        if finding.nature == MISSING:
            found[finding.name.removeprefix(_PREFIX)] = finding.finding.partition(": ")[2]
        elif finding.nature == NOT_RECOGNISED:
            found[_MEDICINES] = f"what the unknown medicine is ({finding.finding.partition(': ')[2]})"
    return found


def ask(known: Profile, truth: Profile, key: str) -> Reply:
    """Ask one thing.

    Args:
        known: What is known so far.
        truth: What is the case.
        key: One of the keys of :func:`gaps`.

    Raises:
        ScreeningError: The key is no gap of this form.
    """
    if key not in gaps(known):
        raise ScreeningError(
            f"{key}: the form leaves no such gap; there are {', '.join(gaps(known)) or 'none'}"
        )
    if key in questions():
        answer = truth.answers[key]
        said = "yes" if answer else "no"
        return Reply(replace(known, answers={**known.answers, key: answer}), said)
    if key in NUMBERS:
        value = truth.numbers[key]
        return Reply(replace(known, numbers={**known.numbers, key: value}), f"{value:g}")
    if key == "indication":
        return Reply(replace(known, indication=truth.indication), indications()[str(truth.indication)])
    if key == "pregnancy":
        return Reply(replace(known, pregnancy=truth.pregnancy), _plain(truth.pregnancy))
    if key == "drug_screen":
        return Reply(replace(known, drug_screen=truth.drug_screen), _plain(truth.drug_screen))
    numbers = dict(known.numbers)
    if _DOSE in truth.numbers:
        numbers[_DOSE] = truth.numbers[_DOSE]
    said = "; ".join(truth.medicines or ("none",))
    return Reply(replace(known, medicines=truth.medicines, numbers=numbers), said)


def _plain(word: str | None) -> str:
    return str(word).replace("-", " ")
