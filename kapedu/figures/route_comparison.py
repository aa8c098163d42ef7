"""A dose by one route beside a reference by another: what matches and what does not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kapedu.figures.dot_rows import number
from kapedu.figures.figure import Figure, Table, plain
from kapedu.figures.theme import ARTERIAL, SECOND, base_layout

if TYPE_CHECKING:
    from kapedu.pharmacology import Course

_PERCENT = 100


@dataclass(frozen=True)
class Comparison:
    """A candidate against a reference, arterial levels.

    Attributes:
        exposure_percent: Total exposure, percent of the reference's.
        peak_percent: Peak, percent of the reference's.
        peak_min: When the candidate peaks, minutes.
        reference_peak_min: When the reference peaks, minutes.
    """

    exposure_percent: float
    peak_percent: float
    peak_min: float
    reference_peak_min: float


def compare(reference: Course, candidate: Course) -> Comparison:
    """Compare two courses simulated over the same long time.

    Args:
        reference: What is to be matched.
        candidate: What is tried, at the same times; long enough for both levels to have vanished.

    Returns:
        The comparison. Exposures are areas under the arterial curve, by the trapezoidal rule.
    """
    import numpy as np

    time = reference.time_min
    reference_area = np.trapezoid(reference.arterial_ng_ml, time)
    candidate_area = np.trapezoid(candidate.arterial_ng_ml, candidate.time_min)
    return Comparison(
        exposure_percent=_PERCENT * float(candidate_area / reference_area),
        peak_percent=_PERCENT * float(candidate.arterial_ng_ml.max() / reference.arterial_ng_ml.max()),
        peak_min=float(candidate.time_min[int(candidate.arterial_ng_ml.argmax())]),
        reference_peak_min=float(time[int(reference.arterial_ng_ml.argmax())]),
    )


def route_comparison(
    reference: Course, candidate: Course, names: tuple[str, str], until_min: float
) -> Figure:
    """Both curves, and the three things that can match.

    Args:
        reference: What is to be matched.
        candidate: What is tried, at the same times.
        names: What to call the two.
        until_min: End of the drawn time, minutes.

    Returns:
        The figure.
    """
    found = compare(reference, candidate)
    data: list[dict[str, Any]] = []
    for course, name, colour, dash in (
        (reference, names[0], ARTERIAL, "solid"),
        (candidate, names[1], SECOND, "dash"),
    ):
        drawn = course.time_min <= until_min
        data.append(
            {
                "type": "scatter",
                "mode": "lines",
                "name": name,
                "x": course.time_min[drawn],
                "y": course.arterial_ng_ml[drawn],
                "line": {"color": colour, "width": 2.5, "dash": dash},
            },
        )
    layout = base_layout(
        "Time since the dose (min)",
        "Ketamine in the artery (ng/mL)",
        yaxis={"rangemode": "tozero"},
        legend={"orientation": "h", "y": -0.25},
    )
    table = Table(
        "What matches and what does not",
        ("Property", names[0], names[1]),
        (
            ("Total exposure (%)", 100, round(found.exposure_percent)),
            ("Peak (%)", 100, round(found.peak_percent)),
            ("Time of the peak (min)", found.reference_peak_min, found.peak_min),
        ),
    )
    return Figure(
        plain({"data": data, "layout": layout}),
        f"{names[1]} gives {round(found.exposure_percent)} % of the total exposure and "
        f"{round(found.peak_percent)} % of the peak of {names[0]}, and peaks at minute "
        f"{number(found.peak_min)} instead of {number(found.reference_peak_min)}.",
        table,
        tuple(dict.fromkeys((*reference.sources, *candidate.sources))),
    )
