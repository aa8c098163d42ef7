"""A patient's file is read strictly: a mistake is named with file, line and field."""

import pytest

from kapedu.cases import CaseError
from kapedu.treatment import patient_named, read_patient
from kapedu.treatment.read_patient import patient_names


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("weeks: 26", "weeks: many", r"vera.yaml:\d+: weeks: 'many' cannot be used; write a number"),
        ("scale: phq9", "scale: phq99", "scale: .*phq9"),
        ("scale_start: 19", "scale_start: 40", "write a total of the PHQ-9, up to 27"),
        ("id: iv_depression", "id: iv_depresion", "write none or one of"),
        ("competency: C12", "competency: C16", "write one of C1, C2"),
        (
            "choose:sleep-first",
            "choose:sleep-last",
            r"vera\.yaml:\d+: \S+: .* is named and does not exist; did you mean",
        ),
        (
            "release: Little sleep and racing plans",
            "release: Little sleep",
            r"vera\.yaml:\d+: events\[\S+\]\.options\[\S+\]\.release: there is no hold 'Little sleep'",
        ),
        (
            "when: {after_doses: 5, since_dose: 1}",
            "when: {after_doses: 5, flags: [oversolt]}",
            r"events\[little-sleep\]\.when\.flags: nothing sets the flag 'oversolt'; did you mean oversold",
        ),
        ("encounter: bp-surge", "encounter: weakest-trip", "encounter: 'weakest-trip' cannot be used"),
        (
            "encounter: bp-surge",
            "encounter: strongest-trip",
            "write a case in which a dose is given, such as ",
        ),
        ("treated_hypertension: yes", "treated_hypertension: perhaps", "write yes, no or unknown"),
        ("pregnancy: negative, ", "", "pregnancy is not answered"),
        ("settles: [treated_hypertension]", "settles: []", "write a list of texts|nothing settles"),
        ("sources: [maniacase2021]\n        status: primary", "status: primary", "primary needs sources"),
        ("summary:", "sumary:", "summary: it is missing"),
        ("aim: ", "colour: red\naim: ", "there is no such field here"),
        ("id: sleep-first", "id: keep-dose", "two answers to events have the same id"),
        ("critical: yes\n        setback: 8", "critical: perhaps\n        setback: 8", "write yes or no"),
    ],
)
def test_a_mistake_in_the_file_is_named(vera_text, old, new, told):
    assert old in vera_text
    with pytest.raises(CaseError, match=told):
        read_patient(vera_text.replace(old, new, 1), "vera.yaml")


def test_a_line_that_gives_marks_may_not_rest_on_something_unverified(vera_text):
    start = vera_text.index("{id: baseline")
    changed = vera_text[:start] + vera_text[start:].replace("status: course-rule", "status: unverified", 1)
    with pytest.raises(CaseError, match="a line that gives marks rests on something checked"):
        read_patient(changed, "vera.yaml")


def test_a_finding_of_the_screening_that_nothing_settles_is_named(vera_text):
    changed = vera_text.replace("treated_hypertension: yes", "treated_hypertension: yes, glaucoma: yes")
    with pytest.raises(CaseError, match="nothing settles the finding 'glaucoma'"):
        read_patient(changed, "vera.yaml")


def test_a_name_that_is_not_there_is_answered_with_those_that_are():
    with pytest.raises(
        CaseError, match="there is no patient 'vara'; there are milan, ruben, vera; did you mean vera"
    ):
        patient_named("vara")


def test_another_text_has_another_fingerprint(vera_text, vera):
    assert read_patient(vera_text, "vera.yaml").fingerprint == vera.fingerprint
    assert read_patient(vera_text + "\n# x", "vera.yaml").fingerprint != vera.fingerprint


def test_there_are_three_patients_and_between_them_every_competency_but_appraisal():
    assert patient_names() == ("milan", "ruben", "vera")
    covered = {code for name in patient_names() for code in patient_named(name).competencies}
    assert covered == {f"C{number}" for number in range(1, 16)} - {"C14"}


def test_what_is_marked_is_what_the_patient_is_said_to_be_for(each_patient):
    assert {check.competency for check in each_patient.checks} <= set(each_patient.competencies)


def test_the_best_answer_is_seldom_the_longest_and_there_is_a_bad_one(each_patient):
    longest = 0
    for event in each_patient.events:
        (best,) = (option for option in event.options if option.verdict == "best")
        assert any(option.verdict in {"poor", "harmful"} for option in event.options)
        longest += len(best.text) == max(len(option.text) for option in event.options)
    assert longest <= 1


def test_a_reason_that_names_a_dose_nobody_checked_needs_its_label(vera_text):
    good = (
        "why: People with treated hypertension were among those whose pressure rose most. A plan before the first dose costs"
        " a week.\n    sources: [yale_bp2024]\n    status: primary"
    )
    assert good in vera_text
    dose = vera_text.replace(good, "why: Give 5 mg more.\n    status: unverified", 1)
    with pytest.raises(CaseError, match="needs sign-off by a qualified physician"):
        read_patient(dose, "vera.yaml")
