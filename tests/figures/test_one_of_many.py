"""Many people and one of them. A person of typical build is the typical curve; a percentile orders people."""

import numpy as np
import plotly.graph_objects as go
import pytest

from kapedu.figures.one_of_many import fold_in_groups, one_of_many
from kapedu.pharmacology import Regimen, population, population_bands, simulate

TIMES = np.arange(0, 121.0, 10)
INFUSION = Regimen.parse("iv 0.5 mg/kg over 40 min")


@pytest.fixture(scope="module")
def people():
    return population(300, np.random.default_rng(4))


@pytest.fixture(scope="module")
def bands(people):
    return population_bands(INFUSION, people, TIMES, (5, 50, 95), ("arterial",))


def person(people, place):
    return simulate(INFUSION, people.select(np.array([place])), TIMES)


def test_the_fold_is_the_highest_over_the_lowest_of_each_group():
    assert fold_in_groups([1, 2, 3, 12, 5, 40, 999], 2) == (2, 4, 8)


@pytest.mark.parametrize("levels", [[1.0], [0.0, 1.0]])
def test_too_few_people_or_a_level_of_zero_have_no_fold(levels):
    with pytest.raises(ValueError, match=r"people do not fill|above 0"):
        fold_in_groups(levels, 2)


def test_the_drawn_band_holds_nine_in_ten_people_at_the_end(people, bands):
    figure = one_of_many(bands, person(people, 0), "Patient 1", 40)
    go.Figure(figure.spec)
    low, high = (figure.spec["data"][place]["y"][4] for place in (0, 1))
    at_end = simulate(INFUSION, people, [40.0]).arterial_ng_ml[:, 0]
    assert ((at_end >= low) & (at_end <= high)).mean() == pytest.approx(0.9, abs=0.01)
    assert figure.spec["data"][1]["fill"] == "tonexty"


def test_the_person_drawn_is_the_person_asked_for(people, bands):
    curves = [
        one_of_many(bands, person(people, place), "Patient", 40).spec["data"][-1]["y"] for place in (0, 1)
    ]
    assert curves[0] != curves[1]
    assert curves[1] == pytest.approx(person(people, 1).arterial_ng_ml[0], rel=1e-4)


def test_text_and_table_say_the_same(people, bands):
    figure = one_of_many(bands, person(people, 0), "Patient 1", 40)
    at_end = next(row for row in figure.table.rows if row[0] == 40)
    for value in at_end[1:]:
        assert f"{value:g}" in figure.summary
    assert "kamp2020" in figure.sources


def test_other_times_or_other_percentiles_are_refused(people, bands):
    late = simulate(INFUSION, people.select(np.array([0])), TIMES + 1)
    with pytest.raises(ValueError, match="same times"):
        one_of_many(bands, late, "Patient 1", 40)
    two = population_bands(INFUSION, people, TIMES, (5, 95), ("arterial",))
    with pytest.raises(ValueError, match="give three"):
        one_of_many(two, person(people, 0), "Patient 1", 40)
