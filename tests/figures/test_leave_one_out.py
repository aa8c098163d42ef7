"""Leave-one-out plots."""

from pathlib import Path

import pytest

from kapedu.evidence.effect_size import from_standard_error
from kapedu.evidence.pool import pool
from kapedu.evidence.reading import read_studies
from kapedu.evidence.study import Study
from kapedu.evidence.subgroups import leave_one_out
from kapedu.figures.leave_one_out import leave_one_out_plot

BCG = read_studies(Path(__file__).parents[1] / "validation" / "evidence" / "bcg.csv", "RR")


def test_each_row_is_the_pool_without_that_study():
    without = leave_one_out(BCG, "REML", "wald")
    figure = leave_one_out_plot(pool(BCG, "REML", "wald", quiet=True), without)
    drawn = {
        key: x
        for trace in figure.spec["data"]
        for key, x in zip(trace.get("customdata", []), trace["x"], strict=False)
    }
    rest = pool([study for study in BCG if study.name != "Aronson"], "REML", "wald", quiet=True)
    assert drawn["Aronson"] == pytest.approx(rest.estimate, rel=1e-4)
    assert len(figure.table.rows) == len(BCG) + 1
    assert "excludes no difference each time" in figure.summary


def test_a_study_on_which_the_conclusion_hangs_is_named():
    effects = {"Small": (-0.2, 0.5), "Middling": (-0.3, 0.5), "Decisive": (-2.0, 0.1)}
    studies = [Study(name, from_standard_error("MD", *figures)) for name, figures in effects.items()]
    without = leave_one_out(studies, "FE", "wald")
    figure = leave_one_out_plot(pool(studies, "FE", "wald", quiet=True), without)
    assert "includes no difference without Decisive" in figure.summary


def test_nothing_left_out_is_refused():
    with pytest.raises(ValueError, match="two studies or more"):
        leave_one_out_plot(pool(BCG, quiet=True), {})
