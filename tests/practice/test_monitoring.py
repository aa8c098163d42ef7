import pytest

from kapedu.knowledge import Status
from kapedu.pharmacology import DosingError, Regimen
from kapedu.practice.monitoring import last_given, schedule_for


def test_an_infusion_is_checked_every_ten_minutes_then_every_fifteen():
    # Riva-Posse 2018: pressure every 10 min during 684 infusions, every 15 min after
    minutes = [check.minute for check in schedule_for("iv").checks(Regimen.parse("iv 35 mg over 40 min"))]
    assert minutes == [0, 10, 20, 30, 40, 55, 70, 85, 100, 115, 130, 145, 160]


def test_the_spray_is_checked_at_forty_minutes_and_keeps_people_two_hours():
    found = schedule_for("esketamine-in").checks(Regimen.parse("esketamine-in 56 mg"))
    assert found[1].minute == 40
    assert found[-1].minute == 5 + 120  # two hours after the second device, five minutes after the first
    assert found[-1].basis.status is Status.PRIMARY


@pytest.mark.parametrize("route", ["im", "sc", "sl", "po", "in"])
def test_intervals_nobody_published_are_labelled(route):
    assert schedule_for(route).during_every.status is Status.UNVERIFIED


def test_an_unknown_route_is_named():
    with pytest.raises(DosingError, match="unknown route"):
        schedule_for("rectal")


def test_the_last_device_counts_not_the_first():
    assert last_given(Regimen.parse("esketamine-in 84 mg")) == 10
