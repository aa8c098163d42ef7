"""Norketamine by form, recomputed by hand from the published exposures."""

import plotly.graph_objects as go
import pytest

from kapedu.figures.norketamine import VIEWS, norketamine_bars, norketamine_forms


def ends(view):
    return {form.label: (form.low, form.high) for form in norketamine_forms(view)}


def test_as_published_the_exposures_are_those_of_the_paper():
    assert ends("published") == {
        "Tablet, swallowed": (500, 500),
        "Tablet under the tongue, or suppository": (280, 460),
        "Nasal spray": (100, 100),
    }


def test_per_mg_the_smaller_dose_of_the_spray_counts():
    found = ends("per_mg")
    assert found["Nasal spray"] == (4, 4)  # 100 / 25
    assert found["Tablet, swallowed"] == (10, 10)  # 500 / 50
    assert found["Tablet under the tongue, or suppository"] == (5.6, 9.2)


def test_the_ratio_divides_both_mirror_forms_by_share_times_dose_over_clearance():
    swallowed = ends("ratio")["Tablet, swallowed"][0]
    assert swallowed == pytest.approx(2 * 500 / (0.20 * 50 / 79 * 1000))
    assert ends("ratio")["Nasal spray"][0] == pytest.approx(2 * 100 / (0.45 * 25 / 79 * 1000))


def test_derived_views_are_labelled_as_computed():
    assert {form.status for form in norketamine_forms("published")} == {"primary"}
    assert {form.status for view in ("per_mg", "ratio") for form in norketamine_forms(view)} == {"computed"}


@pytest.mark.parametrize("view", VIEWS)
def test_the_swallowed_tablet_leads_and_plotly_accepts_the_drawing(view):
    figure = norketamine_bars(view)
    go.Figure(figure.spec)
    assert figure.table.rows[0][0] == "Tablet, swallowed"
