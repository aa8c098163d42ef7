"""Interactions as factors on clearance and on the share of a dose that arrives; the formulas are in ``interaction``."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kapedu.knowledge import fact
from kapedu.pharmacology.absorption import device_times, nasal_shares
from kapedu.pharmacology.bodies import ESKETAMINE
from kapedu.pharmacology.errors import ModelError
from kapedu.pharmacology.interaction import Interaction
from kapedu.pharmacology.ledger import Ledger
from kapedu.pharmacology.model import NASAL, Model
from kapedu.pharmacology.regimen import Dose
from kapedu.pharmacology.routes import ESKETAMINE_NASAL


@dataclass(frozen=True)
class Change:
    """Factors relative to nobody taking anything.

    Attributes:
        clearance: On the clearance of the parent.
        first_pass: On the share of a swallowed dose that reaches the blood.
        nasal_share: On the share of nasal esketamine that the nose takes up.
    """

    clearance: float = 1.0
    first_pass: float = 1.0
    nasal_share: float = 1.0


def change_for(
    interactions: Sequence[Interaction], model: Model, doses: Sequence[Dose], ledger: Ledger
) -> Change:
    """All interactions together, for the doses that one model answers.

    Raises:
        ModelError: In the model with a liver, swallowed and other doses are mixed, or the published ratio is beyond
            what it can reach.
    """
    clearance = first_pass = nasal_share = 1.0
    for interaction in interactions:
        ledger.include(tuple(figure.name for figure in interaction.figures))
        if model.name == NASAL:
            clearance *= _liver_clearance(interaction, doses, ledger)
        else:
            clearance *= interaction.clearance
            first_pass *= interaction.first_pass
        if interaction.nasal_share:
            nasal_share *= float(interaction.nasal_share)
    return Change(clearance, first_pass, nasal_share)


def _liver_clearance(interaction: Interaction, doses: Sequence[Dose], ledger: Ledger) -> float:
    """Factor on the clearance of the liver compartment that gives the published exposure."""
    routes = {dose.route for dose in doses}
    ratios = {ESKETAMINE_NASAL: interaction.nasal, "po": interaction.oral, "iv": interaction.iv}
    known = [route for route in routes if ratios[route]]
    if not known:
        return 1.0
    if len(routes) > 1:
        raise ModelError(
            f"interaction {interaction.name!r}: model {NASAL!r} can take it into account for one route at a time, "
            f"not for {' and '.join(sorted(routes))}"
        )
    ratio = float(ratios[known[0]] or 1.0)
    path = f"{ESKETAMINE}.parameters"
    flow = ledger.per_minute(f"{path}.Qh")
    clearance = sum(ledger.per_minute(f"{path}.{name}") for name in ("kel", "kmet")) * ledger.number(
        f"{path}.Vh"
    )
    central, liver = _entries(known[0], doses, ledger)
    past_liver = ratio * (central / flow + (central + liver) / clearance) - central / flow
    if past_liver <= 0:
        raise ModelError(
            f"interaction {interaction.name!r}: an exposure {ratio:g} times as high after {known[0]} is beyond what "
            f"model {NASAL!r} can reach, whose liver flow limits the clearance"
        )
    return (central + liver) / clearance / past_liver


def _entries(route: str, doses: Sequence[Dose], ledger: Ledger) -> tuple[float, float]:
    """Shares of the dose that enter the central compartment and the liver."""
    gut = ledger.number(f"{ESKETAMINE}.parameters.Fgut")
    if route == "iv":
        return 1.0, 0.0
    if route == "po":
        return 0.0, gut
    first, later = nasal_shares(ledger)
    devices = [first if is_first else later for _, is_first in device_times(doses, ledger)]
    nose = sum(devices) / len(devices)
    return nose, (1 - nose) * gut


def interaction_notes(
    interactions: Sequence[Interaction], parts: Sequence[tuple[Model, Sequence[Dose]]]
) -> Iterator[str]:
    """What was changed and what is said, with statuses, one sentence each."""
    for interaction in interactions:
        name = interaction.title[0].upper() + interaction.title[1:]
        if interaction.kind != "kinetic":
            shown = "shown effect" if interaction.kind == "effect" else "level"
            for words in interaction.said:
                yield f"{name}: {words}. No number exists that would change the {shown}."
            continue
        for model, doses in parts:
            for route in dict.fromkeys(dose.route for dose in doses):
                yield f"{name}: {_route_note(interaction, model, route)}"


def _route_note(interaction: Interaction, model: Model, route: str) -> str:
    if route == ESKETAMINE_NASAL and interaction.nasal_share:
        share = interaction.nasal_share
        return f"the nose takes up {share.number_text} times as much, the upper bound found ({share.source}; {share.status})."
    own = {"iv": interaction.iv, "po": interaction.oral, ESKETAMINE_NASAL: interaction.nasal}.get(route)
    if own:
        return f"exposure after {route} is {own.number_text} times that without ({own.source}; {own.status})."
    known = interaction.iv or interaction.half_life
    if known and model.name != NASAL:
        kind = "exposure after a vein" if interaction.iv else "half-life"
        return (
            f"no figure for {route}; only the change of clearance known from the {kind} "
            f"({known.number_text} times; {known.source}; {known.status}) is used."
        )
    return f"no figure for {route}, so nothing is changed. {fact('interactions.rule').value}"
