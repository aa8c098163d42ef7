"""A show of hands on phones, without a server: what is counted, what is forgotten, what is refused."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapedu.serving import room_vote
from kapedu.serving.room_vote import (
    LONGEST_TEXT,
    MOST_OPTIONS,
    FullError,
    NotOpenError,
    Pace,
    RoomVote,
    VoteError,
)


def opened(options=("Stop the pump", "Wait", "Call")):
    vote = RoomVote()
    vote.open(options, "A raised hand")
    return vote


def test_a_browser_has_one_vote_and_may_change_it_until_the_vote_is_closed():
    vote = opened()
    for place in (0, 2, 1):
        vote.cast("ann", 1, place)
    vote.cast("ben", 1, 1)
    assert vote.chosen("ann") == 1
    assert vote.chosen("cleo") is None
    vote.close()
    assert vote.told()["counts"] == [0, 2, 0]
    with pytest.raises(NotOpenError):
        vote.cast("ann", 1, 0)


def test_the_counts_are_shown_when_it_is_closed_or_at_once_as_the_presenter_likes():
    vote = opened()
    vote.cast("ann", 1, 0)
    assert (vote.told()["ballots"], vote.told()["counts"]) == (1, None)
    vote.is_live = True
    assert vote.told()["counts"] == [1, 0, 0]
    vote.is_live = False
    vote.close()
    assert vote.told()["counts"] == [1, 0, 0]


def test_when_it_is_closed_nothing_tells_who_chose_what():
    vote = opened()
    vote.cast("ann", 1, 0)
    vote.close()
    assert vote.chosen("ann") is None
    assert "ann" not in repr(vars(vote))


def test_a_ballot_of_an_earlier_vote_is_not_counted_in_the_next():
    vote = opened()
    vote.open(["Yes", "No"])
    with pytest.raises(NotOpenError):
        vote.cast("ann", 1, 0)
    vote.cast("ann", 2, 0)
    vote.clear()
    assert vote.told() | {"number": 2, "options": [], "counts": []} == vote.told()
    with pytest.raises(NotOpenError):
        vote.cast("ann", 2, 0)


@pytest.mark.parametrize("place", [-1, 3, 10**9])
def test_an_option_that_is_not_there_is_refused(place):
    with pytest.raises(VoteError, match=r"there is no option .*; this vote has 3"):
        opened().cast("ann", 1, place)


@pytest.mark.parametrize(
    "options",
    [
        [],
        ["one"],
        ["so"] * (MOST_OPTIONS + 1),
        ["Yes", " "],
        ["Yes", "n" * (LONGEST_TEXT + 1)],
        ["Yes", "\ud800"],
    ],
)
def test_a_vote_on_nothing_or_on_too_much_is_not_opened_and_the_old_one_stays(options):
    vote = opened()
    vote.cast("ann", 1, 2)
    with pytest.raises(ValueError):  # noqa: PT011 -- half a character has an error of its own
        vote.open(options)
    assert (vote.number, vote.is_open, vote.chosen("ann")) == (1, True, 2)


def test_no_more_voters_are_taken_than_there_is_room_for(monkeypatch):
    monkeypatch.setattr(room_vote, "MOST_VOTERS", 2)
    vote = opened()
    vote.is_live = True
    vote.cast("ann", 1, 0)
    vote.cast("ben", 1, 0)
    with pytest.raises(FullError):
        vote.cast("cleo", 1, 0)
    vote.cast("ann", 1, 1)
    assert vote.told()["counts"] == [1, 1, 0]


@given(st.lists(st.tuples(st.sampled_from("abcde"), st.integers(0, 2)), max_size=40))
def test_every_browsers_last_choice_is_counted_once(ballots):
    vote = opened()
    for voter, place in ballots:
        vote.cast(voter, 1, place)
    vote.close()
    last = Counter(dict(ballots).values())
    assert vote.told()["counts"] == [last[place] for place in range(3)]
    assert vote.told()["ballots"] == len({voter for voter, _ in ballots})


def test_one_address_may_send_so_many_at_once_and_then_so_many_in_a_second():
    now = 0.0
    pace = Pace(3, 2, lambda: now)
    assert [pace.allows("one") for _ in range(5)] == [True, True, True, False, False]
    assert pace.allows("other")
    now = 1.0
    assert [pace.allows("one") for _ in range(3)] == [True, True, False]
    now = 100.0
    assert [pace.allows("one") for _ in range(4)] == [True, True, True, False]


def test_only_so_many_addresses_are_kept_in_mind_and_those_at_rest_are_forgotten():
    now = 0.0
    pace = Pace(1, 1, lambda: now, most=2)
    assert [pace.allows(name) for name in ("one", "two", "three")] == [True, True, False]
    now = 1.0
    assert pace.allows("three")
