"""Invented patients, and the decisions that the course-rule asks for."""

from kapedu.instruments.teaching_course import decision_after, teaching_courses


def decisions(name):
    course = teaching_courses()[name]
    found = {place: decision_after(course, place) for place in range(len(course.totals))}
    return {place: decision.right for place, decision in found.items() if decision}


def test_a_slow_start_is_reviewed_at_three_and_completed_at_four():
    assert decisions("ana") == {3: "reasons", 4: "complete"}


def test_no_improvement_by_the_fourth_ends_the_course():
    assert decisions("ben") == {3: "reasons", 4: "stop"}


def test_an_early_gain_goes_on_and_a_rise_after_it_asks_for_action():
    assert decisions("chiara") == {3: "on", 4: "complete", 7: "ask"}


def test_the_right_decision_is_among_the_options_and_the_scores_lie_on_the_scale():
    for course in teaching_courses().values():
        assert all(course.scale.low <= total <= course.scale.high for total in course.totals)
        for place in range(len(course.totals)):
            decision = decision_after(course, place)
            if decision:
                assert decision.right in decision.options
                assert decision.found.advice
