import csv

import pytest

from kapedu.knowledge.errors import KnowledgeError
from kapedu.knowledge.questions import (
    DOMAINS,
    Judgement,
    Question,
    all_questions,
    judgements,
    load_judgements,
    load_questions,
    question,
)
from kapedu.knowledge.sheet import sheet
from kapedu.knowledge.sources import DATA, source_keys
from kapedu.knowledge.trials import all_trials

QUESTION = {"key": "score", "title": "A score", "treated": "ketamine", "unit": "points", "rows": "04a;05a"}
JUDGEMENT = {
    "question": "ect",
    "comparator": "ECT",
    "domain": "imprecision",
    "levels": "1",
    "reason": "few people",
    "source_keys": "anand2023",
}


def written(path, *rows):
    with path.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_every_question_of_the_course_has_rows_and_a_direction():
    for one in all_questions():
        assert one.rows, one.key
        better = {row.better for row in one.rows} - {"na"}
        assert len(better) == 1, f"{one.key}: {better}"


def test_rows_of_one_question_measure_one_kind_of_thing():
    for one in all_questions():
        assert len({row.outcome_kind for row in one.rows}) == 1, one.key


def test_no_trial_of_the_register_that_may_be_pooled_on_mood_or_harm_is_forgotten():
    asked = {row.row_id for one in all_questions() for row in one.rows}
    words = ("MADRS change", "response, >=50% MADRS", "remission, MADRS", "adverse event: ")
    usable = [row for row in all_trials() if row.poolable == "yes" and row.outcome.startswith(words)]
    # what no second trial on file reports, and time points that no question asks about
    alone = {"06g", "11a", "32e", "32f"}
    assert {row.row_id for row in usable} - asked == alone


def test_comparators_come_with_the_most_frequent_first():
    assert question("score-4-weeks").comparators[0] == "inert placebo spray + new oral antidepressant"
    assert not question("score-4-weeks").more_is_better
    assert question("ect").more_is_better


def test_what_the_course_judges_is_found_by_question_and_comparator():
    assert {one.domain for one in judgements("ect", "ECT")} == {
        "risk of bias",
        "inconsistency",
        "imprecision",
    }
    assert judgements("ect", "midazolam") == ()


@pytest.mark.parametrize(
    ("key", "case"), [("response-4-weeks", "response"), ("dissociation", "dissociation")]
)
def test_dashboard_and_lesson_judge_the_same_answer_alike(key, case):
    comparator = "inert placebo spray + new oral antidepressant"
    ours = {one.domain: one.levels for one in judgements(key, comparator)}
    words = sheet("certainty").descriptions
    for domain in DOMAINS:
        theirs = words[f"cases.{case}.{domain.replace(' ', '_')}.judgement"]
        assert ours.get(domain, 0) == {"none": 0, "one": 1, "two": 2}[theirs], domain


def test_a_question_that_is_not_there_is_named_with_the_nearest():
    with pytest.raises(KnowledgeError, match=r"no question 'etc'.*ect"):
        question("etc")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"rows": "04a;04z"}, "column rows: '04z' is no row of trials.csv"),
        ({"rows": "04a;04a"}, "column rows: '04a' is named twice"),
        ({"title": ""}, "column title: is empty"),
    ],
)
def test_a_question_that_cannot_be_used_is_refused_with_its_place(tmp_path, change, reason):
    path = written(tmp_path / "questions.csv", QUESTION | change)
    with pytest.raises(KnowledgeError, match=f"questions.csv: line 2, {reason}"):
        load_questions(path, all_trials())


def test_the_example_itself_is_read(tmp_path):
    (one,) = load_questions(written(tmp_path / "questions.csv", QUESTION), all_trials())
    assert isinstance(one, Question)
    assert [row.row_id for row in one.rows] == ["04a", "05a"]
    (judged,) = load_judgements(
        written(tmp_path / "judgements.csv", JUDGEMENT), all_questions(), source_keys()
    )
    assert judged == Judgement("ect", "ECT", "imprecision", 1, "few people", ("anand2023",))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"question": "nothing"}, "column question: 'nothing' is not one of"),
        ({"comparator": "sham"}, "column comparator: 'sham' is not one of ECT"),
        ({"domain": "taste"}, "column domain: 'taste' is not one of"),
        ({"levels": "3"}, "column levels: '3' is not 0, 1 or 2"),
        ({"levels": ""}, "column levels: '' is not 0, 1 or 2"),
        ({"source_keys": "nobody"}, "column source_keys: 'nobody' is not a key"),
    ],
)
def test_a_judgement_that_cannot_be_used_is_refused_with_its_place(tmp_path, change, reason):
    path = written(tmp_path / "judgements.csv", JUDGEMENT | change)
    with pytest.raises(KnowledgeError, match=f"judgements.csv: line 2, {reason}"):
        load_judgements(path, all_questions(), source_keys())


def test_no_reason_of_a_judgement_is_copied_twice_for_one_answer():
    with (DATA / "judgements.csv").open(encoding="utf-8", newline="") as opened:
        rows = [(row["question"], row["comparator"], row["domain"]) for row in csv.DictReader(opened)]
    assert len(rows) == len(set(rows))
