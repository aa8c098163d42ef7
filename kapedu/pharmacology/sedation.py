"""Published frequencies of sedation and other events, and a plain refusal where none is on file.

There is no curve of sedation over time and no dependence on dose here: the label gives frequencies over all
sessions and doses of nasal esketamine, and nothing else on file was measured.
"""

from dataclasses import dataclass
from typing import Literal

from kapedu.knowledge import Status, fact
from kapedu.pharmacology.errors import NotOnFileError
from kapedu.pharmacology.ledger import span
from kapedu.pharmacology.routes import ESKETAMINE_NASAL, ROUTES, unknown_route

Event = Literal["sedation", "dissociation", "loss of consciousness"]
_FACTS = {
    "sedation": "pkpd.dissociation.label_sedation",
    "dissociation": "pkpd.dissociation.label_dissociation",
    "loss of consciousness": "pkpd.dissociation.label_loss_of_consciousness",
}
_PERCENT = 100


@dataclass(frozen=True)
class Frequency:
    """How many people have an event, as published.

    Attributes:
        event: What happens to them.
        low: Lowest published share, 0 to 1.
        high: Highest.
        measured_with: Instrument, as the source names it; empty where it names none.
        source: Key of the bibliography.
        status: How well the figure is checked.
    """

    event: str
    low: float
    high: float
    measured_with: str
    source: str
    status: Status


def reported_frequency(event: Event, route: str = ESKETAMINE_NASAL) -> Frequency:
    """How often an event was reported with a route.

    Args:
        event: ``sedation``, ``dissociation`` or ``loss of consciousness``.
        route: Route of the dose.

    Raises:
        ValueError: No such event.
        DosingError: No such route.
        NotOnFileError: No measured frequency for this route is on file.

    Source:
        US label of nasal esketamine (``spravato_us_label``; primary).

    Examples:
        >>> sedation = reported_frequency("sedation")
        >>> print(f"{sedation.low:.0%} to {sedation.high:.0%}, {sedation.measured_with}")
        48% to 61%, MOAA/S
    """
    if event not in _FACTS:
        raise ValueError(f"event {event!r} is not known; write one of {', '.join(_FACTS)}")
    if route not in ROUTES:
        raise unknown_route(route)
    if route != ESKETAMINE_NASAL:
        raise NotOnFileError(
            f"route {route!r}: no measured frequency of {event} is on file for it; there is one for {ESKETAMINE_NASAL} only"
        )
    published = fact(_FACTS[event])
    low, high = span(published)
    instrument = published.unit.partition("(")[2].removesuffix(")")
    return Frequency(event, low / _PERCENT, high / _PERCENT, instrument, published.source, published.status)
