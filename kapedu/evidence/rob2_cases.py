"""Results of real trials read with RoB 2: what could be seen, the course's answers and their reasons.

The judgements are not stored but follow from the answers by the rules of ``rob2``; the sheet's own
words for them are checked against that when a case is read.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from kapedu.evidence.errors import EvidenceError
from kapedu.evidence.rob2 import DOMAINS, Answer, RiskOfBias, judge
from kapedu.knowledge import Quantity, Sheet, sheet
from kapedu.knowledge.errors import nearest
from kapedu.knowledge.trials import Trial, trial

_SHEET = "trial_reading"


@dataclass(frozen=True, slots=True)
class ReadDomain:
    """One domain of one result as the course read it."""

    domain: str
    seen: tuple[Quantity, ...]
    """What the sources say that bears on it."""
    answers: Mapping[str, Answer]
    reasons: Mapping[str, str]
    """Why each question was answered so."""
    other: str
    """How a fair reader may see it otherwise."""


@dataclass(frozen=True, slots=True)
class ReadResult:
    """One result of one trial as the course read it."""

    id: str
    title: str
    row: Trial
    """The result's row in the trials register."""
    result: Quantity
    seen: str
    """Which documents could be seen; nothing else was used."""
    domains: Mapping[str, ReadDomain]

    @property
    def answers(self) -> dict[str, dict[str, str]]:
        """The course's answers by domain and question."""
        return {name: {**domain.answers} for name, domain in self.domains.items()}

    def judged(self) -> RiskOfBias:
        """The judgements that follow from the course's answers."""
        return judge(self.title, self.answers)


def read_result(name: str) -> ReadResult:
    """A result by its name.

    Raises:
        EvidenceError: There is no such result, or its answers and its judgement disagree.

    >>> read_result("lii").judged().overall.value
    'some concerns'
    """
    results = read_results()
    if name not in results:
        raise EvidenceError(f"no result {name!r}; there are {', '.join(results)}{nearest(name, results)}")
    return results[name]


@cache
def read_results() -> Mapping[str, ReadResult]:
    """All results that the course read with RoB 2, by name.

    >>> list(read_results())
    ['lii', 'su']
    """
    return read_from(sheet(_SHEET))


def read_from(content: Sheet) -> Mapping[str, ReadResult]:
    """The results of a sheet.

    Raises:
        EvidenceError: Answers and judgement of a domain disagree, or an answer cannot be used.
    """
    return MappingProxyType({name: _read(content, name) for name in content.members("results")})


def _read(content: Sheet, name: str) -> ReadResult:
    place = f"results.{name}"
    domains = {domain: _domain(content, f"{place}.{domain}", domain) for domain in DOMAINS}
    found = ReadResult(
        name,
        str(content.descriptions[f"{place}.title"]),
        trial(str(content.descriptions[f"{place}.row"])),
        content.facts[f"{place}.result"],
        str(content.descriptions[f"{place}.seen"]),
        MappingProxyType(domains),
    )
    judged = found.judged()
    stated = [content.facts[f"{place}.{domain}.judgement"] for domain in DOMAINS]
    for quantity, (title, risk) in zip(
        [*stated, content.facts[f"{place}.overall"]], judged.traffic_lights(), strict=True
    ):
        if quantity.value != risk:
            raise EvidenceError(
                f"{content.name}.json: {name}, {title}: the sheet says {quantity.value!r}, its answers lead to {risk}"
            )
    return found


def _domain(content: Sheet, place: str, domain: str) -> ReadDomain:
    seen = tuple(fact for path, fact in content.facts.items() if path.startswith(f"{place}.facts."))
    answers, reasons = {}, {}
    for path, text in content.descriptions.items():
        if path.startswith(f"{place}.") and path.endswith(".answer"):
            asked = path[len(place) + 1 : -len(".answer")]
            number = asked.replace("_", ".")
            answers[number] = Answer(str(text))
            reasons[number] = str(content.descriptions[f"{place}.{asked}.why"])
    return ReadDomain(
        domain,
        seen,
        MappingProxyType(answers),
        MappingProxyType(reasons),
        str(content.descriptions[f"{place}.other"]),
    )
