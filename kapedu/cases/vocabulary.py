"""The names of the state, as rules, effects and texts of a case use them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kapedu.cases.action import VERBS
from kapedu.cases.expression import FLAG, NUMBER, TEXT, Name
from kapedu.knowledge import fact, sheet
from kapedu.language import N_
from kapedu.pharmacology.ledger import span

PHASES = {
    "screening": N_("Screening"),
    "preparation": N_("Preparation"),
    "administration": N_("Administration"),
    "altered-state": N_("Altered state"),
    "exploration": N_("Therapeutic exploration"),
    "integration": N_("Integration"),
    "follow-up": N_("Follow-up"),
}
COMPETENCIES = {
    "C1": N_("Screen safely"),
    "C2": N_("Consent and law"),
    "C3": N_("Dose and route"),
    "C4": N_("Monitor and respond"),
    "C5": N_("Prepare"),
    "C6": N_("Hold the altered state"),
    "C7": N_("Integrate"),
    "C8": N_("Pair with evidence"),
    "C9": N_("Measure"),
    "C10": N_("Ethics, touch, power"),
    "C11": N_("Trauma and culture"),
    "C12": N_("Spiritual literacy"),
    "C13": N_("Maintain and stop"),
    "C14": N_("Appraise evidence"),
    "C15": N_("Scope and teamwork"),
}
DRIVEN = ("sbp_mmhg", "dbp_mmhg", "hr_bpm", "rr_bpm", "spo2_percent", "etco2_mmhg", "moaas", "diss")
"""Vital signs: a baseline, what the drug does, what fear does, and what the case adds."""
FELT = ("rass", "nausea", "fear", "alliance", "trust")
"""What the case alone moves."""
POSITIONS = tuple(VERBS["position"].objects)


@dataclass(frozen=True)
class Variable:
    """A number of the state.

    Attributes:
        name: As rules write it.
        label: As readers see it.
        unit: Shown behind the number.
        low: It never falls below.
        high: It never rises above.
        start: Where it starts unless the case says otherwise.
    """

    name: str
    label: str
    unit: str
    low: float
    high: float
    start: float


@cache
def variables() -> Mapping[str, Variable]:
    """Every number of the state that a case can set, from ``cases.variables`` of the knowledge room."""
    texts = sheet("cases").descriptions
    found = {}
    for name in (*DRIVEN, *FELT):
        low, high = span(fact(f"cases.variables.{name}.limits"))
        found[name] = Variable(
            name,
            str(texts[f"variables.{name}.label"]),
            str(texts.get(f"variables.{name}.shown_unit", "")),
            low,
            high,
            float(fact(f"cases.variables.{name}.start")),
        )
    return found


@cache
def general_names() -> Mapping[str, Name]:
    """Names that every case has; its own numbers and flags come on top."""
    names = dict.fromkeys(("minutes", "minutes_here", "effect_site_ng_ml", "given_mg"), Name(NUMBER))
    names |= {name: Name(NUMBER, low=one.low, high=one.high) for name, one in variables().items()}
    names |= dict.fromkeys(("infusing", "oxygen", "mask", "music", "dim"), Name(FLAG))
    names["position"] = Name(TEXT, POSITIONS)
    names["phase"] = Name(TEXT, tuple(PHASES))
    return names
