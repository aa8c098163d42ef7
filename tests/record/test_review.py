"""What was missed comes back, later each time that it is remembered."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapedu.record import RATINGS, Event, Lesson, due_now, in_words, next_due, recalls

START = datetime(2026, 11, 22, 9, tzinfo=UTC)
DAY = timedelta(days=1)
LESSON = Lesson("modules/1-mechanism/1-a.ipynb", "A", 20, ("r-site", "r-dose"), ())


def said(kind, days, item="r-site", **detail):
    return Event((START + days * DAY).isoformat(), kind, "1-mechanism", item, detail)


def missed(days=0.0, item="r-site"):
    return said("check", days, item, verdict="wrong", attempt=1)


def wait(*events):
    """Days from the last event to the next time."""
    (one,) = recalls(events)
    last = max(datetime.fromisoformat(event.at) for event in events)
    return (one.due - last) / DAY


def test_only_what_was_missed_comes_back_and_a_prediction_never_does():
    right = said("check", 0, verdict="right")
    guess = said("prediction", 0, answer="up")
    words = said("check", 0, text="In my own words")
    assert recalls([right, guess, words]) == ()
    assert [one.item for one in recalls([right, said("check", 1, verdict="partly")])] == ["r-site"]


def test_it_comes_back_the_next_day_and_later_each_time_it_is_remembered():
    events = [missed()]
    waits = [wait(*events)]
    for _ in range(5):
        at = (recalls(events)[0].due - START) / DAY
        events.append(said("review", at, verdict="right", rating="good"))
        waits.append(wait(*events))
    assert waits[0] == 1
    assert waits == sorted(waits)
    assert waits[-1] > 10
    events.append(said("review", (recalls(events)[0].due - START) / DAY, verdict="wrong", rating="again"))
    assert wait(*events) < waits[-1] / 2


def test_hard_comes_back_before_good_and_good_before_easy():
    known = [missed(), said("review", 1, rating="good", verdict="right")]
    (asked,) = recalls(known)
    dues = [next_due(known, asked, rating, asked.due) for rating in RATINGS]
    assert dues == sorted(dues)
    assert dues[0] < dues[1] < dues[3]


def test_another_try_of_the_same_day_changes_nothing_and_one_of_a_later_day_counts():
    once = recalls([missed()])
    assert recalls([missed(), said("check", 0.01, verdict="right", attempt=2)]) == once
    (later,) = recalls([missed(), said("check", 3, verdict="right", attempt=1)])
    assert later.due > START + 3 * DAY + 0.9 * DAY


def test_the_published_default_weights_give_these_days():
    """Worked out by hand from the formulas of FSRS-6 (the project's page "The Algorithm") and its default weights.

    Missed: stability S = w0 = 0.212 d, so the shortest wait, 1 d. Difficulty D = w4 = 6.4133. A day later the chance
    of remembering is R = (1 + f/S)^-0.1542 with f = 0.9^(-1/0.1542) - 1 = 0.98048; remembered, S grows by
    e^w8 (11 - D) S^-w9 (e^(w10 (1 - R)) - 1).
    """
    from math import exp

    s, d = 0.212, 6.4133
    decay = -0.1542
    f = 0.9 ** (1 / decay) - 1
    r = (1 + f * 1 / s) ** decay
    grown = s * (1 + exp(1.8722) * (11 - d) * s**-0.1666 * (exp(0.796 * (1 - r)) - 1))
    assert round(grown) == 2
    assert wait(missed(), said("review", 1, rating="good", verdict="right")) == round(grown)


def test_what_is_due_is_asked_longest_overdue_first_and_only_what_the_course_still_has():
    events = [missed(1, "r-dose"), missed(0), missed(0, "gone")]
    found = recalls(events)
    assert [one.item for one in found] == ["gone", "r-site", "r-dose"]
    assert [one.item for one in due_now(found, [LESSON], START + 1 * DAY)] == ["r-site"]
    assert [one.item for one in due_now(found, [LESSON], START + 9 * DAY)] == ["r-site", "r-dose"]
    assert due_now(found, [LESSON], START) == ()


def test_reviews_are_counted_so_that_options_can_be_shuffled_anew():
    events = [missed(), said("review", 1, rating="good"), said("review", 5, rating="again")]
    assert recalls(events)[0].reviews == 2


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0.1, "today"),
        (1, "tomorrow"),
        (13, "in 13 days"),
        (21, "in about 3 weeks"),
        (182, "in about 6 months"),
    ],
)
def test_the_time_until_then_is_said_as_people_say_it(days, words):
    assert in_words(START + days * DAY, START) == words


answers = st.builds(
    said,
    st.sampled_from(["check", "review", "prediction"]),
    st.floats(-400, 400),
    st.sampled_from(["r-site", "r-dose"]),
    verdict=st.sampled_from(["right", "wrong", "partly", "", None, 3]),
    rating=st.sampled_from([*RATINGS, "perfect", None, 7]),
)


@given(st.lists(answers, max_size=12), st.randoms(use_true_random=False))
def test_any_record_gives_times_between_a_day_and_half_a_year_whatever_its_order(events, random):
    found = recalls(events)
    assert len({(one.module, one.item) for one in found}) == len(found) <= 2
    for one in found:
        times = [datetime.fromisoformat(event.at) for event in events if event.item == one.item]
        assert min(times) + 0.99 * DAY <= one.due <= max(times) + 182.01 * DAY
    shuffled = list({(event.at, event.item): event for event in events}.values())
    mixed = random.sample(shuffled, len(shuffled))
    assert recalls(mixed) == recalls(shuffled)
