r"""How many people a two-arm trial needs, by formula.

Means, with :math:`d = \text{difference} / \text{sd}` and n people per arm: the smallest n for which the two-sided
t test reaches the power, from the noncentral t distribution with noncentrality :math:`d \sqrt{n/2}`. The rule
of thumb beside it is the normal formula :math:`n = 2 (z_{1-\alpha/2} + z_{1-\beta})^2 / d^2`.

Shares: :math:`n = (z_{1-\alpha/2}\sqrt{2\bar p(1-\bar p)} + z_{1-\beta}\sqrt{p_1(1-p_1)+p_2(1-p_2)})^2 / (p_1-p_2)^2`.
"""

from dataclasses import dataclass
from math import ceil, isfinite, sqrt

from kapedu.evidence.distributions import noncentral_t_cdf, normal_quantile, t_quantile
from kapedu.evidence.errors import EvidenceError
from kapedu.knowledge import fact

_MOST_PEOPLE = 1000 * 1000


@dataclass(frozen=True, slots=True)
class SampleSize:
    """People per arm to analyse, and to randomise so that as many are left."""

    analysed: int
    randomised: int
    drop_out: float
    power: float
    """Reached with ``analysed`` people per arm (for shares: aimed at)."""
    method: str

    @property
    def total(self) -> int:
        """People to randomise in both arms together."""
        return 2 * self.randomised


def planning(name: str, given: float | None) -> float:
    """A planning figure between 0 and 1: alpha, power or drop-out, from the data unless given.

    Raises:
        EvidenceError: Not a share.
    """
    share = float(fact(f"appraisal.design.{name}")) if given is None else given
    lowest_allowed = share == 0 and name == "drop_out"
    if not (isfinite(share) and (0 < share < 1 or lowest_allowed)):
        raise EvidenceError(f"{name} {share!r}: give a share between 0 and 1")
    return float(share)


def power_of_means(n_per_arm: int, difference: float, sd: float, alpha: float | None = None) -> float:
    """Power of the two-sided t test of two means, between 0 and 1.

    Raises:
        EvidenceError: A difference of 0, an SD that is not above 0, an arm of fewer than two people.

    >>> round(power_of_means(64, 5, 10), 4)
    0.8015
    """
    _check_difference(difference, sd)
    if n_per_arm < 2:
        raise EvidenceError(f"n_per_arm {n_per_arm}: an arm needs two people or more")
    df = 2 * n_per_arm - 2
    limit = t_quantile(1 - planning("alpha", alpha) / 2, df)
    shift = abs(difference) / sd * sqrt(n_per_arm / 2)
    wrong_side = noncentral_t_cdf(-limit, df, shift)
    return 1 - noncentral_t_cdf(limit, df, shift) + (wrong_side if isfinite(wrong_side) else 0.0)


def sample_size_means(
    difference: float,
    sd: float,
    *,
    power: float | None = None,
    alpha: float | None = None,
    drop_out: float | None = None,
) -> SampleSize:
    """People for a difference of means.

    Args:
        difference: The difference worth finding, in points.
        sd: Standard deviation in an arm, in points.
        power: 0.8 unless given.
        alpha: Two-sided, 0.05 unless given.
        drop_out: Share lost before the outcome.

    Raises:
        EvidenceError: A difference of 0, an SD that is not above 0, a share outside 0 to 1.

    >>> plan = sample_size_means(5, 10, drop_out=0.2)
    >>> plan.analysed, plan.randomised
    (64, 80)
    """
    aim = planning("power", power)
    n = max(2, rule_of_thumb(difference, sd, power=aim, alpha=alpha))
    while n > 2 and power_of_means(n - 1, difference, sd, alpha) >= aim:
        n -= 1
    while power_of_means(n, difference, sd, alpha) < aim:
        n += 1
    lost = planning("drop_out", drop_out)
    reached = power_of_means(n, difference, sd, alpha)
    return SampleSize(n, with_drop_out(n, lost), lost, reached, "two-sided t test, noncentral t")


def rule_of_thumb(
    difference: float, sd: float, *, power: float | None = None, alpha: float | None = None
) -> int:
    """People per arm by the normal formula, a little too few when the trial is small.

    Raises:
        EvidenceError: A difference of 0, an SD that is not above 0, or more people than any trial finds.

    >>> rule_of_thumb(5, 10)
    63
    """
    _check_difference(difference, sd)
    z = normal_quantile(1 - planning("alpha", alpha) / 2) + normal_quantile(planning("power", power))
    n = 2 * (z * sd / difference) ** 2
    if n > _MOST_PEOPLE:
        raise EvidenceError(
            f"difference {difference:g} with SD {sd:g} needs more than {_MOST_PEOPLE} people per arm"
        )
    return ceil(n)


def sample_size_shares(
    risk_1: float,
    risk_2: float,
    *,
    power: float | None = None,
    alpha: float | None = None,
    drop_out: float | None = None,
) -> SampleSize:
    """People for a difference of two shares, such as response.

    Raises:
        EvidenceError: Equal shares, or one that is not between 0 and 1.

    >>> sample_size_shares(0.67, 0.2, drop_out=0).analysed
    17
    """
    for name, risk in (("risk_1", risk_1), ("risk_2", risk_2)):
        if not (isfinite(risk) and 0 <= risk <= 1):
            raise EvidenceError(f"{name} {risk!r}: give a share between 0 and 1")
    if risk_1 == risk_2:
        raise EvidenceError(f"risk_1 and risk_2 are both {risk_1:g}: there is no difference to find")
    aim, lost = planning("power", power), planning("drop_out", drop_out)
    mean = (risk_1 + risk_2) / 2
    under_null = normal_quantile(1 - planning("alpha", alpha) / 2) * sqrt(2 * mean * (1 - mean))
    under_effect = normal_quantile(aim) * sqrt(risk_1 * (1 - risk_1) + risk_2 * (1 - risk_2))
    n = max(2, ceil(((under_null + under_effect) / (risk_1 - risk_2)) ** 2))
    return SampleSize(n, with_drop_out(n, lost), lost, aim, "two shares, normal formula")


def with_drop_out(analysed: int, drop_out: float) -> int:
    """People to randomise so that ``analysed`` are left.

    >>> with_drop_out(64, 0.2)
    80
    """
    kept = 1 - planning("drop_out", drop_out)
    return ceil(analysed / kept - 1e-9)


def _check_difference(difference: float, sd: float) -> None:
    if not isfinite(difference) or difference == 0:
        raise EvidenceError(f"difference {difference!r}: give the difference worth finding, other than 0")
    if not (isfinite(sd) and sd > 0):
        raise EvidenceError(f"sd {sd!r}: a standard deviation is above 0")
