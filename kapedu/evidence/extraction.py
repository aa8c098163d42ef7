"""Taking figures from a results table: what was typed, and which slip explains a figure that differs.

The slips are those that systematic reviews make: a standard error taken for a standard deviation,
arms exchanged, a minus sign lost, people enrolled counted instead of people analysed, a percentage
typed as a count.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isclose, sqrt
from types import MappingProxyType

from kapedu.evidence.arm import ArmError, Counts, Means
from kapedu.evidence.effect_size import log_risk_ratio, mean_difference
from kapedu.evidence.errors import EvidenceError
from kapedu.evidence.study import Study
from kapedu.knowledge.trials import Trial

MEANS = ("mean_1", "sd_1", "n_1", "mean_2", "sd_2", "n_2")
COUNTS = ("events_1", "n_1", "events_2", "n_2")
_PERCENT = 100
_ROUNDING_TOLERANCE = 0.01
"""An SD worked out from a rounded standard error is right within this share."""
_FIELD_WORDS = {
    "mean": "mean",
    "sd": "SD",
    "n": "number of people",
    "events": "number of people with the event",
}


@dataclass(frozen=True, slots=True)
class Slip:
    """Why what was typed is not what the register has."""

    fields: tuple[str, ...]
    kind: str
    """``arms``, ``sign``, ``standard-error``, ``difference``, ``enrolled``, ``percentage``, ``without``, ``other``."""
    explanation: str


def fields_of(row: Trial) -> tuple[str, ...]:
    """What has to be typed for a row: means, or events."""
    return MEANS if row.has_means else COUNTS


def right_figures(row: Trial) -> dict[str, float]:
    """The figures of the register, by field.

    >>> from kapedu.knowledge.trials import trial
    >>> right_figures(trial("04c"))
    {'events_1': 53.0, 'n_1': 101.0, 'events_2': 31.0, 'n_2': 100.0}
    """
    values = (
        (row.exp_mean, row.exp_sd, row.exp_n, row.ctl_mean, row.ctl_sd, row.ctl_n)
        if row.has_means
        else (row.exp_events, row.exp_n, row.ctl_events, row.ctl_n)
    )
    return {
        field: float(value) for field, value in zip(fields_of(row), values, strict=True) if value is not None
    }


def read_number(field: str, written: str) -> float:
    """A number as somebody types it: with a minus sign of any kind, or a decimal comma.

    Raises:
        EvidenceError: Nothing, or no number; names the field.

    >>> read_number("mean_1", "−21,4")
    -21.4
    """
    text = written.strip().replace("−", "-").replace("–", "-").replace(",", ".")
    try:
        return float(text)
    except ValueError:
        said = f"{written!r} is not a number" if text else "is still empty"
        raise EvidenceError(f"{field_words(field)} {said}") from None


def field_words(field: str) -> str:
    """A field in words.

    >>> field_words("sd_2")
    'SD of the control group'
    """
    name, _, arm = field.partition("_")
    return f"{_FIELD_WORDS[name]} of the {'treated' if arm == '1' else 'control'} group"


def slips(row: Trial, typed: Mapping[str, float]) -> tuple[Slip, ...]:
    """What is wrong with the typed figures; empty when all are right.

    Args:
        row: The row of the register.
        typed: A number for each of ``fields_of(row)``.
    """
    right = right_figures(row)
    if all(_same(field, typed[field], right[field]) for field in right):
        return ()
    if all(_same(field, typed[field], right[_other_arm(field)]) for field in right):
        return (Slip(tuple(right), "arms", "The two arms are exchanged. Group 1 is always the treated one."),)
    wrong = [field for field in right if not _same(field, typed[field], right[field])]
    found: dict[str, list[str]] = {}
    for field in wrong:
        found.setdefault(_kind(row, field, typed[field], right), []).append(field)
    return tuple(Slip(tuple(fields), kind, _EXPLANATIONS[kind]) for kind, fields in found.items())


_EXPLANATIONS = MappingProxyType(
    {
        "sign": "The minus sign is lost. A fall in the score is a negative change; without the sign a treatment "
        "that helps looks like one that harms.",
        "standard-error": "This is a standard error, not a standard deviation. Multiply it by the square root of "
        "the number of people. Left as it is, the study gets far too much weight.",
        "difference": "This is the standard error of the difference between the arms, from the published model. "
        "It is not the spread of people in one arm.",
        "enrolled": "This counts the people who entered the trial. The result was taken over those who were assessed "
        "at the end; use that number.",
        "percentage": "This is the percentage. A pool needs the number of people: the share times the people analysed.",
        "without": "These are the people without the event.",
        "other": "This is not the figure in the table. Look again.",
    }
)


def _kind(row: Trial, field: str, typed: float, right: Mapping[str, float]) -> str:
    """The first slip that would give what was typed."""
    name, _, arm = field.partition("_")
    people, enrolled = right[f"n_{arm}"], row.n_exp_rand if arm == "1" else row.n_ctl_rand
    would_give: Mapping[str, Mapping[str, float | None]] = {
        "mean": {"sign": -right[field]},
        "sd": {"standard-error": right[field] / sqrt(people), "difference": row.se},
        "n": {"enrolled": enrolled},
        "events": {"percentage": _PERCENT * right[field] / people, "without": people - right[field]},
    }
    for kind, figure in would_give[name].items():
        if figure is not None and isclose(typed, figure, rel_tol=_ROUNDING_TOLERANCE):
            return kind
    return "other"


def _same(field: str, typed: float, right: float) -> bool:
    return isclose(typed, right, rel_tol=_ROUNDING_TOLERANCE if field.startswith("sd") else 1e-9)


def _other_arm(field: str) -> str:
    name, _, arm = field.partition("_")
    return f"{name}_{'2' if arm == '1' else '1'}"


def study_from(row: Trial, typed: Mapping[str, float]) -> Study:
    """The study as typed: a mean difference, or a risk ratio.

    Raises:
        EvidenceError: A figure that no trial can have; names it.
    """
    try:
        if row.has_means:
            arms = [
                Means(typed[f"mean_{arm}"], typed[f"sd_{arm}"], _whole(typed[f"n_{arm}"])) for arm in (1, 2)
            ]
            return Study(row.trial, mean_difference(*arms), spread=(arms[0].sd, arms[1].sd))
        groups = [Counts(_whole(typed[f"events_{arm}"]), _whole(typed[f"n_{arm}"])) for arm in (1, 2)]
    except ArmError as error:
        raise EvidenceError(f"{row.trial}: {error}") from None
    return Study(row.trial, log_risk_ratio(*groups))


def _whole(number: float) -> int:
    if number != int(number):
        raise ArmError("the number of people", f"{number:g} is not a count (0, 1, 2 and so on)")
    return int(number)
