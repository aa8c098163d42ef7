"""Statements of the knowledge sheets as values that a lesson can show: who, what, how sure."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from kapedu.knowledge import Quantity, Status, sheet
from kapedu.knowledge.citation import short_citation
from kapedu.knowledge.markup import badge, status_words
from kapedu.language import N_, _

_IN = {"people": N_("In people."), "animals": N_("In animals."), "cells": N_("In cells.")}
_SHOWN_IN = {
    "people": N_("shown in: people"),
    "animals": N_("shown in: animals"),
    "cells": N_("shown in: cells"),
}


@dataclass(frozen=True)
class Statement:
    """One sentence about what was found, with its origin.

    Attributes:
        text: The finding in the course's words.
        source: Key of the bibliography.
        status: How far it was checked.
        species: ``people``, ``animals`` or ``cells``; None where the question does not arise.
        via: Key of the source that quotes it, when the original was not seen.
        note: What else a reader must know.
    """

    text: str
    source: str
    status: str
    species: str | None = None
    via: str | None = None
    note: str | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """Every source a reader needs."""
        return (self.source,) if self.via is None else (self.source, self.via)

    @property
    def origin(self) -> str:
        """Species, source and status in one line of plain text."""
        where = f"{_(_IN[self.species])} " if self.species else ""
        return f"{where}{short_citation(self.source)}{_through(self.via)}; {status_words(self.status)}."


def _through(via: str | None) -> str:
    return _(", as quoted by {source}").format(source=short_citation(via)) if via else ""


def statement(quantity: Quantity) -> Statement:
    """The statement that a fact with text for a value makes."""
    return Statement(
        text=str(quantity.value),
        source=quantity.source,
        status=str(quantity.status),
        species=quantity.species,
        via=quantity.via,
        note=quantity.note,
    )


def members(sheet_name: str, group: str) -> tuple[str, ...]:
    """The names inside a group of a sheet, in the order of the file.

    Raises:
        KeyError: The group holds nothing; names sheet and group.

    Examples:
        >>> members("mechanism", "chain")[:2]
        ('channel', 'interneurons')
    """
    names = sheet(sheet_name).members(group)
    if not names:
        raise KeyError(f"{sheet_name}.json has no group {group!r}")
    return names


def described(sheet_name: str, path: str) -> str:
    """A describing text of a sheet, such as the name of a step.

    Examples:
        >>> described("mechanism", "chain.ampa.name")
        'AMPA receptors take over'
    """
    return str(sheet(sheet_name).descriptions[path])


def stated(sheet_name: str, path: str) -> Statement:
    """A statement of a sheet by its path."""
    return statement(sheet(sheet_name).facts[path])


def origin_in_line(basis: Quantity) -> str:
    """Status and source of a fact, to stand behind a sentence.

    Examples:
        >>> origin_in_line(sheet("pkpd").facts["models.kamp2020_arterial.parameters.CL"])
        '<span class="kapedu-badge">status: secondary</span> <span class="kapedu-source">Kamp 2020, Anesthesiology</span>'
    """
    source = escape(short_citation(basis.source))
    return f'{badge(basis.status)} <span class="kapedu-source">{source}</span>'


def species_badge(species: str) -> str:
    """The species as a word in a frame."""
    return f'<span class="kapedu-badge">{escape(_(_SHOWN_IN[species]))}</span>'


def origin_html(shown: Statement) -> str:
    """Species, source and status as one line of HTML.

    Examples:
        >>> origin_html(Statement("x", "li2010", "primary", "animals")).count("kapedu-badge")
        2
    """
    through = escape(_through(shown.via))
    where = f"{species_badge(shown.species)} " if shown.species else ""
    return f'<p class="kapedu-origin">{where}{badge(Status(shown.status))} {escape(short_citation(shown.source))}{through}</p>'
