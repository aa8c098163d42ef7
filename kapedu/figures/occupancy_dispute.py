"""One infusion, several affinities: the share of NMDA receptors occupied, by whom you believe."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kapedu.figures.course_axis import show
from kapedu.figures.figure import Cell, Figure, Table, plain
from kapedu.figures.theme import EFFECT, INK, base_layout, fade

if TYPE_CHECKING:
    from kapedu.knowledge import Quantity
    from kapedu.pharmacology import Course
    from kapedu.pharmacology.effect import OccupancyBand

BELIEFS = {"ebert": "Ebert 1997", "salat": "Sałat 2015", "common": "The round figure often quoted"}
_AFFINITY = {"ebert": "Ki_ebert", "salat": "Ki_racemic_salat", "common": "Ki_racemic_common"}
_FREE = ("protein_binding", "fu_S", "fu_R", "Kp_uu")
_PERCENT = 100


def affinity_figure(belief: str) -> Quantity:
    """The published affinity behind a belief.

    Raises:
        ValueError: There is no such belief.
    """
    from kapedu.knowledge import fact

    if belief not in BELIEFS:
        raise ValueError(f"belief {belief!r} is not known; choose from {', '.join(BELIEFS)}")
    return fact(f"pkpd.binding_potency.{_AFFINITY[belief]}")


def highest_occupancy(course: Course) -> dict[str, tuple[float, float]]:
    """Lowest and highest estimate at the highest point, percent, by belief."""
    found = _bands(course)
    return {
        belief: (_PERCENT * float(band.low.max()), _PERCENT * float(band.high.max()))
        for belief, band in found.items()
    }


def occupancy_dispute(course: Course, belief: str | None = None) -> Figure:
    """The band of the whole dispute, and in it that of one affinity.

    Args:
        course: One patient, with an effect site.
        belief: A key of ``BELIEFS``; without it, the whole dispute alone.

    Returns:
        The figure, in percent. The whole band spans Ebert to Sałat; the unverified figure is drawn only when asked
        for.

    Raises:
        ValueError: There is no such belief.
    """
    from kapedu.knowledge import fact
    from kapedu.pharmacology import occupancy_band

    whole = occupancy_band(course.effect_site_ng_ml, course.effect_site_s_ng_ml)
    data = _drawn(course, whole, "Whole dispute", INK, 0.15)
    told = f"Believing nobody in particular, {_range(whole)} % of the receptors are occupied at the highest point."
    cited = [*course.sources, *(fact(f"pkpd.binding_potency.{name}").source for name in _FREE)]
    believed = [belief] if belief else [name for name in BELIEFS if name != "common"]
    cited += [affinity_figure(name).source for name in believed]
    bands = _bands(course)
    if belief:
        data += _drawn(course, bands[belief], BELIEFS[belief], EFFECT, 0.35)
        told = (
            f"With the affinity of {_lead(belief)} ({affinity_figure(belief).status}), {_range(bands[belief])} % of the "
            f"receptors are occupied at the highest point. {told}"
        )
    told += " What is left open with one affinity is how much of the drug is free in the brain."
    layout = base_layout(
        "Time since the start (min)",
        "NMDA receptors occupied (%)",
        yaxis={"range": [0, _PERCENT]},
        legend={"orientation": "h", "y": -0.25},
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            BELIEFS[name],
            *(round(edge) for edge in highest_occupancy(course)[name]),
            str(affinity_figure(name).status),
            affinity_figure(name).source,
        )
        for name in BELIEFS
    )
    return Figure(
        plain({"data": data, "layout": layout}),
        told,
        Table(
            "Receptors occupied at the highest point",
            ("Whose affinity", "Lowest estimate (%)", "Highest estimate (%)", "Status", "Source"),
            rows,
        ),
        tuple(dict.fromkeys(cited)),
    )


def _bands(course: Course) -> dict[str, OccupancyBand]:
    from kapedu.pharmacology.effect import occupancy_by_affinity

    return dict(occupancy_by_affinity(course.effect_site_ng_ml, course.effect_site_s_ng_ml))


def _lead(belief: str) -> str:
    name = BELIEFS[belief]
    return name[0].lower() + name[1:] if name.startswith("The ") else name


def _range(band: OccupancyBand) -> str:
    low, high = (show(round(_PERCENT * float(edge.max()))) for edge in (band.low, band.high))
    return f"{low} to {high}"


def _drawn(
    course: Course, band: OccupancyBand, name: str, colour: str, opacity: float
) -> list[dict[str, Any]]:
    edge = {
        "type": "scatter",
        "mode": "lines",
        "x": course.time_min,
        "line": {"color": colour, "width": 1.5},
    }
    key = {**edge, "x": [], "y": [], "fill": "toself", "fillcolor": fade(colour, opacity)}
    return [
        {**key, "name": name, "hoverinfo": "skip"},
        {**edge, "name": f"{name}, lowest", "y": _PERCENT * band.low, "showlegend": False},
        {
            **edge,
            "name": f"{name}, highest",
            "y": _PERCENT * band.high,
            "showlegend": False,
            "fill": "tonexty",
            "fillcolor": fade(colour, opacity),
        },
    ]
