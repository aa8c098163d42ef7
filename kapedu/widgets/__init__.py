"""Learning activities: controls and figures, built from the rooms below.

Each name is imported from its own module when it is first asked for, so that a lesson's kernel holds
only the activities that the lesson shows.
"""

import sys
from importlib import import_module as _import_module
from types import ModuleType
from typing import Any

_HOME = {
    "bibliography": "kapedu.knowledge",
    "cite": "kapedu.knowledge",
    "bioavailability_disputes": "kapedu.widgets.bioavailability_disputes",
    "cascade": "kapedu.widgets.cascade",
    "chain_walk": "kapedu.widgets.cascade",
    "check": "kapedu.widgets.check",
    "contrast_plot": "kapedu.widgets.contrast_plot",
    "contrast_sorter": "kapedu.widgets.contrast_sorter",
    "Button": "kapedu.widgets.controls",
    "Choice": "kapedu.widgets.controls",
    "Html": "kapedu.widgets.controls",
    "Select": "kapedu.widgets.controls",
    "Slider": "kapedu.widgets.controls",
    "TextField": "kapedu.widgets.controls",
    "dissociation_and_benefit": "kapedu.widgets.dissociation_and_benefit",
    "dose_explorer": "kapedu.widgets.dose_explorer",
    "effect_lag": "kapedu.widgets.effect_lag",
    "encounter": "kapedu.widgets.encounter",
    "session_simulator": "kapedu.widgets.encounter_choice",
    "evidence_map": "kapedu.widgets.evidence_map",
    "experience_fades": "kapedu.widgets.experience_fades",
    "hand_in": "kapedu.widgets.hand_in",
    "interaction_by_route": "kapedu.widgets.interaction_by_route",
    "activity": "kapedu.widgets.layout",
    "row": "kapedu.widgets.layout",
    "stack": "kapedu.widgets.layout",
    "masked_trial": "kapedu.widgets.masked_trial",
    "metabolite_clock": "kapedu.widgets.metabolite_clock",
    "mood_clock": "kapedu.widgets.mood_clock",
    "norketamine_by_route": "kapedu.widgets.norketamine_by_route",
    "occupancy_dispute": "kapedu.widgets.occupancy_dispute",
    "one_of_many": "kapedu.widgets.one_of_many",
    "open_channel": "kapedu.widgets.open_channel",
    "PlotView": "kapedu.widgets.plot_view",
    "predict": "kapedu.widgets.predict",
    "reveal": "kapedu.widgets.predict",
    "pressure_cohorts": "kapedu.widgets.pressure_cohorts",
    "key": "kapedu.widgets.question",
    "question": "kapedu.widgets.question",
    "route_match": "kapedu.widgets.route_match",
    "therapy_timing": "kapedu.widgets.therapy_timing",
    "metabolite_question": "kapedu.widgets.two_sided",
    "opioid_question": "kapedu.widgets.two_sided",
    "where_you_sample": "kapedu.widgets.where_you_sample",
}


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(_import_module(_HOME[name]), name)
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)


class _Package(ModuleType):
    """Keeps a name such as ``check`` for the activity: importing the file ``check.py`` would take it."""

    def __setattr__(self, name: str, value: Any) -> None:
        if name not in _HOME or not isinstance(value, ModuleType):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def __dir__() -> list[str]:
    return sorted(_HOME)
