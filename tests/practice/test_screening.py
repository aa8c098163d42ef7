"""Findings and decisions, and that a hole in the form never passes."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapedu.practice import Profile, screen
from kapedu.practice.screening import DECISIONS, GROUPS
from kapedu.practice.screening_profile import questions
from kapedu.practice.standing import SIGN_OFF
from kapedu.practice.vignette import vignettes

CLEAR = vignettes()["01-elena"].profile


def with_answers(**answers: bool) -> Profile:
    return replace(CLEAR, answers={**CLEAR.answers, **answers})


def with_numbers(**numbers: float) -> Profile:
    return replace(CLEAR, numbers={**CLEAR.numbers, **numbers})


def names(profile: Profile) -> set[str]:
    return {finding.name for finding in screen(profile).findings}


def test_somebody_with_every_question_asked_and_nothing_found_is_ready():
    assert screen(CLEAR).decision == "ready"
    assert screen(CLEAR).findings == ()


@pytest.mark.parametrize("name", list(questions()))
def test_every_question_gives_its_finding_when_answered_wrongly_and_a_gap_when_not_asked(name):
    question = questions()[name]
    (finding,) = screen(with_answers(**{name: question.bad})).findings
    assert (finding.name, finding.group) == (name, question.group)
    assert finding.reason.source
    assert finding.changes
    rest = {key: answer for key, answer in CLEAR.answers.items() if key != name}
    (gap,) = screen(replace(CLEAR, answers=rest)).findings
    assert (gap.name, gap.nature) == (f"missing.{name}", "missing")
    assert gap.group in {"pause", "readiness"}


@pytest.mark.parametrize("name", list(CLEAR.numbers))
def test_every_measure_that_is_missing_is_a_finding(name):
    rest = {key: value for key, value in CLEAR.numbers.items() if key != name}
    assert f"missing.{name}" in names(replace(CLEAR, numbers=rest))


@pytest.mark.parametrize("field", ["indication", "pregnancy", "drug_screen", "medicines"])
def test_every_field_that_is_missing_is_a_finding(field):
    assert f"missing.{field}" in names(replace(CLEAR, **{field: None}))


def test_an_empty_form_is_no_pass():
    assert screen(Profile()).decision == "pause"


@pytest.mark.parametrize(
    ("numbers", "name"),
    [
        ({"systolic_mmhg": 140, "diastolic_mmhg": 90}, None),
        ({"systolic_mmhg": 141}, "pressure_recheck"),
        ({"diastolic_mmhg": 91}, "pressure_recheck"),
        ({"systolic_mmhg": 160}, "pressure_hold"),
        ({"diastolic_mmhg": 100}, "pressure_hold"),
        ({"systolic_mmhg": 89, "diastolic_mmhg": 61}, "pressure_low"),
        ({"heart_rate_bpm": 44}, "heart_rate"),
        ({"heart_rate_bpm": 121}, "heart_rate"),
        ({"heart_rate_bpm": 120}, None),
        ({"oxygen_saturation_percent": 93}, "saturation"),
        ({"age_years": 65}, "older"),
        ({"age_years": 64}, None),
        ({"age_years": 17}, "minor"),
        ({"weight_kg": 102, "height_cm": 170}, "bmi"),
        ({"weight_kg": 101, "height_cm": 170}, None),
        ({"alt_times_normal": 3}, None),
        ({"alt_times_normal": 3.1}, "alt"),
        ({"earlier_treatments": 1}, "few_treatments"),
    ],
)
def test_measures_are_compared_with_the_limits_of_the_sheet(numbers, name):
    assert names(with_numbers(**numbers)) == ({name} if name else set())


def test_an_unchecked_limit_is_called_a_clinics_example_wherever_it_decides():
    for profile in (
        with_numbers(systolic_mmhg=170),
        with_numbers(oxygen_saturation_percent=90),
        with_numbers(alt_times_normal=4),
    ):
        (finding,) = screen(profile).findings
        assert finding.label == SIGN_OFF
        assert finding.as_dict()["limit"]["label"] == SIGN_OFF


def test_one_stop_outranks_any_number_of_pauses():
    profile = with_answers(glaucoma=True, seizures=True, heart_disease=True, escort=False)
    assert screen(profile).decision == "stop"
    assert [finding.group for finding in screen(profile).findings] == ["stop", "pause", "pause", "pause"]


def test_readiness_alone_is_neither_a_stop_nor_ready():
    assert screen(with_answers(integration_plan=False)).decision == "readiness"


def test_bipolar_disorder_pauses_without_a_mood_stabiliser_and_is_noted_with_one():
    alone = with_answers(bipolar=True)
    treated = replace(alone, medicines=("lithium 800 mg",))
    assert screen(alone).decision == "pause"
    assert screen(treated).decision == "ready"
    assert names(treated) == {"bipolar_stabilised"}


@pytest.mark.parametrize(
    ("dose_mg", "name", "decision"),
    [
        (None, "benzodiazepine_unknown", "pause"),
        (8, "benzodiazepine_low", "ready"),
        (8.5, "benzodiazepine_high", "pause"),
    ],
)
def test_a_benzodiazepine_is_judged_by_its_equivalent_and_pauses_without_one(dose_mg, name, decision):
    profile = replace(CLEAR, medicines=("Ativan",))
    if dose_mg is not None:
        profile = replace(profile, numbers={**profile.numbers, "benzodiazepine_diazepam_mg": dose_mg})
    assert names(profile) == {name}
    assert screen(profile).decision == decision


def test_a_benzodiazepine_named_only_by_its_dose_is_found_too():
    assert names(with_numbers(benzodiazepine_diazepam_mg=20)) == {"benzodiazepine_high"}


@pytest.mark.parametrize(
    ("medicine", "finding", "decision"),
    [
        ("Parnate", "medicine.maoi", "pause"),
        ("Adderall XR 20 mg", "medicine.stimulant", "pause"),
        ("theophylline", "medicine.theophylline", "pause"),
        ("tramadol", "medicine.depressant", "pause"),
        ("Lyrica", "medicine.depressant", "pause"),
        ("Clozaril", "medicine.clozapine", "pause"),
        ("Spravato", "medicine.ketamine", "pause"),
        ("Vivitrol", "medicine.naltrexone", "ready"),
        ("rifampin", "medicine.inducer", "ready"),
        ("clarithromycin", "medicine.inhibitor", "ready"),
    ],
)
def test_a_medicine_brings_the_finding_of_its_class(medicine, finding, decision):
    result = screen(replace(CLEAR, medicines=(medicine,)))
    assert ({one.name for one in result.findings}, result.decision) == ({finding}, decision)


def test_a_nasal_spray_matters_for_nasal_esketamine_only():
    spray = replace(CLEAR, medicines=("Flonase",))
    assert names(spray) == set()
    assert names(replace(spray, drug="esketamine")) == {"medicine.nasal"}
    assert names(replace(spray, drug=None)) == {"medicine.nasal"}


def test_an_unknown_medicine_is_a_finding_with_a_suggestion_and_pauses():
    result = screen(replace(CLEAR, medicines=("sertralin 50 mg",)))
    (finding,) = result.findings
    assert finding.nature == "not recognised"
    assert "did you mean sertraline?" in finding.finding
    assert result.decision == "pause"


def test_a_weak_indication_pauses_and_says_how_weak():
    result = screen(replace(CLEAR, indication="anxiety-disorder"))
    assert result.decision == "pause"
    assert "grade C" in result.findings[0].finding
    assert screen(replace(CLEAR, indication="ptsd")).decision == "ready"


@given(st.data())
def test_whatever_is_answered_the_findings_are_exactly_the_wrong_answers_and_the_gaps(
    data,
):
    answers = {name: data.draw(st.booleans()) for name in questions() if data.draw(st.booleans())}
    result = screen(replace(CLEAR, answers=answers))
    assert (result.decision == "ready") == (not [one for one in result.findings if one.group != "note"])
    assert result.decision in DECISIONS
    order = [GROUPS.index(finding.group) for finding in result.findings]
    assert order == sorted(order)
    found = {finding.name.removeprefix("missing.") for finding in result.findings}
    wrong = {
        name for name, question in questions().items() if answers.get(name, question.bad) is question.bad
    }
    assert found == wrong
    for finding in result.findings:
        assert {"reason", "source", "status", "would_change_it"} <= finding.as_dict().keys()


def test_an_unknown_name_beside_a_known_one_is_not_passed_over():
    result = screen(replace(CLEAR, medicines=("Zoloft and Calmoraxin",)))
    assert [finding.name for finding in result.findings] == ["medicine.unknown.Calmoraxin"]


def test_a_product_that_is_half_understood_does_not_pass():
    result = screen(replace(CLEAR, medicines=("Claritin Max",)))
    assert result.decision == "pause"
    assert [finding.finding for finding in result.findings] == ["Not understood in Claritin Max: max"]


def test_takes_none_in_a_profile_made_in_code_is_no_medicine():
    assert screen(replace(CLEAR, medicines=("none",))).decision == "ready"
