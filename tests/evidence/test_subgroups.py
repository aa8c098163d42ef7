from pathlib import Path

import pytest

from kapedu.evidence.effect_size import from_standard_error
from kapedu.evidence.errors import EvidenceError, FewTrialsWarning
from kapedu.evidence.pool import pool
from kapedu.evidence.reading import read_studies
from kapedu.evidence.study import Study
from kapedu.evidence.subgroups import cumulative, distinct_names, leave_one_out, subgroups

BCG = read_studies(Path(__file__).parents[1] / "validation" / "evidence" / "bcg.csv", "RR")


def test_each_subgroup_is_the_pool_of_its_own_studies():
    found = subgroups(BCG, "allocation")
    alone = [study for study in BCG if study.label("allocation") == "random"]
    assert found.groups["random"].estimate == pool(alone).estimate
    assert sum(group.k for group in found.groups.values()) == 13
    assert found.as_dict()["df"] == 2


def test_a_subgroup_of_one_study_is_said_and_one_subgroup_is_refused():
    studies = [Study(name, from_standard_error("MD", 1, 1), {"by": name}) for name in "AAB"]
    with pytest.warns(FewTrialsWarning, match="subgroups of one study: B"):
        subgroups(studies, "by")
    with pytest.raises(EvidenceError, match="every study has 'A'; nothing to compare"):
        subgroups(studies[:2], "by")
    with pytest.raises(EvidenceError, match="no column 'other'"):
        subgroups(studies, "other")


def test_leaving_one_out_leaves_out_exactly_that_one():
    found = leave_one_out(BCG)
    assert len(found) == 13
    without = [study.name for study in found["TPT Madras"].studies]
    assert "TPT Madras" not in without
    assert len(without) == 12
    with pytest.raises(EvidenceError, match="two studies or more"):
        leave_one_out(BCG[:1])


def test_adding_by_year_ends_at_the_pool_of_all():
    found = cumulative(BCG)
    assert next(iter(found)) == "Aronson"
    assert [result.k for result in found.values()] == list(range(1, 14))
    assert list(found.values())[-1].estimate == pytest.approx(pool(BCG).estimate)
    with pytest.raises(EvidenceError, match="study Aronson: allocation 'random' is not a number"):
        cumulative(BCG, by="allocation")


def test_studies_of_one_name_are_told_apart_by_year_or_number():
    names = distinct_names(BCG)
    assert len(set(names)) == 13
    assert "Comstock et al 1974" in names
    same = [Study("A", from_standard_error("MD", 1, 1))] * 3
    assert distinct_names(same) == ["A", "A (2)", "A (3)"]
