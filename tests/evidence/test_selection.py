import pytest

from kapedu.evidence.errors import MixedPoolWarning, SharedControlWarning
from kapedu.evidence.pool import pool
from kapedu.evidence.selection import select
from kapedu.knowledge.trials import all_trials

CHANGE = [row for row in all_trials() if row.outcome == "MADRS change, observed cases"]


def ids(rows):
    return [row.row_id for row in rows]


@pytest.mark.parametrize("measure", ["MD", "SMD", "RR", "OR", "RD", "HR"])
@pytest.mark.parametrize("figures", ["raw", "published"])
def test_every_row_enters_or_is_listed_with_a_reason_and_no_unverified_one_enters(measure, figures):
    found = select(all_trials(), measure, figures)
    assert len(found.studies) == len(found.rows)
    assert len(found.rows) + len(found.left_out) == len(all_trials())
    assert all(left.reason for left in found.left_out)
    assert all(str(row.status) != "unverified" and row.poolable == "yes" for row in found.rows)
    unverified = {row.row_id for row in all_trials() if str(row.status) == "unverified"}
    assert unverified <= {left.row.row_id for left in found.left_out}
    assert all("unverified" in left.reason for left in found.left_out if left.row.row_id in unverified)


def test_the_four_esketamine_trials_are_the_core_set_and_the_doses_of_transform_1_are_left_out():
    found = select(CHANGE, "MD")
    assert ids(found.rows) == ["03a", "04a", "05a", "06a"]
    assert [(left.row.row_id, "use one of them" in left.reason) for left in found.left_out] == [
        ("01a", True),
        ("02a", True),
    ]
    assert [round(study.effect.value, 2) for study in found.studies] == [-4.11, -4.4, -3.7, -2.0]


def test_asking_for_both_doses_as_well_counts_a_control_twice_and_is_pointed_out():
    found = select(CHANGE, "MD", alternatives=("01a", "02a"))
    assert len(found.studies) == 6
    result = pool(found.studies, quiet=True)
    assert any(caution.kind is SharedControlWarning for caution in result.warnings)


def test_published_differences_are_those_of_the_papers_and_never_mixed_with_raw_ones():
    found = select(CHANGE, "MD", "published")
    assert [study.effect.shown for study in found.studies] == [-4.0, -3.6, -2.0]
    assert ids(left.row for left in found.left_out) == [
        "01a",
        "02a",
        "03a",
    ]  # 03a is worked out, not published
    assert {study.effect.basis for study in found.studies} == {"reported"}
    assert found.studies[0].effect.se == 1.69


def test_a_difference_in_percentage_points_becomes_a_risk_difference():
    rows = [row for row in all_trials() if row.row_id in ("34b", "35b")]
    found = select(rows, "RD", "published")
    assert [study.effect.shown for study in found.studies] == [0.142, -0.17]
    result = pool(found.studies, quiet=True)
    assert any(caution.kind is MixedPoolWarning for caution in result.warnings)
    assert any("an interval" in str(left.reason) for left in select(rows, "OR", "published").left_out)


def test_hazard_ratios_can_only_be_published_ones():
    rows = [row for row in all_trials() if row.measure == "HR"]
    assert all("ask for the published one" in left.reason for left in select(rows, "HR").left_out)
    assert len(select(rows, "HR", "published").studies) == len(rows) == 3
