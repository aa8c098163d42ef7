"""What could be seen of a trial, and the course's answers beside a learner's, as text."""

from __future__ import annotations

from html import escape
from types import MappingProxyType
from typing import TYPE_CHECKING

from kapedu.evidence.rob2 import (
    DOMAINS,
    QUESTIONS,
    RULE_IN_WORDS,
    Answer,
    Risk,
    deviation_parts,
    judge_domain,
    overall_risk,
)
from kapedu.evidence.rob2_sensitivity import one_answer_away
from kapedu.figures.traffic_light import WORDS
from kapedu.knowledge.citation import short_citation
from kapedu.knowledge.markup import badge

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kapedu.evidence.rob2_cases import ReadResult

ANSWER_NAMES = MappingProxyType(
    {
        Answer.YES: "Yes",
        Answer.PROBABLY_YES: "Probably yes",
        Answer.PROBABLY_NO: "Probably no",
        Answer.NO: "No",
        Answer.NO_INFORMATION: "No information",
    }
)
_KINDS = MappingProxyType(
    {
        Answer.YES: "yes or probably yes",
        Answer.NO: "no or probably no",
        Answer.NO_INFORMATION: "no information",
    }
)


def result_html(read: ReadResult) -> str:
    """Which result is judged, and from which documents."""
    fact = read.result
    return (
        f'<div class="kapedu-card"><p><strong>{escape(read.title)}.</strong> {escape(str(fact.value))}.</p>'
        f'<p class="kapedu-origin">{badge(fact.status)} {escape(short_citation(fact.source))}. '
        f"We saw {escape(read.seen)}.</p></div>"
    )


def seen_html(read: ReadResult, domain: str) -> str:
    """What the sources say that bears on a domain, each with source and status."""
    items = "".join(
        f"<li>{escape(str(fact.value))}. {badge(fact.status)} "
        f'<span class="kapedu-origin">{escape(short_citation(fact.source))}'
        f"{f'; {escape(fact.note)}' if fact.note else ''}</span></li>"
        for fact in read.domains[domain].seen
    )
    return f"<p><strong>What we saw</strong></p><ul>{items}</ul>"


def rule_html(domain: str, answers: Mapping[str, str]) -> str:
    """The judgement that a domain's answers lead to, and the rule in words."""
    risk = judge_domain(domain, answers)
    parts = ""
    if domain == "deviations":
        departures, analysis = deviation_parts(answers)
        parts = f" Departures from the plan: {WORDS[departures]}. Analysis: {WORDS[analysis]}."
    return (
        f"<p>{escape(DOMAINS[domain])}, by the rule: <strong>{WORDS[risk]}</strong>.{parts}</p>"
        f'<p class="kapedu-source">{escape(RULE_IN_WORDS[domain])}</p>'
    )


def beside_html(read: ReadResult, domain: str, answers: Mapping[str, str]) -> str:
    """A learner's answers beside the course's, with the reasons."""
    part = read.domains[domain]
    numbers = sorted({*answers, *part.answers})
    rows = "".join(
        f'<tr><th scope="row">{number} {escape(QUESTIONS[domain][number])}</th>'
        f'<td data-label="Yours">{_name(answers.get(number))}</td>'
        f'<td data-label="Ours"><strong>{_name(part.answers.get(number))}.</strong> '
        f"{escape(part.reasons.get(number, ''))}</td></tr>"
        for number in numbers
    )
    ours, yours = judge_domain(domain, part.answers), judge_domain(domain, answers)
    same = "the same as yours" if ours is yours else f"yours is {WORDS[yours]}"
    return (
        '<table class="kapedu-grid"><caption>Your answers and ours</caption><thead><tr>'
        '<th scope="col">Question</th><th scope="col">Yours</th><th scope="col">Ours, and why</th></tr></thead>'
        f"<tbody>{rows}</tbody></table>"
        f'<div class="kapedu-result"><p>Ours: <strong>{WORDS[ours]}</strong>; {same}.</p>'
        f"<p>Seen otherwise: {escape(part.other)}</p></div>"
    )


def away_html(read: ReadResult, answers: Mapping[str, Mapping[str, str]]) -> str:
    """Which single answers would change the overall judgement.

    Args:
        read: The result.
        answers: Answers of all five domains.
    """
    changes = one_answer_away(answers)
    now = overall_risk([judge_domain(name, answers[name]) for name in DOMAINS])
    if not changes:
        return f"<p>{escape(read.title)}: no single answer changes {WORDS[now]}.</p>"
    items = "".join(
        f"<li>{change.number} {escape(QUESTIONS[change.domain][change.number])} "
        f"<strong>{_KINDS[change.answer]}</strong>: overall {WORDS[change.overall]}</li>"
        for change in changes
    )
    reached = {change.overall for change in changes}
    never = [WORDS[risk] for risk in Risk if risk not in reached and risk is not now]
    closing = f"<p>No single answer makes it {' or '.join(never)}.</p>" if never else ""
    return (
        f'<div class="kapedu-result"><p>{escape(read.title)}: <strong>{WORDS[now]}</strong>, unless one of these answers were</p>'
        f"<ul>{items}</ul>{closing}</div>"
    )


def _name(answer: str | None) -> str:
    return "not asked" if answer is None else ANSWER_NAMES[Answer(answer)]
