"""From a pooled ratio to people: outcomes with their certainty, at a baseline risk that the reader chooses."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from kapedu.evidence.absolute import Absolute, Finding, PublishedEffect, Relative, absolute, findings_html
from kapedu.evidence.grade import Certainty, Grade
from kapedu.evidence.measure import Measure
from kapedu.figures.certainty import certainty_case, judged
from kapedu.figures.icon_array import compare_risks
from kapedu.knowledge import fact

if TYPE_CHECKING:
    from kapedu.figures.figure import Figure

_PERCENT = 100
OUTCOMES = {
    "midazolam": "Response at 24 hours: ketamine against midazolam",
    "saline": "Response at 24 hours: ketamine against saline",
    "response": "Response at day 28: esketamine against a placebo spray",
    "dissociation": "Dissociation: esketamine against a placebo spray",
}
_PUBLISHED = {"midazolam": "Midazolam", "saline": "Saline"}
_BENEFIT, _HARM = 1, 0  # looks, so that the two are not taken for each other
_EVENT = {"dissociation": ("have dissociation", "do not")}


@dataclass(frozen=True)
class Outcome:
    """One outcome with its relative effect and its certainty.

    Attributes:
        id: A key of ``OUTCOMES``.
        effect: The relative effect.
        people: How many it rests on.
        control_risk: Risk in the trials' control arms, 0 to 1.
        certainty: With whose judgement it is in ``judge``.
        judge: Who judged.
        titles: Names of the two groups.
        sources: Reference keys.
        status: How far the figures were checked.
    """

    id: str
    effect: Relative
    people: int
    control_risk: float
    certainty: Grade
    judge: str
    titles: tuple[str, str]
    sources: tuple[str, ...]
    status: str

    @property
    def look(self) -> int:
        """Shape and colour of those to whom it happens."""
        return _HARM if self.id == "dissociation" else _BENEFIT

    @property
    def verbs(self) -> tuple[str, str]:
        """What happens, and what happens to the rest."""
        return _EVENT.get(self.id, ("respond", "do not respond"))


def outcome(name: str) -> Outcome:
    """One of the outcomes.

    Args:
        name: A key of ``OUTCOMES``.

    Raises:
        ValueError: There is no such outcome.

    Examples:
        >>> outcome("saline").certainty.overall.label
        'very low'
    """
    if name not in OUTCOMES:
        raise ValueError(f"outcome {name!r} is not known; choose from {', '.join(OUTCOMES)}")
    if name in _PUBLISHED:
        return _published(name)
    case = certainty_case(name)
    assert case.pooled is not None, "these cases have a pool"
    assert case.people is not None
    assert case.control_risk is not None
    rating = judged(case)
    return Outcome(
        id=name,
        effect=case.pooled,
        people=case.people,
        control_risk=case.control_risk,
        certainty=Grade(OUTCOMES[name], rating.start, rating.steps, rating.overall),
        judge="our judgement in the workbench above",
        titles=("Placebo spray", "Esketamine spray"),
        sources=("cpt2021", "metaharness") if name == "response" else ("metaharness",),
        status="computed",
    )


def _published(name: str) -> Outcome:
    def figure(part: str) -> float:
        return float(fact(f"certainty.{name}.{part}"))

    ratio = fact(f"certainty.{name}.odds_ratio")
    ends = fact(f"certainty.{name}.odds_ratio_interval").value
    assert isinstance(ends, tuple)
    level = Certainty[str(fact(f"certainty.{name}.certainty").value).upper().replace(" ", "_")]
    return Outcome(
        id=name,
        effect=PublishedEffect(
            Measure.OR, float(ratio), (float(ends[0]), float(ends[1])), int(figure("trials"))
        ),
        people=int(figure("people")),
        control_risk=figure("control_response") / _PERCENT,
        certainty=Grade(OUTCOMES[name], Certainty.HIGH, (), level),
        judge="as judged by the Cochrane review",
        titles=(_PUBLISHED[name], "Ketamine"),
        sources=(ratio.source,),
        status=str(ratio.status),
    )


def at_baseline(chosen: Outcome, baseline_percent: float) -> Absolute:
    """Risks per 1,000 at a baseline risk in percent."""
    return absolute(chosen.effect, baseline_percent / _PERCENT)


def people_drawn(chosen: Outcome, baseline_percent: float, of: int = 100) -> Figure:
    """The two groups as icon arrays, the interval under the title of the treated one.

    Args:
        chosen: The outcome.
        baseline_percent: Risk without the treatment.
        of: People to draw in each group, 100 or 1,000.
    """
    risks = at_baseline(chosen, baseline_percent)
    event, rest = chosen.verbs
    low, high = (_people(end, of) for end in risks.treated_ci)
    return compare_risks(
        baseline_percent / _PERCENT,
        risks.treated / 1000,
        event=event,
        otherwise=rest,
        titles=chosen.titles,
        notes=("", f"anything from {low} to {high}"),
        of=of,
        first_look=chosen.look,
        sources=chosen.sources,
    )


def _people(per_thousand: float, of: int) -> str:
    return f"{per_thousand * of / 1000:.0f}"


def finding_html(chosen: Outcome, baseline_percent: float) -> str:
    """The line of a summary of findings, then the same in sentences."""
    risks = at_baseline(chosen, baseline_percent)
    table = findings_html((Finding(chosen.effect, risks, chosen.certainty, chosen.people),))
    own = abs(baseline_percent - _PERCENT * chosen.control_risk) < 0.5
    where = "the risk in the trials' own control arms" if own else "a risk that you chose"
    return (
        f"{table}<p><strong>{escape(risks.sentence())}.</strong> "
        f"Number needed: {escape(risks.number_needed())}.</p>"
        f"<p>Without: {where}. Certainty: {escape(chosen.judge)}. Status of the figures: "
        f"{escape(chosen.status)}.</p>"
    )


_PLAIN = {
    "response": ("are clearly better after four weeks", "are not"),
    "dissociation": ("feel detached at least once", "do not"),
}


def for_a_patient() -> tuple[Figure, Figure]:
    """Benefit and harm of the spray in plain words, each of the same hundred people.

    Examples:
        >>> for_a_patient()[0].summary.split(". ")[0]
        'Spray without the drug, of 100 people: are clearly better after four weeks 38, are not 62'
    """
    drawn = []
    for name, (event, rest) in _PLAIN.items():
        chosen = outcome(name)
        risks = at_baseline(chosen, _PERCENT * chosen.control_risk)
        low, high = (_people(end, _PERCENT) for end in risks.treated_ci)
        drawn.append(
            compare_risks(
                chosen.control_risk,
                risks.treated / 1000,
                event=event,
                otherwise=rest,
                titles=("Spray without the drug", "Spray with the drug"),
                notes=("", f"anything from {low} to {high}"),
                first_look=chosen.look,
                sources=chosen.sources,
            )
        )
    return drawn[0], drawn[1]
