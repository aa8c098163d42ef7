r"""Published parameter sets as compartment models for given patients.

For a weight :math:`w` and the reference weight :math:`w_0`, with exponents from the sheet (a convention of those who
transcribed the models, not an estimate):

* ``kamp``, ``simons``: flows and clearances times :math:`(w/w_0)^{0.75}`, volumes times :math:`w/w_0`;
* ``domino``, ``clements``, ``hijazi``: rate constants and a central volume per kg, so that all volumes and
  clearances are proportional to weight;
* ``otto``: central volumes and clearances as in ``kamp``, peripheral ones unscaled;
* ``perez-ruixo``: no weight. Its liver exchanges blood with the central compartment and holds the elimination,
  :math:`\mathit{CL}_h = (k_{el} + k_{met})\,V_h`. Above 60 years the liver flow falls with age.

Metabolites are in :mod:`kapedu.pharmacology.chain`. ``simons`` carries amounts of substance, so that each step
multiplies by the ratio of molecular weights; ``otto`` and ``perez-ruixo`` carry the mass of the parent.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from kapedu.pharmacology.chain import Chain, Link
from kapedu.pharmacology.disposition import Disposition
from kapedu.pharmacology.exponentials import FloatArray
from kapedu.pharmacology.ledger import Ledger, cell
from kapedu.pharmacology.patient import Patient, Patients, typical

ESKETAMINE = "pkpd.models.perez_ruixo_2020"

CENTRAL = 0
LIVER = 3
_MINUTES_PER_HOUR = 60
NORKETAMINE, HYDROXYNORKETAMINE = "norketamine", "hydroxynorketamine"


@dataclass(frozen=True, eq=False)
class Body:
    """A model for given patients: where the drug goes, and what is formed from it."""

    disposition: Disposition
    chain: Chain | None = None


def body_of(
    name: str,
    patient: Patient | Patients,
    ledger: Ledger,
    clearance: float = 1.0,
    ancestry: str | None = None,
) -> Body:
    """Solve a model, once only for a typical patient: a slider asks for the same one many times.

    Args:
        name: Model, a key of ``kapedu.pharmacology.models()``.
        patient: Whom for.
        ledger: Gets the figures used.
        clearance: What an interaction multiplies the clearance of the parent by.
        ancestry: ``asian`` or ``japanese``, for the model of nasal esketamine, which found differences.
    """
    if isinstance(patient, Patients):
        return _solved(name, patient, ledger, clearance, ancestry)
    body, used = _typical_body(name, patient, clearance, ancestry)
    ledger.add(used)
    return body


@lru_cache
def _typical_body(name: str, patient: Patient, clearance: float, ancestry: str | None) -> tuple[Body, Ledger]:
    ledger = Ledger()
    return _solved(name, as_patients(patient), ledger, clearance, ancestry), ledger


def _solved(name: str, patients: Patients, ledger: Ledger, clearance: float, ancestry: str | None) -> Body:
    if clearance != 1.0:
        patients = replace(patients, clearance_factor=patients.clearance_factor * clearance)
    if name == "perez-ruixo":
        return _perez_ruixo(patients, ledger, ancestry)
    return _BUILDERS[name](patients, ledger)


def as_patients(patient: Patient | Patients) -> Patients:
    """One patient as a population of one."""
    return patient if isinstance(patient, Patients) else typical(patient.weight_kg, patient.age_years)


def racemate_disposition(patients: Patients, ledger: Ledger) -> Disposition:
    """Kamp 2020 arterial for each patient; modes of shape ``(patients, 3)``."""
    names = ("V1", "V2", "V3", "Q2", "Q3", "CL")
    return _scaled(patients, _figures("kamp2020_arterial", names, ledger), ledger)


def _figures(group: str, names: Sequence[str], ledger: Ledger) -> FloatArray:
    """Figures of a model: volumes in L, then flows and clearance in L/min."""
    path = f"pkpd.models.{group}.parameters"
    return np.array(
        [
            ledger.number(f"{path}.{name}") if name.startswith("V") else ledger.per_minute(f"{path}.{name}")
            for name in names
        ]
    )


def _relative_weight(patients: Patients, ledger: Ledger) -> FloatArray:
    reference = ledger.number("simulation.conventions.reference_weight")
    return np.asarray((patients.weight_kg / reference)[:, None])


def _scales(patients: Patients, ledger: Ledger) -> tuple[FloatArray, FloatArray]:
    """Factors of the weight on flows and on volumes, shape ``(patients, 1)``."""
    exponents = ledger.quantity("pkpd.simulator_defaults.weight_exponents")
    relative = _relative_weight(patients, ledger)
    return relative ** cell(exponents, "CL_Q"), relative ** cell(exponents, "V")


def _scaled(
    patients: Patients,
    figures: FloatArray,
    ledger: Ledger,
    *,
    parent: bool = True,
    central_only: bool = False,
) -> Disposition:
    """Volumes, flows and clearance, in this order, scaled to each patient; elimination from the central one."""
    count = len(figures) // 2
    flow_scale, volume_scale = _scales(patients, ledger)
    volumes = np.tile(figures[:count], (len(patients), 1))
    flows = np.tile(figures[count:-1], (len(patients), 1))
    volumes[:, :1] *= volume_scale
    if not central_only:
        volumes[:, 1:] *= volume_scale
        flows *= flow_scale
    clearances = np.zeros_like(volumes)
    clearances[:, CENTRAL] = figures[-1] * flow_scale[:, 0]
    if parent:
        volumes *= patients.volume_factor[:, None]
        clearances[:, CENTRAL] *= patients.clearance_factor
    return Disposition.solve(volumes, flows, clearances)


def _kamp(patients: Patients, ledger: Ledger) -> Body:
    return Body(racemate_disposition(patients, ledger))


def _micro_constants(group: str, peripheral: Sequence[str]) -> Callable[[Patients, Ledger], Body]:
    """A model written as rate constants and a central volume per kg."""

    def build(patients: Patients, ledger: Ledger) -> Body:
        path = f"pkpd.models.{group}.parameters"
        central = ledger.number(f"{path}.V1") * patients.weight_kg
        rate = {
            name: ledger.per_minute(f"{path}.{name}")
            for name in ["k10", *(f"k1{p}" for p in peripheral), *(f"k{p}1" for p in peripheral)]
        }
        flows = np.stack([rate[f"k1{p}"] * central for p in peripheral], axis=1)
        others = np.stack([flows[:, i] / rate[f"k{p}1"] for i, p in enumerate(peripheral)], axis=1)
        volumes = np.concatenate([central[:, None], others], axis=1)
        clearances = np.zeros_like(volumes)
        clearances[:, CENTRAL] = rate["k10"] * central * patients.clearance_factor
        return Body(Disposition.solve(volumes * patients.volume_factor[:, None], flows, clearances))

    return build


def _simons(patients: Patients, ledger: Ledger) -> Body:
    group = "simons2022_S"
    path = f"pkpd.models.{group}.parameters"
    flow_scale = _scales(patients, ledger)[0][:, 0]
    parent = _figures(group, ("VK1", "VK2", "VK3", "CLK2", "CLK3", "CLK1"), ledger)
    weights = [
        ledger.number(f"pkpd.constants.mw_{name}") for name in ("ketamine", NORKETAMINE, HYDROXYNORKETAMINE)
    ]
    first = parent[-1] * flow_scale * patients.clearance_factor
    first = first * ledger.number(f"{path}.fm_NK") * weights[1] / weights[0]
    nor = _figures(group, ("VN1", "VN2", "CLN2", "CLN1"), ledger)
    second = nor[-1] * flow_scale * ledger.number(f"{path}.fm_HNK") * weights[2] / weights[1]
    hydroxy = _figures(group, ("VH1", "VH2", "CLH2", "CLH1"), ledger)
    links = (
        Link(
            NORKETAMINE,
            first,
            _scaled(patients, nor, ledger, parent=False),
            2 / ledger.minutes(f"{path}.MTT_K_NK"),
        ),
        Link(
            HYDROXYNORKETAMINE,
            second,
            _scaled(patients, hydroxy, ledger, parent=False),
            2 / ledger.minutes(f"{path}.MTT_NK_HNK"),
        ),
    )
    return Body(_scaled(patients, parent, ledger), Chain(CENTRAL, links))


def _otto(patients: Patients, ledger: Ledger) -> Body:
    group = "otto2021_fanta2015_S"
    parent = _figures(group, ("V", "Vp1", "Vp2", "Q1", "Q2", "CL"), ledger)
    nor = _figures(group, ("V_NK", "Vp_NK", "Q_NK", "CL_NK"), ledger)
    formed = parent[-1] * _scales(patients, ledger)[0][:, 0] * patients.clearance_factor
    formed = formed * ledger.number(f"pkpd.models.{group}.parameters.fm_NK")
    link = Link(NORKETAMINE, formed, _scaled(patients, nor, ledger, parent=False, central_only=True))
    return Body(_scaled(patients, parent, ledger, central_only=True), Chain(CENTRAL, (link,)))


def esketamine_disposition(patients: Patients, ledger: Ledger) -> Disposition:
    """Perez-Ruixo 2020 for each patient; modes of shape ``(patients, 4)``."""
    return _perez_ruixo(patients, ledger).disposition


def _perez_ruixo(patients: Patients, ledger: Ledger, ancestry: str | None = None) -> Body:
    path = f"{ESKETAMINE}.parameters"
    volumes = np.array([ledger.number(f"{path}.{name}") for name in ("Vc", "Vp1", "Vp2", "Vh")])
    flows = np.tile(_figures("perez_ruixo_2020", ("Q1", "Q2", "Qh"), ledger), (len(patients), 1))
    flows[:, LIVER - 1] += _liver_flow_change(patients, ledger)
    lost, formed = (ledger.per_minute(f"{path}.{name}") * volumes[LIVER] for name in ("kel", "kmet"))
    nor = _figures("perez_ruixo_2020", ("V_NK", "Vp_NK", "Q_NK", "CL_NK"), ledger)
    if ancestry is not None:
        lost *= ledger.number(f"{path}.asian_on_kel")
        nor[3] *= ledger.number(f"{path}.asian_on_CL_NK")
    clearances = np.zeros((len(patients), len(volumes)))
    clearances[:, LIVER] = (lost + formed) * patients.clearance_factor
    solved = Disposition.solve(volumes * patients.volume_factor[:, None], flows, clearances)
    own = Disposition.solve(
        np.tile(nor[:2], (len(patients), 1)),
        np.full((len(patients), 1), nor[2]),
        np.tile([nor[3], 0.0], (len(patients), 1)),
    )
    return Body(solved, Chain(LIVER, (Link(NORKETAMINE, formed * patients.clearance_factor, own),)))


def _liver_flow_change(patients: Patients, ledger: Ledger) -> FloatArray:
    """Change of the liver flow with age, L/min, shape ``(patients,)``: 0 up to the age at which it begins."""
    begins = ledger.number("models.limits.age_on_liver_flow_begins")
    older = np.maximum(patients.ages - begins, 0.0)
    if not older.any():
        return older
    per_hour = ledger.number(f"{ESKETAMINE}.parameters.age_on_Qh") * older
    return np.asarray(per_hour / _MINUTES_PER_HOUR)


_BUILDERS: dict[str, Callable[[Patients, Ledger], Body]] = {
    "kamp": _kamp,
    "domino": _micro_constants("domino", "23"),
    "clements": _micro_constants("clements_nimmo_1981", "2"),
    "hijazi": _micro_constants("hijazi2003_icu", "2"),
    "simons": _simons,
    "otto": _otto,
}
