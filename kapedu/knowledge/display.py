"""How a fact looks: as one line of text, and as a figure that opens to its source."""

from collections.abc import Mapping
from html import escape

from kapedu.knowledge.citation import reference_html, short_citation
from kapedu.knowledge.markup import STYLE, badge, paragraph
from kapedu.knowledge.quantity import Cell, Number, Quantity, Status
from kapedu.knowledge.units import DOSE_OR_THRESHOLD_UNITS, TEXT_UNITS, known_unit
from kapedu.language import N_, _

SIGN_OFF = N_("clinic-policy example, needs sign-off by a qualified physician")
_SPELLING = {"ug/mL": "µg/mL", "uM": "µM", "ng*h/mL": "ng·h/mL", "x": N_("times")}
_SPECIES = {
    "people": N_("in people"),
    "animals": N_("in animals"),
    "cells": N_("in cells or tissue in the laboratory"),
}


def number_text(number: Number) -> str:
    """A number as a reader would write it.

    >>> number_text(0.93000001), number_text(16.0), number_text(-3.8), number_text(1200)
    ('0.93', '16', '−3.8', '1200')
    """
    text = str(number) if isinstance(number, int) else f"{number:.6g}"
    return text.replace("-", "−", 1) if text.startswith("-") else text


def _cell_text(cell: Cell, *, is_range: bool) -> str:
    if not isinstance(cell, tuple):
        return number_text(cell)
    texts = [number_text(number) for number in cell]
    if len(cell) == 2 and is_range:
        return (" to " if cell[0] < 0 else "–").join(texts)
    return ", ".join(texts)


def value_text(quantity: Quantity) -> str:
    """The value without its unit: ``0.11–0.17``, ``2.8, 28, 184`` or ``day1: 71; week1: 35``."""
    value = quantity.value
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        cells = (f"{label}: {_cell_text(cell, is_range=quantity.is_range)}" for label, cell in value.items())
        return "; ".join(cells)
    return _cell_text(value, is_range=quantity.is_range)


def unit_text(unit: str) -> str:
    """A unit in the spelling of print; nothing for a text.

    >>> unit_text("ug/mL"), unit_text("points by day"), unit_text("text")
    ('µg/mL', 'points by day', '')
    """
    base = known_unit(unit)
    if base in TEXT_UNITS:
        return ""
    return f"{_(_SPELLING[base])}{unit[len(base) :]}" if base in _SPELLING else unit


def with_unit(quantity: Quantity) -> str:
    """A figure with its unit behind an unbreakable space, as the reader sees it."""
    unit = unit_text(quantity.unit)
    return f"{value_text(quantity)}\u00a0{unit}" if unit else value_text(quantity)


def needs_sign_off(quantity: Quantity) -> bool:
    """Whether this is a dose, a threshold or a drug instruction that nobody has checked against a source.

    A text that is one says so in its unit: ``text, drug``.
    """
    if quantity.status is not Status.UNVERIFIED:
        return False
    unit = known_unit(quantity.unit)
    named = "dose" in quantity.name or "threshold" in quantity.name + quantity.unit
    worded = unit in TEXT_UNITS and any(word in quantity.unit for word in ("dose", "drug"))
    return named or worded or unit in DOSE_OR_THRESHOLD_UNITS


def plain(quantity: Quantity) -> str:
    """One line: value, unit, source key and status."""
    warning = f"; {_(SIGN_OFF)}" if needs_sign_off(quantity) else ""
    text = with_unit(quantity).replace("\u00a0", " ")
    return f"{text} ({quantity.source}; {quantity.status}{warning})"


def as_html(quantity: Quantity) -> str:
    """The figure with its status; opens to source, population and note."""
    warning = f" <strong>{_(SIGN_OFF)}</strong>" if needs_sign_off(quantity) else ""
    via = short_citation(quantity.via) if quantity.via else None
    species = _(_SPECIES[quantity.species]) if quantity.species else None
    return (
        f'{STYLE}<details class="kapedu-fact"><summary>{escape(with_unit(quantity))} '
        f'{badge(quantity.status)}{warning}</summary><div class="kapedu-opened">'
        f"<p>{escape(quantity.status.meaning)}</p>"
        f"{paragraph(_('Shown'), species)}"
        f"{paragraph(_('Population'), quantity.population)}"
        f"{paragraph(_('Note'), quantity.note)}"
        f"{paragraph(_('As quoted by'), via)}"
        f"<p><strong>{_('Source:')}</strong> {reference_html(quantity.source)}</p>"
        "</div></details>"
    )
