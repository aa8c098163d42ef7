"""How the dissociative experience fades beside the drug, for different steepnesses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kapedu.figures.dot_rows import number
from kapedu.figures.figure import Figure, Table, plain
from kapedu.figures.theme import EFFECT, SECOND, THIRD, base_layout, fade
from kapedu.knowledge import fact

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from kapedu.pharmacology import Course

_PERCENT = 100
_SOURCES = ("olofsen2022", "kamp2020")


@dataclass(frozen=True)
class Landmark:
    """A box that the curve should pass through.

    Attributes:
        time_min: Minutes since the infusion began.
        low_percent: Lower edge, percent of the score at the first landmark.
        high_percent: Upper edge.
    """

    time_min: float
    low_percent: float
    high_percent: float


def landmarks() -> tuple[Landmark, ...]:
    """The later dissociation scores in percent of the one at the end of the infusion (unverified).

    The lower edge divides the lower later score by the higher first one, the upper edge the other way
    round, so that the box is as wide as the figures allow.
    """
    table = fact("pkpd.dissociation.CADSS_course").value
    assert isinstance(table, Mapping)
    scores = [
        (float(minute), cell if isinstance(cell, tuple) else (cell, cell)) for minute, cell in table.items()
    ]
    _, first = scores[0]
    return tuple(
        Landmark(minute, _PERCENT * cell[0] / first[1], min(_PERCENT * cell[1] / first[0], _PERCENT))
        for minute, cell in scores[1:]
    )


def met(landmark: Landmark, time_min: NDArray[np.float64], percent: NDArray[np.float64]) -> bool:
    """Whether a curve passes through a landmark, give or take one percent of the peak."""
    import numpy as np

    at = float(np.interp(landmark.time_min, time_min, percent))
    return landmark.low_percent - 1 <= at <= landmark.high_percent + 1


def landmarks_met(course: Course, steepness: float) -> tuple[int, int]:
    """How many landmarks the experience passes through, and how many there are.

    Args:
        course: A simulated course.
        steepness: Exponent of the link from level to experience, above 0.

    Returns:
        The two counts.
    """
    from kapedu.pharmacology import dissociation

    effect = dissociation(course.effect_site_s_ng_ml, steepness)
    felt = _PERCENT * effect / effect.max()
    boxes = landmarks()
    return sum(met(box, course.time_min, felt) for box in boxes), len(boxes)


def experience(course: Course, steepness: float) -> Figure:
    """The experience beside the level that drives it.

    Args:
        course: A simulated course.
        steepness: Exponent of the link from level to experience, above 0.

    Returns:
        The figure, both curves in percent of their own peak.
    """
    import numpy as np

    from kapedu.pharmacology import dissociation

    time = course.time_min
    level = _PERCENT * course.effect_site_ng_ml / course.effect_site_ng_ml.max()
    effect = dissociation(course.effect_site_s_ng_ml, steepness)
    felt = _PERCENT * effect / effect.max()
    boxes = landmarks()
    data: list[dict[str, Any]] = [
        {
            "type": "scatter",
            "mode": "lines",
            "name": "level at the effect site",
            "x": time,
            "y": level,
            "line": {"color": EFFECT, "width": 2, "dash": "dash"},
        },
        {
            "type": "scatter",
            "mode": "lines",
            "name": "experience",
            "x": time,
            "y": felt,
            "line": {"color": SECOND, "width": 3},
        },
    ]
    half_width = 4
    layout = base_layout(
        "Time since the infusion began (min)",
        "Percent of the peak (%)",
        xaxis={"range": [0, float(time[-1])]},
        yaxis={"range": [0, 105]},
        legend={"orientation": "h", "y": -0.25},
        shapes=[
            {
                "type": "rect",
                "x0": box.time_min - half_width,
                "x1": box.time_min + half_width,
                "y0": box.low_percent,
                "y1": max(box.high_percent, box.low_percent + 1.5),
                "fillcolor": fade(THIRD, 0.3),
                "line": {"color": THIRD, "width": 2},
            }
            for box in boxes
        ],
        annotations=[
            {
                "xref": "paper",
                "yref": "paper",
                "x": 1,
                "y": 1,
                "xanchor": "right",
                "yanchor": "top",
                "text": "boxes: landmarks (unverified)",
                "showarrow": False,
                "font": {"color": THIRD, "size": 12},
            },
        ]
        if boxes
        else [],
    )
    hits, _ = landmarks_met(course, steepness)
    rows = []
    for box in boxes:
        at = float(np.interp(box.time_min, time, felt))
        rows.append(
            (
                box.time_min,
                round(float(np.interp(box.time_min, time, level))),
                round(at),
                f"{round(box.low_percent)} to {round(box.high_percent)} (unverified)",
            ),
        )
    at_words = "; ".join(f"{row[2]} % at minute {number(row[0])}" for row in rows)
    return Figure(
        plain({"data": data, "layout": layout}),
        f"With a steepness of {number(steepness)} the experience is at {at_words}. "
        f"It passes through {hits} of {len(boxes)} landmarks, which are unverified.",
        Table(
            "Percent of the peak",
            ("Time (min)", "Level at the effect site (%)", "Experience (%)", "Landmark (%)"),
            tuple(rows),
        ),
        _SOURCES,
    )
