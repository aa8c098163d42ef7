"""Totals, bands and alerts, against the test vectors that go with the published rules."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapedu.instruments import InstrumentError, instrument, instruments, parse_answers, score

FORMS = [scale for scale in instruments().values() if scale.items and scale.rule != "triage"]


@pytest.mark.parametrize(
    ("name", "answers", "total", "band", "alert"),
    [
        ("phq9", [0] * 9, 0, "minimal", False),
        ("phq9", [3] * 9, 27, "severe", True),
        ("phq9", [2, 2, 2, 1, 1, 1, 1, 0, 0], 10, "moderate", False),
        ("phq9", [1, 2, 0, 1, 3, 0, 1, 0, 1], 9, "mild", True),
        ("gad7", [1] * 7, 7, "mild", False),
        ("gad7", [3, 3, 2, 1, 1, 0, 0], 10, "moderate", False),
        ("qids16", [1] * 16, 9, "mild", True),
        ("qids16", [3, 0, 1, 2, 0, 0, 2, 0, 0] + [0] * 7, 5, "none", False),
        ("qids16", [3] * 16, 27, "very severe", True),
        ("hamd17", [1] * 17, 17, "moderate", True),
        ("madrs", 34, 34, "moderate", False),
        ("madrs", 35, 35, "severe", False),
        ("cadss", 40, 40, None, False),
        ("cadss6", [4] * 6, 24, None, False),
        ("aldrete", [2, 2, 1, 2, 2], 9, None, False),
    ],
)
def test_totals_bands_and_alerts_follow_the_published_rule(name, answers, total, band, alert):
    result = score(name, answers)
    assert (result.total, result.band, bool(result.alerts)) == (total, band, alert)


# Where the two rules of the PCL-5 part: published scoring page, worked by hand.
@pytest.mark.parametrize(
    ("answers", "total", "provisional", "above"),
    [
        ([2] * 20, 40, True, True),
        ([2 if item in (1, 6, 8, 9, 15, 16) else 0 for item in range(1, 21)], 12, True, False),
        ([4] * 5 + [0] * 15, 20, False, False),
    ],
)
def test_the_pcl5_gives_total_cut_and_clusters_which_need_not_agree(answers, total, provisional, above):
    result = score("pcl5", answers)
    assert result.total == total
    assert result.details["provisional_diagnosis"] is provisional
    assert result.details["at_or_above_cut"] is above
    assert ("disagree" in result.interpretation) is (provisional != above)


def test_the_clusters_of_the_pcl5_add_up_to_its_total():
    result = score("pcl5", [item % 5 for item in range(20)])
    assert sum(result.details["cluster_scores"].values()) == result.total


@pytest.mark.parametrize(
    ("level", "alert"), [(-5, True), (-3, True), (-2, False), (0, False), (1, False), (2, True)]
)
def test_the_rass_alerts_at_both_ends(level, alert):
    assert bool(score("rass", level).alerts) is alert


def test_the_moaas_names_the_level_and_its_lowest_is_loss_of_consciousness():
    assert score("moaas", 5).alerts == ()
    assert "loss of consciousness" in score("moaas", 0).interpretation


def test_the_aldrete_number_never_lets_anybody_go_alone():
    enough, short = score("aldrete", [2, 2, 1, 2, 2]), score("aldrete", [2, 2, 0, 2, 2])
    assert enough.details["meets_discharge_number"] is True
    assert short.details["meets_discharge_number"] is False
    assert "responsible adult" in enough.interpretation


def test_an_alert_is_spoken_of_in_the_interpretation_and_a_total_says_what_it_hides():
    assert "overrides every total" in score("phq9", [0] * 8 + [1]).interpretation
    assert "hides the answer about suicide" in score("madrs", 20).interpretation


@pytest.mark.parametrize(
    ("name", "answers", "message"),
    [
        ("phq9", [1] * 8, "8 answers given; PHQ-9 needs 9 numbers of 0 to 3"),
        ("phq9", [1] * 10, "10 answers given"),
        ("phq9", [4] + [0] * 8, "item 1 is 4, which is out of range; it takes 0 to 3"),
        ("phq9", [0] * 8 + [-1], "item 9 is -1"),
        ("hamd17", [0] * 16 + [3], "item 17 is 3, which is out of range; it takes 0 to 2"),
        ("madrs", [1] * 10, r"10 answers given; MADRS needs one total from 0 to 60 \(its items"),
        ("madrs", 61, "61 is out of range"),
        ("rass", 5, "one level from -5 to 4"),
        ("gad7", [0, 0, 0, 1.5, 0, 0, 0], "item 4 is 1.5, which is not a whole number"),
        ("gad7", [True] * 7, "item 1 is True"),
        ("nope", [1], "does not exist"),
    ],
)
def test_a_sheet_that_breaks_the_rule_is_refused_with_the_rule(name, answers, message):
    with pytest.raises(InstrumentError, match=message):
        score(name, answers)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1,2,,1,3,0,1,0,1", "item 3 is missing"),
        ("1,2,0,1,3,0,1,0,", "item 9 is missing"),
        ("1,2,x,1,3,0,1,0,1", "item 3 is 'x', which is not a whole number"),
        ("1,2,1.0,1,3,0,1,0,1", "item 3 is '1.0'"),
        ("", "item 1 is missing"),
        ("9" * 5000, "item 1 is '9999"),
        ("１,2,0,1,3,0,1,0,1", "item 1 is '１'"),
    ],
)
def test_a_written_sheet_with_a_hole_or_a_word_is_refused(text, message):
    with pytest.raises(InstrumentError, match=message):
        parse_answers("phq9", text)


def test_commas_blanks_and_a_true_minus_are_read():
    assert parse_answers("gad7", "1, 2;3 ,0,1,2,3") == (1, 2, 3, 0, 1, 2, 3)
    assert parse_answers("gad7", "1 2 3 0 1 2 3") == (1, 2, 3, 0, 1, 2, 3)
    assert parse_answers("rass", "−3") == (-3,)
    assert parse_answers("rass", "+2") == (2,)


@given(st.data())
def test_every_allowed_sheet_scores_within_the_range_and_one_point_more_never_lowers_it(data):
    scale = data.draw(st.sampled_from(FORMS))
    answers = [data.draw(st.integers(0, highest)) for highest in scale.item_highest]
    result = score(scale.name, answers)
    assert scale.low <= result.total <= scale.high
    place = data.draw(st.integers(0, len(answers) - 1))
    if answers[place] < scale.item_highest[place]:
        answers[place] += 1
        assert score(scale.name, answers).total >= result.total


@given(name=st.sampled_from(sorted(instruments())), text=st.text(max_size=40))
def test_no_text_ends_in_anything_but_a_score_or_a_named_error(name, text):
    refused = ""
    try:
        result = score(name, parse_answers(name, text))
    except InstrumentError as error:
        refused = str(error)
    assert refused.startswith(f"{name}: ") or result.as_dict()["total"] == result.total


def test_what_a_machine_reads_names_source_status_and_every_rule():
    found = score("phq9", [0] * 9).as_dict()
    assert {"total", "band", "alerts", "interpretation", "source"} <= found.keys()
    assert {"phq9.bands", "phq9.screen"} <= {rule["name"] for rule in found["rules"]}
    assert instrument("phq9").facts["bands"].source == found["source"]


# The published triage of the screener, worked by hand.
@pytest.mark.parametrize(
    ("answers", "band"),
    [
        ([0, 0, 0, 0, 0, 0], "none"),
        ([1, 0, 0, 0, 0, 0], "low"),
        ([0, 1, 1, 0, 0, 0], "moderate"),
        ([0, 1, 0, 1, 0, 0], "high"),
        ([1, 1, 0, 0, 1, 0], "high"),
        ([0, 0, 0, 0, 0, 1], "moderate"),
        ([0, 0, 0, 0, 0, 2], "high"),
    ],
)
def test_the_triage_is_a_threshold_for_action_and_no_sum(answers, band):
    result = score("cssrs", answers)
    assert result.band == band
    assert bool(result.alerts) is (band != "none")


def test_answers_to_questions_that_are_not_asked_are_refused_with_the_rule():
    with pytest.raises(InstrumentError, match="questions 3 to 5 are asked only when question 2"):
        score("cssrs", [1, 0, 0, 1, 0, 0])


def test_a_level_whose_rule_is_unchecked_says_so():
    assert "not yet checked" in score("cssrs", [0, 1, 1, 0, 0, 0]).interpretation
    assert "not yet checked" not in score("cssrs", [0, 1, 0, 1, 0, 0]).interpretation


@given(st.lists(st.integers(0, 1), min_size=5, max_size=5), st.integers(0, 2))
def test_more_answered_with_yes_never_lowers_the_triage(first, last):
    low = score("cssrs", [first[0], 1, *first[2:], last])
    high = score("cssrs", [1, 1, 1, *first[3:], last])
    assert low.total <= high.total
