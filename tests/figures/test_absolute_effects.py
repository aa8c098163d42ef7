"""From a ratio to people, compared with what Cochrane printed."""

import plotly.graph_objects as go
import pytest

from kapedu.figures.absolute_effects import (
    OUTCOMES,
    at_baseline,
    finding_html,
    for_a_patient,
    outcome,
    people_drawn,
)


@pytest.mark.parametrize(
    ("name", "without", "treated"),
    [("saline", 8.8, (27.4, 12.9, 49.2)), ("midazolam", 25.9, (46.5, 25.9, 68.4))],
)
def test_at_the_trials_own_risk_the_published_absolute_effects_come_out(name, without, treated):
    """Dean 2021, summary of findings; printed from unrounded figures, so the last digit can differ."""
    chosen = outcome(name)
    risks = at_baseline(chosen, 100 * chosen.control_risk)
    assert risks.baseline / 10 == pytest.approx(without)
    assert [risk / 10 for risk in (risks.treated, *risks.treated_ci)] == pytest.approx(treated, abs=0.2)


@pytest.mark.parametrize("name", OUTCOMES)
def test_table_words_and_drawing_agree(name):
    chosen = outcome(name)
    figure = people_drawn(chosen, 20, 1000)
    risks = at_baseline(chosen, 20)
    event, rest = chosen.verbs
    label, without, treated = figure.table.rows[0]
    assert (label, without) == (event, 200)
    assert treated == pytest.approx(risks.treated, abs=0.1)
    assert f"{chosen.titles[1]}, anything from" in figure.summary
    assert rest in figure.summary
    assert f"{risks.treated:.0f} per 1,000" in finding_html(chosen, 20)
    go.Figure(figure.spec)


def test_the_reader_is_told_whose_risk_and_whose_judgement_it_is():
    cochrane, ours = outcome("saline"), outcome("response")
    own = finding_html(cochrane, 100 * cochrane.control_risk)
    assert "the risk in the trials' own control arms" in own
    assert "as judged by the Cochrane review" in own
    assert "very low" in own
    assert "a risk that you chose" in finding_html(ours, 60)
    assert "our judgement" in finding_html(ours, 60)


def test_a_ratio_that_points_beyond_everybody_is_cut_off_and_said_to_be():
    assert "points beyond what is possible" in finding_html(outcome("dissociation"), 40)


def test_an_unknown_outcome_is_refused_with_those_there_are():
    with pytest.raises(ValueError, match=r"choose from midazolam, saline, response, dissociation"):
        outcome("mood")


def test_the_picture_for_a_patient_has_one_denominator_and_plain_words():
    benefit, harm = for_a_patient()
    assert "of 100 people: are clearly better after four weeks 52" in benefit.summary
    assert "of 100 people: feel detached at least once 44" in harm.summary
    assert "anything from 25 to 77" in harm.summary
    assert benefit.spec["data"][0]["marker"]["symbol"] != harm.spec["data"][0]["marker"]["symbol"]
    for figure in (benefit, harm):
        go.Figure(figure.spec)
