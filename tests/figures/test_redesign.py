"""The announced trial as decisions."""

import pytest

from kapedu.evidence.veterans_case import scenarios
from kapedu.figures.redesign import (
    VERDICTS,
    announced_html,
    decisions,
    power_percent,
    review_html,
    review_sources,
    sizes,
)
from kapedu.knowledge import reference


def best() -> dict[str, str]:
    return {
        decision.id: next(option for option, verdict in decision.verdicts.items() if verdict == "sound")
        for decision in decisions()
    }


@pytest.mark.parametrize("decision", decisions(), ids=lambda decision: decision.id)
def test_every_decision_has_a_sound_option_others_and_reasons(decision):
    assert set(decision.options) == set(decision.why) == set(decision.verdicts)
    assert {"sound"} < set(decision.verdicts.values()) <= set(VERDICTS)
    assert decision.announced in (None, *decision.options)
    assert "{" not in "".join((*decision.options.values(), *decision.why.values()))
    assert all(reference(key) for key in decision.sources)


def test_the_sizes_are_those_of_the_plans():
    planned = [plan.size.randomised for plan in scenarios().values()]
    found = sizes()
    assert [found["positive"], found["pooled"], found["corrected"]] == planned
    assert found["positive"] < found["middle"] < found["pooled"]
    assert power_percent(found["pooled"]) == pytest.approx(80, abs=1)
    assert power_percent(found["positive"]) < 15


def test_a_sound_plan_is_called_sound_and_its_power_is_told():
    html = review_html(best())
    assert "Your trial: 9 sound." in html
    assert "its power is 80 percent" in html
    assert len(review_sources()) > 5


def test_the_review_says_which_question_the_trial_answers():
    assert "whether ketamine adds to therapy" in review_html({**best(), "therapy": "manual"})
    assert "cannot say which part works" in review_html({**best(), "therapy": "ketamine"})
    assert "asks both questions" in review_html({**best(), "therapy": "factorial"})


def test_the_announcement_shows_source_and_status_and_is_no_advice():
    html = announced_html()
    assert html.count("status: primary") == 5
    assert "0.5 mg/kg into a vein, twice a week for 4 weeks" in html
    assert "not advice" in html


@pytest.mark.parametrize("change", [{"rater": "robot"}, {"rater": ""}])
def test_an_unknown_or_missing_decision_is_refused_by_name(change):
    with pytest.raises(ValueError, match="decision 'rater'"):
        review_html({**best(), **change})
