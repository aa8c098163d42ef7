"""Published bioavailabilities of ketamine by route, with the people behind each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kapedu.figures.dot_rows import DotRow, dot_rows, number
from kapedu.knowledge import KnowledgeError, Quantity, fact, sheet

if TYPE_CHECKING:
    from kapedu.figures.figure import Figure

ROUTES = {
    "nose": "into the nose",
    "tongue": "under the tongue",
    "swallowed": "swallowed",
    "muscle": "into a muscle",
}
_GROUP = "bioavailability"
_PERCENT = 100


def bioavailability_reports(route: str) -> tuple[DotRow, ...]:
    """The published shares of one route, highest first.

    Args:
        route: A key of ``ROUTES``.

    Returns:
        Rows in percent of the dose.

    Raises:
        KnowledgeError: The route is not one of ``ROUTES``.
    """
    if route not in ROUTES:
        raise KnowledgeError(
            f"route {route!r} has no bioavailability reports; choose from {', '.join(ROUTES)}"
        )
    texts = sheet("dose_to_mood").descriptions
    names = [path.split(".")[1] for path, text in texts.items() if path.endswith(".route") and text == route]
    rows = [_report(name) for name in names if f"{_GROUP}.{name}.route" in texts]
    return tuple(sorted(rows, key=lambda row: -row.value))


def _report(name: str) -> DotRow:
    page = sheet("dose_to_mood")
    path = f"{_GROUP}.{name}"
    estimate = fact(str(page.descriptions[f"{path}.estimate"]))
    spread = page.facts.get(f"{path}.spread")
    people = page.facts.get(f"{path}.people")
    ends = _percent(estimate)
    pair = len(ends) > 1
    bounds = _percent(spread) if spread is not None else ends if pair else None
    return DotRow(
        label=str(page.descriptions[f"{path}.label"]),
        value=sum(ends) / len(ends),
        status=str(estimate.status),
        source=estimate.source,
        low=bounds[0] if bounds else None,
        high=bounds[-1] if bounds else None,
        spread_means=str(page.descriptions.get(f"{path}.spread_means", "")),
        people="" if people is None else people_text(people),
        is_pair=pair,
    )


def people_text(people: Quantity) -> str:
    """How many people, as words.

    Examples:
        >>> from kapedu.knowledge import fact
        >>> people_text(fact("dose_to_mood.bioavailability.nasal_pharmacotherapy2022.people"))
        '7 to 10 people per dose'
    """
    value = people.value
    count = " to ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return f"{count} {people.unit}"


def _percent(share: Quantity) -> tuple[float, ...]:
    value = share.value
    shares = value if isinstance(value, tuple) else (float(share),)
    return tuple(sorted(round(_PERCENT * part, 6) for part in shares))


def bioavailability(route: str, guess_percent: float | None = None) -> Figure:
    """Dots for every published share of one route.

    Args:
        route: A key of ``ROUTES``.
        guess_percent: The trainee's guess, percent of the dose.

    Returns:
        The figure.

    Raises:
        KnowledgeError: The route is not one of ``ROUTES``.
    """
    rows = bioavailability_reports(route)
    lowest = min(row.value if row.low is None else row.low for row in rows)
    highest = max(row.value if row.high is None else row.high for row in rows)
    spread = (
        f"from {number(lowest)} to {number(highest)} % of the dose, spreads included"
        if highest > lowest
        else f"at {number(highest)} % of the dose"
    )
    count = f"{len(rows)} published reports lie" if len(rows) > 1 else "The one report we have lies"
    guess = "" if guess_percent is None else f" Your guess was {number(guess_percent)} %."
    return dot_rows(
        rows,
        "Share of the dose that reaches the blood (%)",
        f"Ketamine {ROUTES[route]}: {count} {spread}.{guess}",
        caption=f"Published bioavailability, ketamine {ROUTES[route]}",
        x_range=(0, 100),
        guess=guess_percent,
    )
