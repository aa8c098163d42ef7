"""Disputed bioavailability is a range that the reader sees."""

import numpy as np
import pytest

from kapedu.knowledge import fact
from kapedu.pharmacology import Dose, Patient, Regimen, published_share, simulate, simulate_range


def test_the_nasal_dispute_is_as_wide_as_published():
    share = published_share("in")
    assert share.low == min(fact("pkpd.absorption.nasal_racemic.F_low").value)
    assert share.high == float(fact("pkpd.absorption.nasal_racemic.F_high"))
    assert share.low < share.used < share.high
    assert {"pharmacotherapy2022", "yanagihara2003"} <= set(share.sources)


@pytest.mark.parametrize("route", ["im", "sc", "sl", "po", "in"])
def test_what_is_used_lies_within_what_was_published(route):
    share = published_share(route)
    assert 0 < share.low <= share.used <= share.high <= 1


def test_every_course_carries_the_range_of_its_routes():
    course = simulate(
        Regimen.parse(["iv 20 mg", "in 50 mg", "sc 20 mg", "esketamine-in 28 mg"]), Patient(70), [0.0]
    )
    assert set(course.bioavailability) == {"in", "sc"}
    assert "unverified" in course.bioavailability["sc"].statuses


def test_the_three_curves_are_proportional_to_the_shares():
    found = simulate_range(Regimen.parse("in 50 mg"), Patient(70), np.arange(0, 121.0))
    share = published_share("in")
    np.testing.assert_allclose(found.low.venous_ng_ml * share.used, found.used.venous_ng_ml * share.low)
    np.testing.assert_allclose(found.high.venous_ng_ml * share.used, found.used.venous_ng_ml * share.high)


def test_a_share_set_by_hand_and_an_infusion_are_left_alone():
    for dose in (Dose("in", 50, bioavailability=0.3), Dose("iv", 35, over_min=40)):
        found = simulate_range(dose, Patient(70), [0.0, 60.0])
        np.testing.assert_array_equal(found.low.venous_ng_ml, found.high.venous_ng_ml)
