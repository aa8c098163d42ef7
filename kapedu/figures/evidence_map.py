"""Claims against species: what was shown in cells, in animals and in people."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from html import escape

from kapedu.figures.statements import Statement, described, members, stated
from kapedu.knowledge import sheet
from kapedu.knowledge.citation import short_citation

COLUMNS = {"cells": "Cells", "animals": "Animals", "people": "People"}
VERDICTS = {
    "shown": "Shown",
    "mixed": "Mixed",
    "against": "Not borne out",
    "none": "No result yet",
    "": "Nothing on file",
}
_RANK = {"shown": 0, "mixed": 1, "against": 2, "none": 3, "": 4}
ORDERS = {"chain": "Along the chain", "people": "Best shown in people first"}


@dataclass(frozen=True)
class Cell:
    """What one species has to say about one claim."""

    verdict: str
    finding: Statement | None = None
    also: tuple[str, ...] = ()
    """Keys of further sources behind the finding."""


@dataclass(frozen=True)
class Claim:
    """One claim and its evidence by species."""

    id: str
    text: str
    cells: dict[str, Cell]


@cache
def claims() -> tuple[Claim, ...]:
    """The claims along the chain, then the rivals.

    Raises:
        ValueError: The sheet has a verdict that does not exist.
    """
    content = sheet("mechanism")
    found = []
    for name in members("mechanism", "map"):
        cells = {}
        for column in COLUMNS:
            path = f"map.{name}.{column}"
            verdict = str(content.descriptions.get(f"{path}.verdict", ""))
            if verdict not in VERDICTS:
                allowed = ", ".join(filter(None, VERDICTS))
                raise ValueError(f"mechanism.json: {path}.verdict is {verdict!r}; allowed are {allowed}")
            also = str(content.descriptions.get(f"{path}.also", "")).split()
            finding = stated("mechanism", f"{path}.finding") if verdict else None
            cells[column] = Cell(verdict, finding, tuple(also))
        found.append(Claim(name, described("mechanism", f"map.{name}.claim"), cells))
    return tuple(found)


def ordered(order: str) -> tuple[Claim, ...]:
    """The claims in one of :data:`ORDERS`.

    Examples:
        >>> ordered("people")[0].cells["people"].verdict
        'mixed'
    """
    if order == "chain":
        return claims()
    return tuple(sorted(claims(), key=lambda claim: _RANK[claim.cells["people"].verdict]))


def counts(column: str) -> Counter[str]:
    """How many claims have which verdict in one species."""
    return Counter(claim.cells[column].verdict for claim in claims())


def summary(column: str | None) -> str:
    """One sentence on what the map shows, for one species or for all.

    Examples:
        >>> summary("people").startswith("In people, ")
        True
    """
    columns = [column] if column else list(COLUMNS)
    parts = []
    for name in columns:
        found = counts(name)
        said = ", ".join(
            f"{found[verdict]} {label.lower()}" for verdict, label in VERDICTS.items() if found[verdict]
        )
        parts.append(f"in {COLUMNS[name].lower()}, {said}")
    text = "; ".join(parts)
    return f"{text[0].upper()}{text[1:]} (of {len(claims())} claims)."


def map_html(column: str | None, order: str) -> str:
    """The map as a table.

    Args:
        column: Show one species only; None shows all three.
        order: One of :data:`ORDERS`.
    """
    columns = [column] if column else list(COLUMNS)
    heads = "".join(f'<th scope="col">{COLUMNS[name]}</th>' for name in columns)
    rows = "".join(
        f'<tr><th scope="row">{escape(claim.text)}</th>'
        f"{''.join(_cell_html(name, claim.cells[name]) for name in columns)}</tr>"
        for claim in ordered(order)
    )
    return (
        '<table class="kapedu-grid kapedu-map"><caption>What was shown in whom</caption>'
        f'<thead><tr><th scope="col">Claim</th>{heads}</tr></thead><tbody>{rows}</tbody></table>'
    )


def _cell_html(column: str, cell: Cell) -> str:
    label = VERDICTS[cell.verdict]
    if cell.finding is None:
        return f'<td data-label="{COLUMNS[column]}" class="kapedu-verdict-empty">{label}</td>'
    named = ", ".join(short_citation(key) for key in (cell.finding.source, *cell.also))
    source = f"{escape(named)}; status: {escape(cell.finding.status)}"
    return (
        f'<td data-label="{COLUMNS[column]}" class="kapedu-verdict-{cell.verdict}"><strong>{label}</strong> '
        f'{escape(cell.finding.text)} <span class="kapedu-source">{source}</span></td>'
    )
