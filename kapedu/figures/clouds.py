"""Clouds of made-up patients with known correlations, and the published ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kapedu.figures.dot_rows import number
from kapedu.figures.figure import Figure, Table, plain
from kapedu.figures.theme import SECOND, VENOUS, axis
from kapedu.knowledge import fact

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_GAP = 0.16


@dataclass(frozen=True)
class Cloud:
    """Made-up patients.

    Attributes:
        name: The letter it is known by.
        correlation: Its correlation, exactly.
        dissociation: Dissociation of each patient, in standard deviations, shape ``(n,)``.
        improvement: Improvement of each patient, in standard deviations, shape ``(n,)``.
    """

    name: str
    correlation: float
    dissociation: NDArray[np.float64]
    improvement: NDArray[np.float64]


def published_links() -> Mapping[str, float]:
    """Published correlations of dissociation with improvement, positive for "more, more"."""
    table = fact("pkpd.dissociation.CADSS_40_vs_HDRS").value
    assert isinstance(table, Mapping)
    return {label: abs(float(cell)) for label, cell in table.items() if not isinstance(cell, tuple)}


def strongest_link() -> float:
    """The largest of the published correlations."""
    return max(published_links().values())


def make_clouds(rng: np.random.Generator) -> tuple[Cloud, ...]:
    """Four clouds, one of them as tight as the strongest published link.

    The patients are random; their correlation is not: what they have in common with dissociation is
    taken out of the random part and put back in the exact proportion.

    Args:
        rng: Source of the made-up patients.

    Returns:
        Clouds A to D, each with as many patients as the published study.
    """
    import numpy as np

    count = int(float(fact("dose_to_mood.dissociation_and_benefit.luckenbaugh2014_people")))
    strongest = strongest_link()
    clouds = []
    for name, correlation in zip("ABCD", (0.9, 0.0, strongest, 0.7), strict=True):
        x = rng.standard_normal(count)
        x = (x - x.mean()) / x.std()
        noise = rng.standard_normal(count)
        noise -= noise.mean()
        noise -= (noise @ x) / (x @ x) * x
        noise /= noise.std()
        clouds.append(Cloud(name, correlation, x, correlation * x + np.sqrt(1 - correlation**2) * noise))
    return tuple(clouds)


def cloud_panels(clouds: tuple[Cloud, ...], *, named: bool = False) -> Figure:
    """Four panels of made-up patients.

    Args:
        clouds: The clouds, in order.
        named: Whether to write each correlation in its panel.

    Returns:
        The figure.
    """
    data: list[dict[str, Any]] = []
    layout: dict[str, Any] = {
        "margin": {"l": 30, "r": 8, "t": 24, "b": 36},
        "hovermode": False,
        "dragmode": False,
        "showlegend": False,
        "annotations": [],
    }
    right_answer = strongest_link()
    for place, cloud in enumerate(clouds):
        column, line = place % 2, place // 2
        end = "" if place == 0 else str(place + 1)
        across = [column * (0.5 + _GAP / 4), 0.5 - _GAP / 4 + column * (0.5 + _GAP / 4)]
        up = [0.5 + _GAP / 2, 1.0] if line == 0 else [0.0, 0.5 - _GAP / 2]
        quiet = {"showticklabels": False, "zeroline": False, "range": [-3.3, 3.3]}
        layout[f"xaxis{end}"] = axis("dissociation →", anchor=f"y{end}", domain=across, **quiet)
        layout[f"yaxis{end}"] = axis("improvement →", anchor=f"x{end}", domain=up, **quiet)
        found = named and cloud.correlation == right_answer
        data.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": cloud.name,
                "showlegend": False,
                "x": cloud.dissociation,
                "y": cloud.improvement,
                "xaxis": f"x{end}",
                "yaxis": f"y{end}",
                "marker": {"color": SECOND if found else VENOUS, "size": 5, "opacity": 0.75},
            },
        )
        label = f"<b>{cloud.name}</b>"
        if named:
            label += f"  r = {number(cloud.correlation)}" + (" ★" if found else "")
        layout["annotations"].append(
            {
                "xref": "paper",
                "yref": "paper",
                "x": across[0],
                "y": up[1],
                "xanchor": "left",
                "yanchor": "bottom",
                "text": label,
                "showarrow": False,
                "font": {"size": 14},
            },
        )
    rows: tuple[tuple[str | float, ...], ...]
    if named:
        words = "; ".join(f"{cloud.name}, correlation {number(cloud.correlation)}" for cloud in clouds)
        rows = tuple(
            (cloud.name, number(cloud.correlation), round(100 * cloud.correlation**2)) for cloud in clouds
        )
    else:
        words = "; ".join(f"{cloud.name}, {_shape(cloud.correlation)}" for cloud in clouds)
        rows = tuple((cloud.name, _shape(cloud.correlation), "hidden") for cloud in clouds)
    return Figure(
        plain({"data": data, "layout": layout}),
        f"Four clouds of {len(clouds[0].dissociation)} made-up patients, dissociation across, improvement up: {words}.",
        Table(
            "The four clouds", ("Cloud", "Correlation" if named else "Shape", "Shared variation (%)"), rows
        ),
        ("luckenbaugh2014",) if named else (),
    )


def _shape(correlation: float) -> str:
    """What the eye sees, for those who cannot look."""
    shared = correlation**2
    if shared < 0.05:
        return "a round cloud without direction"
    if shared < 0.3:
        return "a wide cloud that rises slightly"
    if shared < 0.6:
        return "an oval that clearly rises"
    return "a narrow band that rises steeply"
