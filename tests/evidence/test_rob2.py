from itertools import product

import pytest

from kapedu.evidence.errors import EvidenceError
from kapedu.evidence.rob2 import (
    DOMAINS,
    QUESTIONS,
    RULE_IN_WORDS,
    Answer,
    Risk,
    deviation_parts,
    judge,
    judge_domain,
    overall_risk,
    questions_to_ask,
    summary,
)

CLEAN = {
    "randomisation": {"1.1": "Y", "1.2": "Y", "1.3": "N"},
    "deviations": {"2.1": "N", "2.2": "N", "2.6": "Y"},
    "missing": {"3.1": "Y"},
    "measurement": {"4.1": "N", "4.2": "N", "4.3": "N"},
    "selection": {"5.1": "Y", "5.2": "N", "5.3": "N"},
}

# The paths of the algorithms in the RoB 2 guidance (Sterne 2019 and its supplement), written out.
PATHS = [
    ("randomisation", "1.1=Y 1.2=PY 1.3=NI", "low"),
    ("randomisation", "1.1=NI 1.2=Y 1.3=N", "low"),
    ("randomisation", "1.1=PN 1.2=Y 1.3=N", "some concerns"),
    ("randomisation", "1.1=Y 1.2=Y 1.3=PY", "some concerns"),
    ("randomisation", "1.1=Y 1.2=NI 1.3=PN", "some concerns"),
    ("randomisation", "1.1=Y 1.2=NI 1.3=Y", "high"),
    ("randomisation", "1.1=Y 1.2=N 1.3=N", "high"),
    ("deviations", "2.1=N 2.2=PN 2.6=Y", "low"),
    ("deviations", "2.1=Y 2.2=N 2.3=PN 2.6=Y", "low"),
    ("deviations", "2.1=Y 2.2=Y 2.3=NI 2.6=Y", "some concerns"),
    ("deviations", "2.1=NI 2.2=N 2.3=Y 2.4=N 2.6=Y", "some concerns"),
    ("deviations", "2.1=Y 2.2=N 2.3=Y 2.4=Y 2.5=Y 2.6=Y", "some concerns"),
    ("deviations", "2.1=Y 2.2=N 2.3=Y 2.4=NI 2.5=NI 2.6=Y", "high"),
    ("deviations", "2.1=N 2.2=N 2.6=N 2.7=N", "some concerns"),
    ("deviations", "2.1=N 2.2=N 2.6=NI 2.7=NI", "high"),
    ("deviations", "2.1=Y 2.2=Y 2.3=NI 2.6=N 2.7=Y", "high"),
    ("missing", "3.1=PY", "low"),
    ("missing", "3.1=NI 3.2=Y", "low"),
    ("missing", "3.1=N 3.2=N 3.3=PN", "low"),
    ("missing", "3.1=N 3.2=N 3.3=Y 3.4=PN", "some concerns"),
    ("missing", "3.1=N 3.2=PN 3.3=NI 3.4=NI", "high"),
    ("measurement", "4.1=PY 4.2=N", "high"),
    ("measurement", "4.1=N 4.2=Y", "high"),
    ("measurement", "4.1=NI 4.2=N 4.3=N", "low"),
    ("measurement", "4.1=N 4.2=NI 4.3=PN", "some concerns"),
    ("measurement", "4.1=N 4.2=N 4.3=Y 4.4=N", "low"),
    ("measurement", "4.1=N 4.2=NI 4.3=NI 4.4=N", "some concerns"),
    ("measurement", "4.1=N 4.2=N 4.3=Y 4.4=Y 4.5=N", "some concerns"),
    ("measurement", "4.1=N 4.2=N 4.3=Y 4.4=Y 4.5=NI", "high"),
    ("selection", "5.1=Y 5.2=N 5.3=PN", "low"),
    ("selection", "5.1=N 5.2=N 5.3=N", "some concerns"),
    ("selection", "5.1=NI 5.2=N 5.3=N", "some concerns"),
    ("selection", "5.1=Y 5.2=NI 5.3=N", "some concerns"),
    ("selection", "5.1=Y 5.2=Y 5.3=NI", "high"),
    ("selection", "5.1=Y 5.2=N 5.3=PY", "high"),
]


@pytest.mark.parametrize(("domain", "path", "risk"), PATHS)
def test_each_path_of_the_guidance_leads_to_its_judgement(domain, path, risk):
    assert judge_domain(domain, dict(step.split("=") for step in path.split())) == risk


