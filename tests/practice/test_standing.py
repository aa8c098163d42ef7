from kapedu.knowledge import Status, fact, sheet
from kapedu.practice.standing import SIGN_OFF, standing, weakest


def test_the_label_is_the_one_the_course_has_agreed_on():
    assert SIGN_OFF == "clinic-policy example, needs sign-off by a qualified physician"


def test_every_unverified_number_of_practice_carries_the_label_and_no_other_does():
    for name in ("regimens", "monitoring"):
        for quantity in sheet(name).facts.values():
            assert (standing(quantity) == SIGN_OFF) == (quantity.status is Status.UNVERIFIED)


def test_together_figures_are_as_weak_as_the_weakest():
    ladder, aldrete = fact("monitoring.ladder.hold.systolic"), fact("monitoring.discharge.aldrete")
    assert weakest([aldrete, ladder]) is Status.UNVERIFIED
    assert weakest([aldrete]) is Status.SECONDARY
    assert weakest([]) is Status.COURSE_RULE
