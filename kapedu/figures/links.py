"""Published links between dissociation and benefit, with the people behind each."""

from __future__ import annotations

from html import escape

from kapedu.figures.clouds import published_links
from kapedu.figures.dot_rows import number
from kapedu.knowledge import fact
from kapedu.knowledge.citation import short_citation

_PEOPLE = "dose_to_mood.dissociation_and_benefit"
_WHEN = {"230_min": "about four hours after the start", "day_7": "on day 7"}


def link_rows() -> tuple[tuple[str, str, str, str, str], ...]:
    """Result, when and in whom, people, status and source key of each published link."""
    inpatients = fact("pkpd.dissociation.CADSS_40_vs_HDRS")
    slope = fact("pkpd.dissociation.iv_n61")
    pooled = fact("pkpd.dissociation.esketamine_pooled")
    near_zero = fact("pkpd.dissociation.esketamine_correlation")

    def people(name: str) -> str:
        return f"{float(fact(f'{_PEOPLE}.{name}')):g} people"

    correlations = tuple(
        (
            f"correlation {number(value)}: more dissociation, more improvement",
            f"ketamine infusion, {_WHEN[label]}",
            people("luckenbaugh2014_people"),
            str(inpatients.status),
            inpatients.source,
        )
        for label, value in published_links().items()
    )
    return (
        *correlations,
        (
            f"{number(abs(float(slope)))} points more improvement per point of dissociation, low scores only",
            "ketamine or esketamine infusion, at 24 hours; not later",
            people("iv_n61_people"),
            str(slope.status),
            slope.source,
        ),
        (
            "no link found",
            "nasal esketamine, two trials pooled",
            people("esketamine_people"),
            str(pooled.status),
            pooled.source,
        ),
        (
            "correlation near 0; dissociation did not carry the benefit",
            "nasal esketamine",
            "number not given",
            str(near_zero.status),
            near_zero.source,
        ),
    )


def links_html() -> str:
    """The rows as a list, each with the people behind it, its status and its source."""
    items = "".join(
        f"<li><b>{escape(result)}</b>: {escape(when)} ({escape(people)}; {escape(status)}; "
        f"{escape(short_citation(source))})</li>"
        for result, when, people, status, source in link_rows()
    )
    return f"<p>What was published:</p><ul>{items}</ul>"
