"""Risk of bias of one result of one randomised trial, by the rules of RoB 2.

Five domains with signalling questions (paraphrased); the answers of a domain lead to low, some
concerns or high by a fixed rule, and the worst domain decides overall. A judgement may differ from
the rule, with a reason.

Source:
    Sterne et al. 2019, BMJ 366:l4898 (``sterne2019``) and chapter 8 of the Cochrane Handbook
    (``rob2``), effect of assignment to treatment. How far the rules could be checked, and what is
    simplified, stands in ``rob2_rules``.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from kapedu.evidence.errors import EvidenceError
from kapedu.evidence.rob2_rules import RULES, Answers, UnansweredError, departures_and_analysis


class Answer(StrEnum):
    """Reply to a signalling question."""

    YES = "Y"
    PROBABLY_YES = "PY"
    PROBABLY_NO = "PN"
    NO = "N"
    NO_INFORMATION = "NI"


class Risk(StrEnum):
    """Judgement of a domain or of the whole."""

    LOW = "low"
    SOME = "some concerns"
    HIGH = "high"


DOMAINS = MappingProxyType(
    {
        "randomisation": "Randomisation process",
        "deviations": "Deviations from the intended treatment",
        "missing": "Missing outcome data",
        "measurement": "Measurement of the outcome",
        "selection": "Selection of the reported result",
    }
)

QUESTIONS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "randomisation": {
            "1.1": "Was the order of allocation produced by chance?",
            "1.2": "Could nobody foresee the next allocation until the person was enrolled and assigned?",
            "1.3": "Do differences at the start suggest that something went wrong with the randomisation?",
        },
        "deviations": {
            "2.1": "Did participants know which treatment they had?",
            "2.2": "Did the people who treated them know?",
            "2.3": "If anybody knew: did treatment depart from the plan because of the trial itself?",
            "2.4": "If so: is that likely to have changed the outcome?",
            "2.5": "If so: did it happen alike in both groups?",
            "2.6": "Was everybody analysed in the group they were assigned to, by a suitable method?",
            "2.7": "If not: could leaving people out or moving them have changed the result much?",
        },
        "missing": {
            "3.1": "Are there outcome data for all, or nearly all, who were randomised?",
            "3.2": "If not: is there evidence that the missing data did not bias the result?",
            "3.3": "If not: could it depend on the outcome itself whether somebody is missing?",
            "3.4": "If so: is it likely that it did?",
        },
        "measurement": {
            "4.1": "Was the way of measuring the outcome unsuitable?",
            "4.2": "Could measuring have differed between the groups?",
            "4.3": "If neither: did those who assessed the outcome know the treatment? "
            "(With self-report the patient is the assessor.)",
            "4.4": "If they knew: could knowing have changed the assessment?",
            "4.5": "If so: is it likely that it did?",
        },
        "selection": {
            "5.1": "Was the result analysed by a plan that was final before anybody saw unblinded outcomes?",
            "5.2": "Was it likely picked from several ways or times of measuring, because of its results?",
            "5.3": "Was it likely picked from several analyses, because of its results?",
        },
    }
)


_NEEDS_EVIDENCE = frozenset({"3.2"})
"""Questions that ask whether evidence exists: where none is known the answer is no, not "no information"."""

RULE_IN_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "randomisation": "Without concealment the risk is high. With it, it is low, unless the order was not "
        "left to chance or the groups differ suspiciously. When concealment is not described, there are some "
        "concerns at least.",
        "deviations": "Two parts, and the worse one counts. Knowing the treatment does no harm by itself: it "
        "matters when it made treatment depart from the plan, with an effect on the outcome, unlike in the two "
        "groups. And everybody has to be analysed where they were assigned.",
        "missing": "Nearly complete data, or evidence that the gaps did no harm, or gaps that cannot depend on "
        "the outcome: low. If they could but probably do not: some concerns. Otherwise high.",
        "measurement": "An unsuitable or uneven way of measuring: high. Otherwise it is low if assessors did not "
        "know the treatment or could not be swayed; some concerns if they could be swayed but probably were "
        "not; high if they probably were, or if nobody can say.",
        "selection": "A result that was probably picked among several: high. Low needs both a plan that was "
        "final beforehand and no sign of picking. Everything else: some concerns.",
    }
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """The judgement of one domain."""

    domain: str
    by_rule: Risk
    risk: Risk
    """As ``by_rule``, or as overridden."""
    reason: str
    answers: Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class RiskOfBias:
    """The judgement of one result."""

    result: str
    """Which result of which trial: RoB 2 never judges a whole trial."""
    domains: tuple[Judgement, ...]
    by_rule: Risk
    overall: Risk
    reason: str = ""

    def traffic_lights(self) -> tuple[tuple[str, Risk], ...]:
        """Title of each domain with its judgement, and ``Overall`` last."""
        return (*((DOMAINS[part.domain], part.risk) for part in self.domains), ("Overall", self.overall))


def answers_to(number: str) -> tuple[Answer, ...]:
    """The answers that a signalling question allows.

    >>> [answer.value for answer in answers_to("3.2")]
    ['Y', 'PY', 'PN', 'N']
    """
    return tuple(
        answer for answer in Answer if answer is not Answer.NO_INFORMATION or number not in _NEEDS_EVIDENCE
    )


def questions_to_ask(domain: str, answers: Mapping[str, str]) -> tuple[str, ...]:
    """Numbers of the signalling questions that the answers so far lead to; the last one is open.

    >>> questions_to_ask("missing", {"3.1": "Y"})
    ('3.1',)
    >>> questions_to_ask("missing", {"3.1": "N"})
    ('3.1', '3.2')
    """
    given = Answers(_answers(domain, answers))
    with suppress(UnansweredError):
        RULES[domain](given)
    return tuple(given.asked)


def judge_domain(domain: str, answers: Mapping[str, str]) -> Risk:
    """The judgement that the answers of a domain lead to.

    Raises:
        EvidenceError: An unknown domain, question or answer, or a question that is not answered.

    >>> judge_domain("randomisation", {"1.1": "Y", "1.2": "Y", "1.3": "N"}).value
    'low'
    """
    given = Answers(_answers(domain, answers))
    try:
        return Risk(RULES[domain](given))
    except UnansweredError as missing:
        number = str(missing)
        raise EvidenceError(
            f"domain {domain}, question {number}: no answer; {QUESTIONS[domain][number]} "
            f"Allowed: {', '.join(answers_to(number))}"
        ) from None


def deviation_parts(answers: Mapping[str, str]) -> tuple[Risk, Risk]:
    """The two parts of the domain ``deviations``: departures from the plan, and the analysis.

    Raises:
        EvidenceError: As for :func:`judge_domain`.

    >>> [risk.value for risk in deviation_parts({"2.1": "N", "2.2": "N", "2.6": "N", "2.7": "N"})]
    ['low', 'some concerns']
    """
    judge_domain("deviations", answers)
    departures, analysis = departures_and_analysis(Answers(_answers("deviations", answers)))
    return Risk(departures), Risk(analysis)


def _answers(domain: str, answers: Mapping[str, str]) -> dict[str, Answer]:
    if domain not in QUESTIONS:
        raise EvidenceError(f"domain {domain!r} is not one of {', '.join(QUESTIONS)}")
    found = {}
    for number, written in answers.items():
        if number not in QUESTIONS[domain]:
            raise EvidenceError(
                f"domain {domain}: no question {number!r}; there are {', '.join(QUESTIONS[domain])}"
            )
        allowed = answers_to(number)
        if written not in allowed:
            raise EvidenceError(
                f"domain {domain}, question {number}: {written!r} is not one of {', '.join(allowed)}"
            )
        found[number] = Answer(written)
    return found


def judge(
    result: str,
    answers: Mapping[str, Mapping[str, str]],
    overrides: Mapping[str, tuple[str, str]] | None = None,
) -> RiskOfBias:
    """Judge one result.

    Args:
        result: Which result of which trial.
        answers: Answers by domain and question number, such as ``{"missing": {"3.1": "Y"}}``.
        overrides: Domain, or ``overall``, to a judgement with its reason.

    Raises:
        EvidenceError: A domain is missing, an answer is missing or unknown, an override has no reason.
    """
    changed = dict(overrides or {})
    unknown = [name for name in changed if name not in (*DOMAINS, "overall")]
    if unknown:
        raise EvidenceError(f"override {unknown[0]!r} is not one of {', '.join(DOMAINS)}, overall")
    missing = [domain for domain in DOMAINS if domain not in answers]
    if missing:
        raise EvidenceError(f"{result}: no answers for the domain {missing[0]}")
    parts = []
    for domain in DOMAINS:
        by_rule = judge_domain(domain, answers[domain])
        risk, reason = _override(domain, by_rule, changed)
        parts.append(
            Judgement(domain, by_rule, risk, reason, MappingProxyType(_answers(domain, answers[domain])))
        )
    by_rule = overall_risk([part.risk for part in parts])
    risk, reason = _override("overall", by_rule, changed)
    return RiskOfBias(result, tuple(parts), by_rule, risk, reason)


def _override(name: str, by_rule: Risk, changed: Mapping[str, tuple[str, str]]) -> tuple[Risk, str]:
    if name not in changed:
        return by_rule, ""
    written, reason = changed[name]
    if not reason.strip():
        raise EvidenceError(f"override of {name}: give the reason; a judgement without one is an opinion")
    try:
        return Risk(written), reason
    except ValueError:
        raise EvidenceError(f"override of {name}: {written!r} is not one of {', '.join(Risk)}") from None


def overall_risk(domains: Sequence[Risk]) -> Risk:
    """The least favourable domain decides.

    Several domains with some concerns may together be judged high: that is an override with a reason.

    >>> overall_risk([Risk.LOW, Risk.SOME, Risk.LOW]).value
    'some concerns'
    """
    for risk in (Risk.HIGH, Risk.SOME):
        if risk in domains:
            return risk
    return Risk.LOW


def summary(assessed: Sequence[RiskOfBias]) -> dict[str, dict[Risk, int]]:
    """How many results have which judgement, by domain and overall: the numbers of a summary plot."""
    titles = (*DOMAINS.values(), "Overall")
    return {
        title: {risk: sum(dict(one.traffic_lights())[title] is risk for one in assessed) for risk in Risk}
        for title in titles
    }
