"""Each model beside its own sheet: clearance, volume, half-lives, the cross-model table, norketamine."""

import numpy as np
from comparison import INFUSION, from_fact, half_lives_min, own_trace, run, steady_volume_l, whole_area

from kapedu.knowledge import fact
from kapedu.pharmacology import Patient, models
from kapedu.pharmacology.bodies import body_of
from kapedu.pharmacology.ledger import Ledger

CLEARANCES = {
    "kamp": "pkpd.models.kamp2020_arterial.parameters.CL",
    "domino": "pkpd.models.domino.derived.CL",
    "clements": "pkpd.models.clements_nimmo_1981.derived.CL",
    "hijazi": "pkpd.population_pk.hijazi_CL",
    "simons": "pkpd.models.simons2022_S.parameters.CLK1",
    "otto": "pkpd.population_pk.fanta_CL",
    "perez-ruixo": "pkpd.models.perez_ruixo_2020.abstract.CL",
}


def anchors():
    """Clearance, volume and half-lives of every model, from simulated curves, beside the sheet."""
    group = "Clearance, volume and half-lives of each model"
    for name, model in models().items():
        path = model.parameters.removesuffix(".parameters")
        clearance = 35 * 1000 / whole_area(INFUSION, model=name)
        place = CLEARANCES[name]
        quantity = fact(place)
        in_unit = {"L/min": clearance / 60, "mL/min/kg": clearance * 1000 / 60 / 70}.get(
            quantity.unit, clearance
        )
        yield from_fact(group, "clearance (dose / area)", name, place, in_unit)
        yield from_fact(group, "volume at steady state", name, f"{path}.derived.Vss", _vss(name))
        for number, found in enumerate(half_lives_min(name)):
            yield from_fact(
                group,
                f"half-life {number + 1}",
                name,
                f"{path}.derived.half_lives",
                found,
                place=number,
                why="The published value is rounded to one or two digits." if found < 10 else "",
            )


def _vss(name):
    """The sheet adds the volumes up, or, with a liver that eliminates, those outside it."""
    volumes = body_of(name, Patient(70), Ledger()).disposition.volumes_l[0]
    if name != "perez-ruixo":
        return steady_volume_l(name)
    return volumes[:3].sum()


def whole_population():
    """The default model beside pooled and single studies."""
    group = "The default model beside other studies"
    solved = body_of("kamp", Patient(70), Ledger()).disposition
    clearance = 60 / float(np.sum(solved.weights(0)[0] / solved.rates_per_min[0]))
    terminal = float(half_lives_min("kamp")[-1])
    yield from_fact(group, "clearance, meta-analysis", "kamp", "pkpd.population_pk.CL_meta", clearance)
    yield from_fact(
        group, "volume, meta-analysis", "kamp", "pkpd.population_pk.V_meta", steady_volume_l("kamp")
    )
    yield from_fact(
        group,
        "terminal half-life, 20 mg injection",
        "kamp",
        "pkpd.population_pk.yanagihara_half_life",
        terminal,
        "Three people, and samples that ended before the slow last phase; the middle phases weigh in.",
    )
    yield from_fact(
        group,
        "half-life after anaesthesia",
        "kamp",
        "pkpd.population_pk.idvall_half_life",
        terminal,
        "Measured over the first hours after an infusion, where the curve still falls faster than in its last phase.",
    )
    yield from_fact(
        group,
        "beta half-life of the label",
        "kamp",
        "pkpd.population_pk.label_beta_half_life",
        terminal / 60,
        "A two-phase description; the third phase of the model is slower.",
    )


def cross_model():
    """Every cell of the sheet's cross-model table."""
    group = "35 mg over 40 minutes: cross-model table"
    times = np.array(fact("pkpd.cross_model_35mg_40min.times_min").value, dtype=float)
    for name, model in models().items():
        path = f"pkpd.cross_model_35mg_40min.ng_mL.{model.parameters.split('.')[2]}"
        if name == "hijazi":
            continue
        found = own_trace(run(INFUSION, times=times, model=name))
        for place, (minute, level) in enumerate(zip(times, found, strict=True)):
            yield from_fact(group, f"minute {minute:g}", name, path, level, place=place)


def norketamine_tables():
    """Norketamine (R and S) after 35 mg over 40 minutes, beside the sheet's own computation."""
    group = "Norketamine after 35 mg over 40 minutes"
    for name, key in (("simons", "simons2022_S"), ("otto", "otto2021_fanta2015_S")):
        path = f"pkpd.models.{key}.derived.NK_R_plus_S_after_35mg_40min"
        for minute in fact(path).value:
            course = run(INFUSION, times=[float(minute)], model=name, metabolites=True)
            yield from_fact(
                group, f"minute {minute}", name, path, course.metabolites["norketamine"][0], place=minute
            )
