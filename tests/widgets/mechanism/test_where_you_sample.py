"""Drawing blood from an unseen curve."""

from kapedu.widgets.mechanism.where_you_sample import _Sampling


def take(sampling, vessel, minute):
    sampling.vessel.value = vessel
    sampling.minute.value = minute
    sampling.draw.click()


def modes(sampling):
    return [trace["mode"] for trace in sampling.view._shown["spec"]["data"]]


def test_a_sample_is_announced_with_its_level():
    sampling = _Sampling()
    take(sampling, "artery", 40)
    assert "<b>253 ng/mL</b>" in sampling.reading.html
    take(sampling, "vein", 40)
    assert "<b>204 ng/mL</b>" in sampling.reading.html


def test_the_curves_can_be_uncovered_after_three_samples_only():
    sampling = _Sampling()
    for minute in (10, 20):
        take(sampling, "vein", minute)
        assert sampling.uncover.disabled
    take(sampling, "vein", 30)
    assert not sampling.uncover.disabled
    assert "lines" not in modes(sampling)
    sampling.uncover.click()
    assert modes(sampling).count("lines") == 2
    assert sampling.peaks in sampling.others.children


def test_the_same_tube_twice_counts_once():
    sampling = _Sampling()
    for _ in range(3):
        take(sampling, "vein", 20)
    assert len(sampling.samples) == 1
    assert sampling.uncover.disabled


def test_starting_again_covers_the_curves_and_throws_the_samples_away():
    sampling = _Sampling()
    for minute in (10, 20, 30):
        take(sampling, "vein", minute)
    sampling.uncover.click()
    sampling.again.click()
    assert sampling.samples == []
    assert "lines" not in modes(sampling)
    assert sampling.others.children == ()
