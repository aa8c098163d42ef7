"""Our numbers against metafor's, estimator by estimator and interval by interval.

``oracle.csv`` is what ``metafor_oracle.R`` wrote (metafor 3.8-1, R 4.2.2); see README.md.
"""

import csv
from functools import cache
from pathlib import Path

import pytest

from kapedu.evidence.heterogeneity import METHODS
from kapedu.evidence.interval import CI_METHODS
from kapedu.evidence.meta_regression import meta_regression
from kapedu.evidence.pool import pool
from kapedu.evidence.reading import read_studies
from kapedu.evidence.small_study import egger, trim_and_fill
from kapedu.evidence.subgroups import cumulative, leave_one_out, subgroups

HERE = Path(__file__).parent
DATA = ["bcg-RR", "bcg-OR", "bcg-RD", "normand-MD", "normand-SMD"]
CLOSE = 2e-7
COARSE = 1e-4


@cache
def oracle():
    with (HERE / "oracle.csv").open(encoding="utf-8") as lines:
        return {
            (row["data"], row["analysis"], row["method"], row["interval"], row["quantity"]): float(
                row["value"]
            )
            for row in csv.DictReader(lines)
        }


def expected(*place):
    # metafor stops REML at an absolute step of 1e-10, which is coarse beside a tau2 of 2e-5
    close = COARSE if place[0] == "bcg-RD" and "REML" in place else CLOSE
    return pytest.approx(oracle()[place], rel=close, abs=1e-9)


@cache
def studies(data):
    file, measure = data.split("-")
    return read_studies(HERE / f"{file}.csv", measure)


@pytest.mark.parametrize("data", DATA)
def test_each_effect_and_variance_is_metafors(data):
    for place, study in enumerate(studies(data), start=1):
        assert study.effect.value == expected(data, "effect", "", "", f"yi{place}")
        assert study.effect.variance == expected(data, "effect", "", "", f"vi{place}")


@pytest.mark.parametrize("ci", CI_METHODS)
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("data", DATA)
def test_a_pool_is_metafors_with_every_estimator_and_interval(data, method, ci):
    result = pool(studies(data), method, ci, quiet=True)

    def metafors(quantity):
        return expected(data, "pool", method, ci, quantity)

    assert result.analysis.value == metafors("estimate")
    assert result.analysis.se == metafors("se")
    assert result.analysis.low == metafors("ci_low")
    assert result.analysis.high == metafors("ci_high")
    assert result.p == metafors("p")
    assert result.tau2 == metafors("tau2")
    assert result.i2 == metafors("i2")
    assert result.heterogeneity.h2 == metafors("h2")
    assert result.heterogeneity.q == metafors("q")
    assert result.heterogeneity.q_p == metafors("q_p")
    for place, study in enumerate(result.studies, start=1):
        assert study.weight == metafors(f"weight{place}")


@pytest.mark.parametrize("prediction", ["k-1", "k-2"])
@pytest.mark.parametrize("ci", CI_METHODS)
@pytest.mark.parametrize("method", ["DL", "PM", "REML"])
@pytest.mark.parametrize("data", DATA)
def test_a_prediction_interval_is_metafors_in_the_convention_it_names(data, method, ci, prediction):
    if (ci, prediction) == ("wald", "k-1"):  # metafor has z here: the k - 2 one still has to be wider than it
        narrow = pool(studies(data), method, ci, prediction="k-1", quiet=True).prediction_interval
        wide = pool(studies(data), method, ci, prediction="k-2", quiet=True).prediction_interval
        assert wide[0] < narrow[0] < narrow[1] < wide[1]
        return
    result = pool(studies(data), method, ci, prediction=prediction, quiet=True)
    low, high = (result.measure.analysed(end) for end in result.prediction_interval)
    assert low == expected(data, "pool", method, ci, f"pi_low_{prediction}")
    assert high == expected(data, "pool", method, ci, f"pi_high_{prediction}")
    assert prediction in result.prediction_convention


@pytest.mark.parametrize("data", DATA)
def test_the_q_profile_intervals_are_metafors(data):
    result = pool(studies(data), "DL", "wald", quiet=True)
    for end, name in enumerate(("low", "high")):
        assert result.heterogeneity.tau2_ci[end] == expected(data, "q-profile", "DL", "", f"tau2_{name}")
        assert result.heterogeneity.i2_ci[end] == expected(data, "q-profile", "DL", "", f"i2_{name}")


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("data", DATA)
def test_leaving_each_study_out_is_metafors(data, method):
    for place, result in enumerate(leave_one_out(studies(data), method, "wald").values(), start=1):
        assert result.analysis.value == expected(data, "leave-one-out", method, "wald", f"estimate{place}")
        assert result.tau2 == expected(data, "leave-one-out", method, "wald", f"tau2{place}")
        assert result.i2 == expected(data, "leave-one-out", method, "wald", f"i2{place}")


