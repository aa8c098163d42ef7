"""Activities: the findings for and against two disputed explanations, weighed card by card."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from kapedu.figures.sorting_cards import SIDES, findings
from kapedu.language import N_, _, said
from kapedu.widgets.parts.card_sorter import CardSorter

if TYPE_CHECKING:
    import ipywidgets

_OPIOID = N_(
    "Where it stands: two crossover trials say that blocking opioid receptors weakens the effect; neither "
    "tested the blocker alone. Trials in people with alcohol use disorder cannot refute them. Open. Nothing "
    "here is a reason to stop a patient's naltrexone, or to start it."
)
_METABOLITE = N_(
    "Where it stands: a good idea with good experiments in mice, contradicted in rats, and without support "
    "in people so far. A trial of the metabolite in depressed patients would settle more than any further "
    "correlation."
)


def _p(text: str) -> str:
    return f"<p>{escape(_(text))}</p>"


def opioid_question() -> ipywidgets.VBox:
    """Weigh the findings on whether ketamine's effect needs the opioid system."""
    question = _("Does this finding speak for the claim that the effect needs the opioid system?")
    cards = findings("opioid_evidence")
    return CardSorter(_("Weigh it: the opioid question"), question, said(SIDES), cards, _p(_OPIOID)).box


def metabolite_question() -> ipywidgets.VBox:
    """Weigh the findings on whether a metabolite carries the effect."""
    question = _("Does this finding speak for the claim that (2R,6R)-hydroxynorketamine carries the effect?")
    cards = findings("metabolite_evidence")
    return CardSorter(_("Weigh it: drug or metabolite?"), question, said(SIDES), cards, _p(_METABOLITE)).box
