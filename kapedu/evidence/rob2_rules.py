"""The decision rule of each RoB 2 domain: answers in, judgement out.

A rule that needs an answer which is not there stops with ``UnansweredError``, so that the same rule
says which question to ask next. Yes and probably yes count alike, as do no and probably no; what no
information means differs from question to question.

Where the rules come from:
    The guidance of 22 August 2019 (``rob2guidance``) prints a mapping table and a flowchart for each
    domain. The flowcharts themselves could not be opened when this was written. The rules were
    checked against what could be: the criteria of domain 1 as quoted in a published protocol, the
    questions of domain 4 in a copy of the guidance, and two open programs that follow the official
    diagrams (named in ``tests/evidence/test_rob2_rules.py``). Run on all 82,000 sets of answers that
    the questions allow, both programs came to the same judgements as these rules.

Simplified:
    Only parallel groups and the effect of assignment to treatment; the variants for clusters, for
    crossover trials and for adherence are not here. The optional question about the direction of a
    bias is left out.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

LOW, SOME, HIGH = "low", "some concerns", "high"
_RANK = (LOW, SOME, HIGH)


class UnansweredError(Exception):
    """A rule needs the answer to this question."""


class Answers:
    """Answers by question number, that remember which ones a rule asked for."""

    def __init__(self, given: Mapping[str, str]) -> None:
        self.given = given
        self.asked: dict[str, None] = {}

    def yes(self, number: str) -> bool:
        """Whether the answer is yes or probably yes."""
        return self._answer(number) in ("Y", "PY")

    def no(self, number: str) -> bool:
        """Whether the answer is no or probably no."""
        return self._answer(number) in ("N", "PN")

    def _answer(self, number: str) -> str:
        self.asked[number] = None
        if number not in self.given:
            raise UnansweredError(number)
        return self.given[number]


Rule = Callable[[Answers], str]


def _randomisation(given: Answers) -> str:
    not_by_chance, concealed, revealed = given.no("1.1"), given.yes("1.2"), given.no("1.2")
    uneven = given.yes("1.3")
    if revealed:
        return HIGH
    if concealed:
        return SOME if not_by_chance or uneven else LOW
    return HIGH if uneven else SOME


def _deviations(given: Answers) -> str:
    return max(departures_and_analysis(given), key=_RANK.index)


def departures_and_analysis(given: Answers) -> tuple[str, str]:
    """The judgements of the two parts of the second domain."""
    return _departures(given), _analysis(given)


def _departures(given: Answers) -> str:
    patients_blind, carers_blind = given.no("2.1"), given.no("2.2")
    if patients_blind and carers_blind:
        return LOW
    if not given.yes("2.3"):
        return LOW if given.no("2.3") else SOME
    if given.no("2.4") or given.yes("2.5"):
        return SOME
    return HIGH


def _analysis(given: Answers) -> str:
    if given.yes("2.6"):
        return LOW
    return SOME if given.no("2.7") else HIGH


def _missing(given: Answers) -> str:
    if given.yes("3.1") or given.yes("3.2") or given.no("3.3"):
        return LOW
    return SOME if given.no("3.4") else HIGH


def _measurement(given: Answers) -> str:
    unsuitable, differed = given.yes("4.1"), given.yes("4.2")
    if unsuitable or differed:
        return HIGH
    if given.no("4.3") or given.no("4.4"):
        return LOW if given.no("4.2") else SOME
    return SOME if given.no("4.5") else HIGH


def _selection(given: Answers) -> str:
    planned = given.yes("5.1")
    picked = [given.yes(number) for number in ("5.2", "5.3")]
    clean = [given.no(number) for number in ("5.2", "5.3")]
    if any(picked):
        return HIGH
    return LOW if planned and all(clean) else SOME


RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "randomisation": _randomisation,
        "deviations": _deviations,
        "missing": _missing,
        "measurement": _measurement,
        "selection": _selection,
    }
)
