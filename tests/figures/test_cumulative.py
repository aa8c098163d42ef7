"""Cumulative plots."""

from pathlib import Path

import pytest

from kapedu.evidence.effect_size import from_standard_error
from kapedu.evidence.pool import pool
from kapedu.evidence.reading import read_studies
from kapedu.evidence.study import Study
from kapedu.evidence.subgroups import cumulative, distinct_names
from kapedu.figures.cumulative import cumulative_plot

BCG = read_studies(Path(__file__).parents[1] / "validation" / "evidence" / "bcg.csv", "RR")


def test_the_last_row_is_the_whole_pool_and_years_run_downwards():
    steps = cumulative(BCG, "REML", "wald")
    years = dict(zip(distinct_names(BCG), (study.labels["year"] for study in BCG), strict=True))
    figure = cumulative_plot(steps, years=years)
    whole = pool(BCG, "REML", "wald", quiet=True)
    assert figure.spec["data"][-1]["x"] == [pytest.approx(whole.estimate, rel=1e-4)]
    assert figure.table.rows[-1][-1] == 13
    written = [label["text"] for label in figure.spec["layout"]["annotations"]]
    shown = [int(text.removeprefix("<b>").partition(":")[0]) for text in written]
    assert shown == sorted(shown)
    assert shown[0] == 1948


def test_the_summary_names_the_steps_at_which_no_difference_is_excluded():
    figures = {"First": (1990, -1.0, 1.0), "Second": (2000, -1.0, 0.2)}
    studies = [
        Study(name, from_standard_error("MD", value, se), {"year": str(year)})
        for name, (year, value, se) in figures.items()
    ]
    summary = cumulative_plot(cumulative(studies, "FE", "wald")).summary
    assert "excludes no difference after adding Second, and not otherwise" in summary


def test_no_steps_are_refused():
    with pytest.raises(ValueError, match="one study or more"):
        cumulative_plot({})
