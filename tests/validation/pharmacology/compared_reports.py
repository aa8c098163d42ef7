"""Peaks and exposures that trials and labels report: by route, by group of people, with another drug."""

import numpy as np
from comparison import FINE, INFUSION, Comparison, area, from_fact, run, whole_area

from kapedu.knowledge import observations
from kapedu.pharmacology import Patient, models

STRATA = {
    "18-60 y Caucasian": (40, None),
    "18-60 y Asian non-Japanese": (40, "asian"),
    "18-60 y Japanese": (40, "japanese"),
    ">60 y Caucasian": (70, None),
    ">60 y Asian non-Japanese": (70, "asian"),
    ">60 y Japanese": (70, "japanese"),
}

WHY_PEAK = {
    "kamp": "",
    "simons": "The venous delay was chosen for the default model; the sampling site of the 185 is not established.",
    "domino": "Drawn without a venous delay; the sampling site of the 185 is not established.",
    "clements": "",
    "otto": "A venous model of 11 people; the sampling site of the 185 is not established.",
    "perez-ruixo": "Its central volume comes from nasal doses; it is not for a peak after a vein.",
    "hijazi": "People in intensive care: another population.",
}


def reported_peaks():
    """Venous peaks that depression trials and others report."""
    group = "Reported peaks and times of peak"
    (row,) = (row for row in observations() if row.dataset == "cmax_0.5mgkg")
    for name in models():
        venous = run(INFUSION, times=np.arange(0, 60.5, 0.5), model=name).venous_ng_ml
        yield Comparison(
            group,
            "venous peak, 0.5 mg/kg over 40 min",
            name,
            row.value,
            float(venous.max()),
            row.unit,
            row.source,
            str(row.status),
            WHY_PEAK[name],
        )
    venous = run("sl 25 mg").venous_ng_ml
    yield from_fact(
        group,
        "time of peak, wafer under the tongue",
        "kamp",
        "pkpd.absorption.sublingual_wafer_racemic.Tmax",
        FINE[venous.argmax()] / 60,
        "The rate was chosen for this time: it checks the code, not the science.",
    )
    venous = run("im 35 mg").venous_ng_ml
    yield from_fact(
        group,
        "peak after a muscle, 0.5 mg/kg",
        "kamp",
        "pkpd.absorption.intramuscular.reported_peak_0p5mgkg",
        venous.max(),
        "The report is unverified. To meet it, uptake would have to be faster than any on file.",
    )
    (tablet,) = (
        row
        for row in observations()
        if row.source == "yanagihara2003" and row.analyte.startswith("norketamine") and "oral" in row.regimen
    )
    times = np.arange(0, 8 * 60 + 0.5, 0.5)
    found = run("po 25 mg", times=times, model="perez-ruixo", metabolites=True).metabolites["norketamine"]
    yield Comparison(
        group,
        "norketamine exposure, 0 to 8 h, per enantiomer, tablets of 50 mg",
        "perez-ruixo",
        tablet.value,
        area(times, found),
        tablet.unit,
        tablet.source,
        str(tablet.status),
        "Approximate, and from three people. The model lets 64 % of a swallowed dose reach the liver and turns 71 % "
        "of that into norketamine; the published exposure would take nearly all of the dose.",
    )
    swallowed = whole_area("po 25 mg", model="perez-ruixo") / whole_area("iv 25 mg", model="perez-ruixo")
    yield from_fact(
        group,
        "share of a swallowed dose that arrives",
        "perez-ruixo",
        "pkpd.models.perez_ruixo_2020.abstract.swallowed_fraction_reaching_circulation",
        swallowed,
    )
    yield from_fact(
        group,
        "the same, another study",
        "perez-ruixo",
        "pkpd.absorption.oral_S.F",
        swallowed,
        "Two studies that disagree by a factor of two: 11 people against 18 together with a vein.",
    )
    (icu,) = (row for row in observations() if row.dataset == "koppel" and row.analyte == "ketamine")
    for name, why in (
        ("kamp", "Very ill people; the middle of the infusion rates is used."),
        ("hijazi", "Two studies of intensive care that disagree by a factor of two."),
    ):
        clearance_l_h = 35 * 1000 / whole_area(INFUSION, model=name)
        yield Comparison(
            group,
            "steady state, 1.2 mg/kg/h, intensive care",
            name,
            icu.value,
            1.2 * 70 / clearance_l_h,
            icu.unit,
            icu.source,
            str(icu.status),
            why,
        )


