import pytest

from kapedu.cases.library import case_named
from kapedu.widgets.encounters.encounter_page import clock
from kapedu.widgets.encounters.encounter_votes import Vote, read_vote, read_votes, votes_html

COUNTS = {"choose:debate": 3, "choose:orient": 9, "choose:interpret": 0}
VOTE = Vote(905, COUNTS, "choose:debate")


def test_a_vote_is_kept_and_comes_back():
    assert read_votes([VOTE.to_data()]) == (VOTE,)
    assert VOTE.leaders == ("choose:orient",)
    assert VOTE.total == 12


@pytest.mark.parametrize(
    ("second", "counts", "played"),
    [
        (True, COUNTS, "choose:debate"),
        ("5", COUNTS, "choose:debate"),
        (5, None, "choose:debate"),
        (5, {}, "choose:debate"),
        (5, COUNTS, "choose:other"),
        (5, {"choose:debate": -1}, "choose:debate"),
        (5, {"choose:debate": 1.5}, "choose:debate"),
        (5, {"choose:debate": 10_000}, "choose:debate"),
        (5, {"choose:debate": 0}, "choose:debate"),
        (5, {"debate": 2}, "debate"),
        (5, {f"choose:o{number}": 1 for number in range(13)}, "choose:o1"),
    ],
)
def test_what_is_no_vote_is_none(second, counts, played):
    assert read_vote(second, counts, played) is None


@pytest.mark.parametrize("data", [None, 3, "x", [3], [{}], [{"second": 1}]])
def test_a_file_with_something_else_has_no_votes(data):
    assert read_votes(data) == ()


def test_two_that_are_level_both_lead_and_an_empty_vote_has_no_leader():
    assert Vote(1, {"choose:a": 2, "choose:b": 2}, "choose:a").leaders == ("choose:a", "choose:b")
    assert Vote(1, {"choose:a": 0}, "choose:a").leaders == ()


def test_the_debrief_tells_what_the_room_chose_and_what_was_played():
    case = case_named("panic")
    keys = [move.key for move in next(iter(case.scenes.values())).options]
    best = next(move for move in next(iter(case.scenes.values())).options if move.verdict == "best")
    votes = (Vote(905, dict.fromkeys(keys, 1) | {best.key: 8}, keys[-1]),)
    told = votes_html(case, votes, clock)
    assert "In 1 of 1 vote the room chose a best or a good step" in told
    assert "<strong>8</strong>" in told
    assert "<em>(best)</em>" in told
    assert "(not what the room chose)" in told
    assert "15:05" in told
