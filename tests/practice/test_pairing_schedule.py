import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapedu.practice.pairing import PairingError, pairing, pairings
from kapedu.practice.pairing_schedule import Level, Schedule, check_schedule, studied_schedule

WEEKLY = (0, 7, 14)


def levels(key, schedule):
    return [finding.level for finding in check_schedule(pairing(key), schedule)]


def texts(key, schedule):
    return " ".join(finding.text for finding in check_schedule(pairing(key), schedule))


@pytest.mark.parametrize("key", [key for key, one in pairings().items() if one.design])
def test_the_published_design_itself_is_as_studied_where_its_days_are_on_file(key):
    schedule = studied_schedule(pairing(key))
    found = check_schedule(pairing(key), schedule)
    assert found[0].level is Level.AS_STUDIED, found[0].text


def test_a_pairing_without_a_design_on_file_has_no_schedule_to_load():
    assert studied_schedule(pairing("dbt")) is None


def test_exposure_a_day_late_differs_and_names_the_doses():
    assert levels("pe", Schedule(WEEKLY, therapy=(2, 8, 16)))[0] is Level.DIFFERS
    assert "days 0, 14" in texts("pe", Schedule(WEEKLY, therapy=(2, 8, 16)))


@pytest.mark.parametrize(
    ("key", "therapy", "words"),
    [
        ("cbt", (1, 21, 28), "1 of your sessions lies before the last dose"),
        ("mbrp", (3, 10), "no session before the first dose and none after the last"),
        ("wet", (7, 9), "on a dosing day"),
        ("wet", (20,), "No session lies between two doses"),
        ("music", (0, 7), "None during the dose on day 14"),
        ("pe", (), "no therapy session yet"),
    ],
)
def test_what_differs_is_said_in_words(key, therapy, words):
    schedule = Schedule(WEEKLY, therapy=therapy)
    assert levels(key, schedule)[0] is Level.DIFFERS
    assert words in texts(key, schedule)


@pytest.mark.parametrize("key", ["dbt", "emdr", "psychodynamic", "act", "imagery"])
def test_an_unstudied_pairing_is_neither_like_nor_unlike_a_study(key):
    assert levels(key, Schedule(WEEKLY, therapy=(1, 8, 15)))[0] is Level.NOT_STUDIED


def test_counts_are_compared_with_those_studied():
    assert "2 doses; 3 were studied" in texts("pe", Schedule((0, 7), therapy=(1, 8)))
    assert Level.DIFFERS not in levels("mbrp", Schedule((0,), therapy=(-1, 3)))


def test_a_dose_that_nobody_follows_up_breaks_the_rule_of_the_course():
    found = check_schedule(pairing("dbt"), Schedule(WEEKLY, preparation=(-7, -3), integration=(1, 8)))
    (broken,) = [finding for finding in found if finding.level is Level.BREAKS_RULE]
    assert "day 14" in broken.text


def test_work_on_the_trauma_waits_for_another_day():
    assert "trauma on a dosing day" in texts("emdr", Schedule((0,), therapy=(0,)))
    assert "trauma on a dosing day" not in texts("cbt", Schedule((0,), therapy=(0,)))


@pytest.mark.parametrize(
    ("parts", "named"),
    [
        ({"doses": ()}, "at least one"),
        ({"doses": (1, 8)}, "day 0"),
        ({"doses": (0, 0)}, "twice"),
        ({"doses": (0,), "therapy": (500,)}, "therapy day 500"),
        ({"doses": (0,), "therapy": (1.5,)}, "whole days"),
        ({"doses": (0,), "preparation": (2,)}, "before the first dose"),
    ],
)
def test_a_schedule_that_cannot_be_is_refused_by_name(parts, named):
    with pytest.raises(PairingError, match=named):
        Schedule(**parts)


@given(
    st.sampled_from(list(pairings())),
    st.sets(st.integers(1, 60), max_size=8),
    st.sets(st.integers(-30, 120), max_size=12),
    st.sets(st.integers(-30, -1), max_size=4),
)
def test_any_schedule_gets_remarks_with_a_basis_and_nothing_else_happens(key, doses, therapy, preparation):
    schedule = Schedule((0, *doses), tuple(therapy), tuple(preparation))
    found = check_schedule(pairing(key), schedule)
    assert all(finding.text and finding.basis.source for finding in found)
    assert sum(finding.level in {Level.KEEPS_RULE, Level.BREAKS_RULE} for finding in found) >= 2
