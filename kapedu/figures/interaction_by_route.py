"""What another drug does to the exposure, route by route, where anybody has measured it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kapedu.figures.dot_rows import DotRow, dot_rows
from kapedu.figures.figure import Figure, Table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kapedu.knowledge import Quantity
    from kapedu.pharmacology import Interaction

ROUTES = {"iv": "Into a vein", "oral": "Swallowed", "nasal": "Nasal esketamine"}
_PERCENT = 100
_AXIS = (-10, 340)


def measured(interaction: Interaction) -> Mapping[str, Quantity]:
    """Exposure with the drug relative to without, for each route that has been measured."""
    found = {route: getattr(interaction, route) for route in ROUTES}
    return {route: ratio for route, ratio in found.items() if ratio is not None}


def measured_drugs() -> Mapping[str, Interaction]:
    """The drugs with a published figure for swallowed ketamine, those measured by most routes first."""
    from kapedu.pharmacology import interactions

    drugs = [one for one in interactions().values() if one.oral is not None]
    return {one.name: one for one in sorted(drugs, key=lambda one: -len(measured(one)))}


def fold(ratio: float) -> float:
    """How many times more or less, 1 or above: halving and doubling both count as 2.

    Examples:
        >>> fold(0.5), fold(2)
        (2.0, 2.0)
    """
    return max(float(ratio), 1 / float(ratio))


def most_changed(interaction: Interaction) -> str | None:
    """The route whose exposure changes by the largest factor; None where fewer than two were measured."""
    ratios = measured(interaction)
    return max(ratios, key=lambda route: fold(float(ratios[route]))) if len(ratios) > 1 else None


def interaction_by_route(interaction: Interaction) -> Figure:
    """Exposure with the other drug, in percent of that without, for each measured route.

    Args:
        interaction: One of :func:`measured_drugs`.

    Returns:
        The figure; its table names the routes that nobody measured.

    Raises:
        ValueError: No route was measured.
    """
    ratios = measured(interaction)
    if not ratios:
        raise ValueError(f"interaction {interaction.name!r} has no figure for any route")
    rows = [_row(ROUTES[route], ratio) for route, ratio in ratios.items()]
    silent = [name for route, name in ROUTES.items() if route not in ratios]
    told = ", ".join(f"{row.label.lower()} {row.text} %" for row in rows)
    nothing = f" No figure is on file for: {', '.join(silent).lower()}." if silent else ""
    figure = dot_rows(
        rows,
        "Exposure, of that without the other drug (%)",
        f"With {interaction.title}, exposure is, in percent of that without: {told}.{nothing}",
        caption="Exposure to S-ketamine with another drug",
        x_range=_AXIS,
        guess=_PERCENT,
        guess_label="No change",
    )
    cells = tuple((row.label, row.text, row.people or "not given", row.status, row.source) for row in rows)
    none = tuple((name, "no figure on file", "–", "–", "–") for name in silent)
    columns = ("Route", "Exposure, of that without (%)", "People", "Status", "Source")
    return replace(figure, table=Table(figure.table.caption, columns, (*cells, *none)))


def _row(label: str, ratio: Quantity) -> DotRow:
    percent = _PERCENT * float(ratio)
    return DotRow(
        label=label,
        value=percent,
        status=str(ratio.status),
        source=ratio.source,
        low=min(percent, _PERCENT),
        high=max(percent, _PERCENT),
        people=ratio.population or "",
    )
