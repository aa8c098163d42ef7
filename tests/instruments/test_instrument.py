"""Each scale as data."""

import pytest

from kapedu.instruments import InstrumentError, instrument, instruments
from kapedu.knowledge import fact


@pytest.mark.parametrize(
    ("written", "name"), [("PHQ-9", "phq9"), (" gad 7 ", "gad7"), ("HAM-D", "hamd17"), ("PCL_5", "pcl5")]
)
def test_a_scale_is_found_as_people_write_it(written, name):
    assert instrument(written).name == name


def test_an_unknown_scale_is_refused_with_the_ones_that_exist():
    with pytest.raises(InstrumentError, match=r"'phq8' does not exist; there are phq9, .*did you mean phq9"):
        instrument("phq8")


@pytest.mark.parametrize("scale", instruments().values(), ids=list(instruments()))
def test_the_range_follows_from_the_items_and_the_bands_cover_it_without_a_gap(scale):
    if scale.rule == "sum":
        assert sum(scale.item_highest) == scale.high
        assert scale.low == 0
    if "bands" in scale.facts:
        covered = [
            point for low, high in scale.facts["bands"].value.values() for point in range(low, high + 1)
        ]
        assert covered == list(range(scale.low, scale.high + 1))
    if scale.rule == "level":
        assert sorted(scale.levels) == list(range(scale.low, scale.high + 1))


# The counts and highest totals as the scales' own papers print them.
@pytest.mark.parametrize(
    ("name", "items", "highest"),
    [
        ("phq9", 9, 27),
        ("gad7", 7, 21),
        ("pcl5", 20, 80),
        ("hamd17", 17, 52),
        ("qids16", 16, 27),
        ("aldrete", 5, 10),
    ],
)
def test_a_scale_has_as_many_items_and_points_as_published(name, items, highest):
    assert (len(instrument(name).items), instrument(name).high) == (items, highest)


def test_wording_is_shown_only_where_the_licence_is_checked():
    for scale in instruments().values():
        if scale.wording == "full":
            assert scale.licence.status != "unverified"
            assert scale.notice
            assert scale.options
        else:
            assert not scale.options


def test_a_scale_by_totals_holds_no_items():
    assert [scale.name for scale in instruments().values() if scale.rule == "total"] == [
        "madrs",
        "cadss",
        "ymrs",
    ]
    assert all(not instrument(name).items for name in ("madrs", "cadss", "ymrs"))


def test_no_rule_of_change_rests_on_an_unchecked_figure():
    for scale in instruments().values():
        for group in ("reliable_change", "meaningful_change", "remission"):
            assert all(found.status != "unverified" for found in scale.group(group).values())
    assert fact("instruments.hamd17.licence").status == "unverified"