@pytest.mark.parametrize("method", METHODS)
def test_adding_trials_year_by_year_is_metafors(method):
    for place, result in enumerate(cumulative(studies("bcg-RR"), method, "wald").values(), start=1):
        assert result.analysis.value == expected("bcg-RR", "cumulative", method, "wald", f"estimate{place}")
        assert result.analysis.low == expected("bcg-RR", "cumulative", method, "wald", f"ci_low{place}")


@pytest.mark.parametrize("ci", CI_METHODS)
@pytest.mark.parametrize("method", METHODS)
def test_subgroups_by_allocation_are_metafors(method, ci):
    result = subgroups(studies("bcg-RR"), "allocation", method, ci, quiet=True)
    assert set(result.groups) == {"random", "alternate", "systematic"}
    for name, part in result.groups.items():
        for quantity, ours in (
            ("estimate", part.analysis.value),
            ("se", part.analysis.se),
            ("tau2", part.tau2),
        ):
            assert ours == expected("bcg-RR", "subgroup", method, ci, f"{quantity}_{name}")
    assert result.q_between == expected("bcg-RR", "subgroup", method, ci, "q_between")
    assert result.p == expected("bcg-RR", "subgroup", method, ci, "p_between")


@pytest.mark.parametrize("ci", CI_METHODS)
@pytest.mark.parametrize("method", METHODS)
def test_the_regression_on_latitude_is_metafors(method, ci):
    result = meta_regression(studies("bcg-RR"), "latitude", method, ci, quiet=True)

    def metafors(quantity):
        return expected("bcg-RR", "meta-regression", method, ci, quantity)

    assert (result.intercept.value, result.slope.value) == (metafors("intercept"), metafors("slope"))
    assert (result.intercept.se, result.slope.se) == (metafors("intercept_se"), metafors("slope_se"))
    assert (result.slope.low, result.slope.high) == (metafors("slope_ci_low"), metafors("slope_ci_high"))
    assert result.slope.p == metafors("slope_p")
    assert result.residual.tau2 == metafors("tau2")
    assert result.residual.i2 == metafors("i2")
    assert (result.residual.q, result.residual.q_p) == (metafors("qe"), metafors("qe_p"))
    if method == "FE":
        assert result.r2 is None
    else:
        assert result.r2 == metafors("r2")


@pytest.mark.parametrize("data", DATA)
def test_eggers_test_is_metafors(data):
    test = egger(studies(data), quiet=True)
    assert test.statistic == expected(data, "egger", "lm", "", "statistic")
    assert test.p == expected(data, "egger", "lm", "", "p")


@pytest.mark.parametrize("estimator", ["L0", "R0"])
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("data", DATA)
def test_trim_and_fill_is_metafors(data, method, estimator):
    result = trim_and_fill(studies(data), method, "wald", estimator, quiet=True)

    def metafors(quantity):
        return expected(data, f"trim-and-fill-{estimator}", method, "wald", quantity)

    assert result.missing == metafors("missing")
    assert float(result.side == "right") == metafors("right")
    assert result.filled.k == len(studies(data)) + result.missing
    assert result.filled.analysis.value == metafors("estimate")
    assert result.filled.analysis.se == metafors("se")
    assert result.filled.tau2 == metafors("tau2")
    assert result.filled.analysis.low == metafors("ci_low")


def test_the_bcg_figures_that_are_printed_everywhere():
    """Printed in metafor's manual and article (Viechtbauer 2010, J Stat Softw 36(3)) for these trials."""
    reml = pool(studies("bcg-RR"), "REML", "wald", quiet=True)
    assert f"{reml.analysis.value:.4f} {reml.analysis.se:.4f}" == "-0.7145 0.1798"
    assert f"{reml.tau2:.4f} {reml.i2:.2f} {reml.heterogeneity.q:.4f}" == "0.3132 92.22 152.2330"
    assert f"{reml.estimate:.2f} {reml.ci[0]:.2f} {reml.ci[1]:.2f}" == "0.49 0.34 0.70"
    line = meta_regression(studies("bcg-RR"), "latitude", "REML", "wald", quiet=True)
    assert f"{line.intercept.value:.4f} {line.slope.value:.4f} {line.slope.se:.4f}" == "0.2515 -0.0291 0.0072"
    # by default metafor stops REML at a step of 1e-5, at 0.07636; the maximum is at 0.07635
    assert line.residual.tau2 == pytest.approx(0.0764, abs=1e-4)
    assert line.r2 == pytest.approx(75.62, abs=0.02)
