"""Guesses and indices, compared with the published figures and with the indices' own definitions."""

import plotly.graph_objects as go
import pytest

from kapedu.figures.guess_stories import (
    FELT,
    bang_rows,
    believed_in_each_group,
    felt_story,
    guess_bars,
    james,
    masked_note_html,
    masked_story,
    most_ketamine_guesses,
    reading,
)
from kapedu.knowledge import fact
from kapedu.knowledge.trials import trial

EVERY = range(most_ketamine_guesses() + 1)


@pytest.mark.parametrize("said", EVERY)
def test_whatever_the_slider_the_published_percentage_stays(said):
    assert round(masked_story(said).percent_right, 1) == fact("trial_reading.guesses.percent_right").value
    assert round(masked_story(said).percent_right, 1) == trial("32a").blind_guess_pct


@pytest.mark.parametrize("said", EVERY)
def test_both_masked_groups_guess_alike_as_published(said):
    treated, control = (arm.guesses for arm in masked_story(said).arms)
    said_by_controls = control.wrong
    assert treated.right == said_by_controls == said
    assert treated.wrong == control.right
    assert treated.unknown == control.unknown


def test_the_counts_are_those_that_print_the_published_percentage():
    asked, right, unsure = (
        fact(f"trial_reading.guesses.{name}").value for name in ("asked", "right", "unsure")
    )
    assert round(100 * right / asked, 1) == 36.8
    assert 2 * right + unsure == asked


@pytest.mark.parametrize("said", EVERY)
def test_james_cannot_tell_the_places_of_the_slider_apart(said):
    assert james(masked_story(said)) == pytest.approx(james(masked_story(0)))


def test_bang_is_right_minus_wrong_over_all_in_each_group():
    rows = bang_rows(masked_story(12)).table.rows
    assert [row[1] for row in rows] == ["0.53", "−0.53"]
    assert f"{(12 - 2) / 19:.2f}" == "0.53"


@pytest.mark.parametrize(
    ("story", "words"),
    [
        (masked_story(7), "In neither group"),
        (masked_story(14), "hope, not knowledge"),
        (masked_story(0), "believe that they had the control"),
        (felt_story("25d", 100), "the blind is gone"),
        (felt_story("25d", 50), "More than chance in the control group"),
        (felt_story("25d", 0), "In neither group"),
    ],
)
def test_the_pattern_is_told_in_words(story, words):
    assert words in reading(story)


def test_half_of_the_awake_look_like_the_masked_in_percent_and_by_james_but_not_by_bang():
    awake, masked = felt_story("25d", 50), masked_story(14)
    assert awake.percent_right == pytest.approx(masked.percent_right, abs=2)
    assert james(awake) == pytest.approx(james(masked), abs=0.02)
    assert [row[1][0] == "−" for row in bang_rows(masked).table.rows] == [False, True]
    assert [row[1][0] == "−" for row in bang_rows(awake).table.rows] == [False, False]


@pytest.mark.parametrize("row_id", list(FELT))
def test_a_thought_experiment_starts_from_what_was_counted(row_id):
    row = trial(row_id)
    story = felt_story(row_id, 100)
    assert story.treated.guesses.right == row.exp_events
    assert story.control.guesses.wrong == row.ctl_events
    assert [arm.guesses.people for arm in story.arms] == [row.exp_n, row.ctl_n]
    assert "supposed" in guess_bars(story).summary


def test_the_news_report_leaves_only_the_upper_places():
    assert believed_in_each_group() == 12
    assert "That fits" in masked_note_html(12)
    assert "That does not fit" in masked_note_html(11)


def test_what_cannot_be_is_refused():
    with pytest.raises(ValueError, match="said_ketamine 15 is not between 0 and 14"):
        masked_story(15)
    with pytest.raises(ValueError, match="row 32a counts nobody"):
        felt_story("32a", 50)


@pytest.mark.parametrize("story", [masked_story(3), felt_story("03d", 35)])
def test_plotly_accepts_both_drawings_and_the_bars_add_up(story):
    bars = guess_bars(story)
    for group in range(2):
        assert sum(trace["x"][group] for trace in bars.spec["data"]) == pytest.approx(100, abs=0.01)
    go.Figure(bars.spec)
    go.Figure(bang_rows(story).spec)
