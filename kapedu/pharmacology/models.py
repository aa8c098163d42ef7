r"""Published parameter sets as compartment models for given patients.

Racemic ketamine: Kamp 2020, arterial, central compartment and two peripheral ones, elimination from the central
one. For a weight :math:`w` and the reference weight :math:`w_0`, flows and clearance are multiplied by
:math:`(w/w_0)^{0.75}` and volumes by :math:`(w/w_0)^{1}` (exponents from the sheet: a convention, not an estimate).

Nasal esketamine: Perez-Ruixo 2020, central, two peripheral compartments, and a liver that exchanges blood with
the central one and holds the elimination, :math:`\mathit{CL}_h = (k_{el} + k_{met})\,V_h`. The published model has no
weight term, and none is added.
"""

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from kapedu.pharmacology.disposition import Disposition
from kapedu.pharmacology.ledger import Ledger, cell
from kapedu.pharmacology.patient import Patient, Patients, typical

RACEMATE = "pkpd.models.kamp2020_arterial"
ESKETAMINE = "pkpd.models.perez_ruixo_2020"

RACEMATE_TITLE = "Kamp 2020, arterial, three compartments, scaled to weight"
ESKETAMINE_TITLE = "Perez-Ruixo 2020, nasal esketamine, with liver first pass"

CENTRAL = 0
LIVER = 3


def disposition_of(
    solve: Callable[[Patients, Ledger], Disposition], patient: Patient | Patients, ledger: Ledger
) -> Disposition:
    """Solve a model, once only for a typical patient of one weight: a slider asks for the same one many times."""
    if isinstance(patient, Patients):
        return solve(patient, ledger)
    disposition, used = _typical_disposition(solve, patient.weight_kg)
    ledger.include(used)
    return disposition


@lru_cache
def _typical_disposition(
    solve: Callable[[Patients, Ledger], Disposition], weight_kg: float
) -> tuple[Disposition, tuple[str, ...]]:
    ledger = Ledger()
    return solve(typical(weight_kg), ledger), ledger.facts


def racemate_disposition(patients: Patients, ledger: Ledger) -> Disposition:
    """Kamp 2020 arterial for each patient; modes of shape ``(patients, 3)``."""
    volumes = [ledger.number(f"{RACEMATE}.parameters.{name}") for name in ("V1", "V2", "V3")]
    clearance, *flows = (ledger.per_minute(f"{RACEMATE}.parameters.{name}") for name in ("CL", "Q2", "Q3"))
    relative = (patients.weight_kg / ledger.number("simulation.conventions.reference_weight"))[:, None]
    exponents = ledger.quantity("pkpd.simulator_defaults.weight_exponents")
    flow_scale = relative ** cell(exponents, "CL_Q")
    volume_scale = relative ** cell(exponents, "V") * patients.volume_factor[:, None]
    clearances = np.zeros((len(patients), len(volumes)))
    clearances[:, CENTRAL] = clearance * flow_scale[:, 0] * patients.clearance_factor
    return Disposition.solve(volume_scale * np.array(volumes), flow_scale * np.array(flows), clearances)


def esketamine_disposition(patients: Patients, ledger: Ledger) -> Disposition:
    """Perez-Ruixo 2020 for each patient; modes of shape ``(patients, 4)``."""
    volumes = np.array(
        [ledger.number(f"{ESKETAMINE}.parameters.{name}") for name in ("Vc", "Vp1", "Vp2", "Vh")]
    )
    flows = np.array([ledger.per_minute(f"{ESKETAMINE}.parameters.{name}") for name in ("Q1", "Q2", "Qh")])
    loss = sum(ledger.per_minute(f"{ESKETAMINE}.parameters.{name}") for name in ("kel", "kmet"))
    clearances = np.zeros((len(patients), len(volumes)))
    clearances[:, LIVER] = loss * volumes[LIVER] * patients.clearance_factor
    return Disposition.solve(
        volumes * patients.volume_factor[:, None],
        np.broadcast_to(flows, (len(patients), len(flows))),
        clearances,
    )
