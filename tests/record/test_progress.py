"""How far a learner is."""

from kapedu.record import Event, Lesson, missed, standings, to_continue

LESSONS = (
    Lesson("modules/1-a/1-x.ipynb", "X", 20, ("x-1", "x-2"), ("x-guess",)),
    Lesson("modules/1-a/2-y.ipynb", "Y", 20, ("y-1",), ()),
    Lesson("modules/2-b/1-z.ipynb", "Z", 20, ("x-1",), ()),
)


def said(item, verdict=None, module="1-a", kind="check"):
    return Event(
        "2026-11-22T09:00:00+00:00", kind, module, item, {} if verdict is None else {"verdict": verdict}
    )


def states(*events):
    return [one.state for one in standings(LESSONS, events)]


def test_nothing_is_begun_at_first_and_the_first_lesson_is_next():
    assert states() == ["not begun"] * 3
    assert to_continue(standings(LESSONS, ()), ()) == LESSONS[0]


def test_a_prediction_begins_a_lesson_and_trying_every_check_ends_it():
    assert states(said("x-guess", kind="prediction")) == ["begun", "not begun", "not begun"]
    assert states(said("x-1", "wrong"), said("x-2", "right")) == ["done", "not begun", "not begun"]


def test_the_same_id_in_another_module_is_another_check():
    assert states(said("x-1", "right", module="2-b")) == ["not begun", "not begun", "done"]


def test_one_goes_on_where_one_was_and_after_the_last_with_what_was_left_out():
    begun = (said("y-1", "right"),)
    assert to_continue(standings(LESSONS, begun), begun) == LESSONS[2]
    later = (*begun, said("x-1", "right", module="2-b"))
    assert to_continue(standings(LESSONS, later), later) == LESSONS[0]
    done = (*later, said("x-1", "right"), said("x-2", "right"))
    assert to_continue(standings(LESSONS, done), done) is None


def test_what_was_not_right_at_the_last_try_is_missed():
    events = (said("x-1", "wrong"), said("x-2", "partly"), said("x-1", "right"), said("y-1", "wrong"))
    assert missed(LESSONS, events) == ((LESSONS[0], "x-2"), (LESSONS[1], "y-1"))
    assert [one.right for one in standings(LESSONS, events)] == [1, 0, 0]


def test_events_of_lessons_that_are_gone_do_no_harm():
    events = (said("old", "wrong"), said("a", module="9-gone"))
    assert states(*events) == ["not begun"] * 3
    assert to_continue(standings(LESSONS, events), events) == LESSONS[0]
