"""The framing experiment, driven without a browser."""

from kapedu.widgets.evidence.framing_experiment import _Experiment
from kapedu.widgets.parts.plot_view import PlotView


def rate(experiment: _Experiment, *ratings: float) -> None:
    for rating in ratings:
        experiment.rating.value = rating
        experiment.next.click()


def test_the_leaflets_come_one_by_one_and_only_the_last_is_drawn():
    experiment = _Experiment()
    drawn = []
    for place in range(4):
        assert f"Leaflet {place + 1} of 4" in experiment.card.html
        drawn.append(len(experiment.drawing.children))
        rate(experiment, 5)
    assert drawn == [0, 0, 0, 1]


def test_the_result_is_told_only_after_the_last_rating():
    experiment = _Experiment()
    rate(experiment, 9, 3, 6)
    assert experiment.lower.children == (experiment.asking,)
    rate(experiment, 5)
    told, plot, *_ = experiment.lower.children
    assert "All four leaflets tell the same result" in told.html
    assert isinstance(plot, PlotView)
    assert "6 points apart" in plot._shown["summary"]


def test_it_can_be_done_again():
    experiment = _Experiment()
    rate(experiment, 9, 3, 6, 5)
    experiment.again.click()
    assert experiment.ratings == {}
    assert "Leaflet 1 of 4" in experiment.card.html
