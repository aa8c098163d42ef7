"""Absolute effects: what a pooled ratio means among a thousand people with a given risk."""

from dataclasses import dataclass
from html import escape
from math import isfinite

from kapedu.evidence.errors import EvidenceError
from kapedu.evidence.grade import Grade
from kapedu.evidence.measure import Measure
from kapedu.evidence.pool import Pooled

_PER_THOUSAND = 1000


@dataclass(frozen=True, slots=True)
class Absolute:
    """Risks per 1,000 people without and with the treatment."""

    baseline: float
    """Per 1,000 in the control group."""
    treated: float
    treated_ci: tuple[float, float]

    @property
    def difference(self) -> float:
        """More (or, negative, fewer) people per 1,000 with the event."""
        return self.treated - self.baseline

    @property
    def difference_ci(self) -> tuple[float, float]:
        """Interval of the difference, per 1,000."""
        return self.treated_ci[0] - self.baseline, self.treated_ci[1] - self.baseline

    @property
    def people_per_event(self) -> float | None:
        """How many people treated for one more or fewer event; None where there is no difference."""
        return None if self.difference == 0 else _PER_THOUSAND / abs(self.difference)

    def sentence(self) -> str:
        """The difference in plain words."""
        low, high = (_signed(end) for end in self.difference_ci)
        return (
            f"{self.treated:.0f} instead of {self.baseline:.0f} per 1,000 people: "
            f"{_signed(self.difference)} ({low} to {high})"
        )


def _signed(number: float) -> str:
    whole = round(number)
    if whole == 0:
        return "no difference"
    return f"{abs(whole)} {'more' if whole > 0 else 'fewer'}"


def risk_with(measure: Measure, effect: float, baseline_risk: float) -> float:
    """The risk with treatment, from a relative effect and the risk without.

    Args:
        measure: RR, OR, HR or RD.
        effect: On the measure's own scale.
        baseline_risk: Between 0 and 1.

    Returns:
        A risk, kept between 0 and 1 (a risk ratio can point beyond).

    Raises:
        EvidenceError: A baseline that is no risk, or a measure without events.

    >>> round(risk_with(Measure.OR, 3.94, 0.088), 3)
    0.275
    """
    if not (isfinite(baseline_risk) and 0 <= baseline_risk <= 1):
        raise EvidenceError(f"baseline risk {baseline_risk!r}: give a share between 0 and 1, such as 0.2")
    match measure:
        case Measure.RR:
            risk = effect * baseline_risk
        case Measure.OR:
            risk = effect * baseline_risk / (1 - baseline_risk + effect * baseline_risk)
        case Measure.HR:
            risk = 1 - (1 - baseline_risk) ** effect
        case Measure.RD:
            risk = baseline_risk + effect
        case _:
            raise EvidenceError(f"a {measure.label} has no events, so no effect per 1,000 people")
    return min(max(risk, 0.0), 1.0)


def absolute(pooled: Pooled, baseline_risk: float) -> Absolute:
    """Risks per 1,000 from a pooled ratio or risk difference and a baseline risk."""
    treated, low, high = (
        _PER_THOUSAND * risk_with(pooled.measure, effect, baseline_risk)
        for effect in (pooled.estimate, *pooled.ci)
    )
    return Absolute(_PER_THOUSAND * baseline_risk, treated, (low, high))


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of a summary-of-findings table."""

    pooled: Pooled
    absolute: Absolute
    certainty: Grade
    people: int | None = None

    def cells(self) -> tuple[str, ...]:
        """Outcome, without, with, relative effect, people and studies, certainty."""
        from kapedu.evidence.summary import number, span

        relative = f"{self.pooled.measure} {number(self.pooled.estimate)} ({span(self.pooled.ci)})"
        low, high = self.absolute.treated_ci
        studies = f"{self.pooled.k} stud{'y' if self.pooled.k == 1 else 'ies'}"
        return (
            self.certainty.outcome,
            f"{self.absolute.baseline:.0f} per 1,000",
            f"{self.absolute.treated:.0f} per 1,000 ({low:.0f} to {high:.0f})",
            relative,
            studies if self.people is None else f"{self.people} people, {studies}",
            self.certainty.overall.label,
        )


COLUMNS = ("Outcome", "Without", "With", "Relative effect", "Evidence", "Certainty")


def findings_html(findings: tuple[Finding, ...]) -> str:
    """A summary-of-findings table; inherits the colours of the page."""
    head = "".join(f'<th scope="col">{column}</th>' for column in COLUMNS)
    body = ""
    for finding in findings:
        outcome, *rest = (escape(cell) for cell in finding.cells())
        body += f'<tr><th scope="row">{outcome}</th>{"".join(f"<td>{cell}</td>" for cell in rest)}</tr>'
    return (
        '<table class="kapedu-findings"><caption>Summary of findings</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )
