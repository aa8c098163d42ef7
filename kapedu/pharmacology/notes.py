"""The assumptions behind a simulation, in plain sentences with their numbers and statuses."""

from collections.abc import Iterator

from kapedu.knowledge import Quantity
from kapedu.pharmacology.absorption import UPTAKE
from kapedu.pharmacology.ledger import Ledger, span
from kapedu.pharmacology.regimen import Dose, Regimen
from kapedu.pharmacology.routes import ESKETAMINE_NASAL, ROUTES

TEACHES = "This is a teaching simulation of typical adults. It does not treat: never dose a person from it."


def assumptions(regimen: Regimen, ledger: Ledger) -> tuple[str, ...]:
    """What a reader must know about this result, most general first."""
    return tuple(dict.fromkeys(_assumptions(regimen, ledger)))


def _assumptions(regimen: Regimen, ledger: Ledger) -> Iterator[str]:
    routes = [dose.route for dose in regimen]
    if any(route != ESKETAMINE_NASAL for route in routes):
        delay = ledger.quantity("pkpd.models.venous_lag.parameters.t_half")
        yield (
            f"The venous trace follows the arterial one with a half-time of {_shown(delay)} "
            f"({delay.status}): a design value; published venous models differ."
        )
        yield (
            "Body weight scales clearance and volumes by convention "
            f"({ledger.quantity('pkpd.simulator_defaults.weight_exponents').status}); the source found no effect of weight."
        )
    for dose in regimen:
        yield from _route_notes(dose, ledger)
    if ESKETAMINE_NASAL in routes:
        yield from _esketamine_notes(ledger)


def _route_notes(dose: Dose, ledger: Ledger) -> Iterator[str]:
    if dose.route not in UPTAKE:
        return
    uptake = UPTAKE[dose.route]
    share, rate = ledger.quantity(uptake.share), ledger.quantity(uptake.rate)
    name = f"{dose.route} ({ROUTES[dose.route]})"
    if dose.bioavailability is not None:
        yield f"{name}: {_percent(dose.bioavailability)} of the dose reaches the blood, as set by hand."
    elif dose.route == "in":
        low = ledger.quantity("pkpd.absorption.nasal_racemic.F_low")
        high = ledger.quantity("pkpd.absorption.nasal_racemic.F_high")
        yield (
            f"{name}: bioavailability is disputed, {_percent(span(low)[0])} to {_percent(span(high)[1])} "
            f"({low.source}, {high.source}; both {low.status}). {_percent(float(share))} is used, "
            f"between the two ({share.status})."
        )
    elif dose.route == "sc":
        conflict = ledger.quantity("pkpd.absorption.subcutaneous.F_SC_IM")
        yield (
            f"{name}: no checked figures exist. Absorption is assumed to be that of an intramuscular dose "
            f"({_percent(float(share))}, {_shown(rate)}; unverified here). One report of "
            f"{_percent(float(conflict))} relative to intramuscular ({conflict.status}) contradicts this."
        )
    else:
        yield f"{name}: {_percent(float(share))} of the dose reaches the blood ({share.source}; {share.status})."
    if dose.route == "in":
        yield f"{name}: the speed of absorption, {_shown(rate)}, is borrowed from nasal esketamine (an assumption)."
    elif dose.route != "sc":
        yield f"{name}: the speed of absorption, {_shown(rate)}, is a design value of this course ({rate.status})."


def _esketamine_notes(ledger: Ledger) -> Iterator[str]:
    pause = ledger.quantity("simulation.conventions.nasal_device_interval")
    size = ledger.quantity("pkpd.spravato_label.device")
    occasion = ledger.quantity("simulation.conventions.nasal_device_occasion")
    peaks = ledger.quantity("pkpd.models.perez_ruixo_2020.derived.reimplementation_Cmax_28_56_84")
    peak = ledger.quantity("simulation.checks.arterial_model_nasal_peak")
    exposure = ledger.quantity("simulation.checks.arterial_model_nasal_exposure")
    yield (
        f"Nasal esketamine is given in devices of {size.number_text} mg, {_shown(pause)} apart ({pause.status}). "
        f"Later devices within {_shown(occasion)} of the first ({occasion.status}) are absorbed less well."
    )
    yield (
        "Nasal esketamine has its own published model, of plasma as measured in trials; where the blood was drawn is "
        "not stated. So its arterial and venous traces are drawn as one, and the true arterial peak is probably "
        "higher and earlier. Body weight plays no part in that model."
    )
    yield (
        f"Peaks after one, two and three devices ({peaks.note} {peaks.unit}) are reproduced within a few per cent. "
        f"The arterial model of racemic ketamine, given the same nasal doses, would reach {peak.number_text} times the "
        f"published peak and {exposure.number_text} times the exposure ({peak.status}), and is not used here."
    )


def _percent(share: float) -> str:
    return f"{share:.0%}".replace("%", " %")


def _shown(quantity: Quantity) -> str:
    return f"{quantity.number_text} {quantity.unit}".replace(" 1/", " per ")
