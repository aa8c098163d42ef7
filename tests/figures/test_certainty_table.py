"""The line of a summary of findings."""

from kapedu.evidence.measure import Measure
from kapedu.evidence.pool import pool
from kapedu.evidence.register import Expression, answer, control_risk, people, rated
from kapedu.figures.certainty_table import certainty_table, judgement_list
from kapedu.figures.effect_scale import Scale
from kapedu.knowledge.questions import judgements, question

SPRAY = "inert placebo spray + new oral antidepressant"
CHOSEN = answer(question("remission-weeks"), SPRAY, Expression(Measure.RR, "raw"))
POOLED = pool(CHOSEN.studies, "DL", "wald", quiet=True)
JUDGED = judgements("remission-weeks", SPRAY)


def table(levels, baseline=None):
    reasons = {one.domain: one.reason for one in JUDGED}
    grade = rated("Remission", levels, reasons)
    return certainty_table(POOLED, Scale(Measure.RR), grade, (people(CHOSEN.rows), baseline))


def test_it_says_who_what_how_many_and_how_sure():
    told = table({"risk of bias": 1, "imprecision": 1}, control_risk(CHOSEN.rows))
    assert "641 people in 3 studies" in told
    assert "1.50 (1.10 to 2.04), risk ratio" in told
    # 68 of 268 in the control groups: 254 per 1,000; times 1.4997: 380
    assert "380 instead of 254 per 1,000 people" in told
    assert "●●○○ low" in told
    assert "one step down for <b>imprecision</b>" in told


def test_without_steps_it_says_that_nothing_was_rated_down():
    assert "nothing rated down" in table({})
    assert "●●●● high" in table({})


def test_without_a_baseline_there_is_no_line_for_a_thousand_people():
    assert "1,000" not in table({})


def test_until_all_domains_are_judged_no_certainty_is_given():
    grade = rated("Remission", {"imprecision": 1}, {})
    told = certainty_table(POOLED, Scale(Measure.RR), grade, (None, None), still_open=4)
    assert "not rated: 4 of the 5 domains still to be judged" in told
    assert "●" not in told


def test_an_interval_that_settles_nothing_asks_for_a_second_look():
    wide = pool(CHOSEN.studies, "DL", "hksj", quiet=True)
    for levels, asked in (({}, True), ({"imprecision": 1}, False)):
        told = certainty_table(wide, Scale(Measure.RR), rated("Remission", levels, {}), (None, None))
        assert ("Is that meant?" in told) is asked
    assert "Is that meant?" not in table({})
    two = pool(CHOSEN.studies[:2], quiet=True)
    told = certainty_table(two, Scale(Measure.RR), rated("Remission", {}, {}), (None, None))
    assert "With two studies Hartung-Knapp is nearly always this wide" in told


def test_an_interval_beyond_all_risks_leaves_the_line_out():
    chosen = answer(question("ect"), "ECT", Expression(Measure.RD, "published"))
    pooled = pool(chosen.studies, quiet=True)  # Hartung-Knapp with two studies: far beyond 100 points
    told = certainty_table(pooled, Scale(Measure.RD), rated("ECT", {}, {}), (None, 0.5))
    assert "2 studies" in told
    assert "per 1,000" not in told


def test_the_courses_judgement_is_a_course_rule_with_sources():
    told = judgement_list(JUDGED)
    assert "status: course-rule" in told
    assert "Fedgchin 2019" in told
    assert "not rated this answer" in judgement_list(())
