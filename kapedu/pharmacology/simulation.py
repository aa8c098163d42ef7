r"""Concentrations after a regimen: arterial, venous and at the effect site.

The arterial concentration :math:`c_a` of racemic ketamine drives two links (design of the course: arterial drives,
venous is shown):

.. math::

    \dot c_v = k_v (c_a - c_v), \qquad \dot c_e = k_{e0} (c_a - c_e), \qquad k = \ln 2 / t_{1/2}.

A model of plasma whose sampling site is not established, such as the one of nasal esketamine, counts as both the
arterial and the venous trace without a further delay, and drives the effect site in the same way. A venous model
drives nothing and has no arterial trace.

S-ketamine at the effect site is half of what racemic doses bring there, and all of what esketamine brings.
Concentrations are solved exactly, see :mod:`kapedu.pharmacology.superposition` and
:mod:`kapedu.pharmacology.chain`; no integrator, no step size.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import reduce
from math import log
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from kapedu.pharmacology.absorption import esketamine_inflows, liver_model_inflows, racemate_inflows
from kapedu.pharmacology.bodies import Body, as_patients, body_of
from kapedu.pharmacology.caution import cautions, check_question, warn
from kapedu.pharmacology.chain import respond_chain
from kapedu.pharmacology.course import ARTERIAL, EFFECT_SITE, EFFECT_SITE_S, TRACES, VENOUS, Course
from kapedu.pharmacology.errors import PatientError, TimeError
from kapedu.pharmacology.exponentials import FloatArray
from kapedu.pharmacology.inflow import Inflow
from kapedu.pharmacology.interaction import interaction_named
from kapedu.pharmacology.kinetic_change import Change, change_for, interaction_notes
from kapedu.pharmacology.ledger import Ledger
from kapedu.pharmacology.model import DEFAULT, NASAL, Model, model_named
from kapedu.pharmacology.notes import assumptions, people_notes
from kapedu.pharmacology.patient import Patient, Patients
from kapedu.pharmacology.regimen import Dose, Regimen
from kapedu.pharmacology.route_range import shares_of
from kapedu.pharmacology.routes import ESKETAMINE_NASAL
from kapedu.pharmacology.superposition import respond

__all__ = ["Course", "simulate"]

_NG_ML_PER_MG_L = 1000.0
_S_KETAMINE = "S-ketamine"


def simulate(  # noqa: PLR0913 - the question in full, most of it by keyword
    regimen: Regimen | Dose,
    patient: Patient | Patients,
    time_min: ArrayLike,
    model: str = DEFAULT,
    *,
    metabolites: bool = False,
    interactions: Iterable[str] = (),
    ancestry: str | None = None,
    traces: Collection[str] = TRACES,
) -> Course:
    """Concentrations after a regimen in one patient or many.

    Args:
        regimen: What is given.
        patient: To whom.
        time_min: Minutes since time zero, ascending, zero or more, shape ``(times,)``.
        model: Name of a model (:func:`kapedu.pharmacology.models`). The default answers nasal esketamine with the
            model made for it.
        metabolites: Whether to follow the metabolites; the model must know them.
        interactions: Names of other drugs or conditions (:func:`kapedu.pharmacology.interactions`).
        ancestry: ``asian`` or ``japanese``: groups in which the model of nasal esketamine found other figures.
        traces: Which of ``arterial``, ``venous``, ``effect_site``, ``effect_site_s`` will be looked at; fewer are
            faster for many patients.

    Raises:
        DosingError: A dose is implausible at the weight of the patient.
        ModelError: The model does not exist or cannot answer this question.
        PatientError: The second argument is neither a patient nor patients.
        ValueError: There is no such trace.
        TimeError: The times are empty, negative, not finite, not ascending or not one row.

    Warns:
        ExtrapolationWarning: The question lies outside what the model was fitted to.

    Source:
        Kamp 2020 (``kamp2020``; secondary), venous link a design value (computed), effect site Olofsen 2022
        (``olofsen2022``; primary), nasal esketamine Perez-Ruixo 2020 (``perezruixo2021``; secondary); other models
        as their cards say.

    Examples:
        The sheet's cross-model table has 253 ng/mL arterial and 204 venous at the end of this infusion.

        >>> import numpy as np
        >>> course = simulate(Regimen.parse("iv 35 mg over 40 min"), Patient(70), np.array([0, 40, 240]))
        >>> print(course.arterial_ng_ml.round())
        [  0. 253.  26.]
        >>> print(course.venous_ng_ml.round())
        [  0. 204.  27.]

        A venous model, with norketamine:

        >>> course = simulate(course.regimen, Patient(70), [40, 80], model="otto", metabolites=True)
        >>> print(course.venous_ng_ml.round(), course.metabolites["norketamine"].round())
        [158.  79.] [47. 74.]
    """
    regimen = Regimen((regimen,)) if isinstance(regimen, Dose) else regimen
    times = _times(time_min)
    patients = _patients(patient)
    wanted = _wanted(traces)
    known = [
        interaction_named(name)
        for name in ((interactions,) if isinstance(interactions, str) else interactions)
    ]
    parts = _parts(model_named(model), regimen)
    check_question(parts, ancestry, metabolites=metabolites)
    ledger = Ledger()
    levels: dict[str, FloatArray] = {}
    formed: dict[str, FloatArray] = {}
    s_alone: list[FloatArray] = []
    for used, doses in parts:
        change = change_for(known, used, doses, ledger)
        body = body_of(used.name, patient, ledger, change.clearance, ancestry)
        inflows = _inflows(used, doses, patients, ledger, change, ancestry)
        s_share = _s_share(doses, ledger)
        found = _traces(used, body, inflows, times, patients, ledger, wanted)
        if EFFECT_SITE_S in wanted and EFFECT_SITE in found:
            found[EFFECT_SITE_S] = s_share * found[EFFECT_SITE]
        _add(levels, found)
        if used.species == "S":
            s_alone.append(s_share * found[VENOUS if used.site == VENOUS else ARTERIAL])
        if metabolites and body.chain:
            after = respond_chain(body.disposition, body.chain, inflows, times, scale=_NG_ML_PER_MG_L)
            _add(formed, {link.name: level for link, level in zip(body.chain.links, after, strict=True)})
    extra = cautions(parts, patients, ledger)
    notes = (
        *assumptions(parts, ledger, tuple(formed)),
        *people_notes(parts, patients, ancestry, ledger),
        *extra,
        *interaction_notes(known, parts),
    )
    warn(extra)
    enantiomers = {_S_KETAMINE: reduce(np.add, s_alone)} if len(s_alone) == len(parts) else {}
    shown: dict[str, Any] = {
        f"{name}_ng_ml": levels.get(name) for name in TRACES
    }  # None: not known to the model
    shown |= {f"{name}_ng_ml": trace for name, trace in _shown(levels, patient).items()}
    return Course(
        time_min=_locked(times),
        **shown,
        model=" + ".join(dict.fromkeys(used.title for used, _ in parts)),
        site=parts[0][0].site if len({used.site for used, _ in parts}) == 1 else "plasma",
        sources=ledger.sources,
        regimen=regimen,
        notes=tuple(dict.fromkeys(notes)),
        facts=ledger.facts,
        metabolites=_shown(formed, patient),
        enantiomers=_shown(enantiomers, patient),
        bioavailability=shares_of(parts, ledger),
        interactions=tuple(interaction.name for interaction in known),
        followed=wanted,
    )


def _parts(model: Model, regimen: Regimen) -> list[tuple[Model, tuple[Dose, ...]]]:
    """Which model answers which doses: racemic ones first, nasal esketamine apart."""
    racemate = tuple(dose for dose in regimen if dose.route != ESKETAMINE_NASAL)
    nasal = tuple(dose for dose in regimen if dose.route == ESKETAMINE_NASAL)
    nasal_model = model_named(NASAL) if nasal and model.name == DEFAULT else model
    return [(used, doses) for used, doses in ((model, racemate), (nasal_model, nasal)) if doses]


def _inflows(  # noqa: PLR0913, PLR0917 - who gets what, and what changes it
    model: Model,
    doses: Sequence[Dose],
    patients: Patients,
    ledger: Ledger,
    change: Change,
    ancestry: str | None,
) -> list[Inflow]:
    if doses[0].route == ESKETAMINE_NASAL:
        return list(esketamine_inflows(doses, patients, ledger, ancestry, change.nasal_share))
    if model.name == NASAL:
        return [inflow for dose in doses for inflow in liver_model_inflows(dose, patients, ledger)]
    return [
        inflow for dose in doses for inflow in racemate_inflows(dose, patients, ledger, change.first_pass)
    ]


def _traces(  # noqa: PLR0913, PLR0917 - a model and what goes into it
    model: Model,
    body: Body,
    inflows: Sequence[Inflow],
    times: FloatArray,
    patients: Patients,
    ledger: Ledger,
    wanted: Collection[str],
) -> dict[str, FloatArray]:
    """What one model says about its doses, ng/mL, each of shape ``(patients, times)``."""
    if model.site == VENOUS:
        (plasma,) = respond(body.disposition, inflows, (), times, scale=_NG_ML_PER_MG_L)
        return {VENOUS: plasma}
    speed = log(2) / ledger.minutes("pkpd.effect_site.olofsen2022.t_half_ke0") * patients.ke0_factors
    if model.site == ARTERIAL:
        links: dict[str, float | FloatArray] = {
            VENOUS: log(2) / ledger.minutes("pkpd.models.venous_lag.parameters.t_half"),
            EFFECT_SITE: speed,
        }
        links = {name: rate for name, rate in links.items() if name in wanted}
        found = respond(body.disposition, inflows, tuple(links.values()), times, scale=_NG_ML_PER_MG_L)
        return dict(zip((ARTERIAL, *links), found, strict=True))
    found = respond(body.disposition, inflows, (speed,), times, scale=_NG_ML_PER_MG_L)
    return {ARTERIAL: found[0], VENOUS: found[0], EFFECT_SITE: found[1]}


def _wanted(traces: Collection[str]) -> tuple[str, ...]:
    """The traces to follow; that of S-ketamine at the effect site needs the whole one there."""
    if traces is TRACES:
        return TRACES
    for name in traces:
        if name not in TRACES:
            raise ValueError(f"trace {name!r} is not known; write one of {', '.join(TRACES)}")
    more = {EFFECT_SITE} if EFFECT_SITE_S in traces else set()
    return tuple(name for name in TRACES if name in {*traces, *more})


def _s_share(doses: Sequence[Dose], ledger: Ledger) -> float:
    if doses[0].route == ESKETAMINE_NASAL:
        return 1.0
    return ledger.number("simulation.conventions.s_fraction_of_racemate")


def _add(total: dict[str, FloatArray], part: Mapping[str, FloatArray]) -> None:
    for name, trace in part.items():
        total[name] = total[name] + trace if name in total else trace


def _shown(traces: Mapping[str, FloatArray], patient: Patient | Patients) -> Mapping[str, FloatArray]:
    one = isinstance(patient, Patient)
    return MappingProxyType({name: _locked(trace[0] if one else trace) for name, trace in traces.items()})


def _locked(array: FloatArray) -> FloatArray:
    array.setflags(write=False)
    return array


def _patients(patient: Patient | Patients) -> Patients:
    if isinstance(patient, Patients):
        return patient
    if isinstance(patient, Patient):
        return as_patients(patient)
    raise PatientError(f"{patient!r} is not a patient; use Patient(weight_kg=70) or population(...)")


def _times(time_min: ArrayLike | Sequence[float]) -> FloatArray:
    try:
        times = np.array(time_min, dtype=float)
    except (TypeError, ValueError):
        raise TimeError(
            "time_min holds something that is not a number; give minutes, ascending from 0"
        ) from None
    if times.ndim != 1 or not times.size:
        raise TimeError(f"time_min has shape {times.shape}; give one row of at least one time, in minutes")
    ascending = times[1:] >= times[:-1]  # false beside a NaN
    if times[0] >= 0 and times[-1] < np.inf and ascending.all():
        return times
    if not np.isfinite(times).all():
        raise TimeError("time_min holds a value that is not finite; give minutes, ascending from 0")
    if times.min() < 0:
        raise TimeError(f"time_min holds {times.min():g}; minutes count from 0 upwards")
    place = int(np.argmin(ascending))
    raise TimeError(f"time_min goes back from {times[place]:g} to {times[place + 1]:g}; sort it first")
