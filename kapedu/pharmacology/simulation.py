r"""Concentrations after a regimen: arterial, venous and at the effect site.

The arterial concentration :math:`c_a` of racemic ketamine drives two links (design of the course: arterial drives,
venous is shown):

.. math::

    \dot c_v = k_v (c_a - c_v), \qquad \dot c_e = k_{e0} (c_a - c_e), \qquad k = \ln 2 / t_{1/2}.

Nasal esketamine has its own published model, which describes plasma as it was measured in trials. It is added to
both the arterial and the venous trace without a further delay, and drives the effect site in the same way.

S-ketamine at the effect site is half of what racemic doses bring there, and all of what esketamine brings.
Concentrations are solved exactly, see :mod:`kapedu.pharmacology.superposition`; no integrator, no step size.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from kapedu.pharmacology.absorption import esketamine_inflows, racemate_inflows
from kapedu.pharmacology.errors import PatientError, TimeError
from kapedu.pharmacology.exponentials import FloatArray
from kapedu.pharmacology.ledger import Ledger
from kapedu.pharmacology.models import (
    ESKETAMINE_TITLE,
    RACEMATE_TITLE,
    disposition_of,
    esketamine_disposition,
    racemate_disposition,
)
from kapedu.pharmacology.notes import assumptions
from kapedu.pharmacology.patient import Patient, Patients, typical
from kapedu.pharmacology.regimen import Dose, Regimen
from kapedu.pharmacology.routes import ESKETAMINE_NASAL
from kapedu.pharmacology.superposition import respond

_NG_ML_PER_MG_L = 1000.0


@dataclass(frozen=True, eq=False)
class Course:
    """The course of ketamine in the body after a regimen.

    Every concentration has the shape ``(times,)`` for a :class:`Patient` and ``(patients, times)`` for
    :class:`Patients`, is in ng/mL, zero before the first dose, and cannot be written to.

    Attributes:
        time_min: Minutes since time zero, shape ``(times,)``.
        arterial_ng_ml: Ketamine (S and R together) in arterial plasma.
        venous_ng_ml: The same in a peripheral vein, where samples are normally taken.
        effect_site_ng_ml: The same at the effect site.
        effect_site_s_ng_ml: S-ketamine alone at the effect site.
        model: The models used.
        sources: Keys of the bibliography.
        regimen: What was given.
        notes: Assumptions behind this result, plain sentences.
        facts: Paths of every published figure used, for ``kapedu.knowledge.fact``.
    """

    time_min: FloatArray
    arterial_ng_ml: FloatArray
    venous_ng_ml: FloatArray
    effect_site_ng_ml: FloatArray
    effect_site_s_ng_ml: FloatArray
    model: str
    sources: tuple[str, ...]
    regimen: Regimen
    notes: tuple[str, ...]
    facts: tuple[str, ...]


def simulate(regimen: Regimen | Dose, patient: Patient | Patients, time_min: ArrayLike) -> Course:
    """Concentrations after a regimen in one patient or many.

    Args:
        regimen: What is given.
        patient: To whom.
        time_min: Minutes since time zero, ascending, zero or more, shape ``(times,)``.

    Raises:
        DosingError: A dose is implausible at the weight of the patient.
        PatientError: The second argument is neither a patient nor patients.
        TimeError: The times are empty, negative, not finite, not ascending or not one row.

    Source:
        Kamp 2020 (``kamp2020``; secondary), venous link a design value (computed), effect site Olofsen 2022
        (``olofsen2022``; primary), nasal esketamine Perez-Ruixo 2020 (``perezruixo2021``; secondary).

    Examples:
        The sheet's cross-model table has 253 ng/mL arterial and 204 venous at the end of this infusion.

        >>> import numpy as np
        >>> course = simulate(Regimen.parse("iv 35 mg over 40 min"), Patient(70), np.array([0, 40, 240]))
        >>> print(course.arterial_ng_ml.round())
        [  0. 253.  26.]
        >>> print(course.venous_ng_ml.round())
        [  0. 204.  27.]
    """
    regimen = Regimen((regimen,)) if isinstance(regimen, Dose) else regimen
    times = _times(time_min)
    patients = _patients(patient)
    ledger = Ledger()
    arterial, venous, effect, effect_s = np.zeros((4, len(patients), len(times)))
    racemate = [dose for dose in regimen if dose.route != ESKETAMINE_NASAL]
    nasal = [dose for dose in regimen if dose.route == ESKETAMINE_NASAL]
    titles = []
    to_effect_site = np.log(2) / ledger.minutes("pkpd.effect_site.olofsen2022.t_half_ke0")
    if racemate:
        titles.append(RACEMATE_TITLE)
        disposition = disposition_of(racemate_disposition, patient, ledger)
        to_vein = np.log(2) / ledger.minutes("pkpd.models.venous_lag.parameters.t_half")
        inflows = [
            inflow for dose in racemate for inflow in racemate_inflows(dose, patients.weight_kg, ledger)
        ]
        found = respond(disposition, inflows, (to_vein, to_effect_site), times)
        found *= _NG_ML_PER_MG_L
        arterial, venous, effect = found
        effect_s = ledger.number("simulation.conventions.s_fraction_of_racemate") * effect
    if nasal:
        titles.append(ESKETAMINE_TITLE)
        disposition = disposition_of(esketamine_disposition, patient, ledger)
        inflows = list(esketamine_inflows(nasal, patients.weight_kg, ledger))
        found = respond(disposition, inflows, (to_effect_site,), times)
        found *= _NG_ML_PER_MG_L
        plasma, at_site = found
        arterial, venous = arterial + plasma, venous + plasma
        effect, effect_s = effect + at_site, effect_s + at_site
    shown = [
        trace[0] if isinstance(patient, Patient) else trace for trace in (arterial, venous, effect, effect_s)
    ]
    notes = assumptions(regimen, ledger)
    for array in (times, *shown):
        array.setflags(write=False)
    return Course(
        time_min=times,
        arterial_ng_ml=shown[0],
        venous_ng_ml=shown[1],
        effect_site_ng_ml=shown[2],
        effect_site_s_ng_ml=shown[3],
        model=" + ".join(titles),
        sources=ledger.sources,
        regimen=regimen,
        notes=notes,
        facts=ledger.facts,
    )


def _patients(patient: Patient | Patients) -> Patients:
    if isinstance(patient, Patients):
        return patient
    if isinstance(patient, Patient):
        return typical(patient.weight_kg)
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
    if not np.isfinite(times).all():
        raise TimeError("time_min holds a value that is not finite; give minutes, ascending from 0")
    if times.min() < 0:
        raise TimeError(f"time_min holds {times.min():g}; minutes count from 0 upwards")
    back = times[1:] < times[:-1]
    if back.any():
        place = int(np.argmax(back))
        raise TimeError(f"time_min goes back from {times[place]:g} to {times[place + 1]:g}; sort it first")
    return times
