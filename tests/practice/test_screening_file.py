"""Profiles as clinicians write them: what is understood, and what is refused in which words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapedu.practice import Profile, ScreeningError, screen
from kapedu.practice.screening_file import read_profile, section_title, template
from kapedu.practice.screening_profile import questions


def test_words_numbers_and_lists_are_read():
    profile = read_profile(
        "label: A\nindication: ptsd\nperson: {age_years: 40}\ntoday:\n  escort: yes\n  pregnancy: not-possible\n"
        "history:\n  aneurysm: No\n  seizures: unknown\nmedicines:\n  - Zoloft\n",
        "p.yaml",
    )
    assert profile.numbers == {"age_years": 40}
    assert profile.answers == {"escort": True, "aneurysm": False}
    assert profile.medicines == ("Zoloft",)
    assert profile.pregnancy == "not-possible"


def test_others_clear_answers_what_is_not_listed_and_keeps_what_is():
    profile = read_profile("history:\n  glaucoma: yes\n  seizures: unknown\n  others: clear\n", "p.yaml")
    assert profile.answers["glaucoma"] is True
    assert profile.answers["aneurysm"] is False
    assert "seizures" not in profile.answers
    assert "escort" not in profile.answers


@pytest.mark.parametrize(
    ("text", "medicines"),
    [
        ("medicines: none", ()),
        ("medicines: [none]", ()),
        ("medicines:", None),
        ("medicines:\n  -\n", None),
        ("label: A", None),
    ],
)
def test_no_medicines_and_not_asked_are_two_things(text, medicines):
    assert read_profile(text, "p.yaml").medicines == medicines


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "today:\n  escort: maybe",
            "p.yaml, line 2, today.escort: 'maybe' is not an answer; write yes, no or unknown",
        ),
        (
            "history:\n  aneurism: no",
            r"p.yaml, line 2, aneurism: there is no such field here; allowed are .*; did you mean aneurysm\?",
        ),
        (
            "person:\n  weight_kg: 70 kg",
            "line 2, person.weight_kg: '70 kg' is not a number; write digits alone",
        ),
        (
            "person:\n  height_cm: 1.7",
            "line 2, person.height_cm: 1.7 is not possible; write a number from 100 to 230",
        ),
        (
            "indication: sadness",
            "line 1, indication: 'sadness' is not known; write one of treatment-resistant",
        ),
        (
            "today:\n  pregnancy: yes",
            "line 2, today.pregnancy: 'yes' is not known; write one of not-possible",
        ),
        ("medicines: Zoloft", "line 1, medicines: write a list"),
        ("medicines:\n  - Zoloft\n  -\n", "line 3, medicines: an empty line of the list"),
        ("today: yes", "line 1, today: lines like 'name: value' are needed here"),
        ("today:\n  escort: [yes]", "line 2, today.escort: one word or number is needed here"),
        ("label: A\nlabel: B", "line 2, label: the field is written twice"),
        ("history:\n  others: fine", "line 2, history.others: 'fine' is not known; write clear"),
        ("- a\n- b", "line 1, the file: lines like 'name: value' are needed here"),
        ("a: [", "p.yaml, line 1: not readable as YAML"),
        ("", "p.yaml: the file is empty; kapedu screen --template"),
        ("today: {systolic_mmhg: 80, diastolic_mmhg: 120}", "diastolic_mmhg: 120 is not below the systolic"),
        ("a: " + "[" * 3000, "p.yaml: nested too deeply"),
        ("person: {weight_kg: .nan}", "weight_kg: '.nan' is not a number"),
        ("person: {weight_kg: nan}", "weight_kg: nan is not possible"),
    ],
)
def test_a_mistake_is_named_with_line_field_value_and_what_is_allowed(text, message):
    with pytest.raises(ScreeningError, match=message):
        read_profile(text, "p.yaml")


@pytest.mark.parametrize(
    ("given_fields", "message"),
    [
        ({"indication": "x"}, "indication: 'x' is not known"),
        ({"numbers": {"age": 4}}, "age: there is no such measure"),
        ({"numbers": {"age_years": "40"}}, "age_years: '40' is not possible"),
        ({"answers": {"nope": True}}, "nope: there is no such question"),
        ({"answers": {"escort": "yes"}}, "escort: 'yes' is not yes or no"),
    ],
)
def test_a_profile_made_in_code_is_checked_alike(given_fields, message):
    with pytest.raises(ScreeningError, match=message):
        Profile(**given_fields)


def test_the_template_asks_every_question_and_left_empty_is_all_gaps():
    text = template()
    assert all(f"  {name}:" in text for name in questions())
    result = screen(read_profile(text, "template.yaml"))
    assert {finding.nature for finding in result.findings} == {"missing"}
    assert result.decision == "pause"


def test_the_sections_have_headings():
    assert [section_title(name) for name in ("history", "today", "readiness")]


@given(st.text(max_size=80))
def test_any_text_gives_a_profile_or_a_named_error(text):
    refused, profile = "", None
    try:
        profile = read_profile(text, "p.yaml")
    except ScreeningError as error:
        refused = str(error)
    assert refused.startswith("p.yaml") or profile is not None
