import pytest

from kapedu.knowledge import Status, reference
from kapedu.practice.pairing import PLACES, PairingError, grade_meaning, pairing, pairings

ISSUE = {"cbt", "dbt", "mbrp", "met", "psychodynamic", "pe", "wet", "act", "emdr", "imagery", "music"}


def test_every_pairing_of_the_issue_is_there():
    assert pairings().keys() >= ISSUE


@pytest.mark.parametrize("one", pairings().values(), ids=list(pairings()))
def test_every_pairing_says_what_was_studied_or_that_nothing_was_located(one):
    assert one.controlled != (one.located is not None)
    assert one.controlled == (one.grade.value in {"A", "B"})
    assert one.place in PLACES
    assert grade_meaning(str(one.grade.value))
    assert all(reference(key) for key in one.sources)
    assert all(study.status is not Status.UNVERIFIED for study in one.studies)


@pytest.mark.parametrize("key", ["dbt", "psychodynamic", "act", "emdr", "imagery"])
def test_where_nobody_studied_it_the_entry_says_so_in_the_agreed_words(key):
    assert str(pairing(key).located.value) == "no controlled study located"
    assert not pairing(key).is_studied
    assert pairing(key).sessions is None


@pytest.mark.parametrize(
    ("key", "doses", "sessions"), [("pe", 3, 10), ("daily_exposure", 1, 4), ("cbt", 6, 16)]
)
def test_numbers_are_those_of_the_published_designs(key, doses, sessions):
    # Shiroma 2020, Duek 2023, Wilkinson 2021 (sessions: its registry)
    assert (float(pairing(key).doses), float(pairing(key).sessions)) == (doses, sessions)


def test_an_unknown_pairing_names_the_nearest():
    with pytest.raises(PairingError, match="mbrp"):
        pairing("mbpr")
