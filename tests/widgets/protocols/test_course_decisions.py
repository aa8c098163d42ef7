import pytest

from kapedu.widgets.protocols.course_decisions import CourseDecisions


@pytest.fixture
def course():
    return CourseDecisions()


def forward(course, times):
    for _ in range(times):
        course.next.click()


def test_scores_appear_one_by_one_and_the_course_waits_for_a_decision(course):
    forward(course, 5)
    assert course.infusion == 3
    assert course.next.disabled
    assert course.decision.layout.display is None
    course.decide.click()
    assert "Choose first" in course.result.html


def test_a_decision_is_compared_with_the_rule_and_its_basis(course):
    forward(course, 3)
    course.decision.value = "stop"
    course.decide.click()
    assert "decides otherwise: look for reasons" in course.result.html
    assert "status: primary" in course.result.html
    forward(course, 1)
    course.decision.value = "complete"
    course.decide.click()
    assert "As the course-rule has it." in course.result.html


def test_a_decision_is_made_once(course):
    forward(course, 3)
    course.decision.value = "reasons"
    course.decide.click()
    course.decision.value = "stop"
    course.decide.click()
    assert course.decided == {3: "reasons"}


def test_the_relapse_comes_last_and_ends_the_course(course):
    course.patient.value = "chiara"
    for _ in range(12):
        course.next.click()
        if not course.decision.disabled:
            course.decision.value = next(iter(course.decision.options))
            course.decide.click()
    assert list(course.decided) == [3, 4, 7]
    assert "This was the last score" in course.result.html
    assert "Repeat the score" in course.result.html or "repeat the score" in course.result.html


def test_another_patient_starts_at_the_baseline(course):
    forward(course, 2)
    course.patient.value = "ben"
    assert (course.infusion, course.decided) == (0, {})
    assert course.decision.layout.display == "none"


def test_what_comes_up_later_is_not_told_at_the_start(course):
    course.patient.value = "chiara"
    assert "only work" not in course.story.html
    for _ in range(12):
        course.next.click()
        if not course.decision.disabled:
            course.decision.value = next(iter(course.decision.options))
            course.decide.click()
    assert "only work" in course.story.html
    assert "Against the best score: The score rose by 8 points" in course.result.html
