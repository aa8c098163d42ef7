"""The sheet behind the engine: dates of labels, and that nothing unchecked decides in silence."""

from datetime import UTC, datetime

import pytest

from kapedu.knowledge import sheet
from kapedu.practice.screening_profile import questions
from kapedu.practice.standing import SIGN_OFF, standing

LABELS = ("spravato", "janssen", "ketalar", "ketamine-ch", "ranzcp", "mims", "droracle")


@pytest.mark.parametrize("name", ["screening", "medicines"])
def test_whatever_quotes_a_label_says_as_of_when_and_by_when_it_is_looked_at_again(name):
    content = sheet(name)
    quoted = [path for path, one in content.facts.items() if one.source.startswith(LABELS)]
    assert quoted
    for path in quoted:
        entry = path.rpartition(".")[0]
        assert content.descriptions.get(f"{entry}.as_of"), f"{name}.{entry} has no as_of"
        assert content.descriptions.get(f"{entry}.review_by"), f"{name}.{entry} has no review_by"


@pytest.mark.parametrize("name", ["screening", "medicines"])
def test_no_statement_is_past_the_day_by_which_it_had_to_be_looked_at_again(name):
    today = datetime.now(tz=UTC).date().isoformat()
    late = [
        path
        for path, text in sheet(name).descriptions.items()
        if path.endswith(".review_by") and str(text) < today
    ]
    assert late == [], "read these labels again, then move as_of and review_by"


def test_every_unchecked_limit_is_labelled_as_a_clinics_example():
    limits = {path: one for path, one in sheet("screening").facts.items() if path.startswith("limits.")}
    unchecked = [one for one in limits.values() if one.status == "unverified"]
    assert unchecked
    assert all(standing(one) == SIGN_OFF for one in unchecked)


def test_no_stop_rests_on_an_unchecked_reason():
    content = sheet("screening")
    for path, text in content.descriptions.items():
        if path.endswith(".group") and text == "stop":
            assert content.facts[f"{path.removesuffix('.group')}.reason"].status != "unverified", path


# The rule set of the course's safety sheet, written down apart from the data.
STOPS = {
    "aneurysm",
    "brain_bleed",
    "hypersensitivity",
    "recent_heart_attack_or_stroke",
    "pressure_dangerous",
    "psychosis_now",
    "mania_now",
    "intoxicated",
    "capacity_and_consent",
    "escort",
}
PAUSES = {
    "treated_hypertension",
    "heart_disease",
    "past_psychosis",
    "past_stroke",
    "airway_or_sleep_apnoea",
    "liver_disease",
    "thyroid_overactive",
    "glaucoma",
    "seizures",
    "brain_injury",
    "bipolar",
    "family_psychosis",
    "past_substance_use",
    "ketamine_misuse",
    "urinary_symptoms",
    "breastfeeding",
    "suicidal_intent",
}
READINESS = {
    "clear_indication",
    "seeks_experience",
    "alliance",
    "integration_plan",
    "pressed_by_others",
    "expects_cure",
    "dissociative_disorder",
    "unsafe_home",
    "legal_motive",
}


@pytest.mark.parametrize(("group", "names"), [("stop", STOPS), ("pause", PAUSES), ("readiness", READINESS)])
def test_every_condition_of_the_rule_set_stands_in_its_group(group, names):
    assert {name for name, one in questions().items() if one.group == group} == names


def test_measured_stops_are_pregnancy_and_uncontrolled_pressure_alone():
    texts = sheet("screening").descriptions
    stops = {
        path.split(".")[1] for path, text in texts.items() if path.startswith("measures.") and text == "stop"
    }
    assert stops == {"pregnant", "pressure_hold"}


def test_the_medicines_that_pause_are_those_of_the_rule_set():
    texts = sheet("medicines").descriptions
    pauses = {
        path.split(".")[1] for path, text in texts.items() if path.endswith(".group") and text == "pause"
    }
    assert pauses == {"clozapine", "depressant", "ketamine", "maoi", "stimulant", "theophylline"}
