"""How much people differ: each figure computed again from what is published."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import expit, logit
from scipy.stats import norm

from kapedu.knowledge import fact
from kapedu.pharmacology.routes import ROUTES
from kapedu.pharmacology.spread import (
    clearance_spread,
    half_effect_uncertainty,
    ke0_uncertainty,
    share_spread,
    speed_spread,
    spread_shares,
    swallowed_speed_spread,
    volume_spread,
)


def test_coefficients_of_variation_become_standard_deviations_of_the_logarithm():
    assert clearance_spread().sigma == pytest.approx(np.sqrt(np.log(1 + 0.17**2)))
    assert volume_spread().sigma == pytest.approx(np.sqrt(np.log(1 + 0.265**2)))
    assert swallowed_speed_spread().sigma == pytest.approx(np.sqrt(np.log(1 + 1.32**2)))


@pytest.mark.parametrize(("route", "path"), [("sl", "tongue_lozenge"), ("po", "swallowed_lozenge")])
def test_quartiles_come_back_as_quartiles(route, path):
    low, high = fact(f"dose_to_mood.bioavailability.{path}.spread").value
    middle = expit((logit(low) + logit(high)) / 2)
    found = spread_shares(middle, route, norm.ppf(np.array([0.25, 0.75])))
    assert found == pytest.approx([low, high], rel=1e-9)


def test_confidence_intervals_become_standard_deviations():
    assert ke0_uncertainty().sigma == pytest.approx(np.log(13 / 5.1) / 2 / norm.ppf(0.975))
    assert half_effect_uncertainty().sigma == pytest.approx(np.log(0.66 / 0.38) / 2 / norm.ppf(0.975))


@given(st.floats(0.01, 1), st.sampled_from(list(ROUTES)), st.lists(st.floats(-8, 8), min_size=1, max_size=4))
def test_a_share_stays_a_share_and_the_typical_one_is_kept(share, route, scores):
    found = spread_shares(share, route, np.array([*scores, 0.0]))
    assert ((found > 0) & (found <= 1)).all()
    assert found[-1] == pytest.approx(share)


@pytest.mark.parametrize("route", [route for route in ROUTES if route != "iv"])
def test_every_spread_says_where_it_comes_from(route):
    for spread in (share_spread(route), speed_spread(route)):
        assert spread.sigma >= 0
        assert bool(spread.facts) == (spread.sigma > 0)
        assert all(fact(path).source for path in spread.facts)
        assert spread.note.endswith(".")


def test_an_intravenous_dose_has_no_spread_of_absorption():
    assert speed_spread("iv").sigma == share_spread("iv").sigma == 0
