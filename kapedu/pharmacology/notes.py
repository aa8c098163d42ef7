"""The assumptions behind a simulation, in plain sentences with their numbers and statuses."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from kapedu.knowledge import Quantity
from kapedu.pharmacology.absorption import UPTAKE
from kapedu.pharmacology.bodies import ESKETAMINE
from kapedu.pharmacology.course import ARTERIAL, VENOUS
from kapedu.pharmacology.ledger import Ledger, span
from kapedu.pharmacology.model import DEFAULT, NASAL, Model, model_named
from kapedu.pharmacology.patient import Patients
from kapedu.pharmacology.regimen import Dose
from kapedu.pharmacology.routes import ESKETAMINE_NASAL, ROUTES

TEACHES = "This is a teaching simulation of typical adults. It does not treat: never dose a person from it."


def assumptions(
    parts: Sequence[tuple[Model, Sequence[Dose]]], ledger: Ledger, metabolites: Sequence[str] = ()
) -> tuple[str, ...]:
    """What a reader must know about this result, most general first.

    Args:
        parts: Each model used, with the doses that it answered.
        ledger: Gets the figures that the notes quote.
        metabolites: Names of those shown.
    """
    kinds = tuple(
        (model.name, tuple(dict.fromkeys((dose.route, dose.bioavailability) for dose in doses)))
        for model, doses in parts
    )
    notes, used = _assumed(kinds, tuple(metabolites))
    ledger.add(used)
    return notes


_Ways = tuple[tuple[str, float | None], ...]
"""Routes, each with a bioavailability that was set by hand or None: all that the notes need of the doses."""


@lru_cache
def _assumed(
    kinds: tuple[tuple[str, _Ways], ...], metabolites: tuple[str, ...]
) -> tuple[tuple[str, ...], Ledger]:
    """The notes and the figures that they quote; kept, since amounts and times change neither."""
    ledger = Ledger()
    notes: list[str] = []
    parts = [(model_named(name), ways) for name, ways in kinds]
    for model, ways in parts:
        notes.extend(_model_notes(model, ways, ledger))
    for model, ways in parts:
        for route, by_hand in ways:
            notes.extend(
                _liver_model_notes(route) if model.name == NASAL else _route_notes(route, by_hand, ledger)
            )
        if ESKETAMINE_NASAL in dict(ways):
            notes.extend(_esketamine_notes(ledger))
    for model, ways in parts:
        notes.extend(_metabolite_notes(model, ways, metabolites, ledger))
    return tuple(dict.fromkeys(notes)), ledger


def _model_notes(model: Model, ways: _Ways, ledger: Ledger) -> Iterator[str]:
    if model.site == ARTERIAL:
        delay = ledger.quantity("pkpd.models.venous_lag.parameters.t_half")
        yield (
            f"The venous trace follows the arterial one with a half-time of {_shown(delay)} "
            f"({delay.status}): a design value; published venous models differ."
        )
    elif model.site == VENOUS:
        yield "This model knows venous plasma only: it has no arterial trace, and no effect site that it could drive."
    elif model.name != NASAL:
        yield (
            "Where the blood behind this model was drawn is not established. Its arterial and venous traces are "
            "drawn as one, and the effect site follows it."
        )
    if model.scaling == "allometric":
        yield (
            "Body weight scales clearance and volumes by convention "
            f"({ledger.quantity('pkpd.simulator_defaults.weight_exponents').status}); the source found no effect of weight."
            if model.name == DEFAULT
            else "Body weight scales clearance and volumes by convention "
            f"({ledger.quantity('pkpd.simulator_defaults.weight_exponents').status})."
        )
    elif model.scaling != "none":
        yield f"Body weight: {_SCALINGS[model.scaling]}."
    if model.species == "S" and set(dict(ways)) != {ESKETAMINE_NASAL}:
        ratio = ledger.quantity("pkpd.simulator_defaults.S_to_R_CL")
        yield (
            "The model is one of S-ketamine. R-ketamine, the other half of the dose, is treated as if it behaved alike; "
            f"in people S-ketamine is cleared {ratio.number_text} times as fast ({ratio.status})."
        )
    if model.warning:
        yield f"Extrapolation: this model {model.warning}."


_SCALINGS = {
    "linear": "all volumes and clearances are proportional to it, as the model is written",
    "central only": "central volumes and clearances are scaled, peripheral ones are not, as the model was transcribed",
}


def _liver_model_notes(route: str) -> Iterator[str]:
    if route == "po":
        yield (
            "po (swallowed): absorption and first pass are those of the oral group of the nasal esketamine model, "
            "18 people together with those dosed into a vein."
        )


def _metabolite_notes(model: Model, ways: _Ways, metabolites: Sequence[str], ledger: Ledger) -> Iterator[str]:
    if not metabolites:
        return
    shares = ledger.quantity("pkpd.metabolites.fm_NK")
    if ways[0][0] != ESKETAMINE_NASAL:
        yield "Metabolites are S and R together, R counted as S."
    yield (
        "The share of ketamine that becomes norketamine was fixed or "
        f"assumed in each model, never measured: {shares.number_text} ({shares.status})."
    )
    if model.name == NASAL:
        defect = ledger.quantity("pkpd.models.perez_ruixo_2020.known_defect")
        low, high = span(defect)
        yield (
            f"Exposure to norketamine over a day comes out {low:g} to {high:g} times the published value "
            f"({defect.status}); its peak is right."
        )


def _route_notes(route: str, by_hand: float | None, ledger: Ledger) -> Iterator[str]:
    if route not in UPTAKE:
        return
    uptake = UPTAKE[route]
    share, rate = ledger.quantity(uptake.share), ledger.quantity(uptake.rate)
    name = f"{route} ({ROUTES[route]})"
    if by_hand is not None:
        yield f"{name}: {_percent(by_hand)} of the dose reaches the blood, as set by hand."
    elif route == "in":
        low = ledger.quantity("pkpd.absorption.nasal_racemic.F_low")
        high = ledger.quantity("pkpd.absorption.nasal_racemic.F_high")
        yield (
            f"{name}: bioavailability is disputed, {_percent(span(low)[0])} to {_percent(span(high)[1])} "
            f"({low.source}, {high.source}; both {low.status}). {_percent(float(share))} is used, "
            f"between the two ({share.status})."
        )
    elif route == "sc":
        conflict = ledger.quantity("pkpd.absorption.subcutaneous.F_SC_IM")
        yield (
            f"{name}: no checked figures exist. Absorption is assumed to be that of an intramuscular dose "
            f"({_percent(float(share))}, {_shown(rate)}; unverified here). One report of "
            f"{_percent(float(conflict))} relative to intramuscular ({conflict.status}) contradicts this."
        )
    else:
        yield f"{name}: {_percent(float(share))} of the dose reaches the blood ({share.source}; {share.status})."
    if route == "in":
        yield f"{name}: the speed of absorption, {_shown(rate)}, is borrowed from nasal esketamine (an assumption)."
    elif route != "sc":
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


def people_notes(
    parts: Sequence[tuple[Model, Sequence[Dose]]], patients: Patients, ancestry: str | None, ledger: Ledger
) -> Iterator[str]:
    """What age and ancestry change, where the model of nasal esketamine is used."""
    if not any(model.name == NASAL for model, _ in parts):
        return
    begins = ledger.quantity("models.limits.age_on_liver_flow_begins")
    if (patients.ages > float(begins)).any():
        slope = ledger.quantity(f"{ESKETAMINE}.parameters.age_on_Qh")
        yield (
            f"Above {begins.number_text} years the liver flow changes by {slope.number_text} L/h for each year "
            f"({slope.source}; {slope.status}), so that exposure rises a little."
        )
    if ancestry is not None:
        yield (
            f"Figures of the group called {ancestry} in the publication are used ({ledger.quantity(f'{ESKETAMINE}.parameters.asian_on_kel').source}; "
            f"{ledger.quantity(f'{ESKETAMINE}.parameters.asian_on_kel').status}): elimination, norketamine and, for "
            "japanese, the share taken up in the nose differ. They describe averages of a few studies, not a person."
        )


def _percent(share: float) -> str:
    return f"{share:.0%}".replace("%", " %")


def _shown(quantity: Quantity) -> str:
    return f"{quantity.number_text} {quantity.unit}".replace(" 1/", " per ")
