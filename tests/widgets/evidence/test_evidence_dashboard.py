import warnings

import pytest

from kapedu.widgets.evidence.certainty_panel import Answer, CertaintyPanel
from kapedu.widgets.evidence.evidence_dashboard import EvidenceDashboard, evidence_dashboard

SPRAY = "inert placebo spray + new oral antidepressant"


@pytest.fixture
def dashboard():
    return EvidenceDashboard()


def test_it_opens_on_the_four_trials_of_the_core_set(dashboard):
    assert dashboard.comparator.value == SPRAY
    assert "−3.34 (−6.07 to −0.62)" in dashboard.result.html
    assert list(dashboard.study.options) == ["together", "03a", "04a", "05a", "06a"]
    assert "excludes no difference" in dashboard.result.html
    assert "8 rows, and why" in dashboard.left_out.html


def test_every_combination_shows_something_and_nothing_warns(dashboard):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for outcome in dashboard.outcome.options:
            dashboard.outcome.value = outcome
            for comparator in dashboard.comparator.options:
                dashboard.comparator.value = comparator
                for view in dashboard.view.options:
                    dashboard.view.value = view
                    shows_plot = dashboard.plot.layout.display != "none"
                    shows_table = dashboard.certainty.box.layout.display != "none"
                    assert shows_plot + shows_table + bool(dashboard.nothing.html) == 1


def test_a_mark_in_the_drawing_opens_its_study(dashboard):
    dashboard.pick("05a")
    assert dashboard.study.value == "05a"
    assert "Ochs-Ross" in dashboard.card.html
    assert dashboard.opened.live
    assert "Open: TRANSFORM-3" in dashboard.opened.html
    assert "status: secondary" in dashboard.card.html
    assert "▸ <b>TRANSFORM-3" in str(dashboard.plot._shown["spec"]["layout"]["annotations"])
    dashboard.pick("pool")
    assert "All together" in dashboard.card.html


def test_the_page_picks_through_the_plot_view(dashboard):
    dashboard.plot._handle_custom_msg({"event": "pick", "key": "04a"}, [])
    assert dashboard.study.value == "04a"


def test_a_row_without_one_study_opens_that_study(dashboard):
    dashboard.view.value = "without"
    dashboard.pick("TRANSFORM-2 (Popova 2019)")
    assert dashboard.study.value == "04a"


def test_a_new_interval_changes_the_conclusion_for_remission(dashboard):
    dashboard.outcome.value = "remission-weeks"
    dashboard.interval.value = "wald"
    assert "excludes no difference" in dashboard.result.html
    dashboard.interval.value = "hksj"
    assert "includes no difference" in dashboard.result.html


def test_another_outcome_offers_its_own_comparators_and_the_richest_effect(dashboard):
    dashboard.outcome.value = "ect"
    assert list(dashboard.comparator.options) == ["ECT"]
    assert dashboard.expression.value == "RD-published"
    assert "5 cautions" in dashboard.cautions.html


def test_what_cannot_be_pooled_says_so_and_why(dashboard):
    dashboard.outcome.value = "score-1-day"
    dashboard.comparator.value = "saline"
    assert "No row of the register can be pooled" in dashboard.nothing.html
    assert "not yet checked against a source" in dashboard.left_out.html
    assert dashboard.expression.disabled
    dashboard.comparator.value = "midazolam"
    assert not dashboard.expression.disabled
    assert "One study −" in dashboard.result.html


def test_doses_that_share_a_control_are_offered_one_at_a_time(dashboard):
    assert dashboard.dose.layout.display == "none"
    dashboard.comparator.value = "inert placebo spray"
    assert "Choose one dose" in dashboard.nothing.html
    assert "control group serves other rows" in dashboard.left_out.html
    assert dashboard.dose.layout.display is None
    dashboard.dose.value = "09a"
    assert "One study −6.80" in dashboard.result.html
    dashboard.comparator.value = SPRAY
    assert dashboard.dose.value == ""
    assert "Pooled −3.34" in dashboard.result.html


def test_certainty_follows_the_lists_and_keeps_what_was_set_by_hand(dashboard):
    dashboard.view.value = "certainty"
    panel = dashboard.certainty
    assert panel.domains["risk of bias"].value == "1"
    assert "low" in panel.table.html
    panel.domains["indirectness"].value = "1"
    assert "very low" in panel.table.html
    assert "your own judgement" in panel.table.html
    dashboard.interval.value = "wald"
    assert panel.domains["indirectness"].value == "1"
    dashboard.outcome.value = "nausea"
    assert panel.domains["indirectness"].value == ""
    assert "not rated this answer" in panel.proposal.html
    assert "5 domains still to be judged" in panel.table.html
    for control in panel.domains.values():
        control.value = "0"
    assert "●●●● high" in panel.table.html


def test_the_judgement_of_a_pool_is_not_put_on_one_of_its_studies(dashboard):
    dashboard.outcome.value = "ect"
    assert "very low" in dashboard.certainty.table.html
    dashboard.expression.value = "RR-raw"
    assert "still to be judged" in dashboard.certainty.table.html


def test_a_question_that_one_trial_answers_is_judged_on_that_trial(dashboard):
    dashboard.outcome.value = "therapy-mood"
    assert "One study −0.65" in dashboard.result.html
    assert "includes no difference" in dashboard.result.html
    assert dashboard.certainty.domains["imprecision"].value == "2"
    assert "very low" in dashboard.certainty.table.html


def test_the_box_keeps_its_parts():
    assert isinstance(evidence_dashboard().dashboard, EvidenceDashboard)


def test_a_panel_that_was_asked_nothing_shows_nothing():
    panel = CertaintyPanel()
    panel.domains["imprecision"].value = "1"
    assert panel.table.html == ""
    assert Answer.__dataclass_params__.frozen