@pytest.mark.parametrize("domain", list(DOMAINS))
def test_any_full_set_of_answers_is_judged_and_only_asked_questions_count(domain):
    numbers = list(QUESTIONS[domain])
    for replies in product(("Y", "PN", "N"), repeat=len(numbers)):
        answers = dict(zip(numbers, replies, strict=True))
        risk = judge_domain(domain, answers)
        needed = questions_to_ask(domain, answers)
        assert judge_domain(domain, {number: answers[number] for number in needed}) is risk


def test_the_next_question_comes_one_at_a_time_until_the_judgement_is_there():
    answers = {}
    while set(questions_to_ask("deviations", answers)) - set(answers):
        open_question = next(n for n in questions_to_ask("deviations", answers) if n not in answers)
        answers[open_question] = "Y"
    assert list(answers) == ["2.1", "2.2", "2.3", "2.4", "2.5", "2.6"]


@pytest.mark.parametrize(
    ("risks", "overall"),
    [
        (("low",) * 5, "low"),
        (("low", "some concerns", "low"), "some concerns"),
        (("some concerns", "high"), "high"),
    ],
)
def test_the_worst_domain_decides(risks, overall):
    assert overall_risk([Risk(risk) for risk in risks]) == overall


def test_a_clean_result_is_low_throughout_and_an_override_needs_a_reason():
    found = judge("TRANSFORM-2, MADRS day 28", CLEAN)
    assert found.overall is Risk.LOW
    assert [risk for _, risk in found.traffic_lights()] == [Risk.LOW] * 6
    changed = judge(
        "x", CLEAN, {"measurement": ("high", "patients could tell"), "overall": ("high", "as above")}
    )
    assert (changed.by_rule, changed.overall, changed.domains[3].by_rule) == (Risk.HIGH, Risk.HIGH, Risk.LOW)
    with pytest.raises(EvidenceError, match="override of overall: give the reason"):
        judge("x", CLEAN, {"overall": ("high", " ")})
    with pytest.raises(EvidenceError, match="'awful' is not one of low, some concerns, high"):
        judge("x", CLEAN, {"overall": ("awful", "because")})
    with pytest.raises(EvidenceError, match="override 'blinding' is not one of"):
        judge("x", CLEAN, {"blinding": ("high", "because")})


def test_a_summary_counts_every_result_once_in_every_domain():
    results = [
        judge("a", CLEAN),
        judge("b", CLEAN | {"missing": {"3.1": "N", "3.2": "N", "3.3": "Y", "3.4": "Y"}}),
    ]
    counts = summary(results)
    assert all(sum(row.values()) == 2 for row in counts.values())
    assert counts["Overall"] == {Risk.LOW: 1, Risk.SOME: 0, Risk.HIGH: 1}


@pytest.mark.parametrize(
    ("domain", "answers", "told"),
    [
        ("blinding", {}, "'blinding' is not one of randomisation"),
        ("missing", {"3.9": "Y"}, "no question '3.9'"),
        ("missing", {"3.1": "yes"}, "question 3.1: 'yes' is not one of Y, PY, PN, N, NI"),
        ("missing", {"3.1": "N"}, "question 3.2: no answer"),
        ("missing", {"3.2": "NI"}, "question 3.2: 'NI' is not one of Y, PY, PN, N$"),
    ],
)
def test_what_cannot_be_judged_is_named(domain, answers, told):
    with pytest.raises(EvidenceError, match=told):
        judge_domain(domain, answers)


def test_a_missing_domain_is_named_and_answers_are_the_five():
    with pytest.raises(EvidenceError, match="no answers for the domain selection"):
        judge("x", {name: part for name, part in CLEAN.items() if name != "selection"})
    assert [answer.value for answer in Answer] == ["Y", "PY", "PN", "N", "NI"]


def test_every_domain_has_its_rule_in_words():
    assert list(RULE_IN_WORDS) == list(DOMAINS)
    assert all(len(words) > 60 for words in RULE_IN_WORDS.values())


def test_the_parts_of_the_second_domain_are_told_apart():
    answers = {"2.1": "Y", "2.2": "Y", "2.3": "NI", "2.6": "N", "2.7": "Y"}
    assert deviation_parts(answers) == (Risk.SOME, Risk.HIGH)
    with pytest.raises(EvidenceError, match="no answer; If anybody knew"):
        deviation_parts({"2.1": "Y", "2.2": "Y"})
