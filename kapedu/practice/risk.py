r"""Risks as counts of people: shares with intervals, differences between two arms, and number needed to harm.

A share of :math:`x` in :math:`n` gets Wilson's interval, with :math:`z` of the chosen level:

.. math:: \frac{p + z^2/2n \pm z\sqrt{p(1-p)/n + z^2/4n^2}}{1 + z^2/n}.

A difference of two shares gets Newcombe's (method 10), made from the Wilson ends :math:`l, u` of both. The number
needed to harm is its reciprocal. Where the interval of the difference holds zero, the interval of the reciprocal runs
through infinity: the data then fit with harm, with none and with benefit, and :class:`NumberNeeded` says so instead
of giving a number that looks sure.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import sqrt
from statistics import NormalDist
from types import MappingProxyType

from kapedu.knowledge import KnowledgeError, Quantity, fact, facts, sheet

_PERCENT = 100
_TRIALS = "trials"
_ARMS_LENGTH = 4


class RiskError(ValueError):
    """A question about a risk that has no answer; names the thing, the value and what is allowed."""


@dataclass(frozen=True)
class Share:
    """How many of how many, with its interval.

    Attributes:
        events: People (or infusions) with the event.
        people: All of them.
        low: Lower end of the interval, 0 to 1.
        high: Upper end.
    """

    events: int
    people: int
    low: float
    high: float

    @property
    def value(self) -> float:
        """The share itself, 0 to 1."""
        return self.events / self.people


@dataclass(frozen=True)
class NumberNeeded:
    """How many people are treated for one more to have the event.

    Attributes:
        people: The number; None where both arms had the same share.
        fewest: End of the interval with the larger effect; None where the interval holds no effect.
        most: The other end; None where the interval holds no effect.
        is_harm: Whether more people had the event with the treatment than without.
        may_be_none: Whether the interval of the difference holds zero.
    """

    people: float | None
    fewest: float | None
    most: float | None
    is_harm: bool
    may_be_none: bool

    def sentence(self, event: str) -> str:
        """In plain words.

        >>> contrast(77, 227, 13, 225).number_needed.sentence("dissociation")
        'One more person with dissociation for every 4 treated (95% interval 3 to 5).'
        """
        if self.people is None:
            return f"As many people had {event} with as without."
        more = "more" if self.is_harm else "fewer"
        start = f"One {more} person with {event} for every {self.people:.0f} treated"
        level = fact("risks.conventions.interval_level")
        if self.may_be_none:
            return (
                f"{start}, but the {level.number_text}% interval holds no difference: the number is not sure."
            )
        return f"{start} ({level.number_text}% interval {self.fewest:.0f} to {self.most:.0f})."


@dataclass(frozen=True)
class Contrast:
    """Two arms, counted.

    Attributes:
        treated: With the treatment.
        control: Without.
        low: Lower end of the interval of the difference, treated minus control.
        high: Upper end.
    """

    treated: Share
    control: Share
    low: float
    high: float

    @property
    def difference(self) -> float:
        """Share with the treatment minus share without."""
        return self.treated.value - self.control.value

    @property
    def number_needed(self) -> NumberNeeded:
        """The reciprocal of the difference, with its interval where it has one."""
        if not self.difference:
            return NumberNeeded(None, None, None, is_harm=False, may_be_none=True)
        unsure = self.low <= 0 <= self.high
        is_harm = self.difference > 0
        if unsure:
            return NumberNeeded(1 / abs(self.difference), None, None, is_harm=is_harm, may_be_none=True)
        fewest, most = sorted((1 / abs(self.low), 1 / abs(self.high)))
        return NumberNeeded(1 / abs(self.difference), fewest, most, is_harm=is_harm, may_be_none=False)


@dataclass(frozen=True)
class Harm:
    """One harm as one trial counted it.

    Attributes:
        trial: Short name of the trial.
        title: Name of the trial to show.
        counts: The published counts, with source and status.
        contrast: The two arms.
    """

    trial: str
    title: str
    counts: Quantity
    contrast: Contrast


@dataclass(frozen=True)
class AbsoluteRisk:
    """How often something happens, as published or counted.

    Attributes:
        key: Short name.
        title: What happens, and to whom.
        of: What is counted: people, infusions.
        low: Lower end, 0 to 1: of the published range, or of the interval.
        high: Upper end; equal to ``low`` where a single figure without counts is published.
        quantity: The published figure with source and status.
        counted: Events and people where they are published.
    """

    key: str
    title: str
    of: str
    low: float
    high: float
    quantity: Quantity
    counted: Share | None


def share(events: int, people: int) -> Share:
    """A share with Wilson's interval at the course's level.

    Args:
        events: 0 to ``people``.
        people: 1 or more.

    Raises:
        RiskError: Counts that cannot be; names them.

    Source:
        Wilson 1927; textbook formula.

    Examples:
        >>> found = share(23, 2342)
        >>> f"{found.value:.2%}, {found.low:.2%} to {found.high:.2%}"
        '0.98%, 0.66% to 1.47%'
    """
    for name, count in (("events", events), ("people", people)):
        if isinstance(count, bool) or not isinstance(count, int):
            raise RiskError(f"{name} {count!r}: give a whole number of people")
    if people < 1:
        raise RiskError(f"people {people}: a share needs at least 1")
    if not 0 <= events <= people:
        raise RiskError(f"events {events} of {people}: give 0 to {people}")
    z, p = _z(), events / people
    middle = (p + z**2 / (2 * people)) / (1 + z**2 / people)
    half = z * sqrt(p * (1 - p) / people + (z / people / 2) ** 2) / (1 + z**2 / people)
    low = 0.0 if not events else max(middle - half, 0.0)
    high = 1.0 if events == people else min(middle + half, 1.0)
    return Share(events, people, low, high)


def contrast(events: int, people: int, control_events: int, control_people: int) -> Contrast:
    """Two arms with Newcombe's interval of their difference.

    Args:
        events: With the event among the treated.
        people: Treated.
        control_events: With the event among the others.
        control_people: The others.

    Raises:
        RiskError: Counts that cannot be.

    Source:
        Newcombe 1998, Stat Med 17:873, method 10.

    Examples:
        >>> two = contrast(56, 70, 48, 80)
        >>> f"{two.difference:.4f} ({two.low:.4f} to {two.high:.4f})"
        '0.2000 (0.0524 to 0.3339)'
    """
    treated, control = share(events, people), share(control_events, control_people)
    difference = treated.value - control.value
    below = sqrt((treated.value - treated.low) ** 2 + (control.high - control.value) ** 2)
    above = sqrt((treated.high - treated.value) ** 2 + (control.value - control.low) ** 2)
    return Contrast(treated, control, difference - below, difference + above)


@cache
def harm_names() -> Mapping[str, str]:
    """The harms that trials counted: key and name to show.

    >>> list(harm_names())[:2]
    ['dissociation', 'dizziness']
    """
    return sheet("risks").texts(_TRIALS, "title")


@cache
def harms(name: str) -> tuple[Harm, ...]:
    """One harm in every trial on file that counted it.

    Args:
        name: Key, see :func:`harm_names`.

    Raises:
        RiskError: There is no such harm.

    Examples:
        >>> [(one.trial, round(one.contrast.number_needed.people)) for one in harms("dissociation")]
        [('aspire', 4), ('sustain', 4), ('transform1', 4), ('china', 2)]
    """
    if name not in harm_names():
        raise RiskError(f"harm {name!r} is not on file; write one of {', '.join(harm_names())}")
    texts = sheet("risks").descriptions
    found = []
    for trial, counts in facts(f"risks.{_TRIALS}.{name}").items():
        numbers = counts.value
        if not isinstance(numbers, tuple) or len(numbers) != _ARMS_LENGTH:
            raise KnowledgeError(f"{counts.name}: {numbers!r} is not events and people of two arms")
        found.append(Harm(trial, str(texts[f"trial_names.{trial}"]), counts, contrast(*map(int, numbers))))
    return tuple(found)


@cache
def absolute_risks() -> Mapping[str, AbsoluteRisk]:
    """Every risk on file with how often it happens, by key.

    >>> risk = absolute_risks()["severe_infusions"]
    >>> f"{risk.low:.1%} to {risk.high:.1%} of {risk.of}"
    '0.7% to 1.5% of infusions'
    """
    content = sheet("risks")
    return MappingProxyType(
        {key: _absolute(key, content.descriptions) for key in content.members("absolute")}
    )


def _absolute(key: str, texts: Mapping[str, str | bool]) -> AbsoluteRisk:
    title, of = (str(texts[f"absolute.{key}.{field}"]) for field in ("title", "of"))
    counts = texts.get(f"absolute.{key}.counts")
    if counts:
        quantity = fact(f"risks.{counts}")
        assert isinstance(quantity.value, tuple)
        counted = share(*map(int, quantity.value))
        return AbsoluteRisk(key, title, of, counted.low, counted.high, quantity, counted)
    quantity = fact(f"risks.absolute.{key}.share")
    ends = quantity.value if isinstance(quantity.value, tuple) else (float(quantity), float(quantity))
    return AbsoluteRisk(key, title, of, ends[0] / _PERCENT, ends[-1] / _PERCENT, quantity, None)


def _z() -> float:
    level = float(fact("risks.conventions.interval_level")) / _PERCENT
    return NormalDist().inv_cdf((1 + level) / 2)


def share_with_dropouts(share_finished: float, began_per_finished: float, share_stopped: float) -> float:
    """What a share among those who finished becomes among all who began.

    Args:
        share_finished: Share with the event among those who finished, 0 to 1.
        began_per_finished: People who began for each who finished, 1 or more.
        share_stopped: Share with the event assumed among those who stopped, 0 to 1.

    Raises:
        RiskError: A share outside 0 to 1, or fewer who began than finished.

    Examples:
        >>> share_with_dropouts(0.01, 2.0, 0.21)
        0.11
    """
    for name, value in (("share_finished", share_finished), ("share_stopped", share_stopped)):
        if not 0 <= value <= 1:
            raise RiskError(f"{name} {value!r}: give a share from 0 to 1")
    if not began_per_finished >= 1:
        raise RiskError(f"began_per_finished {began_per_finished!r}: give 1 or more")
    stopped = began_per_finished - 1
    return (share_finished + stopped * share_stopped) / began_per_finished
