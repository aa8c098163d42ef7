"""Absolute effects: what a pooled ratio means among a thousand people with a given risk.

The interval carries the uncertainty of the relative effect alone; that of the baseline risk is left out,
as is usual in a summary-of-findings table.
"""

from dataclasses import dataclass
from html import escape
from math import ceil, isfinite
from typing import Protocol

from kapedu.evidence.errors import EvidenceError
from kapedu.evidence.grade import Grade
from kapedu.evidence.measure import Measure

_PER_THOUSAND = 1000


class Relative(Protocol):
    """A relative effect with its interval and the number of studies behind it, such as ``Pooled``."""

    @property
    def measure(self) -> Measure: ...
    @property
    def estimate(self) -> float: ...
    @property
    def ci(self) -> tuple[float, float]: ...
    @property
    def k(self) -> int: ...


@dataclass(frozen=True, slots=True)
class PublishedEffect:
    """A relative effect that somebody else pooled and published."""

    measure: Measure
    estimate: float
    ci: tuple[float, float]
    k: int
    """Studies."""

    def __post_init__(self) -> None:
        low, high = self.ci
        if not low <= self.estimate <= high:
            raise EvidenceError(
                f"published {self.measure} {self.estimate:g} lies outside its interval {low:g} to {high:g}"
            )


@dataclass(frozen=True, slots=True)
class Absolute:
    """Risks per 1,000 people without and with the treatment."""

    baseline: float
    """Per 1,000 in the control group."""
    treated: float
    treated_ci: tuple[float, float]
    capped: bool = False
    """Whether an end points beyond 0 or 1,000 and was kept there: the ratio does not fit this baseline."""

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

    @property
    def people_per_event_ci(self) -> tuple[float, float] | None:
        """Interval of ``people_per_event``, smaller end first; None where it holds no difference.

        The limits of the difference are inverted and exchanged (Altman 1998). An interval that holds
        no difference has no such pair of ends: it runs through infinity from benefit to harm.
        """
        low, high = self.difference_ci
        if low <= 0 <= high:
            return None
        one, other = (_PER_THOUSAND / abs(end) for end in (low, high))
        return min(one, other), max(one, other)

    def number_needed(self) -> str:
        """The number needed to treat in words, rounded up, with its interval.

        >>> Absolute(200, 300, (240, 375)).number_needed()
        '10 treated for one more (6 to 25)'
        >>> Absolute(200, 300, (150, 450)).number_needed()
        '10 treated for one more (anything from 4 for one more, through no difference, to 20 for one fewer)'
        """
        if self.people_per_event is None:
            return "no number: there is no difference"
        ends = self.people_per_event_ci
        if ends is not None:
            return f"{self._needed(self.difference)} ({_up(ends[0])} to {_up(ends[1])})"
        low, high = self.difference_ci
        first, last = (high, low) if self.difference > 0 else (low, high)
        parts = [self._needed(end).replace(" treated", "") for end in (first, last) if end]
        through = (
            f"{parts[0]}, through no difference, to {parts[1]}"
            if len(parts) > 1
            else (f"{parts[0]} to no difference")
        )
        return f"{self._needed(self.difference)} (anything from {through})"

    @staticmethod
    def _needed(difference: float) -> str:
        return (
            f"{_up(_PER_THOUSAND / abs(difference))} treated for one {'more' if difference > 0 else 'fewer'}"
        )

    def sentence(self) -> str:
        """The difference in plain words."""
        low, high = (_signed(end) for end in self.difference_ci)
        beyond = "; the ratio points beyond what is possible here and was cut off" if self.capped else ""
        return (
            f"{self.treated:.0f} instead of {self.baseline:.0f} per 1,000 people: "
            f"{_signed(self.difference)} ({low} to {high}{beyond})"
        )


def _up(number: float) -> int:
    return ceil(number - 1e-9)


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
        A risk, kept between 0 and 1 (a risk ratio can point beyond; ``absolute`` says when it does).

    Raises:
        EvidenceError: A baseline that is no risk, an effect that is impossible, or a measure without events.

    >>> round(risk_with(Measure.OR, 3.94, 0.088), 3)
    0.275
    """
    return min(max(_risk(measure, effect, baseline_risk), 0.0), 1.0)


def _risk(measure: Measure, effect: float, baseline_risk: float) -> float:
    """The risk with treatment, before it is kept within its bounds."""
    if not (isfinite(baseline_risk) and 0 <= baseline_risk <= 1):
        raise EvidenceError(f"baseline risk {baseline_risk!r}: give a share between 0 and 1, such as 0.2")
    if measure.is_ratio and not effect >= 0:
        raise EvidenceError(f"{measure} {effect!r}: a ratio is 0 or more")
    if measure is Measure.RD and not -1 <= effect <= 1:
        raise EvidenceError(f"RD {effect!r}: a risk difference lies between -1 and 1")
    match measure:
        case Measure.RR:
            return effect * baseline_risk
        case Measure.OR:
            if baseline_risk == 1:  # everybody has it: no odds to multiply
                return 1.0
            odds = effect * baseline_risk / (1 - baseline_risk)
            return odds / (1 + odds) if isfinite(odds) else 1.0
        case Measure.HR:
            return 1 - (1 - baseline_risk) ** effect if effect else 0.0
        case Measure.RD:
            return baseline_risk + effect
        case _:
            raise EvidenceError(f"a {measure.label} has no events, so no effect per 1,000 people")


def absolute(pooled: Relative, baseline_risk: float) -> Absolute:
    """Risks per 1,000 from a pooled ratio or risk difference and a baseline risk.

    Args:
        pooled: The relative effect with its interval.
        baseline_risk: Risk without the treatment, between 0 and 1, taken as known.

    Raises:
        EvidenceError: As in :func:`risk_with`.
    """
    risks = [_risk(pooled.measure, effect, baseline_risk) for effect in (pooled.estimate, *pooled.ci)]
    treated, low, high = (_PER_THOUSAND * min(max(risk, 0.0), 1.0) for risk in risks)
    beyond = any(not 0 <= risk <= 1 for risk in risks)
    return Absolute(_PER_THOUSAND * baseline_risk, treated, (low, high), beyond)


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of a summary-of-findings table."""

    pooled: Relative
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
        cells = "".join(
            f'<td data-label="{column}">{cell}</td>' for column, cell in zip(COLUMNS[1:], rest, strict=True)
        )
        body += f'<tr><th scope="row">{outcome}</th>{cells}</tr>'
    return (
        '<table class="kapedu-grid"><caption>Summary of findings</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )
