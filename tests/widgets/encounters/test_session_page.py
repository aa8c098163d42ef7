"""Prepared text of demonstrations and drills: nothing an author wrote is taken for markup, statuses are shown."""

from dataclasses import replace

from kapedu.cases.case import Ground
from kapedu.cases.demonstration import stages
from kapedu.cases.dialogue import open_talk, say, wordings
from kapedu.cases.engine import begin
from kapedu.cases.library import case_named
from kapedu.cases.read_demonstration import demonstration_named, demonstration_names
from kapedu.cases.read_dialogue import dialogue_named
from kapedu.knowledge import Status
from kapedu.widgets.encounters.session_page import (
    comment_html,
    commentary_html,
    feedback_html,
    gauges_html,
    monitor_html,
    said_html,
    stage_html,
    turn_html,
)

SIGN_OFF = "clinic-policy example, needs sign-off by a qualified physician"


def test_a_reason_is_shown_with_its_status_and_sources():
    html = comment_html(Ground("Because <b>.", ("garel2023",), Status.SECONDARY))
    assert "Because &lt;b&gt;." in html
    assert "status: secondary" in html
    assert "Garel" in html


def test_an_order_of_steps_that_nobody_checked_says_so():
    html = comment_html(Ground("So it is taught.", (), Status.UNVERIFIED, steps_only=True))
    assert "status: unverified, widely taught" in html


def test_what_is_said_is_escaped_and_empty_lines_are_left_out():
    html = said_html([("says", "Ann", "<i>hm</i>"), ("shows", "You see", "")])
    assert "&lt;i&gt;hm&lt;/i&gt;" in html
    assert html.count("<li") == 1


def test_a_change_of_a_number_is_written_with_its_sign():
    html = gauges_html({"fear": 3, "alliance": 70}, {"fear": 5, "alliance": 66})
    assert "(−2)" in html
    assert "(+4)" in html


def test_the_monitor_names_its_alarms_in_words_and_its_limits_as_examples():
    state = begin(case_named("bp-surge"), 1)
    html = monitor_html(state)
    assert SIGN_OFF in html
    assert "data-alarm" in html
    assert "▲ High systolic pressure" in html


def test_every_step_of_every_demonstration_shows_a_status():
    for name in demonstration_names():
        shown = demonstration_named(name)
        for stage in stages(shown)[1:]:
            assert f"Step {stage.number} of {len(shown.steps)}" in stage_html(shown, stage)
            assert "status: " in commentary_html(shown, stage, "")


def test_the_end_of_a_run_is_told_in_words():
    shown = demonstration_named("preparation")
    assert "It ends well." in stage_html(shown, stages(shown)[-1])


def test_feedback_shows_every_other_wording_with_its_reason():
    talk = open_talk(dialogue_named("far-away"))
    turn = talk.dialogue.turns[talk.turn]
    chosen = wordings(talk)[0]
    html = feedback_html(turn, chosen)
    assert html.count("<li>") == len(turn.wordings) - 1
    assert html.count("status: ") >= len(turn.wordings)
    after = say(talk, chosen.id)
    assert "Turn 1" in turn_html(talk, turn, len(after.said), chosen)


def test_markup_of_an_author_stays_text():
    talk = open_talk(dialogue_named("far-away"))
    turn = replace(talk.dialogue.turns[talk.turn], says="<script>")
    assert "<script>" not in turn_html(talk, turn, 1, None)
