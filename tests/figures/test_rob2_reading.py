"""What was seen and how it was read, as text."""

import pytest

from kapedu.evidence.rob2 import DOMAINS
from kapedu.evidence.rob2_cases import read_result
from kapedu.figures.rob2_reading import away_html, beside_html, result_html, rule_html, seen_html


@pytest.mark.parametrize("name", ["lii", "su"])
def test_every_fact_is_shown_with_its_source_and_status(name):
    read = read_result(name)
    for domain in DOMAINS:
        html = seen_html(read, domain)
        assert html.count("status: ") == len(read.domains[domain].seen)
    assert "We saw " in result_html(read)
    assert "status: primary" in result_html(read)


def test_an_inferred_record_is_marked_as_unverified():
    html = seen_html(read_result("su"), "selection")
    assert "status: unverified" in html
    assert "inferred" in html


def test_the_rule_is_told_with_the_judgement():
    html = rule_html("missing", {"3.1": "Y"})
    assert "Missing outcome data, by the rule: <strong>low</strong>" in html
    assert "Nearly complete data" in html


def test_the_two_parts_of_the_second_domain_are_told():
    html = rule_html("deviations", {"2.1": "Y", "2.2": "N", "2.3": "NI", "2.6": "Y"})
    assert "Departures from the plan: some concerns. Analysis: low." in html


def test_answers_stand_side_by_side_with_reasons():
    read = read_result("su")
    html = beside_html(read, "measurement", {"4.1": "N", "4.2": "N", "4.3": "N"})
    assert "Ours: <strong>high</strong>; yours is low." in html
    assert html.count("not asked") == 2
    assert read.domains["measurement"].reasons["4.5"] in html
    assert "the same as yours" in beside_html(read, "missing", {"3.1": "Y"})


def test_what_hangs_on_one_answer_is_listed_with_what_does_not():
    masked, awake = read_result("lii"), read_result("su")
    html = away_html(masked, masked.answers)
    assert "some concerns</strong>, unless one" in html
    assert "No single answer makes it low." in html
    assert away_html(awake, awake.answers).count("<li>4.") == away_html(awake, awake.answers).count("<li>")


def test_a_judgement_that_rests_on_more_than_one_answer_says_so():
    read = read_result("su")
    twice = {**read.answers, "selection": {"5.1": "N", "5.2": "Y", "5.3": "N"}}
    assert "no single answer changes high" in away_html(read, twice)
