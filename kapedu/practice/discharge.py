"""Going home: every criterion together, and what the esketamine programme asks for."""

from dataclasses import dataclass

from kapedu.knowledge import Quantity, fact, sheet
from kapedu.pharmacology.ledger import span
from kapedu.pharmacology.routes import ESKETAMINE_NASAL
from kapedu.practice.monitoring import schedule_for
from kapedu.practice.monitoring_error import MonitoringError

_SHEET = "monitoring"


@dataclass(frozen=True)
class Criterion:
    """One thing that must hold before somebody goes home.

    Attributes:
        key: Name in the data.
        rule: The rule with its source.
        met: Whether it holds.
        told: The rule in words.
    """

    key: str
    rule: Quantity
    met: bool
    told: str


@dataclass(frozen=True)
class Discharge:
    """Whether somebody may go home, and what is missing.

    Attributes:
        criteria: Every criterion, met or not.
    """

    criteria: tuple[Criterion, ...]

    @property
    def ready(self) -> bool:
        """Whether every criterion is met."""
        return all(criterion.met for criterion in self.criteria)

    @property
    def missing(self) -> tuple[Criterion, ...]:
        """The criteria that are not met."""
        return tuple(criterion for criterion in self.criteria if not criterion.met)


def discharge(  # noqa: PLR0913 - each criterion by name
    route: str,
    *,
    minutes_since_last_dose: float,
    aldrete: int,
    back_to_baseline: bool,
    escort: bool,
    drives: bool,
    knows_the_plan: bool,
) -> Discharge:
    """Whether somebody may go home: all criteria together; a score never replaces the escort.

    Args:
        route: Route of the dose.
        minutes_since_last_dose: Minutes since the last of the drug went in.
        aldrete: Modified Aldrete score of 1995, with oxygen saturation, 0 to 10.
        back_to_baseline: Whether sedation, dissociation and slow breathing have gone.
        escort: Whether a responsible adult takes the person home.
        drives: Whether the person means to drive.
        knows_the_plan: Whether the person knows the plan for the night and whom to call.

    Raises:
        MonitoringError: A score or time that cannot be.
        DosingError: There is no such route.

    Examples:
        >>> found = discharge("iv", minutes_since_last_dose=130, aldrete=9, back_to_baseline=True, escort=False,
        ...                   drives=False, knows_the_plan=True)
        >>> found.ready, [criterion.key for criterion in found.missing]
        (False, ['escort'])
    """
    most, least = fact(f"{_SHEET}.discharge.aldrete_most"), fact(f"{_SHEET}.discharge.aldrete")
    if isinstance(aldrete, bool) or not isinstance(aldrete, int) or not 0 <= aldrete <= float(most):
        raise MonitoringError(f"aldrete {aldrete!r}: a whole number from 0 to {float(most):g}")
    if not minutes_since_last_dose >= 0:
        raise MonitoringError(f"minutes_since_last_dose {minutes_since_last_dose!r}: give 0 or more")
    stay = schedule_for(route).stay
    shortest = span(stay)[1]
    criteria = (
        (
            "stay",
            stay,
            minutes_since_last_dose >= shortest,
            f"at least {shortest:g} minutes since the last of the drug",
        ),
        (
            "aldrete",
            least,
            aldrete >= float(least),
            f"modified Aldrete score (1995) of at least {float(least):g}",
        ),
        ("baseline", None, back_to_baseline, ""),
        ("escort", None, escort, ""),
        ("driving", None, not drives, ""),
        ("orientation", None, knows_the_plan, ""),
    )
    return Discharge(
        tuple(
            Criterion(
                key, rule := quantity or fact(f"{_SHEET}.discharge.{key}"), bool(met), told or str(rule.value)
            )
            for key, quantity, met, told in criteria
        )
    )


def rems_steps() -> tuple[Quantity, ...]:
    """What the esketamine programme (United States) asks for, in order."""
    facts = sheet(_SHEET).facts
    return tuple(facts[path] for path in facts if path.startswith("rems."))


def is_rems(route: str) -> bool:
    """Whether the route is the one that the programme is about."""
    return route == ESKETAMINE_NASAL
