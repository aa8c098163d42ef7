"""Blood samples along an infusion, and the peaks that published models give for the same infusion."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from kapedu.figures.dot_rows import DotRow, dot_rows, number
from kapedu.figures.figure import Figure, Table, plain
from kapedu.figures.theme import ARTERIAL, VENOUS, base_layout, upright_band
from kapedu.knowledge import fact, sheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kapedu.pharmacology import Course

Site = Literal["artery", "vein"]
COLOURS = {"artery": ARTERIAL, "vein": VENOUS}
SYMBOLS = {"artery": "circle", "vein": "square"}
_CURVES = "pkpd.cross_model_35mg_40min.ng_mL"
_MODEL_NAMES = {
    "simons2022_S": "Simons 2022",
    "kamp2020_arterial": "Kamp 2020, the course's default",
    "domino": "Domino, as infusion pumps assume",
    "clements_nimmo_1981": "Clements and Nimmo 1981",
    "otto2021_fanta2015_S": "Otto 2021 and Fanta 2015",
    "perez_ruixo_2020": "Perez-Ruixo, made for nasal esketamine",
}


@dataclass(frozen=True)
class Sample:
    """One tube of blood.

    Attributes:
        site: Where it was drawn.
        time_min: When, minutes since the infusion began.
        ketamine_ng_ml: What the laboratory reports.
    """

    site: Site
    time_min: float
    ketamine_ng_ml: float


def draw_sample(course: Course, site: Site, time_min: float) -> Sample:
    """A sample from a simulated patient.

    Args:
        course: The simulated patient.
        site: ``"artery"`` or ``"vein"``.
        time_min: Minutes since the infusion began, inside the simulated time.

    Returns:
        The sample, its level interpolated between simulated minutes.
    """
    import numpy as np

    levels = course.arterial_ng_ml if site == "artery" else course.venous_ng_ml
    return Sample(site, time_min, float(np.interp(time_min, course.time_min, levels)))


def blood_samples(
    samples: Sequence[Sample], end_of_infusion_min: float, until_min: float, course: Course | None = None
) -> Figure:
    """The samples taken so far; with a course, also the curves behind them.

    Args:
        samples: What was drawn, in any order.
        end_of_infusion_min: When the pump stops, minutes.
        until_min: End of the time axis, minutes.
        course: The simulated patient, once the curves are to be seen.

    Returns:
        The figure.
    """
    data: list[dict[str, Any]] = []
    if course is not None:
        for site, levels in (("artery", course.arterial_ng_ml), ("vein", course.venous_ng_ml)):
            data.append(
                {
                    "type": "scatter",
                    "mode": "lines",
                    "name": f"{site}, the whole curve",
                    "x": course.time_min,
                    "y": levels,
                    "line": {
                        "color": COLOURS[site],
                        "width": 2,
                        "dash": "solid" if site == "artery" else "dash",
                    },
                },
            )
    for site in ("artery", "vein"):
        tubes = [sample for sample in samples if sample.site == site]
        data.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": f"{site}, your samples",
                "x": [sample.time_min for sample in tubes],
                "y": [sample.ketamine_ng_ml for sample in tubes],
                "marker": {"color": COLOURS[site], "symbol": SYMBOLS[site], "size": 12},
            },
        )
    layout = base_layout(
        "Time since the infusion began (min)",
        "Ketamine (ng/mL)",
        xaxis={"range": [0, until_min]},
        yaxis={"rangemode": "tozero"} if course is not None or samples else {"range": [0, 300]},
        margin={"t": 28},
        hovermode="closest",
        legend={"orientation": "h", "y": -0.25},
        shapes=[
            upright_band(0, end_of_infusion_min),
        ],
        annotations=[
            {
                "x": 0,
                "xanchor": "left",
                "yref": "paper",
                "y": 1,
                "yanchor": "bottom",
                "text": "pump running",
                "showarrow": False,
                "font": {"size": 12},
            },
        ],
    )
    ordered = sorted(samples, key=lambda sample: (sample.time_min, sample.site))
    table = Table(
        "Samples drawn",
        ("Minute", "Vessel", "Ketamine (ng/mL)"),
        tuple((sample.time_min, sample.site, round(sample.ketamine_ng_ml)) for sample in ordered),
    )
    return Figure(
        plain({"data": data, "layout": layout}),
        _summary(ordered, course),
        table,
        course.sources if course is not None else (),
    )


def _summary(samples: Sequence[Sample], course: Course | None) -> str:
    if not samples:
        text = "No sample drawn yet."
    else:
        tubes = "; ".join(
            f"minute {number(sample.time_min)}, {sample.site}, {round(sample.ketamine_ng_ml)} ng/mL"
            for sample in samples
        )
        text = f"Drawn so far: {tubes}."
    if course is None:
        return text
    top = int(course.arterial_ng_ml.argmax())
    higher = course.venous_ng_ml[top:] > course.arterial_ng_ml[top:]
    crossing = float(course.time_min[top + int(higher.argmax())]) if higher.any() else None
    peak = round(float(course.arterial_ng_ml.max()))
    turn = "" if crossing is None else f" From minute {number(crossing)} on the vein reads higher."
    return f"{text} The artery peaks at {peak} ng/mL, the vein at {round(float(course.venous_ng_ml.max()))} ng/mL.{turn}"


def model_peaks() -> Figure:
    """What published models give at the end of the same infusion, and the one quoted measurement."""
    texts = sheet("pkpd").descriptions
    end = float(fact("dose_to_mood.teaching_case.infusion_min"))
    rows = []
    for name, label in _MODEL_NAMES.items():
        curve = fact(f"{_CURVES}.{name}")
        times = fact("pkpd.cross_model_35mg_40min.times_min").value
        if isinstance(curve.value, tuple) and isinstance(times, tuple):
            peak = float(curve.value[times.index(end)])
            rows.append(
                DotRow(
                    label=label,
                    value=peak,
                    status=str(curve.status),
                    source=curve.source,
                    people=f"samples: {texts[f'models.{name}.sampling']}",
                ),
            )
    quoted = fact("pkpd.threshold_concentrations.antidepressant_dose_Cmax")
    rows.append(
        DotRow(
            label="Quoted peak in depression",
            value=float(quoted),
            status=str(quoted.status),
            source=quoted.source,
            people="samples: not established",
        ),
    )
    rows.sort(key=lambda row: -row.value)
    return dot_rows(
        rows,
        "Ketamine when the infusion ends (ng/mL)",
        f"For one and the same infusion, published models end between {number(rows[-1].value)} and "
        f"{number(rows[0].value)} ng/mL; those made from arterial samples are on top.",
        caption="Level at the end of 35 mg over 40 minutes, by model",
        x_range=(0, 320),
    )
