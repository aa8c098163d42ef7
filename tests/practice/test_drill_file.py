"""The drills on file: complete, reasoned, with nothing unverified that could decide a mark unseen."""

import pytest

from kapedu.knowledge import Status
from kapedu.knowledge.units import DOSE_OR_THRESHOLD_UNITS, known_unit
from kapedu.practice.drill import SIGNS
from kapedu.practice.drill_file import drill_named, drill_names
from kapedu.practice.risk import RiskError

NAMES = list(drill_names())


def test_all_ten_emergencies_have_a_drill():
    assert {drill_named(name).algorithm for name in NAMES} == {f"E{number}" for number in range(1, 11)}


@pytest.mark.parametrize("name", NAMES)
def test_a_drill_is_complete(name):
    drill = drill_named(name)
    assert drill.start.keys() == SIGNS.keys()
    assert len(drill.best) >= 5
    wrong = [action for action in drill.actions.values() if not action.is_best]
    assert len(wrong) >= 4
    assert sum(action.is_critical for action in wrong) == 1
    labels = [action.label for action in drill.actions.values()]
    assert len(set(labels)) == len(labels)
    assert drill.time_up
    assert bool(drill.lost) == bool(drill.lost_text)


@pytest.mark.parametrize("name", NAMES)
def test_every_action_has_a_reason_and_the_standing_of_an_unverified_one_is_said(name):
    for action in drill_named(name).actions.values():
        assert str(action.reason.value).endswith((".", "?"))
        if action.reason.status is Status.UNVERIFIED:
            assert action.standing == "unverified (high)"


@pytest.mark.parametrize("name", NAMES)
def test_no_action_is_a_dose_or_the_name_of_a_rescue_drug(name):
    drugs = ("labetalol", "clonidine", "hydralazine", "adrenaline", "epinephrine", "propofol", "midazolam")
    more = ("lorazepam", "ondansetron", "atropine", "naloxone", "flumazenil")
    for action in drill_named(name).actions.values():
        assert not any(drug in action.label.lower() for drug in (*drugs, *more))
        assert known_unit(action.reason.unit) not in DOSE_OR_THRESHOLD_UNITS


@pytest.mark.parametrize("name", NAMES)
def test_what_is_shown_of_drugs_and_limits_is_unverified_and_no_action(name):
    for quantity in drill_named(name).shown:
        assert quantity.status is Status.UNVERIFIED


def test_an_unverified_reason_without_high_confidence_would_not_count():
    from dataclasses import replace

    action = drill_named("e1").actions["recheck"]
    assert action.counts
    assert not replace(action, reason=replace(action.reason, note=None)).counts


def test_an_unknown_drill_is_answered_with_those_that_exist():
    with pytest.raises(RiskError, match="'e11' does not exist; choose one of e1, e1b"):
        drill_named("e11")
