"""Who is to be screened: what was asked, measured and answered, and what was not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType

from kapedu.knowledge import Quantity, facts, sheet
from kapedu.language import _

_SHEET = "screening"
PREGNANCY = ("not-possible", "negative", "positive", "not-tested")
DRUG_SCREEN = ("negative", "stimulant", "other", "not-tested")
DRUGS = ("ketamine", "esketamine")
NUMBERS = (
    "age_years",
    "weight_kg",
    "height_cm",
    "earlier_treatments",
    "systolic_mmhg",
    "diastolic_mmhg",
    "heart_rate_bpm",
    "oxygen_saturation_percent",
    "alt_times_normal",
    "benzodiazepine_diazepam_mg",
)


class ScreeningError(ValueError):
    """A profile that cannot be read; the message names the place, the value and what is allowed."""


@dataclass(frozen=True)
class Profile:
    """One patient on one day. None stands for *not asked* or *not measured*, and is never taken for *no*.

    Attributes:
        label: What to call the patient; no name.
        story: The case in a few sentences.
        indication: Why ketamine is considered; a key of :func:`indications`.
        drug: ``ketamine`` or ``esketamine``.
        numbers: Measured or counted, by the names in ``NUMBERS``; those missing were not measured.
        pregnancy: One of ``PREGNANCY``.
        drug_screen: One of ``DRUG_SCREEN``.
        medicines: Every medicine as written; empty for *takes none*.
        answers: Yes (True) or no (False) by question; those missing were not asked.

    Raises:
        ScreeningError: A value that is not allowed; names the field, the value and what is allowed.
    """

    label: str = "Patient"
    story: str = ""
    indication: str | None = None
    drug: str | None = None
    numbers: Mapping[str, float] = field(default_factory=dict)
    pregnancy: str | None = None
    drug_screen: str | None = None
    medicines: tuple[str, ...] | None = None
    answers: Mapping[str, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "numbers", MappingProxyType(dict(self.numbers)))
        object.__setattr__(self, "answers", MappingProxyType(dict(self.answers)))
        for name, value, allowed in (
            ("indication", self.indication, tuple(indications())),
            ("drug", self.drug, DRUGS),
            ("pregnancy", self.pregnancy, PREGNANCY),
            ("drug_screen", self.drug_screen, DRUG_SCREEN),
        ):
            if value is not None and value not in allowed:
                raise ScreeningError(f"{name}: {value!r} is not known; write one of {', '.join(allowed)}")
        for name in self.numbers:
            if name not in NUMBERS:
                raise ScreeningError(f"{name}: there is no such measure; there are {', '.join(NUMBERS)}")
            check_number(name, self.numbers[name])
        for name, answer in self.answers.items():
            if name not in questions():
                raise ScreeningError(f"{name}: there is no such question; there are {', '.join(questions())}")
            if not isinstance(answer, bool):
                raise ScreeningError(
                    f"{name}: {answer!r} is not yes or no; leave it out when it was not asked"
                )

        systolic, diastolic = (self.numbers.get(name) for name in ("systolic_mmhg", "diastolic_mmhg"))
        if systolic is not None and diastolic is not None and diastolic >= systolic:
            raise ScreeningError(
                f"diastolic_mmhg: {diastolic:g} is not below the systolic pressure of {systolic:g}; "
                "write the lower figure here"
            )

    @property
    def body_mass_index(self) -> float | None:
        """Weight over height squared, kg/m2; None where one of them is missing."""
        weight, height = self.numbers.get("weight_kg"), self.numbers.get("height_cm")
        if weight is None or height is None:
            return None
        metres = height / _CENTIMETRES_PER_METRE
        return weight / (metres * metres)


_CENTIMETRES_PER_METRE = 100


@dataclass(frozen=True)
class Question:
    """One yes-or-no question of the screening form.

    Attributes:
        name: What to write for it in a file.
        section: ``history``, ``today`` or ``readiness``.
        ask: The question in words.
        bad: The answer that is a finding: True for yes.
        group: ``stop``, ``pause`` or ``readiness``.
        finding: What the finding is called.
        reason: Why, with its source.
        changes: What would change the finding.
        as_of: Date of the label that the reason quotes; empty where it quotes none.
    """

    name: str
    section: str
    ask: str
    bad: bool
    group: str
    finding: str
    reason: Quantity
    changes: str
    as_of: str = ""


def described(path: str) -> str:
    """A describing text of the screening sheet."""
    return str(sheet(_SHEET).descriptions[path])


def dated(path: str, name: str = _SHEET) -> str:
    """The date of the label that an entry quotes; empty where it quotes none.

    >>> dated("rules.aneurysm"), dated("rules.escort")
    ('2021', '2026-11')
    """
    return str(sheet(name).descriptions.get(f"{path}.as_of", ""))


@cache
def questions() -> Mapping[str, Question]:
    """Every question by name, in the order of the form.

    >>> questions()["escort"].bad, questions()["aneurysm"].group
    (False, 'stop')
    """
    reasons = facts(f"{_SHEET}.rules")
    names = [path.partition(".")[0] for path in reasons if path.endswith(".reason")]
    return MappingProxyType(
        {
            name: Question(
                name=name,
                section=described(f"rules.{name}.section"),
                ask=described(f"rules.{name}.ask"),
                bad=described(f"rules.{name}.when") == "yes",
                group=described(f"rules.{name}.group"),
                finding=described(f"rules.{name}.finding"),
                reason=reasons[f"{name}.reason"],
                changes=described(f"rules.{name}.changes"),
                as_of=dated(f"rules.{name}"),
            )
            for name in names
        }
    )


@cache
def indications() -> Mapping[str, str]:
    """Every indication by key, with its title.

    >>> indications()["ptsd"]
    'Post-traumatic stress disorder'
    """
    return sheet(_SHEET).texts("indications", "title")


def check_number(name: str, value: float) -> None:
    """Refuse what cannot be a measurement.

    Raises:
        ScreeningError: Not a number, or outside what is possible; names the measure and the bounds.
    """
    possible = facts(f"{_SHEET}.limits.possible")[name]
    assert isinstance(possible.value, tuple)
    low, high = possible.value
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        hint = _HINTS.get(name, "")
        raise ScreeningError(f"{name}: {value!r} is not possible; write a number from {low} to {high}{hint}")


def number_title(name: str) -> str:
    """A measure in words, its unit last.

    >>> number_title("weight_kg")
    'Weight, kg'
    """
    return described(f"measure_titles.{name}")


def number_hint(name: str) -> str:
    """What a measure may be.

    >>> number_hint("weight_kg")
    '25 to 350'
    """
    possible = facts(f"{_SHEET}.limits.possible")[name]
    assert isinstance(possible.value, tuple)
    return _("{low} to {high}").format(low=possible.value[0], high=possible.value[1])


_HINTS = {
    "weight_kg": " (kilograms, not pounds)",
    "height_cm": " (centimetres, not inches or metres)",
    "alt_times_normal": " (times the upper limit of normal)",
}
