"""Clouds of made-up patients."""

import numpy as np
import plotly.graph_objects as go
import pytest

from kapedu.figures.clouds import cloud_panels, make_clouds, published_links, strongest_link


@pytest.fixture
def clouds():
    return make_clouds(np.random.default_rng(1))


def test_each_cloud_has_exactly_its_correlation_and_as_many_patients_as_the_study(clouds):
    for cloud in clouds:
        assert len(cloud.dissociation) == 108
        assert np.corrcoef(cloud.dissociation, cloud.improvement)[0, 1] == pytest.approx(
            cloud.correlation, abs=1e-9
        )


def test_one_cloud_and_only_one_is_as_tight_as_the_strongest_published_link(clouds):
    assert published_links() == {"230_min": 0.35, "day_7": 0.41}
    assert strongest_link() == 0.41
    assert [cloud.correlation for cloud in clouds].count(0.41) == 1


def test_another_seed_gives_other_patients(clouds):
    others = make_clouds(np.random.default_rng(2))
    assert not np.array_equal(clouds[0].improvement, others[0].improvement)


def test_nothing_that_is_shown_before_the_choice_gives_the_answer_away(clouds):
    figure = cloud_panels(clouds)
    told = figure.summary + str(figure.table) + str(figure.spec["layout"]) + str(figure.sources)
    assert "0.41" not in told
    assert "luckenbaugh2014" not in told
    assert len({trace["marker"]["color"] for trace in figure.spec["data"]}) == 1


def test_after_the_choice_every_panel_carries_its_correlation(clouds):
    figure = cloud_panels(clouds, named=True)
    go.Figure(figure.spec)
    assert [row[1] for row in figure.table.rows] == ["0.9", "0", "0.41", "0.7"]
    assert [row[2] for row in figure.table.rows] == [81, 0, 17, 49]
