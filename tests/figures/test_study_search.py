"""Searching the register, compared with what the register's own columns say."""

import pytest

from kapedu.figures.study_search import (
    CONTROLS,
    comparison_html,
    control_family,
    entries,
    found_html,
    nearest,
    result_text,
    search,
)
from kapedu.knowledge.claims import all_claims
from kapedu.knowledge.trials import all_trials, trial

CLAIMS = {claim.id: claim for claim in all_claims()}


def keys(found):
    return [entry.key for entry in found]


def test_every_result_of_the_register_belongs_to_one_study():
    assert sum(len(entry.rows) for entry in entries()) == len(all_trials())
    assert len(keys(entries())) == len(set(keys(entries())))


def test_without_words_and_filters_everything_is_found():
    assert search() == entries()


def test_every_word_has_to_be_there_whatever_its_capitals():
    assert keys(search("COCAINE midazolam")) == ["dakwar2019"]
    assert search("cocaine saline") == ()


def test_filters_narrow_the_search_and_agree_with_the_columns():
    for entry in search(question="therapy added to ketamine"):
        assert any(row.therapy_question == "therapy added to ketamine" for row in entry.rows)
    for entry in search(control="none"):
        assert any(row.control_type == "none" for row in entry.rows)
    unverified = set(keys(search(checked="unverified")))
    assert unverified == {row.primary_key for row in all_trials() if row.status == "unverified"}


def test_every_kind_of_control_is_in_a_family():
    assert {control_family(row) for row in all_trials()} == set(CONTROLS) - {"any"}
    assert control_family(trial("34a")) == "active"
    assert control_family(trial("51a")) == "other"


def test_an_unknown_filter_is_refused():
    with pytest.raises(ValueError, match="control 'sugar' is not one of any, midazolam"):
        search(control="sugar")


def test_results_read_as_the_register_has_them():
    assert result_text(trial("32a")) == "MADRS, mixed model: −5.82 (−13.3 to 1.64)."
    assert result_text(trial("46a")).startswith("PTSD symptoms: both groups improved")


def test_the_list_says_how_many_and_what_status():
    html = found_html(search("cbt"))
    assert "<strong>2 studies</strong> of" in html
    assert html.count("status: ") == 2
    assert "narrow the search" in found_html(entries())
    assert "Nothing found" in found_html(())


def test_the_nearest_studies_are_those_the_claim_names():
    assert keys(nearest(CLAIMS["C003-1"])) == ["wilkinson2021"]
    claim = CLAIMS["C002-7"]
    chosen = {entry.key: entry for entry in entries()}
    assert "names this study too. It names 2 more" in comparison_html(claim, chosen["dakwar2019"])
    assert "does not name this one" in comparison_html(claim, chosen["lii2023"])


def test_another_choice_is_told_apart_by_status_question_or_comparison():
    chosen = {entry.key: entry for entry in entries()}
    claim = CLAIMS["C002-7"]
    assert "unverified, so that it can decide nothing" in comparison_html(claim, chosen["pradhan2017"])
    assert "asks another question (uncontrolled)" in comparison_html(claim, chosen["dore2019"])
    assert "compares with something else: saline" in comparison_html(claim, chosen["grabski2022"])
    assert "nearly as near" in comparison_html(CLAIMS["C001-5"], chosen["murrough2013"])


def test_a_pointer_to_another_claim_is_resolved_and_minus_signs_are_true_ones():
    chosen = {entry.key: entry for entry in entries()}
    html = comparison_html(CLAIMS["C003-7"], chosen["janik2025"])
    assert "As C003-6" not in html
    assert "−5.1 and −6.8" in html