def nasal_tables():
    """Table 4 of the nasal esketamine model, six groups, three doses, four figures."""
    for row in observations():
        if row.dataset != "perezruixo2021_table4":
            continue
        age, ancestry = STRATA[row.population]
        dose = f"esketamine-in {row.regimen.split()[0]} mg"
        course = run(dose, patient=Patient(70, age), metabolites=True, ancestry=ancestry)
        trace = course.metabolites["norketamine"] if row.analyte == "noresketamine" else course.venous_ng_ml
        found = trace.max() if row.statistic == "Cmax" else area(FINE, trace)
        why = (
            "A known defect of the transcribed equations: norketamine is cleared too slowly, 1.38 to 1.56 times."
            if row.analyte == "noresketamine"
            else ""
        )
        yield Comparison(
            "Nasal esketamine, published table of peaks and exposures",
            f"{row.analyte}, {row.statistic}, {row.regimen.split()[0]} mg, {row.population}",
            "perez-ruixo",
            row.value,
            float(found),
            row.unit,
            row.source,
            str(row.status),
            why,
        )


WHY_INTERACTION = (
    "The course puts the whole change into the share that arrives; a slower clearance or a faster uptake, "
    "which would move the peak, is not known."
)


def interaction_figures():
    """Interactions: exposure is built in; peak and half-life are not, and so are a test."""
    group = "Interactions"
    without = run("po 20 mg")
    for name, path in (
        ("clarithromycin", "clarithromycin_oral_S"),
        ("grapefruit", "grapefruit_oral_S"),
        ("st-johns-wort", "st_johns_wort_oral_S"),
    ):
        found = run("po 20 mg", interactions=[name])
        yield from_fact(
            group,
            f"{name}: peak, swallowed",
            "kamp",
            f"pkpd.ddi_pk.{path}.Cmax",
            found.venous_ng_ml.max() / without.venous_ng_ml.max(),
            WHY_INTERACTION,
        )
    for name, dose, path in (
        ("clarithromycin", "po 20 mg", "clarithromycin_oral_S.AUC"),
        ("ticlopidine", "po 20 mg", "ticlopidine_oral_S.AUC"),
        ("grapefruit", "po 20 mg", "grapefruit_oral_S.AUC"),
        ("rifampicin", "po 20 mg", "rifampicin_S.AUC_oral"),
        ("rifampicin", "iv 20 mg", "rifampicin_S.AUC_IV"),
        ("st-johns-wort", "po 20 mg", "st_johns_wort_oral_S.AUC"),
    ):
        ratio = whole_area(dose, model="kamp", interactions=[name]) / whole_area(dose, model="kamp")
        yield from_fact(
            group, f"{name}: exposure, {dose.split()[0]} (built in)", "kamp", f"pkpd.ddi_pk.{path}", ratio
        )
    for name, path in (("ticlopidine", "ticlopidine"), ("rifampicin", "rifampicin")):
        key = f"pkpd.ddi_pk.{path}_nasal_esketamine"
        doses, options = ("esketamine-in 84 mg",), {"interactions": [name]}
        ratio = whole_area(*doses, model="perez-ruixo", **options) / whole_area(*doses, model="perez-ruixo")
        yield from_fact(
            group, f"{name}: exposure, nasal esketamine (built in)", "perez-ruixo", f"{key}.AUC", ratio
        )
        peak = run(*doses, **options).venous_ng_ml.max() / run(*doses).venous_ng_ml.max()
        yield from_fact(
            group, f"{name}: peak, nasal esketamine", "perez-ruixo", f"{key}.Cmax", peak, WHY_INTERACTION
        )
