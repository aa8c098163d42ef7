"""How much of a judgement hangs on one answer."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kapedu.evidence.rob2 import (
    DOMAINS,
    Answer,
    Risk,
    answers_to,
    judge_domain,
    overall_risk,
    questions_to_ask,
)

_SAME = {
    Answer.YES: "yes",
    Answer.PROBABLY_YES: "yes",
    Answer.PROBABLY_NO: "no",
    Answer.NO: "no",
    Answer.NO_INFORMATION: "no information",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One answer given otherwise, and what follows overall."""

    domain: str
    number: str
    answer: Answer
    """Stands for its kind: yes for probably yes as well, no for probably no."""
    risk: Risk
    """Of the domain."""
    overall: Risk


def one_answer_away(answers: Mapping[str, Mapping[str, str]]) -> tuple[Change, ...]:
    """The single answers that would change the overall judgement.

    An answer that opens questions which nobody has answered is left out: more than one answer
    would be needed.

    Args:
        answers: Answers of all five domains, as for ``judge``.

    Raises:
        EvidenceError: As for ``judge_domain``.

    >>> clean = {
    ...     "randomisation": {"1.1": "Y", "1.2": "Y", "1.3": "N"},
    ...     "deviations": {"2.1": "N", "2.2": "N", "2.6": "Y"},
    ...     "missing": {"3.1": "Y"},
    ...     "measurement": {"4.1": "N", "4.2": "N", "4.3": "N"},
    ...     "selection": {"5.1": "Y", "5.2": "N", "5.3": "N"},
    ... }
    >>> [(change.number, change.answer.value, change.overall.value) for change in one_answer_away(clean)][:2]
    [('1.1', 'N', 'some concerns'), ('1.2', 'N', 'high')]
    """
    now = {name: judge_domain(name, answers[name]) for name in DOMAINS}
    before = overall_risk(list(now.values()))
    changes = (change for name in DOMAINS for change in _in_domain(name, answers[name], now))
    return tuple(change for change in changes if change.overall is not before)


def _in_domain(domain: str, answers: Mapping[str, str], now: Mapping[str, Risk]) -> Iterator[Change]:
    for number in questions_to_ask(domain, answers):
        given = _SAME[Answer(answers[number])]
        for answer in (Answer.YES, Answer.NO, Answer.NO_INFORMATION):
            if answer not in answers_to(number) or _SAME[answer] == given:
                continue
            changed = {**answers, number: answer.value}
            if set(questions_to_ask(domain, changed)) <= set(changed):
                risk = judge_domain(domain, changed)
                yield Change(domain, number, answer, risk, overall_risk(list({**now, domain: risk}.values())))
