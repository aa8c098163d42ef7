"""The rules of RoB 2 against its mapping tables, over every possible set of answers.

The rows below are the mapping of answers to judgements of the RoB 2 guidance (22 August 2019), each
table read from top to bottom, the first row that fits counts. They were written down apart from the
rules. Two open programs that follow the official diagrams, InfinityBowman/corates
(``checklists/rob2``, commit e45120bb) and Younthing/eagent (``rob2/decision_rules.py``, commit
5dbb0e5), were run once on every set of answers and agreed with the rules on all of them.

``yes`` is Y or PY, ``no`` is
N or PN, ``not-yes`` and ``not-no`` include no information, ``any`` is anything.
"""

from itertools import product

import pytest

from kapedu.evidence.rob2 import DOMAINS, answers_to, deviation_parts, judge_domain, questions_to_ask

WORDS = {
    "yes": {"Y", "PY"},
    "no": {"N", "PN"},
    "ni": {"NI"},
    "not-yes": {"N", "PN", "NI"},
    "not-no": {"Y", "PY", "NI"},
    "any": {"Y", "PY", "PN", "N", "NI"},
}

TABLES = {
    "randomisation": (
        ("1.1", "1.2", "1.3"),
        [
            ("any no any", "high"),
            ("any ni yes", "high"),
            ("any ni not-yes", "some concerns"),
            ("no yes any", "some concerns"),
            ("not-no yes yes", "some concerns"),
            ("not-no yes not-yes", "low"),
        ],
    ),
    "missing": (
        ("3.1", "3.2", "3.3", "3.4"),
        [
            ("yes any any any", "low"),
            ("not-yes yes any any", "low"),
            ("not-yes no no any", "low"),
            ("not-yes no not-no no", "some concerns"),
            ("not-yes no not-no not-no", "high"),
        ],
    ),
    "measurement": (
        ("4.1", "4.2", "4.3", "4.4", "4.5"),
        [
            ("yes any any any any", "high"),
            ("not-yes yes any any any", "high"),
            ("not-yes no no any any", "low"),
            ("not-yes no not-no no any", "low"),
            ("not-yes no not-no not-no no", "some concerns"),
            ("not-yes no not-no not-no not-no", "high"),
            ("not-yes ni no any any", "some concerns"),
            ("not-yes ni not-no no any", "some concerns"),
            ("not-yes ni not-no not-no no", "some concerns"),
            ("not-yes ni not-no not-no not-no", "high"),
        ],
    ),
    "selection": (
        ("5.1", "5.2", "5.3"),
        [
            ("any yes any", "high"),
            ("any any yes", "high"),
            ("yes no no", "low"),
            ("not-yes no no", "some concerns"),
            ("any ni any", "some concerns"),
            ("any any ni", "some concerns"),
        ],
    ),
}
DEPARTURES = (
    ("2.1", "2.2", "2.3", "2.4", "2.5"),
    [
        ("no no any any any", "low"),
        ("any any no any any", "low"),
        ("any any ni any any", "some concerns"),
        ("any any yes no any", "some concerns"),
        ("any any yes not-no yes", "some concerns"),
        ("any any yes not-no not-yes", "high"),
    ],
)
ANALYSIS = (("2.6", "2.7"), [("yes any", "low"), ("not-yes no", "some concerns"), ("not-yes not-no", "high")])


def expected(table, answers):
    numbers, rows = table
    for row, judgement in rows:
        if all(answers[number] in WORDS[word] for number, word in zip(numbers, row.split(), strict=True)):
            return judgement
    raise AssertionError(f"the table has no row for {answers}")


def every_set_of_answers(numbers):
    for replies in product(*(answers_to(number) for number in numbers)):
        yield dict(zip(numbers, (str(reply) for reply in replies), strict=True))


@pytest.mark.parametrize("domain", list(TABLES))
def test_every_set_of_answers_is_judged_as_the_table_of_the_guidance_says(domain):
    for answers in every_set_of_answers(TABLES[domain][0]):
        assert judge_domain(domain, answers) == expected(TABLES[domain], answers), answers


def test_both_parts_of_the_second_domain_follow_their_tables_and_the_worse_one_counts():
    ranks = ("low", "some concerns", "high")
    analyses = list(every_set_of_answers(ANALYSIS[0]))
    for place, first in enumerate(every_set_of_answers(DEPARTURES[0])):
        for second in (analyses[place % len(analyses)], {"2.6": "Y", "2.7": "NI"}):
            answers = first | second
            parts = (expected(DEPARTURES, answers), expected(ANALYSIS, answers))
            assert deviation_parts(answers) == parts, answers
            assert judge_domain("deviations", answers) == max(parts, key=ranks.index), answers


@pytest.mark.parametrize(
    ("domain", "answers", "asked"),
    [  # the conditions printed with the questions
        ("randomisation", "1.1=Y 1.2=N", "1.1 1.2 1.3"),
        ("deviations", "2.1=N 2.2=N 2.6=Y", "2.1 2.2 2.6"),
        ("deviations", "2.1=NI 2.2=N 2.3=Y 2.4=NI 2.5=N 2.6=NI", "2.1 2.2 2.3 2.4 2.5 2.6 2.7"),
        ("missing", "3.1=NI 3.2=N 3.3=NI", "3.1 3.2 3.3 3.4"),
        ("measurement", "4.1=Y 4.2=NI", "4.1 4.2"),
        ("measurement", "4.1=NI 4.2=NI 4.3=NI 4.4=PY", "4.1 4.2 4.3 4.4 4.5"),
        ("selection", "5.1=N 5.2=Y", "5.1 5.2 5.3"),
    ],
)
def test_a_question_is_asked_when_the_answers_before_it_lead_there(domain, answers, asked):
    given = dict(step.split("=") for step in answers.split())
    assert " ".join(questions_to_ask(domain, given)) == asked


def test_only_the_question_for_evidence_allows_no_lack_of_information():
    without = [
        number
        for domain in DOMAINS
        for number in (*TABLES.get(domain, ((),))[0], *DEPARTURES[0], *ANALYSIS[0])
        if "NI" not in answers_to(number)
    ]
    assert without == ["3.2"]
