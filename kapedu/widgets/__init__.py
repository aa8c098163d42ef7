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
    "absolute_effects": "kapedu.widgets.absolute_effects",
    "picture_for_patient": "kapedu.widgets.absolute_effects",
    "age_two_ways": "kapedu.widgets.age_two_ways",
    "bioavailability_disputes": "kapedu.widgets.bioavailability_disputes",
    "blinding_guesses": "kapedu.widgets.blinding_guesses",
    "blinding_laboratory": "kapedu.widgets.blinding_laboratory",
    "cascade": "kapedu.widgets.cascade",
    "chain_walk": "kapedu.widgets.cascade",
    "certainty_workbench": "kapedu.widgets.certainty_workbench",
    "check": "kapedu.widgets.check",
    "claims_browser": "kapedu.widgets.claims_browser",
    "class_report": "kapedu.widgets.class_report",
    "consent_builder": "kapedu.widgets.consent_builder",
    "contrast_plot": "kapedu.widgets.contrast_plot",
    "contrast_sorter": "kapedu.widgets.contrast_sorter",
    "Button": "kapedu.widgets.controls",
    "Choice": "kapedu.widgets.controls",
    "Html": "kapedu.widgets.controls",
    "Select": "kapedu.widgets.controls",
    "Slider": "kapedu.widgets.controls",
    "TextField": "kapedu.widgets.controls",
    "course_decisions": "kapedu.widgets.course_decisions",
    "dated_statements": "kapedu.widgets.dated_statements",
    "demonstration": "kapedu.widgets.demonstration",
    "depth_matrix": "kapedu.widgets.depth_matrix",
    "dialogue_drill": "kapedu.widgets.dialogue_drill",
    "dissociation_and_benefit": "kapedu.widgets.dissociation_and_benefit",
    "dose_calculator": "kapedu.widgets.dose_calculator",
    "dose_explorer": "kapedu.widgets.dose_explorer",
    "ect_contrast": "kapedu.widgets.ect_contrast",
    "effect_lag": "kapedu.widgets.effect_lag",
    "emergency_drill": "kapedu.widgets.emergency_drill",
    "encounter": "kapedu.widgets.encounter",
    "session_simulator": "kapedu.widgets.encounter_choice",
    "evidence_dashboard": "kapedu.widgets.evidence_dashboard",
    "evidence_map": "kapedu.widgets.evidence_map",
    "experience_fades": "kapedu.widgets.experience_fades",
    "extract_events": "kapedu.widgets.extraction",
    "extract_scores": "kapedu.widgets.extraction",
    "few_words": "kapedu.widgets.few_words",
    "five_questions": "kapedu.widgets.five_questions",
    "follow_up": "kapedu.widgets.follow_up",
    "four_yardsticks": "kapedu.widgets.four_yardsticks",
    "framing_experiment": "kapedu.widgets.framing_experiment",
    "guess_laboratory": "kapedu.widgets.guess_laboratory",
    "hand_in": "kapedu.widgets.hand_in",
    "how_many": "kapedu.widgets.how_many",
    "in_your_words": "kapedu.widgets.in_your_words",
    "indication_sorter": "kapedu.widgets.indication_sorter",
    "integration_planner": "kapedu.widgets.integration_planner",
    "interaction_by_route": "kapedu.widgets.interaction_by_route",
    "judge_claims": "kapedu.widgets.judge_claims",
    "label_sorter": "kapedu.widgets.label_sorter",
    "law_calendar": "kapedu.widgets.law_calendar",
    "activity": "kapedu.widgets.layout",
    "row": "kapedu.widgets.layout",
    "stack": "kapedu.widgets.layout",
    "mark_claims": "kapedu.widgets.mark_claims",
    "masked_trial": "kapedu.widgets.masked_trial",
    "may_she_leave": "kapedu.widgets.may_she_leave",
    "medicine_finder": "kapedu.widgets.medicine_finder",
    "medicine_list": "kapedu.widgets.medicine_list",
    "metabolite_clock": "kapedu.widgets.metabolite_clock",
    "missing_people": "kapedu.widgets.missing_people",
    "missing_study": "kapedu.widgets.missing_study",
    "mood_clock": "kapedu.widgets.mood_clock",
    "my_course": "kapedu.widgets.my_course",
    "my_record": "kapedu.widgets.my_record",
    "my_review": "kapedu.widgets.my_review",
    "nearest_study": "kapedu.widgets.nearest_study",
    "norketamine_by_route": "kapedu.widgets.norketamine_by_route",
    "not_today": "kapedu.widgets.not_today",
    "why_not": "kapedu.widgets.not_today",
    "occupancy_dispute": "kapedu.widgets.occupancy_dispute",
    "one_of_many": "kapedu.widgets.one_of_many",
    "open_channel": "kapedu.widgets.open_channel",
    "order_check": "kapedu.widgets.order_check",
    "order_traps": "kapedu.widgets.order_traps",
    "pairing_calendar": "kapedu.widgets.pairing_calendar",
    "pairing_sorter": "kapedu.widgets.pairing_sorter",
    "plan_maker": "kapedu.widgets.plan_maker",
    "planted_error": "kapedu.widgets.planted_error",
    "PlotView": "kapedu.widgets.plot_view",
    "predict": "kapedu.widgets.predict",
    "reveal": "kapedu.widgets.predict",
    "pressure_cohorts": "kapedu.widgets.pressure_cohorts",
    "pressure_watch": "kapedu.widgets.pressure_watch",
    "protocol_compare": "kapedu.widgets.protocol_compare",
    "protocol_planner": "kapedu.widgets.protocol_planner",
    "key": "kapedu.widgets.question",
    "question": "kapedu.widgets.question",
    "redesign_trial": "kapedu.widgets.redesign_trial",
    "reflection": "kapedu.widgets.reflection",
    "relapse_planner": "kapedu.widgets.relapse_planner",
    "harm_counter": "kapedu.widgets.risk_explorer",
    "pressure_chance": "kapedu.widgets.risk_explorer",
    "risk_explorer": "kapedu.widgets.risk_explorer",
    "risk_people": "kapedu.widgets.risk_explorer",
    "risk_plots": "kapedu.widgets.risk_plots",
    "rob2_workbench": "kapedu.widgets.rob2_workbench",
    "route_match": "kapedu.widgets.route_match",
    "rule_by_weight": "kapedu.widgets.rule_by_weight",
    "score_form": "kapedu.widgets.score_form",
    "screening_board": "kapedu.widgets.screening_board",
    "search_course": "kapedu.widgets.search_course",
    "speak": "kapedu.language",
    "spacing_out": "kapedu.widgets.spacing_out",
    "therapy_timing": "kapedu.widgets.therapy_timing",
    "three_intervals": "kapedu.widgets.three_intervals",
    "time_out": "kapedu.widgets.time_out",
    "touch_cards": "kapedu.widgets.touch_cards",
    "treatment_course": "kapedu.widgets.treatment_course",
    "trial_designer": "kapedu.widgets.trial_designer",
    "two_controls": "kapedu.widgets.two_controls",
    "metabolite_question": "kapedu.widgets.two_sided",
    "opioid_question": "kapedu.widgets.two_sided",
    "vignette_rounds": "kapedu.widgets.vignette_rounds",
    "where_you_sample": "kapedu.widgets.where_you_sample",
    "which_trial": "kapedu.widgets.which_trial",
    "who_does_what": "kapedu.widgets.who_does_what",
    "who_is_highest": "kapedu.widgets.who_is_highest",
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
