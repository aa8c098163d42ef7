"""How far a figure of practice was checked, in the words that stand beside it wherever it is shown."""

from collections.abc import Iterable

from kapedu.knowledge import Quantity, Status
from kapedu.language import N_

SIGN_OFF = "clinic-policy example, needs sign-off by a qualified physician"
"""Stands beside every dose, threshold or drug instruction that nobody has checked against a source."""

TEACHES = N_("This course teaches. It does not treat: local protocols and a qualified physician decide.")

_FROM_WEAK_TO_STRONG = (
    Status.UNVERIFIED,
    Status.COURSE_RULE,
    Status.COMPUTED,
    Status.SECONDARY,
    Status.PRIMARY,
)


def standing(quantity: Quantity) -> str:
    """The status of an instruction in words: an unverified one is called what it is.

    Examples:
        >>> from kapedu.knowledge import fact
        >>> standing(fact("monitoring.discharge.aldrete"))
        'secondary'
        >>> standing(fact("monitoring.ladder.stop.systolic"))
        'clinic-policy example, needs sign-off by a qualified physician'
    """
    return SIGN_OFF if quantity.status is Status.UNVERIFIED else str(quantity.status)


def weakest(quantities: Iterable[Quantity]) -> Status:
    """The weakest status among figures that are used together; course-rule when there are none.

    Examples:
        >>> from kapedu.knowledge import fact
        >>> str(weakest([fact("monitoring.discharge.aldrete"), fact("monitoring.discharge.driving")]))
        'secondary'
    """
    statuses = {quantity.status for quantity in quantities}
    return next((status for status in _FROM_WEAK_TO_STRONG if status in statuses), Status.COURSE_RULE)
