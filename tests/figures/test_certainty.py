"""The outcomes of the GRADE workbench, and what follows from choices."""

import pytest

from kapedu.evidence.errors import EvidenceError
from kapedu.evidence.grade import Certainty
from kapedu.figures.certainty import (
    DOMAINS,
    RAISE,
    case_names,
    case_sources,
    certainty_case,
    comparison_html,
    judged,
    ladder_html,
    rated,
)
from kapedu.knowledge import reference


@pytest.mark.parametrize("name", case_names())
def test_every_decision_has_a_reason_for_each_option_and_sources_that_exist(name):
    case = certainty_case(name)
    assert list(case.parts) == [*DOMAINS, RAISE]
    for part in case.parts.values():
        assert set(part.options) == set(part.why)
        assert part.judgement in part.options
        assert len(part.options) >= 3
        assert "{" not in part.look
    assert all(reference(key) for key in case_sources(case))
    assert case.statuses
    assert "unverified" not in case.statuses


def test_our_judgements_differ_in_where_they_end():
    levels = {name: judged(certainty_case(name)).overall for name in case_names()}
    assert levels == {
        "response": Certainty.LOW,
        "dissociation": Certainty.HIGH,
        "therapy": Certainty.VERY_LOW,
    }


def test_the_pool_is_that_of_the_register():
    case = certainty_case("response")
    assert case.pooled is not None
    # the three trials: 112/209 v 42/108, 70/101 v 52/100, 17/63 v 8/60; metafor gives 1.379 for REML
    assert case.pooled.estimate == pytest.approx(1.379, abs=5e-4)
    assert case.people == 641
    assert case.control_risk == pytest.approx(102 / 268)
    assert "641 people, 301 responses" in case.parts["imprecision"].look


def test_a_step_up_in_randomised_evidence_is_refused_and_explained():
    case = certainty_case("dissociation")
    with pytest.raises(EvidenceError, match="starts high"):
        rated(case, "randomised", {RAISE: "very_large"})
    assert "The rules do not allow this" in ladder_html(case, "randomised", {RAISE: "very_large"})


def test_observational_evidence_that_was_not_rated_down_may_rise():
    case = certainty_case("therapy")
    assert rated(case, "observational", {RAISE: "large"}).overall is Certainty.MODERATE
    harm = certainty_case("dissociation")  # five-fold and more counts two levels (Guyatt 2011)
    assert rated(harm, "observational", {RAISE: "very_large"}).overall is Certainty.HIGH


def test_the_ladder_says_in_words_where_one_stands():
    case = certainty_case("therapy")
    assert ladder_html(case, None, {}) == "<p>Choose where the evidence starts.</p>"
    html = ladder_html(case, "observational", {"imprecision": "one"})
    assert "Very low <strong>(your rating)</strong>" in html
    assert "Low – start" in html


def test_the_comparison_escapes_and_counts():
    case = certainty_case("therapy")
    chosen = {name: part.judgement for name, part in case.parts.items()}
    html = comparison_html(case, "randomised", chosen)
    assert "6 of 7" in html
    assert "status: course-rule" in html


def test_an_unknown_outcome_is_refused_with_those_there_are():
    with pytest.raises(ValueError, match=r"choose from response, dissociation, therapy"):
        certainty_case("mood")
