"""One arm of a trial as a report prints it, and small arithmetic on arms."""

from dataclasses import dataclass
from math import isfinite, sqrt

from kapedu.evidence.errors import EvidenceError


class ArmError(EvidenceError):
    """A figure of one arm, or of a reported estimate, is impossible; ``field`` names it."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field} {reason}")
        self.field = field
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Means:
    """Mean, standard deviation and number of people of one arm.

    Raises:
        ArmError: An SD that is not above 0, or fewer than two people.
    """

    mean: float
    sd: float
    n: int

    def __post_init__(self) -> None:
        if not isfinite(self.mean):
            raise ArmError("mean", f"{self.mean!r} is not a finite number")
        if not (isfinite(self.sd) and self.sd > 0):
            raise ArmError("sd", f"{self.sd:g} is impossible: a standard deviation is above 0")
        _check_count("n", self.n)
        if self.n < 2:
            raise ArmError("n", f"{self.n:g} is too few: a mean with an SD needs two people or more")


@dataclass(frozen=True, slots=True)
class Counts:
    """Events and number of people of one arm.

    Raises:
        ArmError: Events above n, nobody in the arm, or a number that is no count.
    """

    events: int
    n: int

    def __post_init__(self) -> None:
        _check_count("events", self.events)
        _check_count("n", self.n)
        if self.n < 1:
            raise ArmError("n", f"{self.n:g} is too few: an arm has one person or more")
        if self.events > self.n:
            raise ArmError("events", f"{self.events:g} is more than the {self.n:g} people of the arm")

    @property
    def risk(self) -> float:
        """Share of people with the event."""
        return self.events / self.n


def _check_count(field: str, count: float) -> None:
    if not isfinite(count) or count < 0 or count != round(count):
        raise ArmError(field, f"{count:g} is not a count (0, 1, 2 and so on)")


def combine(first: Means, *others: Means) -> Means:
    """Several arms as one, as if nobody had split them: mean, SD and n of all people together.

    For a trial with two doses and one control group, so that the control counts once.

    Source:
        Cochrane Handbook, section 6.5.2.10 (``handbook6``).

    >>> both = combine(Means(-19.0, 13.86, 111), Means(-18.8, 14.12, 98))
    >>> both.n, round(both.mean, 2), round(both.sd, 2)
    (209, -18.91, 13.95)
    """
    total = first
    for other in others:
        n = total.n + other.n
        within = (total.n - 1) * total.sd**2 + (other.n - 1) * other.sd**2
        between = total.n * other.n / n * (total.mean - other.mean) ** 2
        mean = (total.n * total.mean + other.n * other.mean) / n
        total = Means(mean, sqrt((within + between) / (n - 1)), n)
    return total


def sd_from_standard_error(se: float, n: int) -> float:
    """The SD of an arm whose standard error was printed.

    >>> sd_from_standard_error(1.5, 100)
    15.0
    """
    return se * sqrt(n)


def sd_from_paired_t(mean_change: float, t: float, n: int) -> float:
    """The SD of changes whose mean and paired t were printed, in the unit of the mean.

    Raises:
        EvidenceError: A t of 0, from which no SD follows.

    >>> sd_from_paired_t(-8.0, -4.0, 25)
    10.0
    """
    if t == 0:
        raise EvidenceError("a paired t of 0 says nothing about the SD")
    return abs(mean_change) * sqrt(n) / abs(t)
