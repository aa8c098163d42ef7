"""Simulated patients: a case and a run give state, vital signs, marks and a debrief."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kapedu.cases.case import Case
    from kapedu.cases.debriefing import Debrief, debrief
    from kapedu.cases.encounter_run import EncounterRun
    from kapedu.cases.engine import begin, step
    from kapedu.cases.errors import CaseError
    from kapedu.cases.library import case_named, case_names, read_case_file
    from kapedu.cases.read_case import read_case
    from kapedu.cases.scoring import Score, score
    from kapedu.cases.state import State

__all__ = [
    "Case",
    "CaseError",
    "Debrief",
    "EncounterRun",
    "Score",
    "State",
    "begin",
    "case_named",
    "case_names",
    "debrief",
    "read_case",
    "read_case_file",
    "score",
    "step",
]

_HOME = {
    "Case": "case",
    "CaseError": "errors",
    "Debrief": "debriefing",
    "EncounterRun": "encounter_run",
    "Score": "scoring",
    "State": "state",
    "begin": "engine",
    "case_named": "library",
    "case_names": "library",
    "debrief": "debriefing",
    "read_case": "read_case",
    "read_case_file": "library",
    "score": "scoring",
    "step": "engine",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
