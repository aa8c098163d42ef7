import numpy as np
import pytest
from scipy import stats

from kapedu.evidence import distributions as ours


@pytest.mark.parametrize("p", [0.001, 0.025, 0.5, 0.8, 0.975, 0.9999])
def test_quantiles_are_scipys(p):
    assert ours.normal_quantile(p) == pytest.approx(stats.norm.ppf(p))
    assert ours.quantile(p, None) == ours.normal_quantile(p)
    for df in (1, 2, 30):
        assert ours.t_quantile(p, df) == pytest.approx(stats.t.ppf(p, df), abs=1e-9)
        assert ours.chi2_quantile(p, df) == pytest.approx(stats.chi2.ppf(p, df))


@pytest.mark.parametrize("x", [0.0, 0.3, 1.96, 5.0])
def test_tails_are_scipys(x):
    assert ours.two_sided_p(-x) == ours.two_sided_p(x) == pytest.approx(2 * stats.norm.sf(x))
    assert ours.two_sided_p(x, 4) == pytest.approx(2 * stats.t.sf(x, 4))
    assert ours.chi2_tail(x, 3) == pytest.approx(stats.chi2.sf(x, 3))
    assert ours.noncentral_t_cdf(x, 20, 1.5) == pytest.approx(stats.nct.cdf(x, 20, 1.5), abs=1e-8)
    many = ours.two_sided_p_values(np.array([x, -x]), np.array([4.0, 9.0]))
    assert many == pytest.approx([2 * stats.t.sf(x, 4), 2 * stats.t.sf(x, 9)])


def test_a_falling_root_is_found_however_far_it_is():
    assert ours.falling_root(lambda x: 1000.0 - x, 0.001) == pytest.approx(1000.0)
    assert ours.falling_root(lambda x: 1e-9 - x, 5.0) == pytest.approx(1e-9, rel=1e-4)


def test_importing_the_room_does_not_import_scipy():
    import subprocess
    import sys

    code = "import sys, kapedu.evidence.pool, kapedu.evidence.blinding; print('scipy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
