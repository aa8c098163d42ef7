"""Claims against species: what was shown in cells, in animals and in people."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from html import escape

from kapedu.figures.statements import Statement, described, members, stated
from kapedu.knowledge import sheet
from kapedu.knowledge.citation import short_citation
from kapedu.knowledge.markup import status_words
from kapedu.language import N_, _

COLUMNS = {"cells": N_("Cells"), "animals": N_("Animals"), "people": N_("People")}
_IN = {"cells": N_("in cells"), "animals": N_("in animals"), "people": N_("in people")}
VERDICTS = {
    "shown": N_("Shown"),
    "mixed": N_("Mixed"),
    "against": N_("Not borne out"),
    "none": N_("No result yet"),
    "": N_("Nothing on file"),
}
_RANK = {"shown": 0, "mixed": 1, "against": 2, "none": 3, "": 4}
ORDERS = {"chain": N_("Along the chain"), "people": N_("Best shown in people first")}


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
        told = ", ".join(
            _("{count} {verdict}").format(count=found[verdict], verdict=_(label).lower())
            for verdict, label in VERDICTS.items()
            if found[verdict]
        )
        parts.append(f"{_(_IN[name])}, {told}")
    text = "; ".join(parts)
    of = _("of {count} claims").format(count=len(claims()))
    return f"{text[0].upper()}{text[1:]} ({of})."


def map_html(column: str | None, order: str) -> str:
    """The map as a table.

    Args:
        column: Show one species only; None shows all three.
        order: One of :data:`ORDERS`.
    """
    columns = [column] if column else list(COLUMNS)
    heads = "".join(f'<th scope="col">{escape(_(COLUMNS[name]))}</th>' for name in columns)
    rows = "".join(
        f'<tr><th scope="row">{escape(_(claim.text))}</th>'
        f"{''.join(_cell_html(name, claim.cells[name]) for name in columns)}</tr>"
        for claim in ordered(order)
    )
    return (
        f'<table class="kapedu-grid kapedu-map"><caption>{escape(_("What was shown in whom"))}</caption>'
        f'<thead><tr><th scope="col">{escape(_("Claim"))}</th>{heads}</tr></thead><tbody>{rows}</tbody></table>'
    )


def _cell_html(column: str, cell: Cell) -> str:
    label, head = escape(_(VERDICTS[cell.verdict])), escape(_(COLUMNS[column]))
    if cell.finding is None:
        return f'<td data-label="{head}" class="kapedu-verdict-empty">{label}</td>'
    named = ", ".join(short_citation(key) for key in (cell.finding.source, *cell.also))
    source = f"{escape(named)}; {escape(status_words(cell.finding.status))}"
    return (
        f'<td data-label="{head}" class="kapedu-verdict-{cell.verdict}"><strong>{label}</strong> '
        f'{escape(_(cell.finding.text))} <span class="kapedu-source">{source}</span></td>'
    )
